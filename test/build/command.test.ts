import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeProject } from '../support/project.js';
import { florilegium } from './command.js';
import { SAMPLE } from './sample.js';

/** What a folder holds besides a build’s own bookkeeping. */
const files = async (folder: string) =>
  (await readdir(folder)).filter((name) => name !== '.florilegium').sort();

/** Of the files of a folder, in bytes. */
async function sizesIn(folder: string): Promise<number[]> {
  const about = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name))));
  return about.flatMap((each) => (each.isFile() ? [each.size] : []));
}

describe('build', () => {
  test('writes the editions and their reports, and says what it wrote', async () => {
    const project = await writeProject(SAMPLE);
    const { status, stdout, stderr } = await florilegium(['build'], { cwd: project });
    expect(stderr).toMatch(/^Done in \d/);
    expect(status).toBe(0);
    expect(await files(join(project, 'out'))).toEqual([
      'handout.pdf',
      'handout.report.json',
      'reader.epub',
      'reader.pdf',
      'reader.report.json',
    ]);
    expect(stdout.split('\n')).toHaveLength(4);
    expect(stdout).toMatch(/^out\/reader\.epub {2}2 readings, 4 notes, \d+ kB$/m);
    expect(stdout).toMatch(/^out\/handout\.pdf {2}1 reading, 3 notes, \d+ pages, \d+ kB$/m);
  });

  test('the report has what the format promises', async () => {
    const project = await writeProject(SAMPLE);
    await florilegium(['build', project, '--edition', 'reader']);
    const report = JSON.parse(await readFile(join(project, 'out/reader.report.json'), 'utf8'));
    expect(report).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      words: 65,
      notes: { exact: 3, normalised: 0, moved: 0, ask: 0, orphan: 0 },
      glossary: { terms: 2, uses: 5 },
      pages: expect.any(Number),
      diagnostics: [],
    });
    expect(report.readings).toEqual([
      { id: 'chalk', words: 45, notes: 3, firstPage: expect.any(String), lastPage: expect.any(String) },
      { id: 'flour', words: 20, notes: 1, firstPage: expect.any(String), lastPage: expect.any(String) },
    ]);
  });

  test('--edition, --format and --out choose', async () => {
    const project = await writeProject(SAMPLE);
    const out = join(project, 'elsewhere');
    await florilegium(['build', project, '-e', 'reader', '-f', 'epub', '--out', out]);
    expect(await files(out)).toEqual(['reader.epub', 'reader.report.json']);
  });

  test('--json is one value on standard output', async () => {
    const project = await writeProject(SAMPLE);
    const { stdout, stderr } = await florilegium(['build', project, '--json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'done',
      diagnostics: [],
      editions: [{ name: 'reader' }, { name: 'handout' }],
    });
  });

  test('--quiet says nothing where there is nothing to say', async () => {
    const project = await writeProject(SAMPLE);
    const { stdout, stderr } = await florilegium(['build', project, '--quiet']);
    expect(stdout + stderr).toBe('');
  });
});

