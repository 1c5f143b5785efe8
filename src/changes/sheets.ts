import { dateLabel } from '../apparatus/dates.js';
import type { Result } from '../diagnostics/diagnostic.js';
import type { EditionRecord } from '../record/edition-record.js';
import { conformPage } from '../render/conform/conform-page.js';
import { factsOf } from '../render/page-facts.js';
import type { RenderedBook, RenderedPage } from '../render/rendered.js';
import type { Layout, PageBox, SetLine } from '../typeset/layout.js';
import { typeset } from '../typeset/typeset.js';
import { choosePages } from './choose-pages.js';
import { labelOf } from './compare-records.js';
import { joinLayouts } from './join-layouts.js';
import type { ExchangeStep } from './leaves.js';
import { pageRanges } from './ranges.js';

export interface SheetsInput {
  rendered: RenderedBook;
  /** The book as it was set to fit the paper, and what is remembered of it. */
  layout: Layout;
  now: EditionRecord;
  paper: EditionRecord;
  steps: readonly ExchangeStep[];
  oneSided: boolean;
}

/**
 * The sheets to print again as a layout: a page that says what to take out and what to put in, then the sheets, each page
 * with a line at its foot that says what it stands for. On both sides of the paper, fronts fall on fronts.
 */
export async function setSheets(input: SheetsInput): Promise<Result<Layout>> {
  const { layout, steps, oneSided } = input;
  const leaves = steps.flatMap((step) => step.in);
  const marks = marksOf(input, leaves.flat());
  const page = instructions(input, marks);
  if (!page)
    return { value: choosePages(layout, []), diagnostics: input.rendered.templates.takeDiagnostics() };
  const set = await typeset({ ...input.rendered, pages: [page] });
  const opening = set.value;
  const first = pagesBefore(opening, marks);
  const chosen = choosePages(layout, leaves.flat());
  marks.forEach(({ id }, index) => {
    const place = opening.destinations.get(id);
    if (place) chosen.pages[index] = marked(chosen.pages[index]!, footOf(opening.pages[place.page]!));
  });
  const front = choosePages(
    opening,
    Array.from({ length: first }, (_, i) => i),
  );
  front.pages = front.pages.map((page) => ({ ...page, label: '', labelNumber: 0 }));
  const joined = joinLayouts(front, chosen);
  return {
    value: oneSided ? joined : onBothSides(joined, [first, ...leaves.map(({ length }) => length)]),
    diagnostics: set.diagnostics,
  };
}

/** How many pages stand before the first mark; the empty ones that lead to its side are none of them. */
function pagesBefore({ pages, destinations }: Layout, marks: readonly Mark[]): number {
  const places = marks.flatMap(({ id }) => destinations.get(id)?.page ?? []);
  const first = Math.min(pages.length, ...places.slice(0, 1));
  return first > 1 && pages[first - 1]!.blank ? first - 1 : first;
}

/** What is said at the foot of a page. */
interface Mark {
  id: string;
  side: PageBox['side'];
  /** The key of the phrase. */
  says: 'changes-mark' | 'changes-mark-new' | 'changes-mark-same';
  page: string;
}

function marksOf({ now, paper }: SheetsInput, pages: readonly number[]): Mark[] {
  const before = new Map(paper.pages.map((page) => [labelOf(page), page]));
  return pages.map((index, i) => {
    const page = now.pages[index]!;
    const label = labelOf(page);
    const old = before.get(label);
    const says = !old ? 'changes-mark-new' : old.drawn === page.drawn ? 'changes-mark-same' : 'changes-mark';
    return { id: `sheet-mark-${i + 1}`, side: page.side, says, page: label };
  });
}

function instructions(
  { rendered, now, steps, oneSided }: SheetsInput,
  marks: readonly Mark[],
): RenderedPage | undefined {
  const { book, templates, words } = rendered;
  const { anthology, edition } = book;
  const date = anthology.date && dateLabel(anthology.date, anthology.language);
  const data = {
    title: anthology.title,
    edition: edition.name,
    date,
    oneSided,
    steps: steps.map((step) => ({
      after: step.after,
      out: pageRanges(step.out.flat()),
      in: pageRanges(step.in.flat().map((index) => labelOf(now.pages[index]!))),
    })),
    marks: marks.map((mark) => ({ ...mark, date })),
  };
  const element = templates.markup('changes.hbs', data, [], book.images);
  if (!element) return undefined;
  const seen = { ids: new Set<string>(), texts: new WeakSet<object>() };
  const { tree } = conformPage(element, { images: book.images, seen });
  return {
    id: 'changes',
    file: 'changes.xhtml',
    kind: 'imprint',
    matter: 'front',
    title: words.say('changes'),
    level: 1,
    lang: anthology.language,
    dir: 'ltr',
    tree,
    facts: factsOf(tree),
  };
}

/** What stands in the margin at the foot of a page. */
function footOf({ lines }: PageBox): SetLine[] {
  return lines.filter(({ fragments }) =>
    fragments.some(({ owner }) => owner.kind === 'artifact' && owner.type === 'footer'),
  );
}

function marked(page: PageBox, foot: readonly SetLine[]): PageBox {
  return { ...page, lines: [...page.lines, ...foot] };
}

/** Puts an empty page behind each sheet that has one page only, and behind an odd number of pages of instructions. */
function onBothSides(layout: Layout, sheets: readonly number[]): Layout {
  const places: number[] = [];
  const pages: PageBox[] = [];
  for (const count of sheets) {
    for (let i = 0; i < count; i++) {
      const page = layout.pages[places.length]!;
      places.push(pages.length);
      pages.push(page);
    }
    const last = pages.at(-1);
    if (last && count % 2 === 1) pages.push(emptied(last));
  }
  const moved = <T extends { page: number }>(place: T): T => ({ ...place, page: places[place.page]! });
  return {
    ...layout,
    pages,
    destinations: new Map([...layout.destinations].map(([id, place]) => [id, moved(place)])),
    extents: new Map(
      [...layout.extents].map(([id, { first, last }]) => [
        id,
        { first: places[first]!, last: places[last]! },
      ]),
    ),
  };
}

function emptied({ width, height, name, side }: PageBox): PageBox {
  return {
    width,
    height,
    name,
    side: side === 'left' ? 'right' : 'left',
    label: '',
    labelStyle: 'decimal',
    labelNumber: 0,
    blank: true,
    graphics: [],
    lines: [],
    areas: [],
  };
}
