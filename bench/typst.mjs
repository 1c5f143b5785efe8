// Compiles one file with Typst, fonts given: node bench/typst.mjs IN.typ OUT.pdf
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const [source, target] = process.argv.slice(2).map((path) => resolve(path));
const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/eb-garamond/package.json'));
const blob = (name) => readFileSync(`${fonts}/${name}/EBGaramond_${name}.ttf`);
const compiler = NodeCompiler.create({
  workspace: dirname(source),
  fontArgs: [{ fontBlobs: ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map(blob) }],
});
writeFileSync(target, compiler.pdf({ mainFilePath: source }));
