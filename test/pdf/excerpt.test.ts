import { describe, expect, test } from 'vitest';
import { excerpts } from '../../src/pdf/excerpt.js';
import { writePdf } from '../../src/pdf/write-pdf.js';
import type { Layout, StructureElement } from '../../src/typeset/layout.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { BookMaker } from './book.js';
import { open, outline, text } from './read.js';
import { METADATA } from './sample.js';

/**
 * A book of a title page, two readings on two pages each (the first in French), a page of notes to both, and a glossary.
 * Page labels are 1 to 7.
 */
function anthology(): Layout {
  const book = new BookMaker();
  const extents = new Map<string, { first: number; last: number }>();
  const section = (id: string, more: Partial<StructureElement> = {}) => {
    book.page();
    book.destination(id);
    const first = book.pages.length - 1;
    extents.set(id, { first, last: first });
    return book.element('Sect', book.root, { id, ...more });
  };
  const linked = (dest: string, words: string, paragraph: StructureElement) => {
    const link = book.link({ dest });
    return { text: words, in: book.element('Link', paragraph, { link }), link };
  };
  book.line([{ text: 'An anthology', in: book.element('H1', section('title-page')) }]);

  const reading = (name: string, more: Partial<StructureElement> = {}) => {
    const sect = section(`reading-${name}`, more);
    book.line([{ text: `The ${name}`, in: book.element('H2', sect) }]);
    book.destination(`call-${name}`);
    const p = book.element('P', sect);
    book.line([{ text: `First of ${name}`, in: p }, linked(`note-${name}`, '1', p)]);
    book.page();
    extents.get(`reading-${name}`)!.last++;
    book.line([{ text: 'A running head', artifact: 'header' }], { y: 15 });
    book.line([{ text: `Part of ${name}`, in: book.element('H3', sect) }]);
    const q = book.element('P', sect);
    book.line([
      { text: `Last of ${name}, see `, in: q },
      linked('term-oar', 'oar', q),
      linked('reading-ferry', 'and the ferry', q),
    ]);
  };
  reading('ferry', { lang: 'fr' });
  reading('bridge');

  const notes = section('notes');
  book.line([{ text: 'Notes', in: book.element('H1', notes) }]);
  for (const name of ['ferry', 'bridge']) {
    book.destination(`notes-${name}`);
    const group = book.element('Sect', notes, { id: `notes-${name}` });
    book.line([{ text: `On the ${name}`, in: book.element('H2', group) }]);
    book.destination(`note-${name}`);
    const note = book.element('P', book.element('Note', group, { id: `note-${name}` }));
    book.line([linked(`call-${name}`, '1', note), { text: ` A note to ${name}`, in: note }]);
  }
  const glossary = section('glossary');
  book.destination('term-oar');
  book.line([{ text: 'Oar', in: book.element('P', glossary) }]);

  for (const id of extents.keys())
    book.outline.push({ title: `To ${id}`, destination: id, level: 1, children: [] });
  return { ...book.layout(), extents };
}

const FERRY = ['reading-ferry', ['note-ferry']] as const;
const BRIDGE = ['reading-bridge', ['note-bridge']] as const;

const words = (layout: Layout) =>
  layout.pages.map(({ lines }) =>
    lines.map(({ fragments }) => fragments.map(({ shaped }) => shaped.text).join('')).join('\n'),
  );

describe('a reading cut out of a book', () => {
  const cut = excerpts(anthology());

  test('has its pages and its notes, and nothing of others', () => {
    expect(words(cut(...BRIDGE)!)).toEqual([
      'The bridge\nFirst of bridge1',
      'A running head\nPart of bridge\nLast of bridge, see oarand the ferry',
      'On the bridge\n1 A note to bridge',
    ]);
  });

  test('keeps the numbers of its pages', () => {
    expect(cut(...FERRY)!.pages.map(({ label }) => label)).toEqual(['2', '3', '6']);
    expect(cut(...BRIDGE)!.pages.map(({ label }) => label)).toEqual(['4', '5', '6']);
  });

  test('leads to what it has, and to nothing else', () => {
    const { destinations, structure, outline } = cut(...BRIDGE)!;
    expect(Object.fromEntries([...destinations].map(([id, { page }]) => [id, page]))).toEqual({
      'reading-bridge': 0,
      'call-bridge': 0,
      'notes-bridge': 2,
      'note-bridge': 2,
    });
    const links: string[] = [];
    const visit = (element: StructureElement) => {
      if (element.link) links.push('dest' in element.link ? element.link.dest : element.link.uri);
      for (const kid of element.kids) if (kid.kind === 'element') visit(kid);
    };
    visit(structure);
    expect(links).toEqual(['note-bridge', 'call-bridge']);
    expect(outline.map(({ title }) => title)).toEqual(['To reading-bridge']);
  });

  test('keeps a link to itself', async () => {
    const { document } = verifyPdf((await writePdf(cut(...FERRY)!, METADATA)).value);
    expect(document!.pages.map(({ annotations }) => annotations.length)).toEqual([1, 1, 1]);
  });

  test('is in its own language, and its headings begin with the first', () => {
    expect(cut(...FERRY)!.language).toBe('fr');
    expect(cut(...BRIDGE)!.language).toBe('en-GB');
    const [reading, notes] = cut(...FERRY)!.structure.kids as StructureElement[];
    expect(reading!.kids.map((kid) => kid.kind === 'element' && kid.type)).toEqual(['H1', 'P', 'H2', 'P']);
    expect(notes!.lang).toBe('en-GB');
  });

  test.each([
    { name: 'the ferry', reading: 'reading-ferry', notes: ['note-ferry'] },
    { name: 'the bridge', reading: 'reading-bridge', notes: ['note-bridge'] },
    { name: 'the bridge without its notes', reading: 'reading-bridge', notes: ['note-nowhere'] },
    { name: 'the bridge with all notes', reading: 'reading-bridge', notes: ['note-ferry', 'note-bridge'] },
    { name: 'the notes', reading: 'notes', notes: [] },
  ])('becomes a PDF that keeps PDF/UA: $name', async ({ reading, notes }) => {
    const { value, diagnostics } = await writePdf(cut(reading, notes)!, METADATA);
    expect(diagnostics).toEqual([]);
    const { report } = verifyPdf(value);
    expect(report.failed).toEqual([]);
  });

  test('reads in the order of the book', async () => {
    const document = open((await writePdf(cut(...BRIDGE)!, METADATA)).value);
    const read = text(document);
    const found = ['First of bridge', 'Last of bridge', 'A note to bridge'].map((words) =>
      read.indexOf(words),
    );
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
    expect(read).not.toContain('ferry1');
    expect(outline(document)).toContain('Sect');
  });

  test('leaves the book as it was', async () => {
    const book = anthology();
    const before = (await writePdf(book, METADATA)).value;
    const cut = excerpts(book);
    for (const reading of ['reading-ferry', 'reading-bridge']) await writePdf(cut(reading)!, METADATA);
    expect(Buffer.compare((await writePdf(book, METADATA)).value, before)).toBe(0);
  });

  test.each([
    { what: 'an id that nothing has', id: 'reading-nowhere' },
    { what: 'what is no page of its own', id: 'note-ferry' },
  ])('is not there for $what', ({ id }) => {
    expect(cut(id)).toBeUndefined();
  });
});
