import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, type PDFRawStream } from '@cantoo/pdf-lib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ImpositionSettings, impose } from '../../src/imposition/impose.js';
import { printPages } from '../../src/imposition/print-pages.js';
import { type PdfMetadata, writePdf } from '../../src/pdf/write-pdf.js';
import type { Layout } from '../../src/typeset/layout.js';
import { BookMaker } from '../pdf/book.js';

const ABOUT: PdfMetadata = {
  title: 'The Ferry',
  creators: ['Anna Holt'],
  date: new Date('2026-01-02T03:04:05Z'),
  producer: 'florilegium 0',
  conformance: ['ua-1', 'a-2a'],
};

const PLAIN: ImpositionSettings = { layout: 'booklet', binding: 'left', creep: 0, bleed: 0, marks: false };

const WORDS = 'oar keel rope hull mast deck tide bank reed fog bell lamp pole crew toll quay'.split(' ');

/** A book of some pages of 300 by 400 points, each with a line that says which it is. */
function bookOf(pages: number): Layout {
  const book = new BookMaker();
  for (let i = 0; i < pages; i++) {
    const p = book.element('P');
    book.page();
    book.line([{ text: textOf(i), in: p }]);
  }
  return book.layout();
}

function textOf(page: number): string {
  return `${WORDS[page % WORDS.length]} ${page + 1}`;
}

async function pdfOf(layout: Layout): Promise<Uint8Array> {
  return (await writePdf(layout, ABOUT)).value;
}

async function imposed(layout: Layout, settings: Partial<ImpositionSettings> = {}): Promise<Uint8Array> {
  return impose(await pdfOf(layout), { ...PLAIN, ...settings }, ABOUT, 'en');
}

const read = (pdf: Uint8Array) => PDFDocument.load(pdf, { updateMetadata: false });

/** What a sheet's content stream draws: each page with its clip and matrix. */
async function sheetsOf(pdf: Uint8Array) {
  const document = await read(pdf);
  return document.getPages().map(({ node }) => {
    const content = text(node.Contents() as PDFRawStream);
    const drawn = [...content.matchAll(/q ([-\d. ]+) re W n ([-\d. ]+) cm \/(\w+) Do Q/g)].map(
      ([, clip, matrix, name]) => {
        const forms = node.Resources()!.lookup(PDFName.of('XObject'), PDFDict);
        const form = forms.lookup(PDFName.of(name!)) as PDFRawStream;
        return {
          page: Number(name!.slice(1)),
          clip: clip!.split(' ').map(Number),
          matrix: matrix!.split(' ').map(Number),
          form,
        };
      },
    );
    return { content, drawn };
  });
}

function text(stream: PDFRawStream): string {
  return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
}

describe('a booklet', () => {
  test('holds every page once, as it was, in the places of its sheets', async () => {
    const layout = bookOf(6);
    const source = (await read(await pdfOf(layout))).getPages();
    const sheets = await sheetsOf(await imposed(layout));
    expect(sheets.map(({ drawn }) => drawn.map(({ page, matrix }) => [page, matrix[4]]))).toEqual([
      [[1, 300]],
      [[2, 0]],
      [
        [6, 0],
        [3, 300],
      ],
      [
        [4, 0],
        [5, 300],
      ],
    ]);
    for (const { page, form } of sheets.flatMap(({ drawn }) => drawn))
      expect(text(form)).toBe(text(source[page - 1]!.node.Contents() as PDFRawStream));
  });

  test('moves the pages of inner sheets into the fold by the creep', async () => {
    const sheets = await sheetsOf(await imposed(bookOf(16), { creep: 1.5 }));
    const moved = sheets.map(({ drawn }) => drawn.map(({ matrix }) => matrix[4]));
    expect(moved).toEqual([0, 0, 1.5, 1.5, 3, 3, 4.5, 4.5].map((by) => [by, 300 - by]));
    for (const { drawn } of sheets)
      for (const { clip } of drawn) {
        const [x = 0, , width = 0] = clip;
        expect(x + width <= 300 || x >= 300).toBe(true);
      }
  });

  test('counts creep anew in each signature', async () => {
    const sheets = await sheetsOf(await imposed(bookOf(16), { creep: 1, signature: 8 }));
    expect(sheets.map(({ drawn }) => drawn[0]!.matrix[4])).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
  });

  test('joins the content of a page that has it in several streams', async () => {
    const source = await read(await pdfOf(bookOf(1)));
    const { node } = source.getPages()[0]!;
    const whole = node.get(PDFName.of('Contents'))!;
    const more = source.context.register(source.context.flateStream('q Q'));
    node.set(PDFName.of('Contents'), source.context.obj([whole, more]));
    const pdf = await impose(await source.save(), PLAIN, ABOUT, 'en');
    const [front] = await sheetsOf(pdf);
    const [page] = (await read(await pdfOf(bookOf(1)))).getPages();
    const first = text(page!.node.Contents() as PDFRawStream);
    expect(text(front!.drawn[0]!.form)).toBe(`${first}\nq Q\n`);
  });

  test.each([
    { pages: 0, sides: 0 },
    { pages: 1, sides: 2 },
  ])('of $pages pages has $sides sides', async ({ pages, sides }) => {
    expect(await sheetsOf(await imposed(bookOf(pages)))).toHaveLength(sides);
  });

  test('draws marks where they are asked for, and none else', async () => {
    const plain = await sheetsOf(await imposed(bookOf(4)));
    expect(plain.map(({ content }) => content).join('')).not.toMatch(/ S$/m);
    const [front] = await sheetsOf(await imposed(bookOf(4), { marks: true }));
    expect(front!.content.match(/ S$/gm)).toHaveLength(10);
  });

  test('shows the bleed outside and not in the fold', async () => {
    const layout = bookOf(4);
    const print = printPages(layout, { bleed: 9, marks: true });
    const pdf = await impose(await pdfOf(print), { ...PLAIN, bleed: 9, marks: true }, ABOUT, 'en');
    const [front] = await sheetsOf(pdf);
    const [left, right] = front!.drawn;
    expect(left!.clip.slice(2)).toEqual([309, 418]);
    expect(right!.clip.slice(2)).toEqual([309, 418]);
    expect(left!.clip[0]! + 309).toBeCloseTo(right!.clip[0]!);
  });
});

