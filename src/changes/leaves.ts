import type { EditionRecord, PageRecord } from '../record/edition-record.js';
import { EMPTY } from '../record/print-hash.js';
import { commonItems, differences } from './align.js';
import { labelOf } from './compare-records.js';

/** What has to be done at one place of a copy on paper so that it becomes the new print. */
export interface ExchangeStep {
  /** The labels of the pages to take out, leaf by leaf. */
  out: string[][];
  /** The pages to put in, leaf by leaf: indices of the new print. */
  in: number[][];
  /** The label of the page before, which stays; undefined at the beginning. */
  after?: string;
}

/**
 * Compares a copy on paper with a print that was set to fit it. A leaf stays where both its sides are as they were;
 * else it is printed again whole, since paper has two sides.
 *
 * @param oneSided the copies are printed on one side of the paper: each page is a leaf of its own, and empty ones are none
 */
export function exchange(paper: EditionRecord, now: EditionRecord, oneSided: boolean): ExchangeStep[] {
  const old = leavesOf(paper, oneSided);
  const leaves = leavesOf(now, oneSided);
  const keys = ({ pages }: EditionRecord, list: readonly number[][]) =>
    list.map((leaf) => leaf.map((page) => keyOf(pages[page]!)).join(' '));
  const common = commonItems(keys(paper, old), keys(now, leaves));
  return differences(common, old.length, leaves.length).map(({ aStart, aEnd, bStart, bEnd }) => {
    const leaf = leaves[bStart - 1];
    // An empty page shows no number to find it by.
    const before = leaf?.findLast((page) => now.pages[page]!.body !== EMPTY) ?? leaf?.at(-1);
    return {
      out: old.slice(aStart, aEnd).map((leaf) => leaf.map((page) => labelOf(paper.pages[page]!))),
      in: leaves.slice(bStart, bEnd),
      ...(before !== undefined && { after: labelOf(now.pages[before]!) }),
    };
  });
}

/** What tells a page on paper from any other: its name and all that is printed on it. */
function keyOf(page: PageRecord): string {
  return `${labelOf(page)}:${page.drawn}`;
}

/** The sheets of a book, each as the indices of the pages on its two sides. */
function leavesOf({ pages }: EditionRecord, oneSided: boolean): number[][] {
  if (oneSided) return pages.flatMap((page, i) => (page.body === EMPTY ? [] : [[i]]));
  const front = pages[0]?.side;
  const leaves: number[][] = [];
  pages.forEach(({ side }, i) => {
    const open = leaves.at(-1);
    if (side !== front && open?.length === 1) open.push(i);
    else leaves.push([i]);
  });
  return leaves;
}
