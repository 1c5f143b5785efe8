import { cleanId } from '../render/conform/attributes.js';
import type { PageStart } from '../render/text-place.js';
import { cleanText } from '../render/tree-value.js';
import { mayBreak } from './break-places.js';
import type { DraftedDocument } from './drafted-document.js';

export interface PageBreak {
  label: string;
  offset: number;
  /** The id of the element that marks it in the EPUB. */
  id: string;
}

/** An entry of the page list. */
export interface ListedPage {
  label: string;
  id: string;
  file: string;
}

/** The breaks in a text, by offset. */
export interface BrokenText {
  /** The how many-th text of its page it is, from 0. */
  nth: number;
  breaks: readonly PageBreak[];
}

/** The page breaks of a book, by the text that they stand in. */
export class PageBreaks {
  /** All of them in reading order: those whose text stands in a page, and not in a picture or a formula. */
  readonly list: ListedPage[] = [];
  readonly #inFile = new Map<string, BrokenText[]>();

  /**
   * @param documents those of the book's pages, in order
   * @param taken ids of the pages, which no break may have
   */
  constructor(
    starts: readonly PageStart[],
    documents: readonly Pick<DraftedDocument, 'page' | 'file' | 'places'>[],
    taken: { has(id: string): boolean },
  ) {
    const inPages = new Map<string, Map<number, PageBreak[]>>();
    const ids = new Set<string>();
    for (const { label, page, text, offset } of starts) {
      const wanted = `page-${cleanId(`p${label}`).slice(1)}`;
      let id = wanted;
      for (let n = 2; ids.has(id) || taken.has(id); n++) id = `${wanted}-${n}`;
      ids.add(id);
      const inPage = inPages.get(page) ?? new Map<number, PageBreak[]>();
      inPages.set(page, inPage);
      const breaks = inPage.get(text) ?? [];
      inPage.set(text, breaks);
      breaks.push({ label, offset, id });
    }
    for (const { page, file, places } of documents) {
      const found = [...(inPages.get(page) ?? [])]
        .filter(([nth]) => mayBreak(places, nth))
        .sort(([a], [b]) => a - b)
        .map(([nth, breaks]) => ({ nth, breaks: breaks.sort((a, b) => a.offset - b.offset) }));
      this.#inFile.set(file, found);
      for (const { breaks } of found) for (const { label, id } of breaks) this.list.push({ label, id, file });
    }
  }

  /** Those of the page that becomes a file. */
  inFile(file: string): readonly BrokenText[] {
    return this.#inFile.get(file) ?? [];
  }

  /** Whether there is something to read in each label. */
  get legible(): boolean {
    return this.list.every(({ label }) => cleanText(label).trim() !== '');
  }
}

/** A list of pages as good as any, before there is one: each file is a page, from its first word. */
export function trialStarts(documents: readonly Pick<DraftedDocument, 'page' | 'places'>[]): PageStart[] {
  return documents.flatMap(({ page, places }, n) =>
    places.first < 0 ? [] : { label: String(n + 1), page, text: places.first, offset: 0 },
  );
}
