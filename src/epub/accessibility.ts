import type { Nodes } from 'hast';
import { EXIT, visit } from 'unist-util-visit';
import type { RenderedBook } from '../render/rendered.js';

/** The accessibility metadata of a publication, each value only where it is true of this book. */
export interface Accessibility {
  accessModes: string[];
  accessModesSufficient: string[];
  features: string[];
  hazards: string[];
  summary: string;
  conformsTo: string;
  certifiedBy: string;
}

/** What the notes, links, headings and navigation of every edition give: true by the way in which it is made. */
const ALWAYS = ['tableOfContents', 'readingOrder', 'structuralNavigation', 'displayTransformability', 'ARIA'];

export function accessibility(rendered: RenderedBook, hasPages: boolean): Accessibility {
  const { book, pages, words } = rendered;
  const pictures = pages.some((page) => has(page.tree, (tag) => tag === 'img' || tag === 'svg'));
  const described = pages.every(
    (page) => !has(page.tree, (tag, alt) => tag === 'svg' || (tag === 'img' && !alt)),
  );
  const { publisher, editors } = book.anthology;
  return {
    accessModes: pictures ? ['textual', 'visual'] : ['textual'],
    accessModesSufficient: !pictures || described ? ['textual'] : ['textual,visual'],
    features: [
      ...ALWAYS,
      ...(pages.some((page) => page.kind === 'index') ? ['index'] : []),
      ...(pictures && described ? ['alternativeText'] : []),
      ...(hasPages ? ['pageBreakMarkers', 'pageNavigation'] : []),
    ],
    hazards: ['none'],
    summary: [
      words.say('accessible-summary'),
      ...(hasPages ? [words.say('accessible-pages')] : []),
      ...(pictures && described ? [words.say('accessible-images')] : []),
    ].join(' '),
    conformsTo: 'EPUB Accessibility 1.1 - WCAG 2.2 Level AA',
    certifiedBy: publisher ?? (editors.length > 0 ? words.list(editors) : 'florilegium'),
  };
}

function has(tree: Nodes, test: (tagName: string, alt: boolean) => boolean): boolean {
  let found = false;
  visit(tree, 'element', (element) => {
    const { alt } = element.properties;
    if (!test(element.tagName, typeof alt === 'string' && alt !== '')) return;
    found = true;
    return EXIT;
  });
  return found;
}
