// Bundles src/ into dist/: one entry point for each program, shared code in chunks, dependencies left to node_modules.
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/build.ts', 'src/cli/main.ts', 'src/verify/main.ts', 'src/manuscript/write-schema.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'warning',
  metafile: true,
});

// What an earlier compilation left goes only now, so that a program that runs meanwhile finds its files.
const made = new Set(Object.keys(metafile.outputs));
for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && /\.js(\.map)?$/.test(entry.name) && !made.has(relative(root, path))) rmSync(path);
}
