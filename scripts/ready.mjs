// Makes the checkout ready to run: installs the locked dependencies and compiles, each only where it is out of date.
import { execSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
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

if (!isInstalled()) run('npm ci --no-audit --no-fund');
const compiled = time(join(root, 'dist/cli/main.js'));
const sources = ['src', 'templates', 'scripts'].map((folder) => newest(join(root, folder)));
if (compiled < Math.max(...sources)) run('node scripts/compile.mjs');

/**
 * Whether node_modules/ holds what is locked, by npm's own list of it: times say nothing after a checkout. Optional
 * packages are for other systems, mostly, and what was installed beside them does no harm. A link is somebody else's folder, which npm would empty.
 */
function isInstalled() {
  const modules = join(root, 'node_modules');
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return true;
  const list = join(modules, '.package-lock.json');
  if (!existsSync(list)) return false;
  const packages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const [installed, { '': _project, ...locked }] = [
    packages(list),
    packages(join(root, 'package-lock.json')),
  ];
  const same = (a, b) => a.version === b.version && a.integrity === b.integrity;
  return Object.entries(locked).every(([name, { optional, devOptional, ...wanted }]) =>
    name in installed ? same(installed[name], wanted) : optional || devOptional,
  );
}
