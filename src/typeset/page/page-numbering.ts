import { formatCounter } from '../../counter-style.js';
import type { SetLine } from '../layout.js';
import type { ContentItem } from '../style/computed.js';
import type { PageStyle } from '../style/styled.js';
import type { PageNumber, PageNumbers } from './box.js';
import type { ComposedPage } from './compose-page.js';
import type { FoundPage } from './found-page.js';
import type { Geometries } from './page-geometry.js';

/** What a page is called: its number, and the style that its margin boxes show it in. */
export interface PageLabel {
  number: number;
  style: 'decimal' | 'lower-roman';
  /** What stands behind the number of a page that was put between two others: `47a`. */
  suffix?: string;
  /** The number in its style, with the suffix. */
  label: string;
}

/** What is known of a page before its folio and running heads are set. */
export interface UnnumberedPage {
  side: 'left' | 'right';
  blank: boolean;
  /** Of running text and notes. */
  lines: readonly SetLine[];
  /** The ids that stand on it. */
  ids: readonly string[];
  /** What it would be called. */
  label: PageLabel;
}

/** Calls the pages of a book otherwise than counting does. Asked again whenever pages are set anew. */
export type Renumber = (pages: readonly UnnumberedPage[]) => readonly PageLabel[];

export function unnumbered(page: ComposedPage, label: PageLabel): UnnumberedPage {
  const { side, blank } = page.plan.context;
  const ids = page.marks.flatMap(({ mark }) => (mark.kind === 'id' ? [mark.id] : []));
  return { side, blank, lines: page.canvas.lines, ids, label };
}

/**
 * The number of each page: one more than the page before, unless an element on it or its own style says otherwise
 * (`counter-reset: page 1`; 0 is taken for 1, the number that the first page then has). Pages that show no number have
 * the style of those that are counted with them.
 */
export function numberPages(pages: readonly FoundPage[], geometries: Geometries): PageLabel[] {
  let number = 0;
  const counted = pages.map(({ context, marks }) => {
    const own = geometries.of(context).style;
    const step = own.counterIncrement.find(({ name }) => name === 'page');
    number += step ? step.value : 1;
    let begins = false;
    const set = (value: number) => {
      number = Math.max(1, value);
      begins = true;
    };
    const reset = context.nth === 1 ? own.counterReset.find(({ name }) => name === 'page') : undefined;
    if (reset) set(reset.value);
    for (const { mark } of marks) {
      if (mark.kind !== 'page-counter') continue;
      if (mark.change === 'set') set(mark.value);
      else number += mark.value;
    }
    // A page left empty before a chapter belongs to what ends there.
    const named = context.blank ? undefined : folioOfName(geometries, context.name);
    return { number, begins, style: folioStyle(own) ?? named };
  });
  const labels: PageLabel[] = [];
  for (let start = 0; start < counted.length; ) {
    let end = start + 1;
    while (end < counted.length && !counted[end]!.begins) end++;
    const run = counted.slice(start, end);
    let style = run.find((page) => page.style)?.style ?? 'decimal';
    for (const page of run) {
      style = page.style ?? style;
      labels.push({ number: page.number, style, label: formatCounter(page.number, style) });
    }
    start = end;
  }
  return labels;
}

function folioOfName(geometries: Geometries, name: string): PageLabel['style'] | undefined {
  for (const side of ['right', 'left'] as const) {
    const style = folioStyle(geometries.of({ name, side, first: false, blank: false, nth: 2 }).style);
    if (style) return style;
  }
  return undefined;
}

function folioStyle(style: PageStyle): PageLabel['style'] | undefined {
  for (const { content } of style.marginBoxes.values()) {
    const item = content.find((entry: ContentItem) => entry.kind === 'counter' && entry.name === 'page');
    if (item?.kind === 'counter') return item.style === 'lower-roman' ? 'lower-roman' : 'decimal';
  }
  return undefined;
}

/** Before there are pages. */
export const NO_NUMBERS: PageNumbers = {
  page: () => undefined,
  note: () => undefined,
  total: () => undefined,
};

/** The answers that a set of pages gives to what depends on pages. */
export class FoundNumbers implements PageNumbers {
  private readonly pages = new Map<string, PageNumber>();
  private readonly notes = new Map<string, number>();

  private readonly count: number;

  constructor(found: readonly FoundPage[], labels: readonly PageLabel[]) {
    this.count = found.length;
    found.forEach(({ marks, notes }, index) => {
      const { number, label } = labels[index]!;
      for (const { mark } of marks)
        if (mark.kind === 'id' && !this.pages.has(mark.id)) this.pages.set(mark.id, { index, number, label });
      for (const area of notes) for (const [n, id] of area.entries()) this.notes.set(id, n + 1);
    });
  }

  page(id: string): PageNumber | undefined {
    return this.pages.get(id);
  }

  note(id: string): number | undefined {
    return this.notes.get(id);
  }

  total(): number {
    return this.count;
  }
}

/** What was asked, and what was answered: plain values. */
export interface Answers {
  pages: Map<string, PageNumber | undefined>;
  notes: Map<string, number | undefined>;
  /** Empty where nobody asked how many pages there are. */
  totals: (number | undefined)[];
}

/** Passes questions on and remembers the answers, to see afterwards whether they still hold. */
export class AskedNumbers implements PageNumbers {
  readonly answers: Answers = { pages: new Map(), notes: new Map(), totals: [] };

  constructor(private readonly known: PageNumbers) {}

  page(id: string): PageNumber | undefined {
    const answer = this.known.page(id);
    this.answers.pages.set(id, answer);
    return answer;
  }

  note(id: string): number | undefined {
    const answer = this.known.note(id);
    this.answers.notes.set(id, answer);
    return answer;
  }

  total(): number | undefined {
    const answer = this.known.total();
    this.answers.totals = [answer];
    return answer;
  }
}

/** The ids about which something else was answered than what is now found. */
export function wrongAnswers({ pages, notes, totals }: Answers, found: PageNumbers): string[] {
  const ids: string[] = [];
  for (const [id, answer] of pages) {
    const now = found.page(id);
    if (now?.label !== answer?.label || now?.index !== answer?.index) ids.push(id);
  }
  for (const [id, answer] of notes) if (found.note(id) !== answer) ids.push(id);
  if (totals.some((answer) => answer !== found.total())) ids.push('pages');
  return ids;
}
