import type { Result } from '../diagnostics/diagnostic.js';
import type { RenderedBook } from '../render/rendered.js';
import type { Layout } from './layout.js';

/** Sets a rendered book as pages: style, text, page. Diagnostics: stylesheet problems, missing glyphs, bad lines. */
export async function typeset(_book: RenderedBook): Promise<Result<Layout>> {
  throw new Error('being written');
}
