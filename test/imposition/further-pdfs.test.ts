import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/build.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { verifyWords } from '../../src/verify/verify-words.js';
import { expectedReadings } from '../../src/verify/words/expected.js';
import { pdfWords } from '../../src/verify/words/pdf-text.js';
import { SAMPLE } from '../build/sample.js';
import { writeProject } from '../support/project.js';

const BEFORE_EDITIONS = SAMPLE['annotations.yml']!.split('editions:')[0]!;

/** The sample with one edition, which has some settings as annotations.yml has them. */
const withEdition = (settings: string): Record<string, string> => ({
  ...SAMPLE,
  'annotations.yml': `${BEFORE_EDITIONS}editions:\n  course:\n    formats: [pdf]\n${settings}`,
});

const ALL = `    separate: true
    imposition: { layout: booklet, creep: 0.1mm }
    cropMarks: true
    bleed: 3mm
`;

/** Builds and gives what is in the output folder, by its path, bookkeeping left out. */
async function built(project: string): Promise<Map<string, Buffer>> {
  const { status, diagnostics } = await build({ project, cache: false });
  expect({ status, codes: diagnostics.map(({ code }) => code) }).toEqual({ status: 'done', codes: [] });
  return outputs(project);
}

async function outputs(project: string): Promise<Map<string, Buffer>> {
  const out = join(project, 'out');
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(out.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.startsWith('.'))
    .sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(out, path))] as const)),
  );
}

describe('an edition', () => {
  test('has nothing beside it unless it asks', async () => {
    const files = await built(await writeProject(withEdition('')));
    expect([...files.keys()]).toEqual(['course.pdf', 'course.report.json']);
  });

  test('has what it asks for, and stays as it is', async () => {
    const plain = await built(await writeProject(withEdition('')));
    const files = await built(await writeProject(withEdition(ALL)));
    expect([...files.keys()]).toEqual([
      'course.booklet.pdf',
      'course.pdf',
      'course.print.pdf',
      'course.report.json',
      'course/chalk.pdf',
      'course/flour.pdf',
    ]);
    expect(files.get('course.pdf')!.equals(plain.get('course.pdf')!)).toBe(true);
    expect(JSON.parse(files.get('course.report.json')!.toString()).furtherPdfs).toEqual([
      { path: 'course.print.pdf', tagged: true },
      { path: 'course.booklet.pdf', tagged: false },
      { path: 'course/chalk.pdf', tagged: true },
      { path: 'course/flour.pdf', tagged: true },
    ]);
  });

  test('has the same files after each build', async () => {
    const project = await writeProject(withEdition(ALL));
    const first = await built(project);
    expect(await built(project)).toEqual(first);
  });

  test.each([
    { setting: 'imposition: 2-up', file: 'course.2-up.pdf' },
    { setting: 'cropMarks: true', file: 'course.print.pdf' },
    { setting: 'bleed: 3mm', file: 'course.print.pdf' },
  ])('with $setting has $file', async ({ setting, file }) => {
    const files = await built(await writeProject(withEdition(`    ${setting}\n`)));
    expect([...files.keys()].sort()).toEqual([file, 'course.pdf', 'course.report.json'].sort());
  });
});

describe('the readings of an edition, each in a PDF of its own', () => {
  test.each(['foot', 'end', 'back', 'margin'])(
    'hold every word, keep PDF/UA and the numbers of their pages, with notes: %s',
    async (placement) => {
      const project = await writeProject(withEdition(`    separate: true\n    notes: ${placement}\n`));
      const files = await built(project);
      const expected = await expectedReadings(project, 'course');
      const pages = JSON.parse(files.get('course.report.json')!.toString()).readings;
      for (const [index, id] of ['chalk', 'flour'].entries()) {
        const { report, document } = verifyPdf(files.get(`course/${id}.pdf`)!);
        verifyWords([expected![index]!], pdfWords(document!), 'words-pdf', report);
        expect(report.list().flatMap(({ failures }) => failures)).toEqual([]);
        expect(labels(await PDFDocument.load(files.get(`course/${id}.pdf`)!))[0]).toBe(
          pages[index].firstPage,
        );
      }
    },
  );

  test('are called as they are, by those who wrote them', async () => {
    const files = await built(await writeProject(withEdition('    separate: true\n')));
    const flour = await PDFDocument.load(files.get('course/flour.pdf')!);
    expect(flour.getTitle()).toBe('Flour');
    expect(flour.getAuthor()).toBe('Bjørn Lund, Ada Ek');
  });
});

/** The labels of a PDF's pages, as far as they are plain decimals. */
function labels(document: PDFDocument): string[] {
  const ranges = String(
    document.catalog.lookup(document.catalog.keys().find((key) => String(key) === '/PageLabels')!),
  );
  const [, start = '1'] = /\/St (\d+)/.exec(ranges) ?? [];
  return document.getPages().map((_, i) => String(Number(start) + i));
}

describe('what an edition no longer asks for', () => {
  test('is removed, and nothing else', async () => {
    const project = await writeProject(withEdition(ALL));
    await built(project);
    await writeFile(join(project, 'out/course/mine.pdf'), 'mine');
    await writeFile(
      join(project, 'annotations.yml'),
      withEdition('    separate: true\n    readings: [flour]\n')['annotations.yml']!,
    );
    const files = await built(project);
    expect([...files.keys()]).toEqual([
      'course.pdf',
      'course.report.json',
      'course/flour.pdf',
      'course/mine.pdf',
    ]);
  });

  test('goes with its folder, where that is empty', async () => {
    const project = await writeProject(withEdition('    separate: true\n'));
    await built(project);
    await writeFile(join(project, 'annotations.yml'), withEdition('')['annotations.yml']!);
    await built(project);
    expect(await readdir(join(project, 'out'))).not.toContain('course');
  });

  test.each([
    ['a path out of the folder', ['../annotations.yml', 'course/../../annotations.yml', '/etc/hosts']],
    ['another edition', ['reader.pdf', 'course.pdf', 'reader/chalk.pdf']],
    ['no list', { course: 1 }],
  ])('is not what a damaged list names: %s', async (_, list) => {
    const project = await writeProject(withEdition(''));
    const kept = ['annotations.yml', 'out/reader.pdf', 'out/reader/chalk.pdf'];
    await mkdir(join(project, 'out/.florilegium/further'), { recursive: true });
    await mkdir(join(project, 'out/reader'));
    await mkdir(join(project, 'out/course'));
    await writeFile(join(project, 'out/.florilegium/further/course.json'), JSON.stringify(list));
    for (const path of kept.slice(1)) await writeFile(join(project, path), 'kept');
    await built(project);
    for (const path of [...kept, 'out/course.pdf'])
      expect((await readFile(join(project, path))).length).toBeGreaterThan(0);
  });

  test('stays where a build leaves out the PDF', async () => {
    const project = await writeProject({
      ...SAMPLE,
      'annotations.yml': `${BEFORE_EDITIONS}editions:\n  course:\n    separate: true\n`,
    });
    await build({ project, cache: false });
    await build({ project, cache: false, formats: ['epub'] });
    expect([...(await outputs(project)).keys()]).toContain('course/chalk.pdf');
  });
});
