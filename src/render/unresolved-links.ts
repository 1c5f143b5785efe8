import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { RenderedPage } from './rendered.js';

/** Links of a book's pages that lead nowhere: those of texts are looked at before, so a template has written them. */
export function unresolvedLinks(pages: readonly Pick<RenderedPage, 'facts'>[]): Diagnostic[] {
  const ids = new Set(pages.flatMap(({ facts }) => facts.ids));
  const links = new Set(pages.flatMap(({ facts }) => facts.links));
  return [...links].filter((link) => !ids.has(link)).map(unresolved);
}

/** One of them, by the id that it leads to. */
export function unresolved(id: string): Diagnostic {
  return diagnostic('reference-unresolved', `Nothing in the book has the id “${id}” that a link leads to.`);
}
