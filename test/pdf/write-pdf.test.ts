import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawWhole, type PdfMetadata, writeDrawn, writePdf } from '../../src/pdf/write-pdf.js';
import type { OutlineItem } from '../../src/typeset/layout.js';
import { textOf } from '../../src/verify/pdf/document.js';
import type { Name, Str, Stream } from '../../src/verify/pdf/objects.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { BookMaker } from './book.js';
import { codesIn, content, open, operations, outline, text } from './read.js';
import { METADATA, sampleBook } from './sample.js';

async function write(book: BookMaker, metadata: Partial<PdfMetadata> = {}): Promise<Uint8Array> {
  const { value, diagnostics } = await writePdf(book.layout(), { ...METADATA, ...metadata });
  expect(diagnostics).toEqual([]);
  return value;
}

/** A book of one page and one paragraph for each line. */
function lines(...texts: Parameters<BookMaker['line']>[0][]): BookMaker {
  const book = new BookMaker();
  book.page();
  for (const runs of texts) {
    const paragraph = book.element('P');
    book.line(runs.map((run) => ({ in: paragraph, ...run })));
  }
  return book;
}

test.each([
  ['en', undefined],
  ['he', 'R2L'],
  ['az', undefined],
  ['az-Arab', 'R2L'],
  ['ks-Deva', undefined],
])('viewers are told which of two facing pages is the first: %s', async (language, direction) => {
  const layout = { ...lines([{ text: 'One' }]).layout(), language };
  const { reader, catalog } = open((await writePdf(layout, METADATA)).value);
  const said = reader.resolve(reader.dict(catalog.get('ViewerPreferences'))!.get('Direction'));
  expect((said as Name | undefined)?.value).toBe(direction);
});

test('parts that were drawn each by itself are one structure, whose notes have ids of their own', async () => {
  const { book, resources } = drawWhole(sampleBook().layout());
  const twice = {
    ...book,
    pages: [...book.pages, ...book.pages],
    structure: [...book.structure, ...book.structure],
  };
  const { value, diagnostics } = await writeDrawn(twice, resources, METADATA);
  expect(diagnostics).toEqual([]);
  const { report, document } = verifyPdf(value);
  expect(report.failed).toEqual([]);
  const [root, ...elements] = outline(open(await write(sampleBook()))).split('\n');
  expect(outline(document!).split('\n')).toEqual([
    root,
    ...elements,
    ...elements.map((line) => line.replace('Note id note-1', 'Note id note-1-2')),
  ]);
});

