import type { Text } from 'hast';
import type { Fragment } from '../typeset/text/line.js';

/**
 * A line's fragments in the order in which they are read: they come as they stand, left to right, which is another where a line
 * holds right-to-left text. Pieces of one text node are put in the order of the text; the nodes themselves run from right to
 * left where their pieces do and both ends of the line are right-to-left text. (A right-to-left phrase over several nodes in a left-to-right line keeps them as they stand.)
 */
export function readingOrder(fragments: readonly Fragment[]): readonly Fragment[] {
  if (!fragments.some(({ shaped }) => shaped.direction === 'rtl')) return fragments;
  const groups: Fragment[][] = [];
  let node: Text | undefined;
  for (const fragment of fragments) {
    const group = groups.at(-1);
    if (group && node !== undefined && fragment.node === node) group.push(fragment);
    else groups.push([fragment]);
    node = fragment.node;
  }
  let rising = 0;
  for (const group of groups) {
    const steps = group.slice(1).map((fragment, i) => offsetOf(fragment) - offsetOf(group[i]!));
    rising += steps.reduce((sum, step) => sum + Math.sign(step), 0);
    group.sort((a, b) => offsetOf(a) - offsetOf(b));
  }
  const ends = [fragments.find(isText), fragments.findLast(isText)];
  if (rising < 0 && ends.every((end) => end?.shaped.direction === 'rtl')) groups.reverse();
  return groups.flat();
}

function isText({ node }: Fragment): boolean {
  return node !== undefined;
}

function offsetOf(fragment: Fragment): number {
  return fragment.offset ?? 0;
}
