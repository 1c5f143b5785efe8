import type { Image } from '../manuscript/manuscript.js';
import type { RenderedBook } from '../render/rendered.js';

/** The accessibility metadata of a publication, each value only where it is true of this book. */
export interface Accessibility {
  accessModes: string[];
  accessModesSufficient: string[];
  features: string[];
  hazards: string[];
  summary: string;
  /** Undefined where somebody has yet to say what a picture shows. */
  conformsTo: string | undefined;
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
  /** Whether one moves, so that nobody knows whether it flashes. */
  moving: boolean;
}

export function picturesIn({ pages, book: { images } }: RenderedBook): Pictures {
  return {
    pictures: pages.some(({ facts }) => facts.pictures),
    described: pages.every(({ facts }) => facts.described),
    moving: pages.some(({ facts }) => facts.images.some((src) => isMoving(images.get(src)))),
  };
}

/** Whether a picture has a loop of pictures in it (GIF89a’s, APNG’s), or an animation (SVG’s). */
function isMoving(image: Image | undefined): boolean {
  if (!image) return false;
  const bytes = Buffer.from(image.bytes.buffer, image.bytes.byteOffset, image.bytes.byteLength);
  switch (image.mediaType) {
    case 'image/gif':
      return bytes.includes('NETSCAPE2.0');
    case 'image/png':
      return bytes.subarray(0, Math.max(0, bytes.indexOf('IDAT'))).includes('acTL');
    case 'image/svg+xml':
      return /<(?:animate|set)|@keyframes/.test(bytes.toString());
    case 'image/jpeg':
      return false;
  }
}

export function accessibility(
  { book, pages, words }: RenderedBook,
  { pictures, described, moving }: Pictures,
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
    hazards: [moving ? 'unknown' : 'none'],
    summary: [
      words.say('accessible-summary'),
      ...(hasPages ? [words.say('accessible-pages')] : []),
      ...(pictures && described ? [words.say('accessible-images')] : []),
    ].join(' '),
    conformsTo: !pictures || described ? 'EPUB Accessibility 1.1 - WCAG 2.2 Level AA' : undefined,
    certifiedBy: publisher ?? (editors.length > 0 ? words.list(editors) : 'florilegium'),
  };
}
