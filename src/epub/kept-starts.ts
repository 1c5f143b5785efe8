import { z } from 'zod';
import { digest } from '../cache/digest.js';
import type { RenderedBook } from '../render/rendered.js';
import type { PageStart } from '../render/text-place.js';

/** The form of what is kept. Another one is not read. */
const FORM = 3;

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
 */
export function keepStarts(rendered: RenderedBook, starts: readonly PageStart[], pdf: Uint8Array): string {
  const value: z.infer<typeof kept> = {
    form: FORM,
    pdf: digest(pdf),
    content: contentOf(rendered),
    starts: starts.map(({ page, text, offset, label }) => [page, text, offset, label]),
  };
  return `${JSON.stringify(value)}\n`;
}

/**
 * What `keepStarts` kept.
 *
 * @param pdf what lies where the print was written
 * @returns undefined where that is not the print, where it has other words, and where nothing was kept
 */
export function recallStarts(rendered: RenderedBook, text: string, pdf: Uint8Array): PageStart[] | undefined {
  const value = parse(text);
  if (!value || value.content !== contentOf(rendered) || value.pdf !== digest(pdf)) return undefined;
  return value.starts.map(([page, text, offset, label]) => ({ page, text, offset, label }));
}

function parse(text: string): z.infer<typeof kept> | undefined {
  try {
    return kept.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A name for the words of a book as its texts part them, and for the identifier by which its EPUB names the print. */
function contentOf({ book, pages }: RenderedBook): string {
  return digest(book.edition.identifier, ...pages.flatMap(({ id, facts }) => [id, facts.words]));
}
