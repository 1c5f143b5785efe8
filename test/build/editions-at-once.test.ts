import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeBook } from '../../bench/book.js';
import { projectFiles } from '../../bench/sources.js';
import { type build as Build, type BuildOptions, build } from '../../src/build.js';
import { writeProject } from '../support/project.js';

/*
 * Editions are made at once, their sections set by any thread that has time: what comes of it does not depend on that.
 */

const EDITIONS: Record<string, string> = {
  reader: 'formats: [epub, pdf]',
  small: 'formats: [pdf], page: a5',
  large: 'formats: [epub, pdf], page: a4, separate: true',
  screen: 'formats: [epub]',
  again: 'formats: [pdf], openings: recto',
};

/** Long enough for a thread beside this one. */
const FILES = projectFiles(makeBook({ name: '', words: 9000, readings: 3, notes: 12, terms: 6 }));

/** Without one, the first edition would have the anthology's. */
const identifier = (name: string) =>
  `urn:uuid:00000000-0000-4000-8000-${Buffer.from(name.padEnd(6).slice(0, 6)).toString('hex')}`;

async function project(editions: readonly string[]): Promise<string> {
  const [own] = FILES.get('annotations.yml')!.split(/^editions:/m);
  const asked = editions.map(
    (name) => `  ${name}: { identifier: "${identifier(name)}", ${EDITIONS[name]} }\n`,
  );
  const annotations = `${own}editions:\n${asked.join('')}`;
  return writeProject(Object.fromEntries([...FILES, ['annotations.yml', annotations]]));
}

async function made(folder: string, options: BuildOptions = {}, by: typeof Build = build) {
  const { status, editions, diagnostics } = await by({ project: folder, cache: false, ...options });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(status).toBe('done');
  const files: Record<string, string> = {};
  const out = join(folder, 'out');
  for (const entry of await readdir(out, { recursive: true }))
    if (/\.(?:epub|pdf)$/.test(entry))
      files[entry] = createHash('sha256')
        .update(await readFile(join(out, entry)))
        .digest('hex');
  return { names: editions.map(({ name }) => name), files };
}

describe('editions made at once', () => {
  const names = Object.keys(EDITIONS);

  test('are those made in another order, one by one, and by several threads', async () => {
    const all = await made(await project(names));
    expect(all.names).toEqual(names);
    const reversed = await made(await project([...names].reverse()));
    expect(reversed.names).toEqual([...names].reverse());
    expect(reversed.files).toEqual(all.files);
    const alone = await project(names);
    for (const name of names) await made(alone, { editions: [name] });
    expect((await made(alone, { editions: ['reader'] })).files).toEqual(all.files);
    const compiled = (await import(pathToFileURL(resolve('dist/build.js')).href)) as { build: typeof Build };
    expect((await made(await project(names), {}, compiled.build)).files).toEqual(all.files);
  });
});
