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

/** What there is to see in a book. */
export interface Pictures {
  /** Whether there is a picture at all. */
  pictures: boolean;
  /** Whether each has a text that stands for it. */
  described: boolean;
}

export function picturesIn({ pages }: RenderedBook): Pictures {
  return {
    pictures: pages.some(({ facts }) => facts.pictures),
    described: pages.every(({ facts }) => facts.described),
  };
}

export function accessibility(
  { book, pages, words }: RenderedBook,
  { pictures, described }: Pictures,
  hasPages: boolean,
): Accessibility {
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