describe('the sample', () => {
  test('has the structure that it was given, in reading order', async () => {
    const document = open(await write(sampleBook()));
    expect(outline(document)).toMatchInlineSnapshot(`
      "Document
        Title “A Sample”
        P “The Workshop”
        TOC
          Caption “Contents”
          TOCI
            Reference
              Link 1 annotations “On Printing ” “1”
          TOCI
            Reference
              Link 1 annotations “On Tables ” “3”
        Sect
          H1 “On Printing”
          P “The office of the printer is an af­fine and difficult one, they say” “ and run on. ”
            Reference
              Link 1 annotations “1”
          Note id note-1
            Lbl
              Link 1 annotations “1”
            P “ A note with naïve x̂ in it.”
          P “A paragraph that stands on two pages with ” “, and over.”
            Link 2 annotations “a link that is ” “long, over two pages”
          H2 “Another Level”
          BlockQuote
            P “He said: ”
              Span lang fr “ce que l’on conçoit”
          L
            LI
              Lbl “1. ”
              LBody “first the office”
            LI
              Lbl “2. ”
              LBody “then the fjord”
        Sect
          H1 “On Tables”
          Table
            Caption “Sheets and leaves”
            THead
              TR
                TH “Format ”
                TH “Leaves ”
                TH “Pages ”
            TBody
              TR
                TH “Folio ”
                TD “2 ”
                TD “4 ”
              TR
                TH “Unknown ”
                TD “not recorded ”
          Figure “”
          Figure “”
          Figure “”
        Sect
          H1 “Glossary”
          L
            LI
              Lbl “Folio ”
              LBody “a sheet folded once.”
          Index
            L
              LI
                LBody “Folio, ”
                  Reference
                    Link 1 annotations “3”"
    `);
  });

  test('has the same bytes each time, and an identifier of its own', async () => {
    const [one, two, other] = [
      await write(sampleBook()),
      await write(sampleBook()),
      await write(sampleBook(), { title: 'B' }),
    ];
    expect(Buffer.compare(one, two)).toBe(0);
    const id = (bytes: Uint8Array) => /\/ID\[<(\w+)>/.exec(Buffer.from(bytes).toString('latin1'))?.[1];
    expect(id(one)).toMatch(/^[0-9a-f]{32}$/);
    expect(id(other)).not.toBe(id(one));
  });

  test('keeps the order of drawing from the order of reading', async () => {
    const [plain, shuffled] = [sampleBook(), sampleBook()];
    for (const page of shuffled.pages) page.lines.reverse();
    const words = (book: BookMaker) => write(book).then((bytes) => text(open(bytes)).split(/\s+/).length);
    expect(await words(shuffled)).toBe(await words(plain));
    expect(outline(open(await write(shuffled)))).toContain('Note id note-1\n');
  });
});

describe('other programs agree', () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'florilegium-test-'));
    file = join(folder, 'sample.pdf');
    writeFileSync(file, await write(sampleBook()));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (program: string, ...options: string[]) => {
    const { error, stdout, stderr, status } = spawnSync(program, options);
    return error ? undefined : { out: stdout.toString(), err: stderr.toString(), status };
  };

  test('qpdf finds nothing', () => {
    const result = run('qpdf', '--check', file);
    if (!result) return;
    expect(result.err).toBe('');
    expect(result.status).toBe(0);
  });

  test('pdftotext reads words whole, ligatures as letters', () => {
    const result = run('pdftotext', '-raw', file, '-');
    if (!result) return;
    const read = result.out.replace(/\u00ad\n/g, '');
    expect(read).toContain('The office of the printer is an affine and difficult one');
    expect(read).toContain('A note with naïve x̂ in it.');
    expect(result.err).toBe('');
  });

  test('pdfinfo sees a tagged file with its title', () => {
    const result = run('pdfinfo', file);
    if (!result) return;
    expect(result.out).toMatch(/^Title: +A Sample & its “Tags” <small>$/m);
    expect(result.out).toMatch(/^Tagged: +yes$/m);
    expect(result.err).toBe('');
  });
});

