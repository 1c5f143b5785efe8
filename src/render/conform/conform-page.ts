import type { Element, Root } from 'hast';
import type { Image } from '../../manuscript/manuscript.js';
import { Conformer } from './conformer.js';
import { levelHeadings } from './headings.js';
import { limitDepth } from './limit-depth.js';

/** What conforming a page needs to know of the book. */
export interface PageContext {
  /** The images that there are, by what `img[src]` holds. */
  images: ReadonlyMap<string, Image>;
  /** The ids and text nodes of the pages before this one; those of this page are added. */
  seen: { ids: Set<string>; texts: WeakSet<object> };
}

/**
 * A page whose markup is valid XHTML of an EPUB 3.3 publication, whatever a template or Markdown made: elements where
 * their content models have them, no attribute or address that a checker refuses, headings that nest, ids once.
 * No word is lost: what cannot stay an element becomes its content. No node has a position; those of texts that have
 * none are kept, elements are copied.
 */
export function conformPage(page: Element, context: PageContext): { tree: Root; repeatedIds: string[] } {
  const conformer = new Conformer(context);
  const children = conformer.page(limitDepth(page));
  for (const child of children) if (child.type === 'element') levelHeadings(child);
  return { tree: { type: 'root', children }, repeatedIds: conformer.repeatedIds };
}
