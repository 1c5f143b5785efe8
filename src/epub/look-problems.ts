import { append } from '../append.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { RenderedBook } from '../render/rendered.js';
import { complete, LIST_TEMPLATES } from './complete.js';
import { coverFile, coverMatter, hasOwnCover, ignoredCovers, makeCover } from './cover.js';
import { draftEpub } from './draft.js';
import { draw } from './draw.js';
import { PageBreaks, trialStarts } from './page-breaks.js';
import { stylesheetResources } from './resources.js';

/** The templates that no page of the print is made by. */
const TEMPLATES = ['cover.hbs', ...LIST_TEMPLATES];

/** A date for what is not written. */
const ANY_DATE = new Date(0);

/**
 * What is wrong with the stylesheets, the cover and the templates that a project or theme gives an EPUB and no other
 * format, without making the EPUB.
 */
export async function epubLookProblems(rendered: RenderedBook): Promise<Diagnostic[]> {
  const diagnostics = [...stylesheetResources(rendered).diagnostics, ...ignoredCovers(rendered)];
  if (hasOwnCover(rendered)) append(diagnostics, (await makeCover(coverMatter(rendered), draw)).diagnostics);
  if (TEMPLATES.some((path) => rendered.templates.isOwn(path)))
    append(diagnostics, templateProblems(rendered));
  return diagnostics;
}

function templateProblems(rendered: RenderedBook): Diagnostic[] {
  const { book } = draftEpub(rendered, { cover: coverFile(rendered), face: undefined, date: ANY_DATE }).value;
  complete(book, new PageBreaks(trialStarts(book.documents), book.documents, book.targets));
  return rendered.templates.takeDiagnostics();
}
