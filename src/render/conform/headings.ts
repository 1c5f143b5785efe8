import type { Element } from 'hast';
import { eachElement } from '../walk.js';
import { HEADINGS } from './content-model.js';

/**
 * Makes the headings of a page an outline that screen readers can follow: the first is h1, no other is, and none is
 * more than one level below the heading that it stands under. Changes the elements in place.
 */
export function levelHeadings(page: Element): void {
  const open: { wanted: number; given: number }[] = [];
  let first = true;
  eachElement({ type: 'root', children: [page] }, (element) => {
    if (!HEADINGS.has(element.tagName)) return;
    const wanted = first ? 1 : Math.max(2, Number(element.tagName[1]));
    first = false;
    while (open.length > 0 && open.at(-1)!.wanted >= wanted) open.pop();
    const given = (open.at(-1)?.given ?? 0) + 1;
    open.push({ wanted, given });
    element.tagName = `h${given}`;
  });
}
