// Makes dist/ of src/ and what it depends on: one bundle, which is a script and no module, so that `src/start.ts` can keep
// the code that V8 compiles of it; and for each program a small module that starts it.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** What dist/ has a module for: what a program imports, the commands, and the programs of threads and scripts. */
const PROGRAMS = [
  'build',
  ...readdirSync(join(root, 'src/cli'))
    .filter((name) =>
      readFileSync(join(root, 'src/cli/main.ts'), 'utf8').includes(
        `import('./${name.replace(/ts$/, 'js')}')`,
      ),
    )
    .map((name) => `cli/${name.replace(/\.ts$/, '')}`),
  'epub/pack-thread',
  'manuscript/text-thread',
  'print/press-thread',
  'verify/main',
  'manuscript/write-schema',
];

/** Stay in node_modules: they come with binaries or data, which they find beside their own files, or are for `import` alone. */
const REQUIRED = ['@resvg/resvg-js', 'hyphen', 'iconv-lite', 'mammoth'];
/** Stay there, too: WebAssembly, which starts with top-level await, so that they can only be imported. */
const LOADED = ['harfbuzzjs', 'libxml2-wasm'];

const options = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // A process and its threads read all of the bundle before they do anything.
  minify: true,
  sourcemap: 'linked',
  logLevel: 'warning',
  metafile: true,
};
const bundle = await build({
  ...options,
  stdin: {
    contents: PROGRAMS.map((name) => `programs['${name}'] = () => import('./src/${name}.ts');`).join('\n'),
    sourcefile: 'bundle.js',
    resolveDir: root,
  },
  entryNames: 'bundle-[hash]',
  legalComments: 'none',
  define: { 'import.meta.url': 'url' },
  banner: { js: `(async (require, load, url, programs) => {\n'use strict';` },
  footer: { js: '})' },
  plugins: [
    { name: 'lazy', setup: lazyModules },
    { name: 'script', setup: importsOfScript },
    { name: 'templates', setup: compiledTemplates },
  ],
});
const bundled = Object.keys(bundle.metafile.outputs).find((path) => path.endsWith('.js'));
writeAscii(join(root, bundled));
const modules = await build({
  ...options,
  entryPoints: ['src/cli/main.ts', 'src/start.ts'],
  outbase: 'src',
  define: { BUNDLE: JSON.stringify(posix.basename(bundled)) },
  // CommonJS packages call require for Node's own modules.
  banner: {
    js: `import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);`,
  },
  plugins: [
    { name: 'programs', setup: ownModules },
    { name: 'children', setup: noChildren },
  ],
});
const { outputs } = (
  await build({
    ...options,
    entryPoints: PROGRAMS.map((name) => `src/${name}.ts`),
    bundle: false,
    write: false,
  })
).metafile;
for (const name of PROGRAMS) {
  const { exports } = outputs[`dist/${name}.js`];
  const start = `await start('${name}')`;
  mkdirSync(join(root, 'dist', dirname(name)), { recursive: true });
  writeFileSync(
    join(root, `dist/${name}.js`),
    `import { start } from '${posix.relative(posix.dirname(name), 'start.js').replace(/^(?!\.)/, './')}';\n\n` +
      (exports.length > 0 ? `export const { ${exports.join(', ')} } = ${start};\n` : `${start};\n`),
  );
}

compilePatterns(join(root, 'dist/patterns'));

// What an earlier compilation left goes only now, so that a program that runs meanwhile finds its files.
const made = new Set([
  ...Object.keys({ ...bundle.metafile.outputs, ...modules.metafile.outputs }),
  ...PROGRAMS.map((name) => `dist/${name}.js`),
]);
for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  const old = relative(root, path).replaceAll('\\', '/');
  if (entry.isFile() && (old.startsWith('dist/code/') || (/\.js(\.map)?$/.test(old) && !made.has(old))))
    rmSync(path);
}
// What a cache keeps is this program's own.
const program = createHash('sha256');
for (const path of [...made].filter((path) => path.endsWith('.js')).sort())
  program.update(`${path}\n`).update(readFileSync(join(root, path)));
writeFileSync(join(root, 'dist/program.sha256'), `${program.digest('hex')}\n`);
const inputs = Object.keys({ ...bundle.metafile.inputs, ...modules.metafile.inputs });
writeFileSync(join(root, 'dist/LICENCES.txt'), licences(inputs));