describe('text', () => {
  test('stands where the layout has it, whatever the kerning, spacing and justification', async () => {
    const book = lines(
      [{ text: 'AVATAR To Wa difficult', gap: 3.7 }],
      [
        { text: 'letter spaced', letterSpacing: 1.25 },
        { text: ' and then ', font: 'italic', size: 13 },
        { text: 'sans', font: 'sans', rise: 2 },
      ],
    );
    const document = open(await write(book));
    const starts = penPositions(document);
    const expected = book.pages[0]!.lines.flatMap((line) => line.fragments.map(({ x }) => line.x + x));
    for (const x of expected)
      expect(Math.min(...starts.map((start) => Math.abs(start - x)))).toBeLessThan(0.01);
  });

  test.each([
    ['ligatures', 'office fjord', 'office fjord'],
    ['accents put together and apart', 'naïve nai\u0308ve x\u0302', 'naïve nai\u0308ve x\u0302'],
    ['a hyphen that was added', 'af\u00ad', 'af\u00ad'],
    ['a hyphen of the text', 'well-known', 'well-known'],
    ['a character of private use', 'a\ue000b', 'a\ue000b'],
    ['a byte order mark within text', 'a\ufeffb', 'a\u2060b'],
    ['a character outside the basic plane', 'a😀b', 'a😀b'],
    ['brackets and backslashes', '(a\\b)', '(a\\b)'],
  ])('%s can be copied', async (_, set, read) => {
    expect(text(open(await write(lines([{ text: set }]))))).toBe(read);
  });

  test('one glyph has several texts: small capitals of small and of capital letters', async () => {
    const book = lines([
      { text: 'Nato', features: ['smcp', 'c2sc'] },
      { text: ' nato', features: ['smcp'] },
    ]);
    expect(text(open(await write(book)))).toBe('Nato nato');
  });

  test('of an Indic script reads as whole words, whose vowels stand around their letters', async () => {
    const document = open(await write(lines([{ text: 'हिन्दी कमल' }])));
    expect(text(document)).toBe('हिन्दी कमल');
    expect(content(document, 0).match(/ActualText/g)).toHaveLength(1);
  });

  test('that runs from right to left is drawn in reading order', async () => {
    const book = lines([{ text: 'abc', direction: 'rtl' }]);
    const document = open(await write(book));
    expect(text(document)).toBe('abc');
    const [a, b, c] = penPositions(document).slice(-3);
    expect(a).toBeGreaterThan(b!);
    expect(b).toBeGreaterThan(c!);
  });

  test('of several words that run from right to left keeps the moves between them apart', async () => {
    const book = lines([{ text: 'abc def ghi', direction: 'rtl' }]);
    expect(text(open(await write(book)))).toBe('abc def ghi');
  });

  test.each([
    ['Once', 1, 'nce upon', 'Once upon', 60],
    ['A heron', 1, 'heron stood', 'A heron stood', 60],
    ['“Once', 2, 'nce upon', '“Once upon', 60],
    ['Once', 1, 'nce upon', 'Once upon', 46],
    ['A heron', 1, 'heron stood', 'A heron stood', 46],
  ])('of an initial belongs to the word that it begins: %s', async (value, length, rest, read, y) => {
    const book = new BookMaker();
    book.page();
    const paragraph = book.element('P');
    const node = { type: 'text' as const, value };
    const initial = book.line([{ text: value.slice(0, length), in: paragraph, size: 30 }], { y });
    const line = book.line([{ text: rest, in: paragraph }], { x: 60, y: 46 });
    Object.assign(initial.fragments[0]!, { node, offset: 0 });
    Object.assign(line.fragments[0]!, { node, offset: value.indexOf(rest.slice(0, 3)) });
    expect(text(open(await write(book)))).toBe(read);
  });

  test('in a font of which nothing is seen names no font', async () => {
    const book = lines([{ text: 'one ' }, { text: 'x', font: 'italic' }, { text: 'two' }]);
    const [, , nothing] = book.layout().pages[0]!.lines[0]!.fragments;
    const shaped = { glyphs: new Uint16Array(), advances: [], xOffsets: [], yOffsets: [], texts: [] };
    Object.assign(nothing!, { shaped: { ...nothing!.shaped, ...shaped } });
    const bytes = await write(book);
    expect(verifyPdf(bytes).report.failed).toEqual([]);
    expect(text(open(bytes))).toBe('one two');
  });

  test('of no size is there to be read', async () => {
    const book = lines([{ text: 'one', size: 0, letterSpacing: 2 }, { text: ' two' }]);
    expect(text(open(await write(book)))).toBe('one two');
  });

  test('keeps colours, and goes back to black', async () => {
    const red = { red: 0.5, green: 0, blue: 0.25 };
    const operators = content(open(await write(lines([{ text: 'red', color: red }, { text: 'black' }]))), 0);
    expect(operators).toMatch(/0\.5 0 0\.25 rg[\s\S]*TJ\n0 g\n/);
  });

  test('is underlined as an artifact, in one stroke over several words', async () => {
    const book = lines([{ text: 'two words', decoration: 'underline' }, { text: ' plain' }]);
    expect(content(open(await write(book)), 0).match(/ re f/g)).toHaveLength(1);
  });

  test('of a slot that no element has is a bug, and said so', async () => {
    const book = lines([{ text: 'lost' }]);
    book.root.kids = [];
    await expect(writePdf(book.layout(), METADATA)).rejects.toThrow(/slot/);
  });
});

