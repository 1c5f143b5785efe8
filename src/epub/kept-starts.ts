import type { Text } from 'hast';
import { z } from 'zod';
import { digest } from '../cache/digest.js';
import type { RenderedBook } from '../render/rendered.js';
import { eachText } from '../render/walk.js';
import type { PageStart } from './page-breaks.js';

/** The form of what is kept. Another one is not read. */
const FORM = 2;

const index = z.int().nonnegative();

const kept = z.object({
  form: z.literal(FORM),
  /** The digest of the PDF that has these pages. */
  pdf: z.string(),
  /** What was printed: see `contentOf`. */
  content: z.string(),
  /** The page of the rendered book, the how many-th of its texts (from 0), the UTF-16 offset in it, and the label. */
  starts: z.array(z.tuple([z.string(), index, index, z.string()])),
});

/**
 * Where the pages of a print begin, in a form that can be kept until an EPUB of the same content is made without it.
 *
 * @param starts in texts of the book; what begins in another is left out
 */
export function keepStarts(rendered: RenderedBook, starts: readonly PageStart[], pdf: Uint8Array): string {
  const begun = new Set(starts.map(({ node }) => node));
  const places = new Map<Text, [page: string, text: number]>();
  const content = contentOf(rendered, (text, ...place) => {
    if (begun.has(text)) places.set(text, place);
  });
  const value: z.infer<typeof kept> = {
    form: FORM,
    pdf: digest(pdf),
    content,
    starts: starts.flatMap(({ node, offset, label }) => {
      const place = places.get(node);
      return place ? [[...place, offset, label] satisfies [string, number, number, string]] : [];
    }),
  };
  return `${JSON.stringify(value)}\n`;
}

/**
 * What `keepStarts` kept, in the texts of a book.
 *
 * @param pdf what lies where the print was written
 * @returns undefined where that is not the print, where it has other words, and where nothing was kept
 */
export function recallStarts(rendered: RenderedBook, text: string, pdf: Uint8Array): PageStart[] | undefined {
  const value = parse(text);
  if (!value || value.content !== contentOf(rendered) || value.pdf !== digest(pdf)) return undefined;
  const texts = new Map<string, Text[]>();
  for (const { id, tree } of rendered.pages) {
    const found: Text[] = [];
    eachText(tree, (node) => found.push(node));
    texts.set(id, found);
  }
  return value.starts.flatMap(([page, n, offset, label]) => {
    const node = texts.get(page)?.[n];
    return node ? [{ node, offset, label }] : [];
  });
}

function parse(text: string): z.infer<typeof kept> | undefined {
  try {
    return kept.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * A name for the words of a book as its texts part them, and for the identifier by which its EPUB names the print.
 *
 * @param visit is called with each text, its page and the how many-th it is there
 */
function contentOf(
  { book, pages }: RenderedBook,
  visit: (text: Text, page: string, nth: number) => void = () => undefined,
): string {
  const texts = pages.flatMap(({ id, tree }) => {
    const values: string[] = [];
    eachText(tree, (text) => {
      visit(text, id, values.length);
      values.push(text.value);
    });
    return [id, values.join(PARTED)];
  });
  return digest(book.edition.identifier, ...texts);
}

/** Stands in no text. */
const PARTED = '\0';
