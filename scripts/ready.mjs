// Makes the checkout ready to run: installs the locked dependencies and compiles, each only where it is out of date.
import { execSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { withFileTypes: true, recursive: true }).map((e) =>
      time(join(e.parentPath, e.name)),
    ),
  );
const run = (command) => execSync(command, { cwd: root, stdio: ['ignore', 2, 2] });

if (time(join(root, 'node_modules/.package-lock.json')) < time(join(root, 'package-lock.json')))
  run('npm ci --no-audit --no-fund');
const compiled = time(join(root, 'dist/cli/main.js'));
const sources = ['src', 'templates', 'scripts'].map((folder) => newest(join(root, folder)));
if (compiled < Math.max(...sources)) run('node scripts/compile.mjs');