describe('metadata', () => {
  test.each<[string, Partial<PdfMetadata>]>([
    [
      'nothing but a title',
      {
        creators: [],
        description: undefined,
        rights: undefined,
        publisher: undefined,
        subjects: undefined,
        identifier: undefined,
      },
    ],
    ['markup in it', { title: '<&>"\'', creators: ['<A>', 'B & C'], description: ']]>' }],
    ['control characters and half characters', { title: 'a\u0001b\ud800c', creators: ['x\u0000'] }],
    ['other scripts', { title: 'Анархия и власть', creators: ['Виктор Серж'] }],
  ])('with %s is well-formed', async (_, metadata) => {
    open(await write(sampleBook(), metadata));
  });

  test.each<[PdfMetadata['conformance'], RegExp, RegExp]>([
    [['ua-1', 'a-2a'], /pdfuaid:part>1<[\s\S]*pdfaExtension:schemas/, /^$/],
    [['ua-1'], /pdfuaid:part>1</, /pdfaid|pdfaExtension/],
    [['a-2a'], /pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>A</, /pdfuaid|pdfaExtension/],
    [[], /dc:title/, /pdfuaid|pdfaid|pdfaExtension/],
  ])('claims what the edition asks for: %j', async (conformance, has, lacks) => {
    const { reader, catalog } = open(await write(sampleBook(), { conformance }));
    const packet = reader.data(reader.resolve(catalog.get('Metadata')) as Stream).toString('utf8');
    expect(packet).toMatch(has);
    expect(packet).not.toMatch(lacks);
  });

  test('a figure without alternative text forbids the claims', async () => {
    const book = sampleBook();
    const figure = book.root.kids
      .flatMap((kid) => ('kids' in kid ? kid.kids : []))
      .find((kid) => 'alt' in kid);
    delete (figure as { alt?: string }).alt;
    const { value, diagnostics } = await writePdf(book.layout(), METADATA);
    expect(diagnostics.map(({ code }) => code)).toEqual(['pdf-conformance', 'pdf-conformance']);
    expect(Buffer.from(value).toString('latin1')).not.toMatch(/pdfuaid|pdfaid/);
  });
});

describe('fonts', () => {
  /** A copy of a font with another licence (OS/2 fsType), or cut off. */
  const altered = (change: (bytes: Buffer) => Buffer) => {
    const book = lines([{ text: 'text' }]);
    for (const fragment of book.pages[0]!.lines[0]!.fragments) {
      const { shaped } = fragment;
      fragment.shaped = {
        ...shaped,
        font: { ...shaped.font, bytes: change(Buffer.from(shaped.font.bytes)) },
      };
    }
    return writePdf(book.layout(), METADATA);
  };
  const licence = (bits: number) => (bytes: Buffer) => {
    const entry = bytes.indexOf('OS/2');
    bytes.writeUInt16BE(bits, bytes.readUInt32BE(entry + 8) + 8);
    return bytes;
  };

  test.each([
    ['installable', 0, []],
    ['restricted', 2, ['pdf-conformance', 'pdf-conformance']],
    ['for preview and print', 4, []],
    ['editable', 8, []],
    ['whole only', 0x100, ['pdf-conformance', 'pdf-conformance']],
    ['as bitmaps only', 0x200, ['pdf-conformance', 'pdf-conformance']],
  ])('whose licence is %s', async (_, bits, codes) => {
    const { diagnostics } = await altered(licence(bits));
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  test.each([
    ['no font', () => Buffer.from('once upon a time')],
    ['a font cut off', (bytes: Buffer) => bytes.subarray(0, 3000)],
  ])('that are broken are reported: %s', async (_, change) => {
    const { diagnostics } = await altered(change);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['pdf-font-unusable', 'error'],
    ]);
  });

  test('show one glyph for several texts, each with a code of its own', async () => {
    const book = lines([{ text: 'abcdA' }]);
    const { shaped } = book.pages[0]!.lines[0]!.fragments[0]!;
    shaped.glyphs.fill(shaped.glyphs[0]!);
    const value = await write(book);
    expect(text(open(value))).toBe('abcdA');
    expect(new Set(codesOf(value)).size).toBe(5);
  });

  test('show codes whose bytes mean something in strings', async () => {
    const book = lines([{ text: 'abcde' }]);
    const { shaped } = book.pages[0]!.lines[0]!.fragments[0]!;
    const { font } = shaped;
    const glyphs = [0x29, 0x5c, 0x0d, 0x0a, 0x28];
    shaped.glyphs.set(glyphs);
    const value = await write(book);
    expect(codesOf(value).map((code) => code % font.glyphCount)).toEqual(glyphs);
    expect(text(open(value))).toBe('abcde');
  });

  test('show a glyph under the same code whatever else is shown', async () => {
    const codes = async (words: string) => codesOf(await write(lines([{ text: words }])));
    const [alone, after] = [await codes('ab'), await codes('xyzab')];
    expect(after.slice(-2)).toEqual(alone);
  });

  test('show a substitute for a character that they lack, which keeps its text', async () => {
    const book = lines([{ text: 'a\u{10ffff}b' }]);
    book.pages[0]!.lines[0]!.fragments[0]!.shaped.glyphs[1] = 0;
    expect(text(open(await write(book)))).toBe('a\u{10ffff}b');
  });
});

