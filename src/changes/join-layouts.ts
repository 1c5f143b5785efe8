import type { Graphic, Layout, SetLine, StructureElement } from '../typeset/layout.js';
import type { Fragment, Owner } from '../typeset/text/line.js';

/**
 * Two layouts as one: the pages of the first, then those of the second. Ids of the first win where both have one.
 */
export function joinLayouts(first: Layout, second: Layout): Layout {
  const pages = first.pages.length;
  const slots = highestSlot(first.structure) + 1;
  const moved = <T extends { page: number }>(place: T): T => ({ ...place, page: place.page + pages });
  return {
    pages: [
      ...first.pages,
      ...second.pages.map((page) => ({
        ...page,
        graphics: page.graphics.map((graphic) => movedGraphic(graphic, slots)),
        lines: page.lines.map((line) => movedLine(line, slots)),
      })),
    ],
    structure: {
      ...first.structure,
      kids: [...first.structure.kids, ...movedElement(second.structure, slots).kids],
    },
    outline: [...first.outline, ...second.outline],
    destinations: new Map([
      ...[...second.destinations].map(([id, place]) => [id, moved(place)] as const),
      ...first.destinations,
    ]),
    extents: new Map([
      ...[...second.extents].map(
        ([id, { first, last }]) => [id, { first: first + pages, last: last + pages }] as const,
      ),
      ...first.extents,
    ]),
    language: first.language,
  };
}

function highestSlot({ kids }: StructureElement): number {
  return kids.reduce((most, kid) => Math.max(most, kid.kind === 'slot' ? kid.id : highestSlot(kid)), -1);
}

function movedElement(element: StructureElement, by: number): StructureElement {
  return {
    ...element,
    kids: element.kids.map((kid) =>
      kid.kind === 'slot' ? { ...kid, id: kid.id + by } : movedElement(kid, by),
    ),
  };
}

function movedLine(line: SetLine, by: number): SetLine {
  return { ...line, fragments: line.fragments.map((fragment) => movedFragment(fragment, by)) };
}

/** A fragment has the most of what it says from its run: it is not copied, but stood upon. */
function movedFragment(fragment: Fragment, by: number): Fragment {
  return Object.create(fragment, {
    owner: { value: movedOwner(fragment.owner, by), enumerable: true },
  }) as Fragment;
}

function movedGraphic<T extends Graphic>(graphic: T, by: number): T {
  return { ...graphic, owner: movedOwner(graphic.owner, by) };
}

function movedOwner(owner: Owner, by: number): Owner {
  return owner.kind === 'slot' ? { kind: 'slot', slot: { id: owner.slot.id + by } } : owner;
}
