import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FORGETFUL, Memo } from '../../src/cache/memo.js';
import { remember } from '../../src/changes/remember.js';
import { record } from './record.js';

/*
 * A build reads what the one before remembered. What this program wrote need not be checked, anything else must be.
 */

let out: string;
let memo: Memo;

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'florilegium-remember-'));
  const entries = new Map<string, Uint8Array>();
  memo = new Memo({ get: (name) => entries.get(name), put: (name, bytes) => entries.set(name, bytes) });
});
afterEach(() => rm(out, { recursive: true, force: true }));

async function build(pages: string, known: Memo) {
  const { path, data, ...said } = await remember(out, 'reader', record(pages), known);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, data);
  return { path, ...said };
}

test('is the same whether the file of the build before is known or not', async () => {
  const { path } = await build('a: p q', memo);
  const before = await readFile(path);
  const known = await build('a: p r', memo);
  const written = await readFile(path);
  await writeFile(path, before);
  expect(await build('a: p r', FORGETFUL)).toEqual(known);
  expect(await readFile(path)).toEqual(written);
  expect(known.changes).toBeDefined();
});

test.each([FORGETFUL, undefined])('a file that no build wrote is left out, and said', async (without) => {
  const { path } = await build('a: p q', without ?? memo);
  await writeFile(path, (await readFile(path, 'utf8')).replace('"first":0', '"first":9'));
  const { diagnostics, changes } = await build('a: p r', without ?? memo);
  expect(diagnostics.map(({ code }) => code)).toEqual(['record-unreadable']);
  expect(changes).toBeUndefined();
});
