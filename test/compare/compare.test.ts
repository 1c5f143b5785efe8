import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compareProjects } from '../../src/compare/compare-projects.js';
import { describeDiff, plainly } from '../../src/compare/describe.js';
import { writeDiffPage } from '../../src/compare/diff-page.js';
import { diffWords, likeness, shortened } from '../../src/compare/word-diff.js';
import { SAMPLE } from '../build/sample.js';
import { writeProject } from '../support/project.js';

describe('words', () => {
  const marked = (before: string, after: string) =>
    shortened(diffWords(before, after))
      .map(({ kind, text }) => plainly(kind, text))
      .join(' ');

  test.each([
    ['the mill burned', 'the mill stood', 'the mill [-burned-] {+stood+}'],
    ['', 'all new', '{+all new+}'],
    ['all gone', '', '[-all gone-]'],
    ['white\n  space goes', 'white space stays', 'white space [-goes-] {+stays+}'],
    [
      'one two three four five six seven eight nine ten old',
      'one two three four five six seven eight nine ten new',
      '… five six seven eight nine ten [-old-] {+new+}',
    ],
  ])('“%s” and “%s”: %s', (before, after, expected) => {
    expect(marked(before, after)).toBe(expected);
  });

  test.each([
    ['a b c d', 'a b c d', 1],
    ['a b c d', 'w x y z', 0],
    ['a b c d', 'a b y z', 0.5],
    ['', '', 1],
  ])('“%s” is like “%s” by %d', (a, b, expected) => {
    expect(likeness(a, b)).toBe(expected);
  });
});

type Edit = [file: string, from: string | RegExp, to: string];

/** The comparison of the sample with an edited one, as text without its pages. */
async function compared(...edits: Edit[]): Promise<string> {
  const now: Record<string, string> = { ...SAMPLE };
  for (const [file, from, to] of edits) now[file] = now[file]!.replace(from, to);
  return between(await writeProject(SAMPLE), await writeProject(now));
}

async function between(old: string, now: string): Promise<string> {
  const { status, diff } = await compareProjects({ old, new: now, pages: false });
  expect(status).toBe('done');
  return describeDiff(diff!, plainly).join('\n');
}

const YAML = 'annotations.yml';

