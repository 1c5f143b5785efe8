import { append } from '../append.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { RenderedBook } from '../render/rendered.js';
import { coverMatter, hasOwnCover, makeCover } from './cover.js';
import { draw } from './draw.js';
import { stylesheetResources } from './resources.js';

/** What is wrong with the stylesheets and the cover that a project or theme gives an EPUB, without making the EPUB. */
export async function epubLookProblems(rendered: RenderedBook): Promise<Diagnostic[]> {
  const diagnostics = [...stylesheetResources(rendered).diagnostics];
  if (hasOwnCover(rendered)) append(diagnostics, (await makeCover(coverMatter(rendered), draw)).diagnostics);
  return diagnostics;
}
