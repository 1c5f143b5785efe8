import { MessageChannel } from 'node:worker_threads';
import type { Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Memo } from '../../src/cache/memo.js';
import type { Store } from '../../src/cache/store.js';
import { Source } from '../../src/diagnostics/source.js';
import { Drawer } from '../../src/pdf/draw-pages.js';
import { PressPool } from '../../src/print/press-pool.js';
import { serve } from '../../src/print/press-server.js';
import { type PrintedBook, type PrintOptions, printBook } from '../../src/print/print-book.js';
import { printWhole } from '../../src/print/print-whole.js';
import { RemotePress } from '../../src/print/remote-press.js';
import type { RenderedBook } from '../../src/render/rendered.js';
import { STRUCTURE_TYPES } from '../../src/typeset/layout.js';
import { generator, pick } from '../anchoring/prose.js';

/*
 * A book is given as the HTML of its sections and a stylesheet. However it is set, in one piece, in sections, by other
 * threads or from what was kept, the same must come of it.
 */

const CSS = `
@page { size: 200pt 160pt; margin: 30pt; @top-center { content: string(title) } @bottom-center { content: counter(page) } }
@page :left { margin-left: 40pt; margin-right: 20pt }
html { font-size: 10pt; line-height: 12pt; hyphens: auto; text-align: justify }
section { break-before: page; page: text }
h1 { font-size: 14pt; string-set: title content(text); bookmark-level: 1; bookmark-label: content(text) }
p { margin: 0; text-indent: 1em }
.note { float: footnote; font-size: 8pt }
nav a::after { content: leader('.') target-counter(attr(href), page) }
`;

const WORDS = 'the miller kept his accounts in chalk and forty sacks of rye came by boat from Oslo'.split(
  ' ',
);

function prose(seed: number, words: number): string {
  const random = generator(seed);
  return Array.from({ length: words }, () => pick(WORDS, random)).join(' ');
}

function chapter(id: string, seed: number, words = 120): string {
  const note = `<aside class="note" id="${id}-n"><p><a href="#${id}-c">1</a> ${prose(seed + 50, 12)}</p></aside>`;
  return `<section id="${id}"><h1>Chapter ${id}</h1><p>${prose(seed, words)}<a id="${id}-c" href="#${id}-n" role="doc-noteref">1</a> so.</p><p>See <a href="#b">there</a>. ${prose(seed + 1, words)}</p>${note}</section>`;
}

const CONTENTS =
  '<section id="toc"><nav role="doc-toc"><p><a href="#a">A</a></p><p><a href="#b">B</a></p><p><a href="#c">C</a></p></nav></section>';
const CHAPTERS = [CONTENTS, chapter('a', 1), chapter('b', 2), chapter('c', 3)];

function book(sections: readonly string[], css = ''): RenderedBook {
  // The first page has two sections, and white space between them.
  const [first = '', second = '', ...more] = sections;
  const pages = [`${first}\n${second}`, ...more].map((html, n) => ({
    id: `page-${n}`,
    kind: 'reading',
    tree: fromHtml(html, { fragment: true }) as Root,
  }));
  return {
    book: {
      anthology: { language: 'en' },
      edition: { name: 'reader', openings: 'any', notes: {} },
      images: new Map(),
    },
    pages,
    stylesheets: { print: [new Source('print.css', CSS + css)] },
    assets: new Map(),
  } as unknown as RenderedBook;
}

/** Everything of a printed book that can be compared. */
function facts({ book, prints, starts }: PrintedBook) {
  const { pages, structure, outline, destinations, extents } = book;
  const frames = pages.map(({ label, side, blank, name }) => ({
    label,
    side,
    blank,
    name,
  }));
  return { frames, prints, starts, structure: elementsOf(structure), outline, destinations, extents };
}

