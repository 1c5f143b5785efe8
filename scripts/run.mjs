// Runs a TypeScript program that is not shipped: node scripts/run.mjs FILE [ARGUMENT…]
import { spawnSync } from 'node:child_process';
import { join, parse, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [file, ...rest] = process.argv.slice(2);
const root = resolve(fileURLToPath(import.meta.url), '../..');
const outfile = join(root, 'node_modules/.cache/florilegium', `${parse(file).name}.mjs`);
await build({
  absWorkingDir: root,
  entryPoints: [file],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
process.exitCode = spawnSync(process.execPath, [outfile, ...rest], { stdio: 'inherit' }).status ?? 1;
