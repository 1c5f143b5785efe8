import type { Memo } from '../cache/memo.js';
import type { Displaced } from '../pdf/draw-pages.js';
import { type DrawnBook, type DrawnPage, type Shown, united } from '../pdf/drawn.js';
import { completePrint, type PagePrint } from '../record/print-hash.js';
import type { PageStart, TextPlace } from '../render/text-place.js';
import type { PageFrame, StructureElement } from '../typeset/layout.js';
import type { FoundPage } from '../typeset/page/found-page.js';
import { makeOutline } from '../typeset/page/outline.js';
import type { FoundNumbers, PageLabel } from '../typeset/page/page-numbering.js';
import { runningStrings } from '../typeset/page/running-strings.js';
import { destinationsOf, extentsOf, frameOf } from '../typeset/page/set-pages.js';
import type { SlotNumbers } from '../typeset/page/structure.js';
import type { BookPlan } from './plan.js';
import { type NumberedPage, RunningMatter, type SetMargins } from './running-matter.js';
import type { DrawnSection, SectionPage } from './section-facts.js';

/**
 * Puts drawn sections together: their pages get their numbers, folios and running heads, their structure trees become
 * one.
 *
 * @param memo remembers folios and running heads
 */
export function assemble(
  plan: BookPlan,
  sections: readonly DrawnSection[],
  found: readonly FoundPage[],
  labels: readonly PageLabel[],
  numbers: FoundNumbers,
  memo: Memo,
  displaced?: Displaced,
): { book: DrawnBook; prints: PagePrint[]; starts: PageStart[] } {
  const numbered = numberedPages(plan, found, labels, numbers);
  const matter = new RunningMatter(plan, memo, displaced);
  const kids: StructureElement['kids'] = [];
  const pages: DrawnPage[] = [];
  const prints: PagePrint[] = [];
  const starts: PageStart[] = [];
  const margins: SetMargins[] = [];
  const base: SlotNumbers = { slots: 0, links: 0 };
  sections.forEach((drawn, n) => {
    for (const kid of drawn.kids) kids.push(moved(kid, base));
    const own = numbered.slice(pages.length, pages.length + drawn.pages.length);
    const running = matter.of(own);
    margins.push(running);
    drawn.pages.forEach((page, i) => {
      const { frame } = own[i]!;
      const { prints: printed, ...margin } = running.pages[i]!;
      if (page.begins) starts.push({ label: frame.label, ...placeIn(plan, n, page.begins) });
      pages.push(withMargins(frame, page, base, margin));
      prints.push(completePrint(page.print, frame, printed));
    });
    base.slots += drawn.next.slots;
    base.links += drawn.next.links;
  });
  const destinations = destinationsOf(found);
  return {
    book: {
      pages,
      structure: { kind: 'element', type: 'Document', kids },
      outline: makeOutline(found),
      destinations,
      extents: extentsOf(found, destinations),
      language: plan.language,
      ...united([...sections, sorted(united(margins))]),
    },
    prints,
    starts,
  };
}

function numberedPages(
  plan: BookPlan,
  found: readonly FoundPage[],
  labels: readonly PageLabel[],
  numbers: FoundNumbers,
): NumberedPage[] {
  const strings = runningStrings(found);
  return found.map(({ context }, index) => {
    const label = labels[index]!;
    const geometry = plan.geometries.of(context);
    const { number, suffix = '' } = label;
    return {
      frame: frameOf(context, geometry, label),
      kind: context,
      style: geometry.style,
      context: {
        number,
        suffix,
        pages: found.length,
        strings: strings[index]!,
        target: (id) => {
          const place = numbers.page(id);
          return place && { ...place, text: '' };
        },
      },
    };
  });
}

/** Fonts in an order that does not depend on where each was shown first. */
function sorted({ fonts, images }: Shown): Shown {
  return { fonts: [...fonts].sort((a, b) => (a.id < b.id ? -1 : 1)), images };
}

/** A place in a section as one in the page that it stands in. */
function placeIn(
  plan: BookPlan,
  section: number,
  { text, offset }: NonNullable<SectionPage['begins']>,
): TextPlace {
  let before = 0;
  for (const root of plan.sections[section]!) {
    const { texts, textsBefore } = plan.parts.sketches[root]!;
    if (text < before + texts) return { page: plan.page(root), text: text - before + textsBefore, offset };
    before += texts;
  }
  throw new Error(`a section of ${before} texts has none with the number ${text}`);
}

function withMargins(
  frame: PageFrame,
  { content, fonts, images, slots, links, boxes }: SectionPage,
  base: SlotNumbers,
  margins: Omit<SetMargins['pages'][number], 'prints'>,
): DrawnPage {
  return {
    ...frame,
    content,
    ...(margins.content && { margins: margins.content }),
    fonts: [...new Set([...fonts, ...margins.fonts])],
    images,
    slots: slots.map((slot) => slot + base.slots),
    links: links.map(([link, place, action]) => [link + base.links, place, action]),
    boxes: boxes.map(([slot, box]) => [slot + base.slots, box]),
  };
}

/** A part of a structure tree with its slots and links numbered behind those of the parts before it. */
function moved(kid: StructureElement['kids'][number], base: SlotNumbers): StructureElement['kids'][number] {
  if (kid.kind === 'slot') return { kind: 'slot', id: kid.id + base.slots };
  const { link, kids } = kid;
  return {
    ...kid,
    ...(link && { link: { ...link, id: link.id + base.links } }),
    kids: kids.map((inner) => moved(inner, base)),
  };
}