/** The structure of a book as one tree, however it is parted: what stands in the document. */
function elementsOf(parts: PrintedBook['book']['structure']): object[] {
  let before = 0;
  return parts.flatMap(({ types, kids, entries, notes, links, owners }) => {
    const linked = new Map([...links.values()].map(({ element, dest }) => [element, dest ?? 'elsewhere']));
    let at = 0;
    const kidsOf = (element: number): object[] => {
      const held: object[] = [];
      const [first, last] = [at + 1, at + kids[at]!];
      at = last + 1;
      for (let i = first; i <= last; i++) {
        const kid = kids[i]!;
        if (kid > 0) held.push(elementOf(kid));
        else {
          const [page, mcid] = [-1 - kid, kids[++i]!];
          held.push({ page: before + page, mcid, isOwn: owners[page]![mcid] === element });
        }
      }
      return held;
    };
    const elementOf = (element: number): object => ({
      type: STRUCTURE_TYPES[types[element]!],
      entries: entries.get(element),
      note: notes.get(element),
      link: linked.get(element),
      kids: kidsOf(element),
    });
    const elements = kidsOf(0);
    before += owners.length;
    return elements;
  });
}

/** With every byte of what is drawn. */
function drawn(printed: PrintedBook) {
  const contents = printed.book.pages.map(({ content, margins }) => [
    Buffer.from(content).toString('hex'),
    margins,
  ]);
  const { fonts, images, pages } = printed.book;
  return { ...facts(printed), contents, fonts, images, links: pages.map(({ links }) => links) };
}

/** A memory that counts what is put into it. */
class Shelf {
  readonly entries = new Map<string, Uint8Array>();
  puts: string[] = [];
  readonly memo = new Memo(this as unknown as Store);

  get(name: string): Uint8Array | undefined {
    return this.entries.get(name);
  }

  put(name: string, bytes: Uint8Array): void {
    this.puts.push(name);
    this.entries.set(name, bytes);
  }

  /** How many sections were drawn since it was asked last. */
  drawn(): number {
    const count = this.puts.filter((name) => name.startsWith('drawn-')).length;
    this.puts = [];
    return count;
  }
}

const pools: PressPool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.end();
});

/** Presses that are reached as those of other threads are, by messages. */
function pool(count: number): PressPool {
  const made = new PressPool(count + 1, () => {
    const { port1, port2 } = new MessageChannel();
    serve(port2);
    return new RemotePress(port1);
  });
  made.start(Number.POSITIVE_INFINITY);
  pools.push(made);
  return made;
}

const print = async (rendered: RenderedBook, options: PrintOptions = {}) => printBook(rendered, options);

