import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { build } from '../../src/build.js';
import { type ChangesOptions, changes } from '../../src/changes/changes.js';
import { pageRanges } from '../../src/changes/ranges.js';
import { SAMPLE } from '../build/sample.js';
import { open, outline } from '../pdf/read.js';
import { writeProject } from '../support/project.js';

/** A book of three short texts on small pages, so that every change shows. */
const long = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${name} sent sack number ${i + 1} up the river before noon.`).join(
    ' ',
  );
const text = (title: string, body: string) => `---\ntitle: ${title}\nauthor: Ada Ek\n---\n\n${body}\n`;
const BOOK = {
  'annotations.yml': `anthology: { title: Sacks, editors: [Anna Holm], language: en, date: 2024-03-01 }
readings: [barley, rye, wheat]
notes:
  - { reading: wheat, quote: Wheat sent sack number 9, note: The ninth. }
editions:
  reader: { formats: [pdf], page: 4in 6in, openings: recto }
`,
  'corpus/barley.md': text('Barley', long('Barley', 30)),
  'corpus/rye.md': text('Rye', long('Rye', 30)),
  'corpus/wheat.md': text('Wheat', long('Wheat', 30)),
};

interface Shelf {
  project: string;
  edit(path: string, from: string | RegExp, to: string): Promise<void>;
  build(): Promise<void>;
  changes(options?: ChangesOptions): ReturnType<typeof changes>;
}

async function shelf(files: Record<string, string> = BOOK): Promise<Shelf> {
  const project = await writeProject(files);
  return {
    project,
    async edit(path, from, to) {
      const file = join(project, path);
      await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
    },
    async build() {
      const { status, diagnostics } = await build({ project, cache: false });
      expect([status, diagnostics.filter(({ severity }) => severity === 'error')]).toEqual(['done', []]);
    },
    changes: (options = {}) => changes({ project, ...options }),
  };
}

const only = async (found: ReturnType<typeof changes>) => {
  const { status, editions } = await found;
  expect(status).toBe('done');
  expect(editions).toHaveLength(1);
  return editions[0]!;
};

describe('changes', () => {
  test('has nothing to compare before the second build', async () => {
    const book = await shelf();
    expect(await only(book.changes())).toEqual({ name: 'reader', since: 'nothing' });
    await book.build();
    expect(await only(book.changes())).toEqual({ name: 'reader', since: 'nothing' });
  });

  test('compares with the last build that was not the same', async () => {
    const book = await shelf();
    await book.build();
    await book.edit('corpus/rye.md', 'number 3 up', 'number 3 down');
    await book.build();
    const found = await only(book.changes());
    expect(found).toMatchObject({ since: 'build', changes: { inserted: [], gone: [] } });
    expect(found.changes!.changed.length).toBeGreaterThan(0);
    await book.build();
    expect(await only(book.changes())).toEqual(found);
  });

  test('compares with what was printed, once that is said', async () => {
    const book = await shelf();
    await book.build();
    expect(await only(book.changes({ markPrinted: true }))).toMatchObject({ marked: true });
    for (const sack of [3, 4]) {
      await book.edit('corpus/rye.md', `number ${sack} up`, `number ${sack} down`);
      await book.build();
    }
    const printed = await only(book.changes());
    const last = await only(book.changes({ since: 'build' }));
    expect([printed.since, last.since]).toEqual(['printed', 'build']);
    await book.edit('corpus/rye.md', 'number 3 down', 'number 3 up');
    await book.edit('corpus/rye.md', 'number 4 down', 'number 4 up');
    await book.build();
    expect((await only(book.changes())).changes).toMatchObject({ changed: [], renumbered: [] });
  });

  test('reports do not know of it: the same input gives the same bytes', async () => {
    const book = await shelf();
    await book.build();
    const files = async () =>
      Promise.all(
        ['reader.pdf', 'reader.report.json'].map((name) => readFile(join(book.project, 'out', name))),
      );
    const before = await files();
    await book.edit('corpus/rye.md', 'number 3 up', 'number 3 down');
    await book.build();
    await book.edit('corpus/rye.md', 'number 3 down', 'number 3 up');
    await book.build();
    expect(await files()).toEqual(before);
  });

  test('forgets a record that it cannot read', async () => {
    const book = await shelf();
    await book.build();
    await writeFile(join(book.project, 'out/.florilegium/pages/reader.json'), 'not JSON');
    const { status, diagnostics, editions } = await book.changes();
    expect(diagnostics.map(({ code }) => code)).toEqual(['record-unreadable']);
    expect([status, editions[0]?.since]).toEqual(['done', 'nothing']);
    await book.build();
    expect((await book.changes()).diagnostics).toEqual([]);
  });

  test('is of the editions in another folder with --out', async () => {
    const book = await shelf();
    const out = await mkdtemp(join(tmpdir(), 'florilegium-out-'));
    onTestFinished(() => rm(out, { recursive: true, force: true }));
    await build({ project: book.project, out });
    expect(await only(book.changes({ out, markPrinted: true }))).toMatchObject({ marked: true });
    expect(await only(book.changes())).toMatchObject({ since: 'nothing' });
  });

  test.each<[string, ChangesOptions, string]>([
    ['an edition that is not there', { editions: ['raeder'] }, 'edition-unknown'],
    ['an edition without pages', { editions: ['screen'] }, 'edition-without-pages'],
    ['marking what was not built', { editions: ['reader'], markPrinted: true }, 'edition-not-built'],
    ['a folder without a project', { project: tmpdir() }, 'project-missing'],
  ])('refuses %s', async (_, options, code) => {
    const book = await shelf({
      ...SAMPLE,
      'annotations.yml': `${SAMPLE['annotations.yml']}  screen: { formats: [epub] }\n`,
    });
    const { status, diagnostics } = await book.changes(options);
    expect([status, diagnostics.map((each) => each.code)]).toEqual(['configuration', [code]]);
  });
});

describe('changes --pages', () => {
  /** A text that grew by more than a page, in the middle of the book. */
  async function grown(): Promise<Shelf> {
    const book = await shelf();
    await book.build();
    await book.changes({ markPrinted: true });
    await book.edit('corpus/rye.md', /\n$/, ` ${long('Rye', 24)}\n`);
    return book;
  }

  test('gives new pages letters, and later pages keep their numbers on paper', async () => {
    const book = await grown();
    const { sheets, changes: found } = await only(book.changes({ pages: true }));
    expect(found!.readings.map(({ title, was, pages }) => `${title} ${was} → ${pages}`)).toEqual([
      'Rye 3,4 → 3,5',
      'Wheat 5,6 → 7,8',
    ]);
    // The text; and the last page of the book, which counts its words.
    expect(sheets!.steps).toEqual([
      { after: '2', out: ['3', '4'], in: ['3', '4', '4a', '4b'] },
      { after: '6', out: ['7'], in: ['7'] },
    ]);
    const pdf = open(await readFile(sheets!.path!));
    expect(pdf.pages).toHaveLength(2 + 2 * sheets!.leaves);
    expect(outline(pdf)).toContain('After page 2: take out 3–4; put in 3–4, 4a, 4b.');
  });

  test('after the sheets are printed, there is nothing to print, and the next round begins from them', async () => {
    const book = await grown();
    const first = await only(book.changes({ pages: true, markPrinted: true }));
    expect(first.sheets!.leaves).toBeGreaterThan(0);
    const again = await only(book.changes({ pages: true }));
    expect(again.sheets).toEqual({ leaves: 0, steps: [] });
    await expect(readFile(first.sheets!.path!)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(again.changes).toMatchObject({ changed: [], inserted: [], renumbered: [] });
    await book.edit('corpus/wheat.md', 'number 30 up', 'number 30 down');
    const next = await only(book.changes({ pages: true }));
    expect(next.sheets!.leaves).toBe(1);
  });

  test('a text that grew again gets the next letters', async () => {
    const book = await grown();
    const first = await only(book.changes({ pages: true, markPrinted: true }));
    await book.edit('corpus/rye.md', /\n$/, ` ${long('Rye', 60)}\n`);
    const next = await only(book.changes({ pages: true }));
    const letters = (steps: typeof first) =>
      steps.sheets!.steps.flatMap((step) => step.in).filter((label) => /\d[a-z]$/.test(label));
    expect(letters(next).length).toBeGreaterThan(letters(first).length);
    expect(new Set(letters(next)).size).toBe(letters(next).length);
  });

  test('one page changed: one sheet, both sides of it, or one side', async () => {
    const book = await shelf();
    await book.build();
    await book.changes({ markPrinted: true });
    await book.edit('corpus/barley.md', 'number 30 up', 'number 30 by');
    const both = await only(book.changes({ pages: true }));
    expect(both.sheets).toMatchObject({ leaves: 1, steps: [{ out: ['1', '2'], in: ['1', '2'] }] });
    const one = await only(book.changes({ pages: true, oneSided: true }));
    expect(one.sheets).toMatchObject({ leaves: 1, steps: [{ out: ['2'], in: ['2'] }] });
  });

  test('a text put between two others has letters, and one that is taken out leaves its neighbours alone', async () => {
    const book = await shelf();
    await book.build();
    await book.changes({ markPrinted: true });
    await writeFile(join(book.project, 'corpus/oats.md'), text('Oats', long('Oats', 30)));
    await book.edit('annotations.yml', 'barley, rye', 'barley, oats, rye');
    const added = await only(book.changes({ pages: true, markPrinted: true }));
    const put = added.sheets!.steps.flatMap((step) => step.in).filter((label) => /^\d/.test(label));
    expect(put.filter((label) => /\d[a-z]$/.test(label)).length).toBeGreaterThan(1);
    await book.edit('annotations.yml', 'oats, ', '');
    const removed = await only(book.changes({ pages: true }));
    const out = removed.sheets!.steps.flatMap((step) => step.out);
    expect(pageRanges(out)).toContain('a');
    expect(
      removed.sheets!.steps.flatMap((step) => step.in).filter((label) => /\d[a-z]$/.test(label)),
    ).toEqual([]);
  });
});