describe('the file', () => {
  test('is the same for the same PDF', async () => {
    const [one, two] = [await imposed(bookOf(5)), await imposed(bookOf(5))];
    expect(Buffer.compare(one, two)).toBe(0);
    expect(Buffer.compare(one, await imposed(bookOf(5), { creep: 1 }))).not.toBe(0);
  });

  test('says what the book says of itself, and claims no standard', async () => {
    const document = await read(await imposed(bookOf(3)));
    expect(document.getTitle()).toBe('The Ferry');
    expect(document.getAuthor()).toBe('Anna Holt');
    expect(document.getProducer()).toBe('florilegium 0');
    expect(document.getCreationDate()).toEqual(ABOUT.date);
    expect(document.getModificationDate()).toEqual(ABOUT.date);
    const { catalog } = document;
    const keys = catalog.keys().map((key) => key.decodeText());
    for (const key of ['MarkInfo', 'StructTreeRoot', 'Outlines', 'PageLabels', 'Names'])
      expect(keys).not.toContain(key);
    const xmp = text(catalog.lookup(PDFName.of('Metadata')) as PDFRawStream);
    expect(xmp).toContain('The Ferry');
    expect(xmp).not.toMatch(/pdfuaid|pdfaid/);
  });

  test.each([
    { size: [300, 400] as [number, number], duplex: '/DuplexFlipShortEdge' },
    { size: [100, 400] as [number, number], duplex: '/DuplexFlipLongEdge' },
  ])('tells a printer how to turn sheets of two pages of $size', async ({ size, duplex }) => {
    const book = new BookMaker(size);
    book.page();
    const { catalog } = await read(await imposed(book.layout()));
    const viewer = catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict);
    expect(String(viewer.get(PDFName.of('Duplex')))).toBe(duplex);
    expect(String(viewer.get(PDFName.of('PrintScaling')))).toBe('/None');
  });
});

const without = (program: string) => spawnSync(program, ['-v']).error !== undefined;

describe('read from paper', () => {
  /** The text of the left and of the right half of each side. */
  function halves(pdf: Uint8Array): string[][] {
    const folder = mkdtempSync(join(tmpdir(), 'florilegium-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'sheets.pdf');
    writeFileSync(path, pdf);
    const half = (x: number) =>
      execFileSync(
        'pdftotext',
        ['-r', '72', '-x', String(x), '-y', '0', '-W', '300', '-H', '400', path, '-'],
        {
          encoding: 'utf8',
        },
      )
        .split('\f')
        .map((side) => side.trim());
    const [left, right] = [half(0), half(300)];
    return left.slice(0, -1).map((side, i) => [side, right[i]!]);
  }

  test.skipIf(without('pdftotext'))(
    'a booklet has its words on the right halves (needs pdftotext)',
    async () => {
      expect(halves(await imposed(bookOf(10)))).toEqual([
        ['', 'oar 1'],
        ['keel 2', ''],
        ['fog 10', 'rope 3'],
        ['hull 4', 'reed 9'],
        ['bank 8', 'mast 5'],
        ['deck 6', 'tide 7'],
      ]);
    },
  );

  test.skipIf(without('pdftotext'))(
    'a book that is bound on the right is mirrored (needs pdftotext)',
    async () => {
      expect(halves(await imposed(bookOf(4), { binding: 'right' }))).toEqual([
        ['oar 1', 'hull 4'],
        ['rope 3', 'keel 2'],
      ]);
    },
  );

  test.skipIf(without('pdftotext'))('pages are two by two in order (needs pdftotext)', async () => {
    expect(halves(await imposed(bookOf(3), { layout: '2-up' }))).toEqual([
      ['oar 1', 'keel 2'],
      ['rope 3', ''],
    ]);
  });
});