/** Books whose sections have something to do with each other. */
const BOOKS: [string, string[], string][] = [
  ['chapters and their contents', CHAPTERS, ''],
  ['chapters that open on a recto', CHAPTERS, 'section { break-before: recto }'],
  ['a break after, and none before', CHAPTERS, 'section { break-before: auto; break-after: left }'],
  ['sections that run on', CHAPTERS, 'section { break-before: auto } #c { break-before: page }'],
  [
    'pages of other names',
    CHAPTERS,
    'section { break-before: auto } #toc { page: front } @page front { margin: 35pt }',
  ],
  ['a group of pages that goes on', CHAPTERS, 'section { page: auto } @page :nth(3) { margin-top: 50pt }'],
  [
    'chapters that are counted',
    CHAPTERS,
    'body { counter-reset: n } h1 { counter-increment: n } h1::before { content: counter(n) ". " }',
  ],
  [
    'pages that begin again',
    CHAPTERS,
    '#a { counter-reset: page 1 } #toc { page: front } @page front { @bottom-center { content: counter(page, lower-roman) } }',
  ],
  ['all pages', CHAPTERS, 'nav::after { content: counter(pages) }'],
  ['notes counted by page', CHAPTERS, '@page { counter-reset: footnote }'],
  [
    'a section without anything to see',
    ['<section id="e"></section>', ...CHAPTERS, '<section id="f"></section>'],
    '',
  ],
  ['nothing to see at all', ['<section id="e"></section>', '<section id="f"></section>'], ''],
  [
    'a section that is not shown',
    [...CHAPTERS, '<section id="h" class="hidden"><p>x</p></section>'],
    '.hidden { display: none }',
  ],
  [
    'headings that stand under those before',
    [
      chapter('a', 1),
      '<section><h3>Under</h3><p>x</p></section>',
      '<section><p>y</p></section>',
      '<section><h2>More</h2><p>z</p></section>',
    ],
    '',
  ],
  [
    'neighbours',
    CHAPTERS,
    '#a + section p { color: red } section:nth-child(3) { font-size: 9pt } #a ~ #c { text-align: right }',
  ],
  [
    'what neighbours hold',
    CHAPTERS,
    'section:has(> nav) + section h1 { color: red } section:not(:has(> nav)) { page: other }',
  ],
  ['what neighbours hold deep inside', CHAPTERS, 'section:has(a) + section p { color: red }'],
  ['a border around all pages', CHAPTERS, 'body { border: 1pt solid; padding: 2pt }'],
  ['the words of other sections', CHAPTERS, 'p a::after { content: " (" target-text(attr(href)) ")" }'],
  [
    'a note in another section than its call',
    [
      '<section id="a"><p>One.<a id="k" href="#n">1</a></p></section>',
      '<section id="b"><p>Two.</p><aside class="note" id="n"><p>Note.</p></aside></section>',
      chapter('c', 3),
    ],
    '',
  ],
  ['notes of an area that no rule for pages names', CHAPTERS, '#b-n { -fl-footnote-area: extra }'],
  ['a link to nothing', [...CHAPTERS, '<section id="z"><p><a href="#nowhere">dead</a></p></section>'], ''],
  ['a line that is too wide', [...CHAPTERS, `<section id="z"><p>${'w'.repeat(60)}</p></section>`], ''],
  ['a character without a glyph', [...CHAPTERS, '<section id="z"><p>\u{10fffd}</p></section>'], ''],
];

describe('a book set in sections', () => {
  test.each(BOOKS)('%s: is the book set in one piece', async (_, sections, css) => {
    const rendered = book(sections, css);
    const [whole, parts] = [await printWhole(rendered), await print(rendered)];
    expect(facts(parts.value)).toEqual(facts(whole.value));
    expect(parts.diagnostics.map(({ code }) => code).sort()).toEqual(
      whole.diagnostics.map(({ code }) => code).sort(),
    );
  });

  test.each(BOOKS)('%s: is the same from any number of threads', async (_, sections, css) => {
    const rendered = book(sections, css);
    const here = await print(rendered);
    for (const count of [1, 2, 3]) {
      const there = await print(rendered, { presses: pool(count) });
      expect(drawn(there.value)).toEqual(drawn(here.value));
      expect(there.diagnostics).toEqual(here.diagnostics);
    }
  });

  test.each(BOOKS)('%s: is the same from what was kept', async (_, sections, css) => {
    const { memo } = new Shelf();
    const clean = await print(book(sections, css));
    for (let n = 0; n < 2; n++) {
      const kept = await print(book(sections, css), { memo });
      expect(drawn(kept.value)).toEqual(drawn(clean.value));
      expect(kept.diagnostics).toEqual(clean.diagnostics);
    }
  });
});

