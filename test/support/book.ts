import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import type { Book, Chapter, Line, NoteGroup, SetNote } from '../../src/apparatus/book.js';
import { Source } from '../../src/diagnostics/source.js';
import type { Edition, Reading, Series } from '../../src/manuscript/manuscript.js';

/** A small language for books in tests: `book({ body: [chapter('a', { html: '<p>…</p>' })] })`. */

const source = new Source('annotations.yml', '');
const at = { source, start: 0, end: 0 };

export const EDITOR: Series = { name: 'editor', label: 'Editor’s notes', marker: 'decimal' };
export const AUTHOR: Series = { name: 'author', label: 'Author’s notes', marker: 'symbols' };

/** HTML as a tree, as Markdown would give it. */
export function html(markup: string): Root {
  const tree = fromHtml(markup, { fragment: true });
  const strip = (nodes: RootContent[]): RootContent[] =>
    nodes.map((node) => {
      const { position: _, ...rest } = node;
      if (node.type !== 'element') return rest as RootContent;
      return { ...rest, children: strip(node.children) } as Element;
    });
  return { type: 'root', children: strip(tree.children) };
}

export function line(markup: string): Line {
  const children = html(markup).children as ElementContent[];
  return {
    children,
    bare: structuredClone(children).filter(isNoCall),
    plain: textOf({ type: 'root', children: children.filter(isNoCall) }),
  };
}

function isNoCall(node: ElementContent): boolean {
  return node.type !== 'element' || node.tagName !== 'sup';
}

/** The markup of a note's call, as the apparatus makes it. */
export function call(id: string, label: string, series = 'editor', nth = 1): string {
  const suffix = nth === 1 ? '' : `-${nth}`;
  return (
    `<sup class="call call-${series}"><a id="call-${id}${suffix}" href="#note-${id}" epub:type="noteref" ` +
    `role="doc-noteref" aria-label="Note ${label}">${label}</a></sup>`
  );
}

export interface NoteSpec {
  id: string;
  label: string;
  html: string;
  calls?: number;
}

export interface ChapterSpec {
  title?: string;
  subtitle?: string;
  shortTitle?: string;
  authors?: string[];
  translators?: string[];
  lang?: string;
  dir?: 'ltr' | 'rtl';
  headnote?: string;
  html?: string;
  notes?: NoteSpec[];
  authorNotes?: NoteSpec[];
  questions?: string[];
  source?: string;
  rights?: string;
  url?: string;
  number?: number;
  matter?: Reading['matter'];
}

export function chapter(id: string, spec: ChapterSpec = {}): Chapter {
  const title = line(spec.title ?? `Title of ${id}`);
  const lang = spec.lang ?? 'en';
  const matter = spec.matter ?? 'body';
  const body = html(spec.html ?? `<p>The text of ${id}.</p>`);
  const group = (series: Series, notes: NoteSpec[] | undefined): NoteGroup[] =>
    notes
      ? [
          {
            series,
            label: series.label ?? series.name,
            placement: 'foot',
            id: `notes-${id}-${series.name}`,
            notes: notes.map(setNote),
          },
        ]
      : [];
  return {
    id: `reading-${id}`,
    slug: id,
    reading: {
      id,
      matter,
      title: { children: title.children, plain: title.plain, at },
      authors: spec.authors ?? [],
      translators: spec.translators ?? [],
      rightsHolders: [],
      lang,
      questions: [],
      local: false,
      authorNotes: [],
      at,
    },
    ...(matter === 'body' && { number: spec.number ?? 1 }),
    title,
    ...(spec.subtitle && { subtitle: line(spec.subtitle) }),
    ...(spec.shortTitle && { shortTitle: spec.shortTitle }),
    authors: spec.authors ?? [],
    translators: spec.translators ?? [],
    lang,
    dir: spec.dir ?? 'ltr',
    ...(spec.headnote && { headnote: html(spec.headnote) }),
    body,
    notes: [...group(EDITOR, spec.notes), ...group(AUTHOR, spec.authorNotes)],
    questions: (spec.questions ?? []).map(html),
    ...(spec.source && { source: line(spec.source).children }),
    ...(spec.rights && { rights: line(spec.rights).children }),
    ...(spec.url && { url: spec.url }),
    words: textOf(body).split(/\s+/).filter(Boolean).length,
  };
}

function setNote(spec: NoteSpec, index: number): SetNote {
  const calls = Array.from(
    { length: spec.calls ?? 1 },
    (_, i) => `call-${spec.id}${i === 0 ? '' : `-${i + 1}`}`,
  );
  return { id: `note-${spec.id}`, number: index + 1, label: spec.label, calls, content: html(spec.html) };
}

/** An edition that asks for nothing in particular. */
export const EDITION: Edition = {
  name: 'reader',
  identifier: 'urn:uuid:6f1b9a52-6a4f-5f0e-9d1a-0f6f0c1f2a3b',
  formats: ['epub', 'pdf'],
  numbering: 'reading',
  glossaryLinks: 'first',
  openings: 'any',
  conformance: ['ua-1', 'a-2a'],
  paragraphNumbers: false,
  notes: { editor: 'foot', author: 'foot' },
  headnotes: true,
  questions: true,
  glossary: true,
  index: true,
  chronology: true,
  embedFonts: false,
  permissions: 'sources',
  answerLines: 0,
  separate: false,
  cropMarks: false,
  bleed: 0,
  at,
  spans: {},
};

export interface BookSpec extends Partial<Omit<Book, 'anthology' | 'edition' | 'parts'>> {
  title?: string;
  subtitle?: string;
  editors?: string[];
  language?: string;
  identifier?: string;
  body?: Chapter[];
  parts?: { title?: string; chapters: Chapter[] }[];
}