test('a book without pages is a file that can be read', async () => {
  const { report } = verifyPdf(await write(new BookMaker()));
  expect(report.failed).not.toContain('pdf-syntax');
});

describe('page labels', () => {
  const labels = async (...pages: [string, 'decimal' | 'lower-roman', number][]) => {
    const book = new BookMaker();
    for (const [label, labelStyle, labelNumber] of pages) {
      book.page(label, { labelStyle, labelNumber });
      book.line([{ text: 'text', in: () => book.element('P') }]);
    }
    const { reader, catalog } = open(await write(book));
    return (reader.array(reader.dict(catalog.get('PageLabels'))!.get('Nums')) ?? []).map((item) => {
      if (typeof item === 'number') return item;
      const range = reader.dict(item)!;
      return [reader.name(range.get('S')), reader.number(range.get('St')), textOf(reader, range.get('P'))]
        .join(' ')
        .trim();
    });
  };

  test('one range', async () => {
    expect(await labels(['1', 'decimal', 1], ['2', 'decimal', 2])).toEqual([0, 'D']);
  });
  test('roman, then arabic', async () => {
    expect(await labels(['i', 'lower-roman', 1], ['ii', 'lower-roman', 2], ['1', 'decimal', 1])).toEqual([
      0,
      'r',
      2,
      'D',
    ]);
  });
  test('a cover without number, then on from four', async () => {
    expect(await labels(['', 'lower-roman', 1], ['iv', 'lower-roman', 4], ['v', 'lower-roman', 5])).toEqual([
      0,
      '',
      1,
      'r 4',
    ]);
  });
  test('a label that is no number', async () => {
    expect(await labels(['A-1', 'decimal', 1], ['2', 'decimal', 2])).toEqual([0, 'A-1', 1, 'D 2']);
  });
});

describe('the outline', () => {
  const item = (title: string, children: OutlineItem[] = []): OutlineItem => ({
    title,
    destination: 'here',
    level: 1,
    children,
  });
  const withOutline = async (items: OutlineItem[]) => {
    const book = lines([{ text: 'text' }]);
    book.destination('here');
    book.outline.push(...items);
    const { reader, catalog } = open(await write(book));
    return reader.number(reader.dict(catalog.get('Outlines'))?.get('Count'));
  };

  test('shows the second level where it fits a window', async () => {
    expect(await withOutline([item('a', [item('b', [item('c')]), item('d')]), item('e')])).toBe(4);
  });
  test('is closed where it would not', async () => {
    const chapters = Array.from({ length: 30 }, (_, i) => item(`Chapter ${i}`, [item('One'), item('Two')]));
    expect(await withOutline(chapters)).toBe(30);
  });
  test('is left out where there is none', async () => {
    expect(await withOutline([])).toBeUndefined();
  });
});