describe('exit statuses', () => {
  const broken = {
    ...SAMPLE,
    'annotations.yml': SAMPLE['annotations.yml']!.replace('reading: flour', 'reading: flower'),
  };
  const orphan = {
    ...SAMPLE,
    'annotations.yml': SAMPLE['annotations.yml']!.replace('sacks of rye', 'barges full of barley and tar'),
  };
  const cases: [string, Record<string, string>, string[], number, string][] = [
    ['a project in order', SAMPLE, ['check'], 0, 'No problems found.'],
    ['an error of the content', broken, ['check'], 1, 'did you mean “flour”?'],
    ['a warning', orphan, ['check'], 0, 'warning'],
    ['a warning under --strict', orphan, ['check', '--strict'], 1, 'warning'],
    ['an unknown edition', SAMPLE, ['build', '-e', 'raeder'], 2, 'did you mean “reader”?'],
    ['an unknown format', SAMPLE, ['build', '-f', 'docx'], 2, 'Expected epub or pdf'],
    ['an empty word for a folder', SAMPLE, ['build', '--out', ''], 2, 'empty'],
    ['an empty word for the project', SAMPLE, ['build', ''], 2, 'empty'],
    ['an unknown option', SAMPLE, ['build', '--srtict'], 2, '--strict'],
    ['an unknown command', SAMPLE, ['biuld'], 2, 'build'],
    ['no project', { 'x.txt': '' }, ['build'], 2, 'annotations.yml'],
    ['a file for a project', SAMPLE, ['build', 'annotations.yml'], 2, 'name the folder'],
    ['help', SAMPLE, ['--help'], 0, 'build'],
    ['the version', SAMPLE, ['--version'], 0, '.'],
  ];
  test.each(cases)('%s', async (_, project, args, status, said) => {
    const ran = await florilegium(args, { cwd: await writeProject(project) });
    expect(ran.stdout + ran.stderr).toContain(said);
    expect(ran.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    expect(ran.status).toBe(status);
  });
});

test('mistakes of every stage are told in one run', async () => {
  const project = await writeProject({
    ...SAMPLE,
    'annotations.yml': SAMPLE['annotations.yml']!.replace('accounts in chalk', 'the').replace(
      'series: source',
      'series: sauce',
    ),
    'templates/part.hbs': '<section>{{titel}}</section>',
  });
  const { status, stdout } = await florilegium(['check', project, '--json']);
  expect(status).toBe(1);
  const codes = JSON.parse(stdout).diagnostics.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(
    expect.arrayContaining(['series-unknown', 'quotation-ambiguous', 'template-unknown-name']),
  );
});

test.each([
  [
    'a term that is there twice',
    { 'annotations.yml': SAMPLE['annotations.yml']!.replace('term: Oslo', 'term: rye') },
    ['term-twice'],
  ],
  [
    'front matter without an end',
    { 'corpus/flour.md': SAMPLE['corpus/flour.md']!.replace(/\n---\n\n/, '\n\n') },
    ['front-matter-open'],
  ],
  ['a page whose template fails', { 'templates/reading.hbs': '{{#if}' }, ['template-syntax']],
])('of %s, nothing is told that follows from it', async (_, files, expected) => {
  const project = await writeProject({ ...SAMPLE, ...files });
  const { stdout } = await florilegium(['build', project, '--json']);
  const codes = JSON.parse(stdout).diagnostics.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(expected);
});

test('a format that none of the editions has is an error, and nothing is written', async () => {
  const project = await writeProject(SAMPLE);
  const ran = await florilegium(['build', '--edition', 'handout', '--format', 'epub'], { cwd: project });
  expect(ran.status).toBe(2);
  expect(ran.stderr).toMatch(/^error format-absent: Nothing is made as epub of handout \(pdf\)\.$/m);
  expect(await readdir(project)).not.toContain('out');
});

test('where the disk takes the editions, but not what is kept for the next build, that leaves them the room', async () => {
  const project = await writeProject(SAMPLE);
  const out = join(project, 'out');
  const cache = join(out, '.florilegium/cache');
  await florilegium(['build', project]);
  const largest = Math.max(...(await sizesIn(out)));
  expect(Math.max(...(await sizesIn(cache)))).toBeGreaterThan(largest + 1024);
  await rm(out, { recursive: true });
  const limit = Math.ceil(largest / 512);
  const { status } = await florilegium(['build', project], { before: `trap "" XFSZ; ulimit -f ${limit};` });
  expect(status).toBe(0);
  expect(await readdir(cache)).toEqual([]);
});

describe('what was in out/ stays whole', () => {
  async function built() {
    const project = await writeProject(SAMPLE);
    await florilegium(['build', project, '--quiet']);
    const out = join(project, 'out');
    const state = async () => {
      const entries = await files(out);
      const contents = await Promise.all(
        entries.map(async (name) => `${name} ${(await readFile(join(out, name))).toString('base64')}`),
      );
      return contents.join('\n');
    };
    return { project, out, state, before: await state() };
  }
  const edit = (project: string) =>
    writeFile(join(project, 'corpus/flour.md'), '---\ntitle: Flour\n---\n\nNine sacks of rye, no more.\n');

  test('when the content has errors', async () => {
    const { project, state, before } = await built();
    await edit(project);
    await writeFile(join(project, 'corpus/chalk.md'), 'No front matter.');
    expect((await florilegium(['build', project])).status).toBe(1);
    expect(await state()).toBe(before);
  });

  test('when the disk takes no more', async () => {
    const { project, state, before } = await built();
    await edit(project);
    // The limit is in blocks of 512 bytes: the first edition fits, the second does not.
    const ran = await florilegium(['build', project], { before: 'trap "" XFSZ; ulimit -f 8;' });
    expect(ran.stderr).toContain('output-not-written');
    expect(ran.status).toBe(2);
    expect(await state()).toBe(before);
  });

  test('when it is interrupted at any moment', async () => {
    const { project, state, before } = await built();
    await edit(project);
    const clean = await florilegium(['build', project, '--out', join(project, 'new')]);
    expect(clean.status).toBe(0);
    for (const delay of [20, 150, 300, 500, 800]) {
      const ran = await florilegium(['build', project], {
        started: (kill) => setTimeout(() => kill('SIGINT'), delay),
      });
      const now = await state();
      if (ran.status === 0) break;
      expect(ran.status ?? ran.signal).toSatisfy((how) => how === 130 || how === 'SIGINT');
      expect(now).toBe(before);
    }
  });

  test('a file where the folder should be is an error, not a loss', async () => {
    const project = await writeProject({ ...SAMPLE, out: 'mine' });
    const ran = await florilegium(['build', project]);
    expect(ran.status).toBe(2);
    expect(await readFile(join(project, 'out'), 'utf8')).toBe('mine');
  });

  test('a link that leads nowhere in the place of the folder is an error, named as seen from here', async () => {
    const project = await writeProject(SAMPLE);
    await symlink('/nowhere/at/all', join(project, 'out'));
    const ran = await florilegium(['build'], { cwd: project });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/^out error output-not-written: Nothing was written: a part /);
  });

  test('a folder that nobody can make is an error', async () => {
    const project = await writeProject(SAMPLE);
    const ran = await florilegium(['build', project, '--out', '/proc/florilegium/out']);
    expect(ran.stderr).toContain('output-not-written');
    expect(ran.status).toBe(2);
  });

  test('what a killed build left behind is cleared away', async () => {
    const { project, out, before, state } = await built();
    await writeFile(join(out, '.reader.pdf.999999999.tmp'), 'half');
    await florilegium(['build', project]);
    expect(await state()).toBe(before);
  });
});