describe('what was kept', () => {
  test('is not set again', async () => {
    const shelf = new Shelf();
    await print(book(CHAPTERS), shelf);
    expect(shelf.drawn()).toBe(4);
    await print(book(CHAPTERS), shelf);
    expect(shelf.drawn()).toBe(0);
  });

  test.each([
    [
      'a word of a section',
      [CONTENTS, chapter('a', 1).replace('chalk', 'clay'), chapter('b', 2), chapter('c', 3)],
      '',
      1,
    ],
    [
      'so many that the pages behind have other numbers',
      [CONTENTS, chapter('a', 1, 300), chapter('b', 2), chapter('c', 3)],
      '',
      2,
    ],
    ['the stylesheet', CHAPTERS, 'h1 { color: red }', 4],
    [
      'an attribute of a section, which any selector may look at',
      [CONTENTS, chapter('a', 1).replace('<section', '<section class="x"'), chapter('b', 2), chapter('c', 3)],
      '',
      4,
    ],
  ])('changes with %s', async (_, sections, css, count) => {
    const shelf = new Shelf();
    const recto = 'section { break-before: recto }';
    await print(book(CHAPTERS, recto), shelf);
    shelf.drawn();
    const after = await print(book(sections, recto + css), shelf);
    expect(shelf.drawn()).toBe(count);
    expect(drawn(after.value)).toEqual(drawn((await print(book(sections, recto + css))).value));
  });

  test.each([0, 1])(
    'is kept section by section, while others are set by %i more threads',
    async (threads) => {
      const shelf = new Shelf();
      await print(book(CHAPTERS), { memo: shelf.memo, presses: pool(threads) });
      const kinds = shelf.puts.map((name) => name.replace(/-[0-9a-f]+$/, ''));
      expect(kinds.indexOf('drawn-set')).toBeLessThan(kinds.lastIndexOf('set'));
      for (const kind of ['drawn-set', 'running'])
        expect(kinds.filter((each) => each === kind)).toHaveLength(CHAPTERS.length);
    },
  );

  test('holds the lines and pages of the sections that were set', async () => {
    const shelf = new Shelf();
    const noted = () => {
      const count = shelf.puts.filter((name) => name.startsWith('noted-')).length;
      shelf.puts = [];
      return count;
    };
    await print(book(CHAPTERS), shelf);
    expect(noted()).toBe(CHAPTERS.length);
    for (const word of ['clay', 'ink']) {
      const edited = CHAPTERS.map((text, n) => (n === 1 ? text.replace('chalk', word) : text));
      const printed = await print(book(edited), { memo: shelf.memo, presses: pool(1) });
      expect(drawn(printed.value)).toEqual(drawn((await print(book(edited))).value));
      expect(noted()).toBe(1);
    }
    expect([...shelf.entries.keys()].filter((name) => name.startsWith('noted-'))).toHaveLength(
      CHAPTERS.length,
    );
    await print(book(CHAPTERS, 'h1 { color: red }'), shelf);
    expect(noted()).toBe(CHAPTERS.length);
  });

  test('draws no page of a section again that is as it was', async () => {
    const shelf = new Shelf();
    const paragraphs = Array.from({ length: 40 }, (_, n) => `<p>${prose(n, 50)}</p>`).join('');
    const long = [CONTENTS, chapter('a', 1).replace('</h1>', `</h1>${paragraphs}`)];
    const draw = vi.spyOn(Drawer.prototype, 'page');
    const counts: number[] = [];
    await print(book(long), shelf);
    expect(draw.mock.calls.length).toBeGreaterThan(9);
    shelf.puts = [];
    for (const word of ['clay', 'coal']) {
      const edited = long.map((text) => text.replace('chalk', word));
      draw.mockClear();
      const printed = await print(book(edited), shelf);
      counts.push(draw.mock.calls.length);
      expect(drawn(printed.value)).toEqual(drawn((await print(book(edited))).value));
    }
    draw.mockRestore();
    // Folios and running heads say the same.
    expect(shelf.puts.filter((name) => name.startsWith('running-'))).toEqual([]);
    expect(Math.max(...counts)).toBeLessThan(4);
  });

  test('is that of a clean build after any edits', async () => {
    const shelf = new Shelf();
    const random = generator(7);
    let texts = CHAPTERS;
    for (let n = 0; n < 12; n++) {
      const which = Math.floor(random() * texts.length);
      const [from, to] = [pick(WORDS, random), `${pick(WORDS, random)} `.repeat(Math.floor(random() * 40))];
      texts = texts.map((text, i) => (i === which ? text.replace(` ${from} `, ` ${to}`) : text));
      if (random() < 0.3) texts = texts.toSpliced(1, 1).toSpliced(2, 0, texts[1]!);
      const css = random() < 0.5 ? '' : 'section { break-before: recto }';
      const [kept, clean] = [await print(book(texts, css), shelf), await print(book(texts, css))];
      expect(drawn(kept.value)).toEqual(drawn(clean.value));
    }
  });
});