describe('links', () => {
  test('that lead nowhere are set as text, and reported once', async () => {
    const book = lines([{ text: 'see ' }]);
    for (let i = 0; i < 2; i++) {
      const link = book.link({ dest: 'nowhere' });
      book.line([{ text: 'there', in: book.element('Link', book.element('P'), { link }), link }]);
    }
    const { value, diagnostics } = await writePdf(book.layout(), METADATA);
    expect(diagnostics.map(({ code }) => code)).toEqual(['pdf-link-dead']);
    expect(outline(open(value))).toContain('Span “there”');
  });

  test('over two lines are one annotation with two quadrilaterals, over two pages two', async () => {
    const book = new BookMaker();
    const link = book.link({ uri: 'https://example.org/' });
    book.page();
    const a = book.element('Link', book.element('P'), { link });
    book.line([{ text: 'one two', in: a, link }]);
    book.line([{ text: 'three four', in: a, link }]);
    book.page();
    book.line([{ text: 'five', in: a, link }]);
    const { reader, pages } = open(await write(book));
    const quads = pages.map((page) =>
      page.annotations.map(
        (id) => reader.array(reader.dict(reader.load(id)!)!.get('QuadPoints'))!.length / 8,
      ),
    );
    expect(quads).toEqual([[2], [1]]);
  });

  test('of which nothing is seen have a place all the same', async () => {
    const book = new BookMaker();
    book.page();
    const link = book.link({ uri: 'https://example.org/' });
    const paragraph = book.element('P');
    const element = book.element('Link', paragraph, { link });
    book.line([
      { text: 'one ', in: paragraph },
      { text: 'x', in: element, link },
    ]);
    const seen = book.layout().pages[0]!.lines[0]!.fragments.at(-1)!;
    Object.assign(seen, { width: 0, size: 0 });
    expect(verifyPdf(await write(book)).report.failed).toEqual([]);
  });

  test('in running heads are no annotations', async () => {
    const book = lines([{ text: 'text' }]);
    const link = book.link({ uri: 'https://example.org/' });
    book.line([{ text: 'head', artifact: 'header', link }], { y: 10 });
    expect(open(await write(book)).pages[0]!.annotations).toEqual([]);
  });

  test.each([
    ['https://example.org/a?b=(c)&d', 'https://example.org/a?b=(c)&d'],
    ['https://example.org/é ü', 'https://example.org/%C3%A9%20%C3%BC'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
  ])('to %s', async (uri, written) => {
    const book = lines([]);
    const link = book.link({ uri }, '');
    book.line([{ text: 'there', in: book.element('Link', book.element('P'), { link }), link }]);
    const { reader, pages } = open(await write(book));
    const annotation = reader.dict(reader.load(pages[0]!.annotations[0]!)!)!;
    expect(textOf(reader, reader.dict(annotation.get('A'))!.get('URI'))).toBe(written);
  });
});

describe('destinations', () => {
  test.each([0, 1, 64, 65, 64 * 64 + 1])('%i of them are found', async (count) => {
    const book = lines([{ text: 'text' }]);
    for (let i = 0; i < count; i++) book.destination(`id-${i}`);
    book.destination('höhe');
    const { destinations } = open(await write(book));
    expect(destinations.size).toBe(count + 1);
    if (count > 0) expect(destinations.has(`id-${count - 1}`)).toBe(true);
  });
});

/** Where each glyph of page 1 begins: x in points, in the order of drawing. */
function penPositions(document: ReturnType<typeof open>): number[] {
  const fonts = new Map(document.contents.fonts.all().map((font) => [font, font.widths(document.reader)]));
  const resources = document.reader.dict(
    document.reader.dict(document.pages[0]!.dict.get('Resources'))!.get('Font'),
  )!;
  const found: number[] = [];
  let left = 0;
  let x = 0;
  let size = 0;
  let widths = new Map<number, number>();
  for (const [operator, ...operands] of operations(document, 0)) {
    if (operator === 'Td') {
      left += operands[0] as number;
      x = left;
    } else if (operator === 'Tf') {
      const [font, points] = operands as [Name, number];
      widths = fonts.get(document.contents.fonts.get(resources.get(font.value)!)!)!;
      size = points;
    } else if (operator === 'TJ')
      for (const item of operands[0] as (Str | number)[]) {
        if (typeof item === 'number') {
          x -= (item * size) / 1000;
          continue;
        }
        for (const code of codesIn(item.bytes)) {
          found.push(x);
          x += ((widths.get(code) ?? 0) * size) / 1000;
        }
      }
  }
  return found;
}

/** The codes that page 1 shows, in the order of drawing. */
function codesOf(value: Uint8Array): number[] {
  return operations(open(value), 0).flatMap(([operator, array]) =>
    operator === 'TJ'
      ? (array as (Str | number)[]).flatMap((item) => (typeof item === 'number' ? [] : codesIn(item.bytes)))
      : [],
  );
}