describe('two projects', () => {
  test.each<[string, Edit[], string]>([
    ['nothing', [], ''],
    [
      'a word of a text',
      [['corpus/chalk.md', 'it rained', 'it snowed']],
      'Readings: 1 changed\n  ~ The Miller’s Door\n      paragraph: … door. Flour ran down when it [-rained,-] {+snowed,+} and all Oslo knew what he owed.',
    ],
    [
      'a word of a note',
      [[YAML, 'Two hundredweight', 'Three hundredweight']],
      'Notes: 1 changed\n  ~ sacks of rye (Flour)\n      note: [-Two-] {+Three+} hundredweight each.',
    ],
    [
      'the quotation of a note',
      [[YAML, 'quote: sacks of rye', 'quote: Nine sacks']],
      'Notes: 1 changed\n  ~ Nine sacks (Flour)\n      quote: {+Nine+} sacks [-of rye-]',
    ],
    [
      'a note that is new',
      [[YAML, 'glossary:', '  - { reading: flour, quote: the boatman, note: His name is lost. }\nglossary:']],
      'Notes: 1 added\n  + the boatman (Flour)\n      series: {+editor+}\n      note: {+His name is lost.+}',
    ],
    [
      'a term that is gone',
      [[YAML, /^.*Oslo.*\n/m, '']],
      'Glossary: 1 removed\n  - Oslo\n      definition: [-A city.-]',
    ],
    [
      'a term with another name',
      [[YAML, 'term: rye,', 'term: winter rye, forms: [rye],']],
      'Glossary: 1 changed\n  ~ winter rye\n      term: {+winter+} rye\n      forms: {+rye+}',
    ],
    [
      'the date of an event',
      [[YAML, '1901-05-02', '1902-05-02']],
      'Chronology: 1 changed\n  ~ 1902-05-02\n      date: [-1901-05-02-] {+1902-05-02+}',
    ],
    [
      'emphasis alone',
      [[YAML, 'Written in *winter*.', 'Written in winter.']],
      'Readings: 1 changed\n  ~ The Miller’s Door\n      headnote (its markup): Written in winter.',
    ],
    [
      'where a link without words leads',
      [[YAML, 'See [](note:sacks).', 'See [](reading:flour).']],
      'Notes: 1 changed\n  ~ accounts in chalk (The Miller’s Door)\n      note: See [-[](note:sacks).-] {+[](reading:flour).+}',
    ],
    [
      'the anthology',
      [[YAML, '2024-03-01', '2024-03-02']],
      'Anthology\n  date: [-2024-03-01-] {+2024-03-02+}',
    ],
  ])('%s', async (_, edits, expected) => {
    expect(await compared(...edits)).toBe(expected);
  });

  test('a reading with another id is the same reading, and its notes are the same notes', async () => {
    const { 'corpus/flour.md': flour, ...rest } = SAMPLE;
    const now = {
      ...rest,
      'corpus/meal.md': flour!,
      [YAML]: SAMPLE[YAML]!.replace('[flour]', '[meal]').replace('reading: flour', 'reading: meal'),
    };
    expect(await between(await writeProject(SAMPLE), await writeProject(now))).toBe(
      'Readings: 1 changed\n  ~ Flour\n      id: [-flour-] {+meal+}',
    );
  });

  test('a paragraph that stands elsewhere has moved', async () => {
    const body = (...paragraphs: string[]) => `---\ntitle: Flour\n---\n\n${paragraphs.join('\n\n')}\n`;
    const [a, b, c] = ['The mill was old.', 'The boat was new.', 'Nine sacks of rye came.'];
    const old = await writeProject({ ...SAMPLE, 'corpus/flour.md': body(a!, b!, c!) });
    const now = await writeProject({ ...SAMPLE, 'corpus/flour.md': body(b!, c!, a!) });
    expect(await between(old, now)).toBe(`Readings: 1 changed\n  ~ Flour\n      paragraph moved: ${a}`);
  });

  test('pages are set on both sides', async () => {
    const old = await writeProject(SAMPLE);
    const now = await writeProject({
      ...SAMPLE,
      'corpus/flour.md': SAMPLE['corpus/flour.md']!.replace('sang', 'slept'),
    });
    const { diff } = await compareProjects({ old, new: now });
    const kinds = diff!.pages.map(({ edition, kind, changes }) => [edition, kind, changes?.changed.length]);
    expect(kinds).toEqual([
      ['reader', 'changed', 1],
      ['handout', 'same', undefined],
    ]);
  });

  test('a project with errors is compared without its pages', async () => {
    const old = await writeProject(SAMPLE);
    const now = await writeProject({
      ...SAMPLE,
      [YAML]: SAMPLE[YAML]!.replace('series: source', 'series: sorce'),
    });
    const { status, diagnostics, diff } = await compareProjects({ old, new: now });
    expect([status, diagnostics.map(({ code }) => code)]).toEqual(['done', ['series-unknown']]);
    expect(diff!.pages.map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
  });

  test('a page of HTML holds it all, escaped, and refers to nothing outside', async () => {
    const old = await writeProject(SAMPLE);
    const now = await writeProject({
      ...SAMPLE,
      [YAML]: SAMPLE[YAML]!.replace('A ledger.', 'A "ledger" & more.'),
    });
    const { diff } = await compareProjects({ old, new: now, pages: false });
    const path = join(now, 'diff.html');
    expect(await writeDiffPage(path, diff!)).toBeUndefined();
    const page = await readFile(path, 'utf8');
    expect(page).toContain('&quot;ledger&quot; &amp; more.');
    expect(page).toMatch(/<del>.*<ins>/s);
    expect(page).not.toMatch(/src=|url\(|https?:|<script/);
  });
});

const hasGit = (() => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasGit)(`two revisions${hasGit ? '' : ' (skipped: git is not installed)'}`, () => {
  async function repository(folder = ''): Promise<{ project: string; git: (...args: string[]) => string }> {
    const files = Object.fromEntries(
      Object.entries(SAMPLE).map(([path, text]) => [join(folder, path), text]),
    );
    const root = await writeProject(files);
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', root, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    git('tag', 'first');
    const project = join(root, folder);
    const path = join(project, 'corpus/flour.md');
    await writeFile(path, (await readFile(path, 'utf8')).replace('sang', 'slept'));
    git('commit', '-qam', 'two');
    return { project, git };
  }

  test.each([[''], ['books/mill']])('of a project in the folder “%s” of a repository', async (folder) => {
    const { project, git } = await repository(folder);
    const status = git('status', '--porcelain');
    for (const old of ['first', 'HEAD~1']) {
      const { diff } = await compareProjects({ old, new: 'HEAD', project, pages: false });
      expect(describeDiff(diff!, plainly).join('\n')).toContain('[-sang.-] {+slept.+}');
    }
    const { diff } = await compareProjects({ old: 'HEAD', new: project, project, pages: false });
    expect(describeDiff(diff!, plainly)).toEqual([]);
    expect(git('status', '--porcelain')).toBe(status);
  });

  test('what is written of them is removed', async () => {
    const { project } = await repository();
    const left = async () =>
      (await readdir(tmpdir())).filter((name) => name.startsWith('florilegium-revision-'));
    const before = await left();
    await compareProjects({ old: 'first', new: 'nonsense', project, pages: false });
    expect((await left()).filter((name) => !before.includes(name))).toEqual([]);
  });

  test.each([
    ['frist', 'revision-unknown'],
    ['--help', 'revision-unknown'],
    ['first:corpus', 'revision-unknown'],
  ])('“%s” is no revision', async (name, code) => {
    const { project } = await repository();
    const { status, diagnostics } = await compareProjects({ old: name, new: 'HEAD', project });
    expect([status, diagnostics.map((each) => each.code)]).toEqual(['configuration', [code]]);
    if (name === 'frist') expect(diagnostics[0]!.hint).toContain('first');
  });

  test('a folder outside of any repository has none', async () => {
    const project = await mkdtemp(join(tmpdir(), 'florilegium-'));
    onTestFinished(() => rm(project, { recursive: true, force: true }));
    const { status, diagnostics } = await compareProjects({ old: 'HEAD', new: 'HEAD', project });
    expect([status, diagnostics.map(({ code }) => code)]).toEqual([
      'configuration',
      ['git-repository-missing'],
    ]);
  });
});

test('without git, it says how to get it', async () => {
  const { PATH } = process.env;
  process.env.PATH = '';
  onTestFinished(() => {
    process.env.PATH = PATH;
  });
  const { status, diagnostics } = await compareProjects({ old: 'HEAD', new: 'HEAD', project: tmpdir() });
  expect([status, diagnostics.map(({ code }) => code)]).toEqual(['missing', ['git-missing']]);
});
