import type { Result } from '../diagnostics/diagnostic.js';
import { drawWhole } from '../pdf/write-pdf.js';
import { hashPage } from '../record/print-hash.js';
import type { RenderedBook } from '../render/rendered.js';
import type { Layout } from '../typeset/layout.js';
import { typeset } from '../typeset/typeset.js';
import { startsIn } from './page-starts.js';
import type { PrintedBook } from './print-book.js';

/** Sets and draws a book in one piece. */
export async function printWhole(rendered: RenderedBook): Promise<Result<PrintedBook & { layout: Layout }>> {
  const { value: layout, diagnostics } = await typeset(rendered);
  const starts = startsIn(layout, rendered);
  return { value: { ...drawWhole(layout), layout, prints: layout.pages.map(hashPage), starts }, diagnostics };
}
