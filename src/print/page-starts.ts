import type { Text } from 'hast';
import type { RenderedBook } from '../render/rendered.js';
import type { PageStart, TextPlace } from '../render/text-place.js';
import { eachText } from '../render/walk.js';
import type { Layout } from '../typeset/layout.js';

/** Where the pages of a layout begin. */
export function startsIn({ pages }: Layout, rendered: RenderedBook): PageStart[] {
  const places = new Map<Text, Omit<TextPlace, 'offset'>>();
  for (const { id, tree } of rendered.pages) {
    let count = 0;
    eachText(tree, (text) => places.set(text, { page: id, text: count++ }));
  }
  return pages.flatMap(({ label, begins }) => {
    const place = begins && places.get(begins.node);
    return place ? [{ label, ...place, offset: begins.offset }] : [];
  });
}