/** The command loads each command's module as a program; they share nothing with it but a few constants. */
function ownModules({ onResolve }) {
  onResolve({ filter: /^\.\.?\// }, ({ path, kind }) =>
    kind === 'dynamic-import' ? { path, external: true } : undefined,
  );
}

/** commander would start programs beside it, which there are none of. Node takes five milliseconds to load what it needs for that. */
function noChildren({ onResolve, onLoad }) {
  onResolve({ filter: /^node:child_process$/ }, ({ path }) => ({ path, namespace: 'children' }));
  onLoad({ filter: /.*/, namespace: 'children' }, () => ({ contents: 'export {};' }));
}

/**
 * A script has no imports: Node's modules and those of `REQUIRED` are required where the importing module is first run,
 * those of `LOADED` are awaited there.
 */
async function importsOfScript({ onResolve, onLoad }) {
  const names = Object.fromEntries(
    await Promise.all(LOADED.map(async (name) => [name, Object.keys(await import(name))])),
  );
  const only = (paths) => new RegExp(`^(${paths.join('|')})$`);
  onResolve({ filter: only(['node:.*', ...builtinModules, ...REQUIRED]) }, ({ path, kind }) =>
    kind === 'require-call' ? { path, external: true } : { path, namespace: 'required' },
  );
  onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
    contents: `module.exports = require('${path}');`,
  }));
  onResolve({ filter: only(LOADED) }, ({ path }) => ({ path, namespace: 'loaded' }));
  onLoad({ filter: /.*/, namespace: 'loaded' }, ({ path }) => ({
    contents: `export const { ${names[path].join(', ')} } = await load('${path}');`,
  }));
}

/**
 * The bundle is read byte by byte (see `src/start.ts`). esbuild escapes what is not ASCII in strings, but not in regular
 * expressions; a pair of escapes is one character there, too.
 */
function writeAscii(path) {
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/[^\0-\x7f]/g, escaped));
}

/** Has the built-in templates and words compiled into the bundle: by the program's own code, which is run here for that. */
async function compiledTemplates({ onLoad }) {
  const { outputFiles } = await build({
    ...options,
    entryPoints: ['src/render/precompile.ts'],
    format: 'cjs',
    sourcemap: false,
    write: false,
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
  });
  const program = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(
    program,
    program.exports,
    createRequire(import.meta.url),
  );
  const folder = join(root, 'templates');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(hbs|yml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]);
  const templates = program.exports.precompile(new Map(files));
  onLoad({ filter: /[/\\]render[/\\]precompiled\.ts$/ }, () => ({
    contents: `export const PRECOMPILED = ${templates};`,
  }));
  const words = program.exports.precompileWords(readFileSync(join(folder, 'words.yml'), 'utf8'));
  onLoad({ filter: /[/\\]precompiled-words\.ts$/ }, () => ({
    contents: `export const PRECOMPILED_WORDS = JSON.parse(${JSON.stringify(words)});`,
  }));
}

/**
 * Modules that take long to load for parts of packages that are not used here. Tables of PDFKit and fontkit are unpacked
 * when they are asked for after all, and so are PDFKit itself and what parses HTML; css-tree is what is used of
 * it, without its lexer and the grammar of CSS; and what fetches, which the packing of EPUBs could do, is left out,
 * with Node's modules for the network.
 */
function lazyModules({ onResolve, onLoad }) {
  const lazy = (name, ...exports) =>
    exports
      .map((one) => `export const ${one} = (...given) => require('${name}').${one}(...given);`)
      .join('\n');
  const modules = {
    'brotli/decompress.js': `export default (...given) => require('brotli/decompress.js')(...given);`,
    'unicode-properties': lazy(
      'unicode-properties',
      ...['getCategory', 'getCombiningClass', 'getScript', 'isDigit', 'isMark'],
    ),
    pdfkit: `export default function PDFDocument(...given) {
      return new (require(${JSON.stringify(fileURLToPath(import.meta.resolve('pdfkit')))}).default)(...given);
    }`,
    'css-tree': `export { default as parse } from 'css-tree/parser'; export { default as walk } from 'css-tree/walker';`,
    'hast-util-raw': lazy('hast-util-raw', 'raw'),
    'hast-util-from-html': lazy('hast-util-from-html', 'fromHtml'),
    'node-fetch': `export default async () => { throw new Error('A build opens no connection.'); };`,
  };
  const names = new RegExp(`^(${Object.keys(modules).join('|')})$`);
  onResolve({ filter: names }, ({ path, namespace, resolveDir }) =>
    namespace === 'lazy' ? undefined : { path, namespace: 'lazy', pluginData: resolveDir },
  );
  onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path, pluginData }) => ({
    contents: modules[path],
    resolveDir: pluginData,
  }));
}

/** Writes the patterns of hyphenation as JSON: see `src/typeset/text/hyphenate.ts`. */
function compilePatterns(folder) {
  const require = createRequire(import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(dirname(require.resolve('hyphen/patterns/en-us.js')))) {
    let patterns;
    try {
      patterns = require(`hyphen/patterns/${file}`);
    } catch {
      continue; // Church Slavonic's is no JavaScript.
    }
    writeFileSync(join(folder, file.replace(/\.js$/, '.json')), JSON.stringify(patterns));
  }
}

/** The licences of the packages that the bundle has parts of. */
function licences(files) {
  const folders = new Set(
    files.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find((file) => /^(licen[cs]e|copying)/i.test(file));
      const text = file ? `\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}` : '';
      return `${name} ${version} (${license})${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
