import { digest } from '../cache/digest.js';
import type { Memo } from '../cache/memo.js';
import type { DraftedBook } from './draft.js';
import { packageData } from './package-data.js';
import type { ListedPage } from './page-breaks.js';

/**
 * Whether an EPUB is known to be without fault: because one was found so that a checker cannot tell from it but by its
 * words, and by where page breaks stand. What makes markup, ids, links, package, navigation, stylesheet and resources is
 * the same, and the same elements have text in them.
 */
export class Soundness {
  readonly known: boolean;
  readonly #key: string;

  /** @param list the pages of its print; none where any list of them is printed in the same way */
  constructor(
    book: DraftedBook,
    list: readonly ListedPage[],
    private readonly memo: Memo,
  ) {
    const { key, pages } = book.rendered;
    const contents = pages.find(({ kind }) => kind === 'contents');
    this.#key = key
      ? memo.key('epub-shape', key, contents?.key ?? contents?.tree, ...shapeOf(book, list))
      : '';
    this.known = this.#key !== '' && (memo.recall<boolean>(this.#key) ?? false);
  }

  /** Remembers that it is. */
  keep(): void {
    if (this.#key !== '' && !this.known) this.memo.keep(this.#key, true);
  }
}

function shapeOf(book: DraftedBook, breaks: readonly ListedPage[]): (object | string | Uint8Array)[] {
  return [
    packageData({ ...book, breaks }),
    book.stylesheet,
    book.documents.map(({ shape }) => shape),
    ...book.resources.flatMap(({ path, bytes }) => [path, bytes]),
  ];
}

/** A name that documents share which differ in nothing but their words. */
export function documentShape(file: string, xhtml: string): string {
  return digest(file, withoutWords(xhtml));
}

/** Each text is `x`, or a space where it is nothing but white space. No attribute has a `>` in it that is not escaped. */
function withoutWords(xhtml: string): string {
  return xhtml.replace(/>([^<]+)/g, (_, text: string) => (text.trim() === '' ? '> ' : '>x'));
}
