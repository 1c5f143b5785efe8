import type { StructureElement } from '../layout.js';
import type { ComputedStyle } from '../style/computed.js';
import type { Inline } from '../text/line.js';
import type { DeferredPiece, LinkOwner, PageNumber } from './box.js';
import { UNKNOWN_PAGE } from './generated-content.js';

/** A use that an index entry points to, with the structure element of its link. */
export interface PageUse extends LinkOwner {
  target: string;
  element: StructureElement;
}

/**
 * `-fl-page-list: merge`: the page numbers of an entry's uses, each page once, consecutive pages as a range with an en
 * dash. A number leads to the first use on its page; links that no number shows have no place in the structure.
 */
export function pageList(
  uses: readonly PageUse[],
  style: ComputedStyle,
  parent: StructureElement,
): DeferredPiece {
  const others = parent.kids.filter((kid) => !uses.some((use) => use.element === kid));
  return {
    kind: 'deferred',
    resolve(pages) {
      const found: { use: PageUse; page: PageNumber }[] = [];
      const seen = new Set<number>();
      for (const use of uses) {
        const page = pages.page(use.target);
        if (!page) {
          if (seen.size === 0 && found.length === 0) found.push({ use, page: unknown(found.length) });
          continue;
        }
        if (seen.has(page.index)) continue;
        seen.add(page.index);
        found.push({ use, page });
      }
      found.sort((a, b) => a.page.index - b.page.index);
      const shown: StructureElement[] = [];
      const inlines: Inline[] = [];
      const number = ({ use, page }: (typeof found)[number]) => {
        inlines.push({ kind: 'text', text: page.label, style, owner: use.owner, link: use.link });
        shown.push(use.element);
      };
      // What stands between two numbers is read with the first, so that the order of reading is the order of the page.
      const text = (words: string, after: PageUse) =>
        inlines.push({ kind: 'text', text: words, style, owner: after.owner });
      for (let i = 0; i < found.length; i++) {
        if (i > 0) text(', ', found[i - 1]!.use);
        number(found[i]!);
        let last = i;
        while (last + 1 < found.length && follows(found[last]!.page, found[last + 1]!.page)) last++;
        if (last > i) {
          text('–', found[i]!.use);
          number(found[last]!);
          i = last;
        }
      }
      parent.kids = [...others, ...shown];
      return inlines;
    },
  };
}

function follows(a: PageNumber, b: PageNumber): boolean {
  return b.index === a.index + 1 && b.number === a.number + 1;
}

function unknown(index: number): PageNumber {
  return { index, number: 0, label: UNKNOWN_PAGE };
}