export function book(spec: BookSpec = {}): Book {
  const parts = spec.parts ?? [{ chapters: spec.body ?? [chapter('one', { number: 1 })] }];
  const chapters = [...(spec.front ?? []), ...parts.flatMap((part) => part.chapters), ...(spec.back ?? [])];
  let number = 0;
  return {
    anthology: {
      title: spec.title ?? 'A Garland of Essays',
      ...(spec.subtitle && { subtitle: spec.subtitle }),
      editors: spec.editors ?? ['Ada Lindgren', 'Bruno Costa'],
      language: spec.language ?? 'en',
      identifier: spec.identifier ?? EDITION.identifier,
      date: '2026-03-01',
      publisher: 'Garland Press',
      rights: 'CC BY 4.0',
      description: 'Essays for a test.',
      subjects: ['Essays', 'Testing'],
      at,
    },
    edition: { ...EDITION, ...(spec.identifier !== undefined && { identifier: spec.identifier }) },
    front: spec.front ?? [],
    parts: parts.map((part) =>
      part.title
        ? { id: `part-${++number}`, number, title: line(part.title), chapters: part.chapters }
        : { chapters: part.chapters },
    ),
    back: spec.back ?? [],
    glossary: spec.glossary ?? [],
    chronology: spec.chronology ?? [],
    index: spec.index ?? [],
    permissions:
      spec.permissions ??
      chapters.map((c) => ({
        chapter: c.id,
        title: c.title,
        authors: c.authors,
        rightsHolders: [],
        words: c.words,
        share: 0,
        ...(c.source && { source: structuredClone(c.source) }),
        ...(c.rights && { rights: structuredClone(c.rights) }),
        ...(c.url && { url: c.url }),
      })),
    termUses: new Map(),
    images: spec.images ?? new Map(),
  };
}

/** A book that has some of everything: parts, two series, glossary, index, chronology, permissions. */
export function fullBook(): Book {
  const first = chapter('first', {
    number: 1,
    title: `The Orchard${call('first-1', '1')}`,
    subtitle: 'On grafting',
    authors: ['Clara Voss', 'Jean de la Haye'],
    translators: ['Dora Mint'],
    headnote: '<p>Written in <em>spring</em>.</p>',
    html:
      `<p>The <a class="term" id="use-scion-1" href="#term-scion" epub:type="glossref" role="doc-glossref">scion</a> takes${call('first-2', '2')} ` +
      `slowly${call('first-a', '*', 'author')}, and again${call('first-a', '*', 'author', 2)}.</p>` +
      '<h2>The cut</h2><blockquote><p>Cut low, <span class="use" id="use-rhine-1">Rhine</span> men say.</p></blockquote>' +
      '<div class="verse"><p class="stanza"><span class="line">A branch is laid<br/></span><span class="line">against a branch<br/></span></p></div>' +
      '<table><thead><tr><th align="left">Tree</th><th align="right">Years</th></tr></thead><tbody><tr><td>Pear</td><td align="right">60</td></tr></tbody></table>',
    notes: [
      { id: 'first-1', label: '1', html: '<p>The title is the translator’s.</p>' },
      {
        id: 'first-2',
        label: '2',
        html: '<blockquote><p>A quotation first.</p></blockquote><p>Then words.</p>',
      },
    ],
    authorNotes: [{ id: 'first-a', label: '*', html: '<p>So my teacher said.</p>', calls: 2 }],
    questions: ['<p>Why low?</p>', '<p>What takes slowly?</p>'],
    source: '<em>Almanac</em>, 1901',
    rights: 'Public domain',
    url: 'https://example.org/orchard?a=1&b=2',
  });
  const second = chapter('second', {
    number: 2,
    title: 'Le Verger',
    lang: 'fr',
    authors: ['Éloi Brun'],
    html: `<p>Un arbre${call('second-1', '1')} et le <span class="use" id="use-rhine-2">Rhin</span>.</p>`,
    notes: [{ id: 'second-1', label: '1', html: '<p>A tree.</p>' }],
  });
  const title = (c: Chapter) => c.title;
  return book({
    subtitle: 'With Notes',
    front: [chapter('introduction', { title: 'Introduction', matter: 'front', html: '<p>Read slowly.</p>' })],
    parts: [
      { title: 'Two gardens', chapters: [first, second] },
      { chapters: [chapter('third', { number: 3 })] },
    ],
    back: [chapter('note-on-the-texts', { title: 'A Note on the Texts', matter: 'back' })],
    glossary: [
      {
        id: 'term-scion',
        term: 'Scion',
        type: 'term',
        forms: ['scions'],
        definition: html('<p>A shoot for grafting.</p>'),
        see: [{ id: 'term-rhine', term: 'Rhine' }],
        usedIn: [{ chapter: first.id, title: title(first), use: 'use-scion-1' }],
      },
      {
        id: 'term-rhine',
        term: 'Rhine',
        type: 'place',
        forms: ['Rhin'],
        definition: html('<p>A river.</p>'),
        see: [],
        usedIn: [
          { chapter: first.id, title: title(first), use: 'use-rhine-1' },
          { chapter: second.id, title: title(second), use: 'use-rhine-2' },
        ],
      },
    ],
    chronology: [
      { date: '1901-04-02', label: '2 April 1901', event: html('<p>The almanac appears.</p>') },
      { date: 'c. 1910', label: 'c. 1910', event: html('<p>The orchard is <em>felled</em>.</p>') },
    ],
    index: [
      {
        type: 'place',
        entries: [
          {
            term: 'Rhine',
            glossary: 'term-rhine',
            uses: [
              { chapter: first.id, title: title(first), ids: ['use-rhine-1'] },
              { chapter: second.id, title: title(second), ids: ['use-rhine-2'] },
            ],
          },
        ],
      },
    ],
  });
}
