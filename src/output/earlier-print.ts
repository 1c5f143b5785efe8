import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepStarts, recallStarts } from '../epub/kept-starts.js';
import type { RenderedBook } from '../render/rendered.js';
import type { PageStart } from '../render/text-place.js';

/** A file of the output folder with its bytes, which are none where it is not there. */
export interface SeenFile {
  path: string;
  data: Uint8Array | undefined;
}

const startsFile = (edition: string) => `.florilegium/pages/${edition}.starts.json`;

/** What is kept of an edition's print beside it, for an EPUB that is made alone. */
export function startsOf(
  out: string,
  rendered: RenderedBook,
  starts: readonly PageStart[],
  pdf: Uint8Array,
): { path: string; data: Uint8Array } {
  const path = join(out, startsFile(rendered.book.edition.name));
  return { path, data: Buffer.from(keepStarts(rendered, starts, pdf)) };
}

/**
 * The pages of the PDF that an earlier build left in the output folder, where it is whole and has the same words as an
 * EPUB that is made without one.
 *
 * @returns `seen`: the files that decide this
 */
export async function earlierPrint(
  out: string,
  rendered: RenderedBook,
): Promise<{ starts: PageStart[] | undefined; seen: SeenFile[] }> {
  const { name } = rendered.book.edition;
  const [pdf, kept] = await Promise.all([see(join(out, `${name}.pdf`)), see(join(out, startsFile(name)))]);
  const starts =
    pdf.data && kept.data && recallStarts(rendered, new TextDecoder().decode(kept.data), pdf.data);
  return { starts, seen: [pdf, kept] };
}

/** What cannot be read is as good as not there: then there are no pages. */
async function see(path: string): Promise<SeenFile> {
  return { path, data: await readFile(path).catch(() => undefined) };
}
