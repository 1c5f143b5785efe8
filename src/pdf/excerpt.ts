import type {
  Destination,
  Graphic,
  Layout,
  OutlineItem,
  PageBox,
  SetLine,
  StructureElement,
  StructureType,
} from '../typeset/layout.js';
import type { Owner } from '../typeset/text/line.js';

const HEADING = /^H([1-6])$/;

/**
 * Prepares a book for having readings cut out of it. The function that it gives makes a layout of one, and of its notes
 * where they stand elsewhere: the pages that these are on, numbered as in the book, and on them nothing that belongs to
 * others. A link to what is not there becomes text. Undefined where nothing has the reading's id, or it is on no page. A cut
 * costs what it holds; preparing costs the book.
 */
export function excerpts(book: Layout): (reading: string, notes?: readonly string[]) => Layout | undefined {
  const elements = indexElements(book);
  const byPage: [string, Destination][][] = book.pages.map(() => []);
  for (const entry of book.destinations) byPage[entry[1].page]?.push(entry);

  return (id, notes = []) => {
    const extent = book.extents.get(id);
    const reading = elements.get(id);
    if (!extent || !reading) return undefined;
    const elsewhere = notes
      .flatMap((note) => elements.get(note) ?? [])
      .filter((note) => !isWithin(note, reading));
    const parts = [reading, ...holdersOf(elsewhere)].sort((a, b) => a.first - b.first);
    const held = { slots: new Set<number>(), ids: new Set<string>() };
    for (const { element } of parts) collect(element, held);

    const pages = new Set<number>();
    for (let page = extent.first; page <= extent.last; page++) pages.add(page);
    const add = (from: number, step: 1 | -1) => {
      for (let at = from; !pages.has(at) && shows(book.pages[at], held.slots); at += step) pages.add(at);
    };
    for (const { element } of elsewhere) {
      const start = book.destinations.get(element.id!)?.page;
      if (start === undefined) continue;
      add(start, 1);
      // What stands over a note, such as a heading, may be on the page before.
      add(start - 1, -1);
    }
    const order = [...pages].sort((a, b) => a - b);
    const destinations = new Map<string, Destination>();
    order.forEach((page, index) => {
      const whole = page >= extent.first && page <= extent.last;
      for (const [name, place] of byPage[page]!)
        if (whole || held.ids.has(name)) destinations.set(name, { ...place, page: index });
    });
    const { language } = reading;
    return {
      pages: order.map((page) => without(book.pages[page]!, held.slots)),
      structure: {
        kind: 'element',
        type: 'Document',
        kids: parts.map((part) => ({
          ...copy(part.element, destinations, (firstHeading(part.element) ?? 1) - 1),
          ...(part.language !== language && { lang: part.language }),
        })),
      },
      outline: outlineOf(book.outline, destinations, 1),
      destinations,
      extents: new Map([[id, { first: order.indexOf(extent.first), last: order.indexOf(extent.last) }]]),
      language,
    };
  };
}

/** An element in the tree. */
interface Found {
  element: StructureElement;
  parent: Found | undefined;
  /** Elements before it and to its end, counted as the tree is read. */
  first: number;
  last: number;
  /** Notes in it, itself among them. */
  notes: number;
  /** Its own, or that of what it stands in. */
  language: string;
}

/** The elements that have an id. */
function indexElements({ structure, language }: Layout): Map<string, Found> {
  const found = new Map<string, Found>();
  let count = 0;
  const visit = (element: StructureElement, parent: Found | undefined): Found => {
    const own: Found = {
      element,
      parent,
      first: count++,
      last: 0,
      notes: element.type === 'Note' ? 1 : 0,
      language: element.lang ?? parent?.language ?? language,
    };
    if (element.id !== undefined && !found.has(element.id)) found.set(element.id, own);
    for (const kid of element.kids) if (kid.kind === 'element') own.notes += visit(kid, own).notes;
    own.last = count;
    return own;
  };
  visit(structure, undefined);
  return found;
}

function isWithin(inner: Found, outer: Found): boolean {
  return inner.first >= outer.first && inner.last <= outer.last;
}

/** The largest elements that hold no other notes than some: these, or with their headings what they stand in. */
function holdersOf(notes: readonly Found[]): Set<Found> {
  const counts = new Map<Found, number>();
  for (const note of notes)
    for (let at: Found | undefined = note; at; at = at.parent) counts.set(at, (counts.get(at) ?? 0) + 1);
  const holders = new Set<Found>();
  for (const note of notes) {
    let holder = note;
    while (holder.parent?.parent && counts.get(holder.parent) === holder.parent.notes) holder = holder.parent;
    holders.add(holder);
  }
  return holders;
}

function collect(element: StructureElement, held: { slots: Set<number>; ids: Set<string> }): void {
  if (element.id !== undefined) held.ids.add(element.id);
  for (const kid of element.kids) {
    if (kid.kind === 'slot') held.slots.add(kid.id);
    else collect(kid, held);
  }
}

/** Whether something of a page belongs to one of some slots. */
function shows(page: PageBox | undefined, slots: ReadonlySet<number>): boolean {
  const belongs = ({ owner }: { owner: Owner }) => owner.kind === 'slot' && slots.has(owner.slot.id);
  return (
    page !== undefined &&
    (page.lines.some(({ fragments }) => fragments.some(belongs)) || page.graphics.some(belongs))
  );
}

/** A page without what belongs to other slots. */
function without(page: PageBox, slots: ReadonlySet<number>): PageBox {
  const stays = ({ owner }: { owner: Owner }) => owner.kind === 'artifact' || slots.has(owner.slot.id);
  const lines = page.lines.flatMap((line): SetLine[] => {
    if (line.fragments.every(stays)) return [line];
    const fragments = line.fragments.filter(stays);
    return fragments.length > 0 ? [{ ...line, fragments }] : [];
  });
  return { ...page, lines, graphics: page.graphics.filter((graphic: Graphic) => stays(graphic)) };
}

/** The level of the first heading in an element. */
function firstHeading(element: StructureElement): number | undefined {
  const level = HEADING.exec(element.type)?.[1];
  if (level) return Number(level);
  for (const kid of element.kids) {
    const inner = kid.kind === 'element' ? firstHeading(kid) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** @param raised how many levels headings move up */
function copy(
  element: StructureElement,
  destinations: ReadonlyMap<string, Destination>,
  raised: number,
): StructureElement {
  const { link, ...rest } = element;
  const level = HEADING.exec(element.type)?.[1];
  const kids = element.kids.map((kid) => (kid.kind === 'slot' ? kid : copy(kid, destinations, raised)));
  const type = level ? (`H${Math.max(1, Number(level) - raised)}` as StructureType) : element.type;
  if (!link) return { ...rest, type, kids };
  if ('uri' in link || destinations.has(link.dest)) return { ...rest, type, link, kids };
  return { ...rest, type: element.type === 'Link' ? 'Span' : type, kids };
}

/** The items that lead to what there is; one whose holder does not takes its place. */
function outlineOf(
  items: readonly OutlineItem[],
  destinations: ReadonlyMap<string, Destination>,
  level: number,
): OutlineItem[] {
  return items.flatMap((item) => {
    if (!destinations.has(item.destination)) return outlineOf(item.children, destinations, level);
    return [{ ...item, level, children: outlineOf(item.children, destinations, level + 1) }];
  });
}
