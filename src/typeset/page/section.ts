import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { StyledDocument } from '../style/styled.js';
import { baselineShift, type TextRecord } from '../text/index.js';
import type { PageNumbers } from './box.js';
import type { BoxOptions } from './box-context.js';
import { type ComposedPage, PageComposer } from './compose-page.js';
import { Flattener } from './flatten.js';
import type { BreakItem, FlowItem } from './flow.js';
import type { SaidMark } from './found-page.js';
import { LineNumbering } from './line-numbers.js';
import { LineSetter } from './line-setter.js';
import { type BoxedDocument, makeBoxes } from './make-boxes.js';
import type { Geometries } from './page-geometry.js';
import { type Answers, AskedNumbers, NO_NUMBERS, wrongAnswers } from './page-numbering.js';
import { blankPage, type Opening, openingOf, otherSide, paginate } from './paginate.js';

/** Where a section begins, as the one before leaves it. */
export interface Place {
  /** The side of the next page. */
  side: 'left' | 'right';
  /** Whether no page stands before it. */
  first: boolean;
  /** The name of the pages before it, and how many of them have it in a row. */
  name: string | undefined;
  nth: number;
  /** What the section before asks of the page after it. */
  breakAsked: BreakItem['to'] | undefined;
  /** Whether a page is made though nothing can be seen on it: a book has one at least. */
  needsPage?: boolean;
}

/** A section on pages. */
export interface SetSection {
  pages: ComposedPage[];
  /** What its marks say where it has no page of its own, since nothing in it can be seen. */
  marks: SaidMark[];
  /** What its first page must be; undefined where it has none. */
  opening: Opening | undefined;
  /** Where the next section begins. */
  after: Place;
  answers: Answers;
}

/**
 * A part of a book that shares no page with the others: from one forced break to another. Setting it takes from the
 * rest of the book no more than its place and the numbers of pages that it asks for, so that it need not be set again
 * where these are as they were.
 */
export class Section {
  readonly boxed: BoxedDocument;
  private readonly setter: LineSetter;
  private last: { place: Place; set: SetSection } | undefined;

  /**
   * @param document its part of the document, in the elements around it
   * @param record what is known of its text
   */
  constructor(
    document: StyledDocument,
    options: Omit<BoxOptions, 'shift'>,
    { context }: LineSetter,
    private readonly geometries: Geometries,
    record?: TextRecord,
  ) {
    // Its lines are kept with the section, and go with it.
    this.setter = new LineSetter(context, NO_NUMBERS, record);
    this.boxed = makeBoxes(document, {
      ...options,
      shift: (style, parent) => baselineShift(style, parent, context),
    });
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.boxed.diagnostics;
  }

  /** @param known the numbers of pages, as far as they are known */
  set(place: Place, known: PageNumbers): SetSection {
    const { last } = this;
    if (
      last &&
      samePlace(last.place, place, last.set.opening) &&
      wrongAnswers(last.set.answers, known).length === 0
    )
      return last.set;
    const set = this.setAnew(place, known);
    this.last = { place, set };
    return set;
  }

  private setAnew(place: Place, known: PageNumbers): SetSection {
    const { geometries } = this;
    const asked = new AskedNumbers(known);
    const setter = this.setter.with(asked);
    const flattener = new Flattener(setter, geometries);
    const flow = flattener.document(this.boxed.root, place.breakAsked);
    const opening = openingOf(flow);
    if (!opening && !place.needsPage) {
      const after = { ...place, breakAsked: askedBy(flow.items) ?? flattener.breakAsked };
      return { pages: [], marks: marksOf(flow.items), opening, after, answers: asked.answers };
    }
    const isBlank = opening !== undefined && opening.to !== 'page' && opening.to !== place.side;
    const side = isBlank ? otherSide(place.side) : place.side;
    const {
      pages: plans,
      name,
      nth,
    } = paginate(flow, geometries, {
      ...place,
      side,
      first: place.first && !isBlank,
    });
    if (isBlank) plans.unshift(blankPage(opening.page, place.side, geometries));
    const composer = new PageComposer(flow);
    const numbering = new LineNumbering(setter);
    const pages = plans.map((plan) => {
      const page = composer.compose(plan);
      numbering.number(page);
      return page;
    });
    const after: Place = {
      side: otherSide(plans.at(-1)!.context.side),
      first: false,
      name,
      nth,
      breakAsked: flattener.breakAsked,
    };
    return { pages, marks: [], opening, after, answers: asked.answers };
  }
}

/** Whether two places are the same to a section. @param opening of the section */
export function samePlace(a: Place, b: Place, opening: Opening | undefined): boolean {
  const [of, to] = [whatMatters(a, opening), whatMatters(b, opening)];
  return of.every((value, i) => value === to[i]);
}

/** What a place is to a section: how the pages before are called is nothing to one that begins a group of its own. */
export function whatMatters(place: Place, opening: Opening | undefined): (string | number | boolean)[] {
  const { side, first, name, nth, breakAsked = '', needsPage = false } = place;
  const apart = opening && (opening.group || opening.page !== name);
  return [side, first, breakAsked, needsPage, ...(apart ? ['', 0] : [name ?? '', nth])];
}

/** The page that a flow without content asks for, which is then asked of what follows. */
function askedBy(items: readonly FlowItem[]): BreakItem['to'] | undefined {
  const breaks = items.flatMap((item) => (item.kind === 'break' ? [item.to] : []));
  return breaks.findLast((to) => to !== 'page') ?? breaks.at(-1);
}

function marksOf(items: readonly FlowItem[]): SaidMark[] {
  return items.flatMap((item) => (item.kind === 'mark' ? [item.mark as SaidMark] : []));
}
