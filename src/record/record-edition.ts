import type { Parents, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import { formatCounter } from '../counter-style.js';
import type { RenderedBook } from '../render/rendered.js';
import type { Paged, PageFrame } from '../typeset/layout.js';
import type { EditionRecord, NoteRecord, PageRecord, SectionRecord } from './edition-record.js';
import { Fingerprint, shortHash } from './fingerprint.js';
import type { PagePrint } from './print-hash.js';

/** Words of a note that remind of it in a list. */
const ABOUT_WORDS = 6;
/** Words can be long: where there are no spaces, a whole note is one. */
const ABOUT_LENGTH = 60;

/**
 * What is remembered of an edition as it was set.
 *
 * @param prints what is printed on each page: `hashPage` of it, made when it was set
 * @param memo remembers the words of pages
 */
export function recordEdition(
  rendered: RenderedBook,
  layout: Paged<PageFrame>,
  prints: readonly PagePrint[],
  memo = FORGETFUL,
): EditionRecord {
  return {
    pages: layout.pages.map((page, index) => recordPage(page, prints[index]!)),
    sections: recordSections(rendered, layout, memo),
    notes: recordNotes(rendered, layout, memo),
  };
}

function recordPage(page: PageFrame, print: PagePrint): PageRecord {
  const { labelNumber: number, labelStyle: style, side } = page;
  const suffix = page.label.slice(formatCounter(number, style).length);
  return {
    number,
    style,
    ...(suffix && { suffix }),
    side,
    ...print,
  };
}

function recordSections({ pages }: RenderedBook, { extents }: Paged<PageFrame>, memo: Memo): SectionRecord[] {
  const sections: SectionRecord[] = [];
  for (const page of pages) {
    const { id, kind, title, key } = page;
    const hash = () => hashOfSection(page.tree);
    const extent = extents.get(id);
    if (!extent) continue;
    const { first, last } = extent;
    sections.push({
      id,
      reading: kind === 'reading' || kind === 'front' || kind === 'back',
      title,
      words: key ? memo.remember('section-words', [key], hash) : hash(),
      first,
      last,
      opens: first > (sections.at(-1)?.last ?? -1),
    });
  }
  return sections;
}

/** Of the words of a rendered page. */
export function hashOfSection(tree: RenderedBook['pages'][number]['tree']): string {
  addTexts(tree);
  return words.take();
}

const words = new Fingerprint();

function addTexts({ children }: Parents): void {
  for (const child of children)
    if (child.type === 'text') words.addCharacters(child.value);
    else if ('children' in child) addTexts(child);
}

function recordNotes({ book }: RenderedBook, { destinations }: Paged<PageFrame>, memo: Memo): NoteRecord[] {
  const chapters = [...book.front, ...book.parts.flatMap((part) => part.chapters), ...book.back];
  const records: NoteRecord[] = [];
  for (const chapter of chapters) {
    const read = () => chapter.notes.map(({ notes }) => notes.map(({ content }) => wordsOf(content)));
    const words = chapter.key ? memo.remember('note-words', [chapter.key], read) : read();
    for (const [group, { series, notes }] of chapter.notes.entries())
      for (const [nth, { id, label, calls }] of notes.entries()) {
        const place = destinations.get(id) ?? destinations.get(calls[0] ?? '');
        if (!place) continue;
        records.push({
          section: chapter.id,
          series: series.name,
          label,
          ...words[group]![nth]!,
          page: place.page,
        });
      }
  }
  return records;
}

/** What a note is known by. */
function wordsOf(content: Root): Pick<NoteRecord, 'words' | 'about'> {
  const text = textOf(content).trim().replace(/\s+/g, ' ');
  return { words: shortHash(text), about: beginning(text) };
}

function beginning(text: string): string {
  const words = text.split(' ', ABOUT_WORDS).join(' ');
  const cut =
    words.length > ABOUT_LENGTH ? words.slice(0, ABOUT_LENGTH).replace(/[\ud800-\udbff]$/, '') : words;
  return cut.length < text.length ? `${cut}…` : cut;
}
