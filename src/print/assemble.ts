import type { Memo } from '../cache/memo.js';
import type { Displaced } from '../pdf/draw-pages.js';
import { type DrawnBook, type DrawnPage, type Shown, united } from '../pdf/drawn.js';
import { completePrint, type PagePrint } from '../record/print-hash.js';
import type { PageStart, TextPlace } from '../render/text-place.js';
import type { PageFrame } from '../typeset/layout.js';
import type { FoundPage } from '../typeset/page/found-page.js';
import { makeOutline } from '../typeset/page/outline.js';
import type { FoundNumbers, PageLabel } from '../typeset/page/page-numbering.js';
import { runningStrings } from '../typeset/page/running-strings.js';
import { destinationsOf, extentsOf, frameOf } from '../typeset/page/set-pages.js';
import type { BookPlan } from './plan.js';
import { type NumberedPage, RunningMatter, type SetMargins } from './running-matter.js';
import type { DrawnSection, SectionPage } from './section-facts.js';

/**
 * Puts drawn sections together: their pages get their numbers, folios and running heads, their parts of the
 * structure follow each other.
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
  const pages: DrawnPage[] = [];
  const prints: PagePrint[] = [];
  const starts: PageStart[] = [];
  const margins: SetMargins[] = [];
  sections.forEach((drawn, n) => {
    const own = numbered.slice(pages.length, pages.length + drawn.pages.length);
    const running = matter.of(own);
    margins.push(running);
    drawn.pages.forEach((page, i) => {
      const { frame } = own[i]!;
      const { prints: printed, ...margin } = running.pages[i]!;
      if (page.begins) starts.push({ label: frame.label, ...placeIn(plan, n, page.begins) });
      pages.push(withMargins(frame, page, margin));
      prints.push(completePrint(page.print, frame, printed));
    });
  });
  const destinations = destinationsOf(found);
  return {
    book: {
      pages,
      structure: sections.map(({ structure }) => structure),
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
  { content, fonts, images, links }: SectionPage,
  margins: Omit<SetMargins['pages'][number], 'prints'>,
): DrawnPage {
  return {
    ...frame,
    content,
    ...(margins.content && { margins: margins.content }),
    fonts: [...new Set([...fonts, ...margins.fonts])],
    images,
    links,
  };
}
