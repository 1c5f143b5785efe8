import type { Destination, Layout, OutlineItem, StructureElement } from '../typeset/layout.js';

/**
 * Some pages of a layout as a layout of their own. They keep their labels; what the outline and links name elsewhere is
 * left out (the words of such a link stay, as text). Content of other pages stays in the structure without being drawn,
 * and is not written.
 *
 * @param pages indices, in the order wanted, none twice
 */
export function choosePages(layout: Layout, pages: readonly number[]): Layout {
  const places = new Map(pages.map((page, place) => [page, place]));
  const destinations = new Map<string, Destination>();
  for (const [id, destination] of layout.destinations) {
    const page = places.get(destination.page);
    if (page !== undefined) destinations.set(id, { ...destination, page });
  }
  const extents: Layout['extents'] = new Map();
  for (const [id, { first, last }] of layout.extents) {
    const kept: number[] = [];
    for (let page = first; page <= last; page++) {
      const place = places.get(page);
      if (place !== undefined) kept.push(place);
    }
    if (kept.length > 0) extents.set(id, { first: Math.min(...kept), last: Math.max(...kept) });
  }
  return {
    ...layout,
    pages: pages.map((page) => layout.pages[page]!),
    structure: withoutDeadLinks(layout.structure, destinations),
    outline: keptItems(layout.outline, destinations),
    destinations,
    extents,
  };
}

/** An item that leads nowhere stays only where one below it leads somewhere, and then leads there. */
function keptItems(items: readonly OutlineItem[], destinations: Layout['destinations']): OutlineItem[] {
  return items.flatMap((item) => {
    const children = keptItems(item.children, destinations);
    if (destinations.has(item.destination)) return [{ ...item, children }];
    return children[0] ? [{ ...item, destination: children[0].destination, children }] : [];
  });
}

function withoutDeadLinks(element: StructureElement, destinations: Layout['destinations']): StructureElement {
  const { link, ...rest } = element;
  const dead = link && 'dest' in link && !destinations.has(link.dest);
  return {
    ...rest,
    ...(link && !dead && { link }),
    kids: element.kids.map((kid) => (kid.kind === 'slot' ? kid : withoutDeadLinks(kid, destinations))),
  };
}
