import type { Parents } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
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
 */
export function recordEdition(
  rendered: RenderedBook,
  layout: Paged<PageFrame>,
  prints: readonly PagePrint[],
): EditionRecord {
  return {
    pages: layout.pages.map((page, index) => recordPage(page, prints[index]!)),
    sections: recordSections(rendered, layout),
    notes: recordNotes(rendered, layout),
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

function recordSections({ pages }: RenderedBook, { extents }: Paged<PageFrame>): SectionRecord[] {
  const sections: SectionRecord[] = [];
  for (const { id, kind, title, tree } of pages) {
    const extent = extents.get(id);
    if (!extent) continue;
    const { first, last } = extent;
    sections.push({
      id,
      reading: kind === 'reading' || kind === 'front' || kind === 'back',
      title,
      words: hashOfSection(tree),
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

function recordNotes({ book }: RenderedBook, { destinations }: Paged<PageFrame>): NoteRecord[] {
  const chapters = [...book.front, ...book.parts.flatMap((part) => part.chapters), ...book.back];
  const records: NoteRecord[] = [];
  for (const chapter of chapters)
    for (const { series, notes } of chapter.notes)
      for (const { id, label, calls, content } of notes) {
        const place = destinations.get(id) ?? destinations.get(calls[0] ?? '');
        if (!place) continue;
        const text = textOf(content).trim().replace(/\s+/g, ' ');
        records.push({
          section: chapter.id,
          series: series.name,
          label,
          words: shortHash(text),
          about: beginning(text),
          page: place.page,
        });
      }
  return records;
}

function beginning(text: string): string {
  const words = text.split(' ', ABOUT_WORDS).join(' ');
  const cut =
    words.length > ABOUT_LENGTH ? words.slice(0, ABOUT_LENGTH).replace(/[\ud800-\udbff]$/, '') : words;
  return cut.length < text.length ? `${cut}…` : cut;
}
