import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/build.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { verifyWords } from '../../src/verify/verify-words.js';
import { expectedReadings } from '../../src/verify/words/expected.js';
import { pdfWords } from '../../src/verify/words/pdf-text.js';
import { SAMPLE } from '../build/sample.js';
import { makeProject, writeProject } from '../support/project.js';

const BEFORE_EDITIONS = SAMPLE['annotations.yml']!.split('editions:')[0]!;

/** annotations.yml of the sample with one edition, which has some settings. */
const withEdition = (settings = ''): string =>
  `${BEFORE_EDITIONS}editions:\n  course:\n    formats: [pdf]\n${settings}`;

const ALL = withEdition(`    separate: true
    imposition: { layout: booklet, creep: 0.1mm }
    cropMarks: true
    bleed: 3mm
`);

/** Builds a project with some annotations.yml and gives what is in its output folder then, bookkeeping left out. */
async function built(project: string, annotations: string): Promise<Map<string, Buffer>> {
  await writeFile(join(project, 'annotations.yml'), annotations);
  const { status, diagnostics } = await build({ project, cache: false });
  expect({ status, codes: diagnostics.map(({ code }) => code) }).toEqual({ status: 'done', codes: [] });
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

describe('an edition that asks for all', () => {
  let project: string;
  let plain: Map<string, Buffer>;
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    project = await makeProject(SAMPLE);
    plain = await built(project, withEdition());
    files = await built(project, ALL);
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  test('has it beside its own PDF, which stays as it is', () => {
    expect([...plain.keys()]).toEqual(['course.pdf', 'course.report.json']);
    expect([...files.keys()]).toEqual([
      'course.booklet.pdf',
      'course.pdf',
      'course.print.pdf',
      'course.report.json',
      'course/chalk.pdf',
      'course/flour.pdf',
    ]);
    expect(files.get('course.pdf')!.equals(plain.get('course.pdf')!)).toBe(true);
  });

  test('says in its report which have tags', () => {
    expect(JSON.parse(files.get('course.report.json')!.toString()).furtherPdfs).toEqual([
      { path: 'course.print.pdf', tagged: true },
      { path: 'course.booklet.pdf', tagged: false },
      { path: 'course/chalk.pdf', tagged: true },
      { path: 'course/flour.pdf', tagged: true },
    ]);
  });

  test('has a PDF for the printer that keeps PDF/UA and every word', async () => {
    const { report, document } = verifyPdf(files.get('course.print.pdf')!);
    verifyWords((await expectedReadings(project, 'course'))!, pdfWords(document!), 'words-pdf', report);
    expect(report.list().flatMap(({ failures }) => failures)).toEqual([]);
  });

  test('has readings that are called as they are, by those who wrote them', async () => {
    const flour = await PDFDocument.load(files.get('course/flour.pdf')!, { updateMetadata: false });
    expect(flour.getTitle()).toBe('Flour');
    expect(flour.getAuthor()).toBe('Bjørn Lund, Ada Ek');
  });

  test('has the same files after each build, and what it no longer asks for goes, and nothing else', async () => {
    expect(await built(project, ALL)).toEqual(files);
    await writeFile(join(project, 'out/course/mine.pdf'), 'mine');
    const fewer = await built(
      project,
      withEdition('    separate: true\n    readings: [flour]\n    imposition: 2-up\n'),
    );
    expect([...fewer.keys()]).toEqual([
      'course.2-up.pdf',
      'course.pdf',
      'course.report.json',
      'course/flour.pdf',
      'course/mine.pdf',
    ]);
  });
});

test.each(['{ editor: end, author: back }', '{ editor: back, source: margin, author: foot }'])(
  'a reading by itself holds every word, keeps PDF/UA and the numbers of its pages, with notes: %s',
  async (notes) => {
    const project = await writeProject(SAMPLE);
    const files = await built(project, withEdition(`    separate: true\n    notes: ${notes}\n`));
    const expected = await expectedReadings(project, 'course');
    const { readings } = JSON.parse(files.get('course.report.json')!.toString());
    for (const [index, id] of ['chalk', 'flour'].entries()) {
      const bytes = files.get(`course/${id}.pdf`)!;
      const { report, document } = verifyPdf(bytes);
      verifyWords([expected![index]!], pdfWords(document!), 'words-pdf', report);
      expect(report.list().flatMap(({ failures }) => failures)).toEqual([]);
      expect(await firstLabel(bytes)).toBe(readings[index].firstPage);
    }
  },
);

/** The label of a PDF's first page, which is a plain number. */
async function firstLabel(bytes: Uint8Array): Promise<string> {
  const { catalog } = await PDFDocument.load(bytes, { updateMetadata: false });
  const labels = String(catalog.lookup(PDFName.of('PageLabels')));
  const [, first = ''] = /\[ 0 <<([^>]*)>>/.exec(labels) ?? [];
  return /\/St (\d+)/.exec(first)?.[1] ?? '1';
}
