import { cp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type BuildOptions, type BuildResult, build } from '../../src/build.js';
import { unchangedBuild } from '../../src/last-build.js';
import { generator } from '../anchoring/prose.js';
import { makeProject, writeProject } from '../support/project.js';
import { randomEdit } from './random-edits.js';
import { SAMPLE } from './sample.js';

/** The files of an output folder, its bookkeeping left out, as they are. */
async function editions(out: string): Promise<Record<string, string>> {
  const names = (await readdir(out).catch(() => [])).filter((name) => name !== '.florilegium').sort();
  const contents = await Promise.all(names.map((name) => readFile(join(out, name), 'base64')));
  return Object.fromEntries(names.map((name, index) => [name, contents[index]!]));
}

/** What a result says, wherever the project lies. What changed since the build before depends on that one. */
const said = ({ status, diagnostics, editions }: BuildResult) => ({
  status,
  diagnostics,
  editions: editions.map(({ name, report }) => ({ name, report })),
});

const edit = (project: string, path: string, change: (text: string) => string) =>
  readFile(join(project, path), 'utf8').then((text) => writeFile(join(project, path), change(text)));

describe('whatever is edited', () => {
  test.each([1, 2])('the next build gives what a clean one gives, byte for byte (%i)', async (seed) => {
    const files: Map<string, string | Uint8Array> = new Map(Object.entries(SAMPLE));
    const [project, other] = [await makeProject(SAMPLE), await makeProject(SAMPLE)];
    onTestFinished(async () => {
      for (const folder of [project, other]) await rm(folder, { recursive: true });
    });
    const random = generator(seed);
    const edits: string[] = [];
    for (let n = 0; n < 9; n++) {
      if (n > 0) edits.push(await randomEdit(files, random, [project, other]));
      const result = await build({ project });
      await rm(join(other, 'out'), { recursive: true, force: true });
      const clean = await build({ project: other, cache: false });
      expect(said(result), edits.join('; ')).toEqual(said(clean));
      if (clean.status === 'done')
        expect(await editions(join(project, 'out')), edits.join('; ')).toEqual(
          await editions(join(other, 'out')),
        );
    }
  });
});

describe('where nothing has changed', () => {
  /** Whether the next build would have nothing to do. */
  const idle = async (options: BuildOptions) => (await unchangedBuild(options)) !== undefined;

  async function built(options: Omit<BuildOptions, 'project'> = {}) {
    const project = await writeProject(SAMPLE);
    const result = await build({ project, ...options });
    expect(result.status).toBe('done');
    return { project, result, options: { project, ...options } };
  }

  test('nothing is done, and the result is the same again, with its diagnostics', async () => {
    const project = await writeProject({
      ...SAMPLE,
      'corpus/stray.md': '---\ntitle: Stray\n---\n\nAlone.\n',
    });
    const first = await build({ project });
    expect(first.diagnostics.map(({ code }) => code)).toEqual(['reading-unlisted']);
    expect(await unchangedBuild({ project })).toEqual(first);
    expect(await build({ project })).toEqual(first);
  });

  test.each<[string, (project: string) => Promise<void>]>([
    ['a text', (project) => edit(project, 'corpus/flour.md', (text) => text.replace('Nine', 'Ten'))],
    ['annotations.yml', (project) => edit(project, 'annotations.yml', (text) => `${text}\n`)],
    [
      'a stylesheet that comes',
      (project) => makeFile(project, 'templates/print.css', 'body { color: #111 }'),
    ],
    [
      'a file that nothing lists',
      (project) => makeFile(project, 'corpus/more.md', '---\ntitle: More\n---\n\nMore.'),
    ],
    ['an edition that somebody wrote into', (project) => writeFile(join(project, 'out/reader.epub'), 'mine')],
    ['an edition that somebody deleted', (project) => unlink(join(project, 'out/reader.pdf'))],
    [
      'the bookkeeping that somebody deleted',
      (project) => rm(join(project, 'out/.florilegium'), { recursive: true }),
    ],
  ])('it is not so after a change to %s, and is again after a build', async (_, change) => {
    const { project, options } = await built();
    expect(await idle(options)).toBe(true);
    await change(project);
    expect(await idle(options)).toBe(false);
    await build(options);
    expect(await idle(options)).toBe(true);
  });

  test('files that no build reads do not matter', async () => {
    const { project, options } = await built();
    await writeFile(join(project, 'todo.txt'), 'Ask Ada.');
    await makeFile(project, 'pictures/unused.png', 'no picture');
    expect(await idle(options)).toBe(true);
  });

  test('other options, another date and no cache are other builds', async () => {
    const { project, options } = await built({ formats: ['epub'] });
    expect(await idle(options)).toBe(true);
    expect(await idle({ project })).toBe(false);
    expect(await idle({ ...options, strict: true })).toBe(false);
    expect(await idle({ ...options, out: join(project, 'elsewhere') })).toBe(false);
    expect(await idle({ ...options, cache: false })).toBe(false);
    process.env.SOURCE_DATE_EPOCH = '1700000000';
    onTestFinished(() => {
      delete process.env.SOURCE_DATE_EPOCH;
    });
    expect(await idle(options)).toBe(false);
  });

  test('a build without cache keeps nothing', async () => {
    const { project } = await built({ cache: false });
    expect(await readdir(join(project, 'out/.florilegium')).catch(() => [])).not.toContain('cache');
  });

  test('a project that is moved is built again, from what it has in its cache', async () => {
    const { project } = await built();
    const other = await makeProject({});
    onTestFinished(() => rm(other, { recursive: true }));
    await cp(project, other, { recursive: true });
    const before = await editions(join(other, 'out'));
    expect(await idle({ project: other })).toBe(false);
    expect((await build({ project: other })).status).toBe('done');
    expect(await editions(join(other, 'out'))).toEqual(before);
  });
});

test('a damaged cache changes nothing', async () => {
  const project = await writeProject(SAMPLE);
  await build({ project });
  const before = await editions(join(project, 'out'));
  const cache = join(project, 'out/.florilegium/cache');
  const random = generator(5);
  for (const name of await readdir(cache)) {
    const entry = await readFile(join(cache, name));
    const at = Math.floor(random() * entry.length);
    if (random() < 0.5) await writeFile(join(cache, name), entry.subarray(0, at));
    else {
      entry[at]! ^= 1 << Math.floor(random() * 8);
      await writeFile(join(cache, name), entry);
    }
  }
  expect((await build({ project })).status).toBe('done');
  expect(await editions(join(project, 'out'))).toEqual(before);
});

test('two builds at once are both right', async () => {
  const project = await writeProject(SAMPLE);
  const results = await Promise.all([build({ project }), build({ project }), build({ project })]);
  for (const result of results) expect(said(result)).toEqual(said(results[0]!));
  const before = await editions(join(project, 'out'));
  expect((await build({ project, cache: false })).status).toBe('done');
  expect(await editions(join(project, 'out'))).toEqual(before);
});

async function makeFile(project: string, path: string, content: string): Promise<void> {
  const folder = await makeProject({ [path]: content });
  await cp(folder, project, { recursive: true });
  await rm(folder, { recursive: true });
}
