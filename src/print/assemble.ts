import { type Displaced, Drawer } from '../pdf/draw-pages.js';
import { type DrawnBook, type DrawnPage, united } from '../pdf/drawn.js';
import { completePrint, type PagePrint } from '../record/print-hash.js';
import type { TextPlace } from '../render/text-place.js';
import type { PageFrame, StructureElement } from '../typeset/layout.js';
import type { FoundPage } from '../typeset/page/found-page.js';
import { setMarginBoxes } from '../typeset/page/margin-boxes.js';
import { makeOutline } from '../typeset/page/outline.js';
import { PageCanvas } from '../typeset/page/page-canvas.js';
import type { FoundNumbers, PageLabel } from '../typeset/page/page-numbering.js';
import { runningStrings } from '../typeset/page/running-strings.js';
import { destinationsOf, extentsOf, frameOf } from '../typeset/page/set-pages.js';
import type { SlotNumbers } from '../typeset/page/structure.js';
import type { PageStart } from './page-starts.js';
import type { BookPlan } from './plan.js';
import type { DrawnSection, SectionPage } from './section-facts.js';

/**
 * Puts drawn sections together: their pages get their numbers, folios and running heads, their structure trees become
 * one.
 */
export function assemble(
  plan: BookPlan,
  sections: readonly DrawnSection[],
  found: readonly FoundPage[],
  labels: readonly PageLabel[],
  numbers: FoundNumbers,
  displaced?: Displaced,
): { book: DrawnBook; prints: PagePrint[]; starts: PageStart[] } {
  const strings = runningStrings(found);
  const drawer = new Drawer(displaced);
  const kids: StructureElement['kids'] = [];
  const pages: DrawnPage[] = [];
  const prints: PagePrint[] = [];
  const starts: PageStart[] = [];
  const base: SlotNumbers = { slots: 0, links: 0 };
  sections.forEach((section, n) => {
    for (const kid of section.kids) kids.push(moved(kid, base));
    for (const page of section.pages) {
      const index = pages.length;
      const { context } = found[index]!;
      const label = labels[index]!;
      const geometry = plan.geometries.of(context);
      const margins = { canvas: new PageCanvas(), areas: [] };
      const { number, suffix = '' } = label;
      setMarginBoxes(
        margins,
        geometry.style,
        {
          number,
          suffix,
          pages: found.length,
          strings: strings[index]!,
          target: (id) => {
            const place = numbers.page(id);
            return place && { ...place, text: '' };
          },
        },
        plan.setter,
      );
      const { lines, graphics } = margins.canvas;
      const frame: PageFrame = frameOf(context, geometry, label);
      if (page.begins) starts.push({ label: frame.label, ...placeIn(plan, n, page.begins) });
      pages.push(withMargins(frame, page, base, drawer.artifacts({ height: frame.height, lines, graphics })));
      prints.push(completePrint(page.print, frame, { lines, graphics }));
    }
    base.slots += section.next.slots;
    base.links += section.next.links;
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
      ...united([...sections, drawer.takeShown()]),
    },
    prints,
    starts,
  };
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
  margins: ReturnType<Drawer['artifacts']>,
): DrawnPage {
  return {
    ...frame,
    content,
    ...(margins.content && { margins: margins.content }),
    fonts: [...new Set([...fonts, ...margins.fonts])],
    images,
    slots: slots.map((slot) => slot + base.slots),
    links: links.map(([link, areas]) => [link + base.links, areas]),
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