test('the same input gives the same bytes in another folder, zone, locale and year', async () => {
  const one = await writeProject(SAMPLE);
  const two = await writeProject(SAMPLE);
  await mkdir(join(two, 'deeper'), { recursive: true });
  const later = join(two, 'later.mjs');
  await writeFile(
    later,
    'const now = Date.now; Date.now = () => now() + 4e11; const D = Date; globalThis.Date = class extends D { constructor(...a) { a.length ? super(...a) : super(D.now()); } };',
  );
  await florilegium(['build', one, '--quiet'], { env: { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' } });
  await florilegium(['build', '..', '--quiet'], {
    cwd: join(two, 'deeper'),
    env: {
      TZ: 'Pacific/Kiritimati',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      NODE_OPTIONS: `--import ${later}`,
    },
  });
  for (const name of await files(join(one, 'out'))) {
    const [a, b] = await Promise.all([readFile(join(one, 'out', name)), readFile(join(two, 'out', name))]);
    expect(b.equals(a), name).toBe(true);
  }
});

test('a project that has nothing but a text builds', async () => {
  const project = await writeProject({
    'annotations.yml': 'anthology: { title: One }\nreadings: [a]\n',
    'corpus/a.md': '---\ntitle: A\n---\nText.\n',
  });
  const { status } = await florilegium(['build', project]);
  expect(status).toBe(0);
  expect((await stat(join(project, 'out/reader.pdf'))).size).toBeGreaterThan(1000);
  await rm(join(project, 'out'), { recursive: true });
});
