import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// A copy of the program, so that what other tests run keeps nothing here.
const root = mkdtempSync(join(tmpdir(), 'florilegium-code-'));
const dist = join(root, 'dist');
const code = join(dist, 'code');

beforeAll(() => {
  for (const path of ['package.json', 'templates', 'init', 'dist'])
    cpSync(path, join(root, path), {
      recursive: true,
      filter: (from) => !/[\\/]code$|\.map$/.test(from),
    });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Checks the project that `init` makes; the command must find nothing wrong with it. */
function check(): void {
  const command = [join(dist, 'cli/main.js'), 'check', join(root, 'init')];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'No problems found.\n', stderr: '' });
}

/** The one file of kept code. */
function kept(): string {
  const [file, ...others] = readdirSync(code);
  expect(others).toEqual([]);
  expect(file).toContain('cli-check');
  return join(code, file!);
}

test('the first run keeps its code, and later ones use it as it is', () => {
  expect(existsSync(code)).toBe(false);
  check();
  const bytes = readFileSync(kept());
  expect(bytes.length).toBeGreaterThan(100_000);
  // Later runs keep nothing, for they take no longer: the first had everything to compile.
  bytes.writeDoubleLE(1e9, bytes.length - 8);
  writeFileSync(kept(), bytes);
  check();
  expect(readFileSync(kept()).equals(bytes)).toBe(true);
});

test.each([
  ['is empty', Buffer.alloc(0)],
  ['is cut off', Buffer.alloc(5)],
  ['is something else', Buffer.alloc(200_000, 'no code. ')],
])('a file that %s is refused, and written anew', (_, bytes) => {
  writeFileSync(kept(), bytes);
  check();
  expect(readFileSync(kept()).length).toBeGreaterThan(100_000);
  expect(readFileSync(kept()).equals(bytes)).toBe(false);
});

test('a run that took much longer than the one whose code is kept keeps its own', () => {
  const bytes = readFileSync(kept());
  bytes.writeDoubleLE(1, bytes.length - 8);
  writeFileSync(kept(), bytes);
  check();
  expect(readFileSync(kept()).readDoubleLE(readFileSync(kept()).length - 8)).toBeGreaterThan(2);
});

test('where nothing can be written, nothing is kept, and nothing said', () => {
  rmSync(code, { recursive: true });
  // Stands in the way of the folder, also for those who may write anywhere.
  writeFileSync(code, '');
  chmodSync(code, 0o400);
  check();
  expect(readFileSync(code, 'utf8')).toBe('');
});
