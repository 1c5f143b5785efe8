import type { PageContext } from '../style/styled.js';
import { BEAM, FACING } from './costs.js';
import { fillPage } from './fill-page.js';
import { type BreakItem, type Flow, isContent } from './flow.js';
import type { Carried } from './note-plan.js';
import type { PageFill, PageState } from './page-fill.js';
import type { Geometries, PageGeometry } from './page-geometry.js';

/**
 * Breaks a flow into pages, chapter by chapter (from one forced break to the next).
 *
 * Within a chapter the few cheapest ways to have broken it so far are carried along (a beam search over the states
 * that `fillPage` leaves, after Plass, *Optimal Pagination Techniques*, 1981, with a bounded list instead of all
 * active breaks). So a spread runs a line short when that saves a widow on the next one, and a chapter's last page
 * gets company. Cost: linear in the text, times `BEAM`.
 */

/** A page as it was decided: what stands on it, and which page it is. A blank page has no fill. */
export interface PagePlan {
  context: PageContext;
  geometry: PageGeometry;
  fill: PageFill | undefined;
  /** Whether a chapter begins on it. */
  opens: boolean;
}

/** From one forced break to the next: items `start` to `end`. */
interface Chapter {
  start: number;
  end: number;
  to: BreakItem['to'];
  page: string;
  group: boolean;
}

interface Way {
  state: PageState;
  cost: number;
  /** How many lines the page before ends short; undefined before the first, and where that is not to be compared. */
  short: number | undefined;
  page: PagePlan;
  before: Way | undefined;
}

/** What comes before a flow. */
export interface Beginning {
  /** The side of its first page. */
  side: 'left' | 'right';
  /** Whether no page stands before it. */
  first: boolean;
  /** The name of the pages before it, and how many of them have it in a row. */
  name: string | undefined;
  nth: number;
}

/** What the first page of a flow must be; undefined where nothing stands in the flow that a page could show. */
export interface Opening {
  to: BreakItem['to'];
  page: string;
  /** Whether a new group of pages begins, whatever the pages before are called. */
  group: boolean;
}

export function openingOf(flow: Flow): Opening | undefined {
  if (!flow.items.some(isContent)) return undefined;
  const { to, page, group } = chaptersOf(flow)[0]!;
  return { to, page, group };
}

/** The page before a flow, where it begins on the other side. */
export function blankPage(name: string, side: 'left' | 'right', geometries: Geometries): PagePlan {
  const context: PageContext = { name, side, first: false, blank: true, nth: 0 };
  return { context, geometry: geometries.of(context), fill: undefined, opens: false };
}

export function otherSide(side: 'left' | 'right'): 'left' | 'right' {
  return side === 'left' ? 'right' : 'left';
}

/**
 * @param beginning its side is that which the opening of the flow asks for
 * @returns the pages, and what they are to a flow that follows
 */
export function paginate(
  flow: Flow,
  geometries: Geometries,
  beginning: Beginning,
): { pages: PagePlan[]; name: string; nth: number } {
  const pages: PagePlan[] = [];
  const sideOf = (index: number) => (index % 2 === 0 ? beginning.side : otherSide(beginning.side));
  let { nth } = beginning;
  let name = beginning.name ?? '';
  for (const chapter of chaptersOf(flow)) {
    if (chapter.group || chapter.page !== name) nth = 0;
    name = chapter.page;
    const side = sideOf(pages.length);
    if (pages.length > 0 && chapter.to !== 'page' && side !== chapter.to)
      pages.push(blankPage(chapter.page, side, geometries));
    const begun = pages.length;
    const opensBook = begun === 0 && beginning.first;
    const before = nth;
    const geometryOf = (index: number): PagePlan => {
      const context: PageContext = {
        name: chapter.page,
        side: sideOf(begun + index),
        first: before + index === 0 && (chapter.page !== 'auto' || opensBook),
        blank: false,
        nth: before + index + 1,
      };
      return { context, geometry: geometries.of(context), fill: undefined, opens: index === 0 };
    };
    const set = breakChapter(flow, chapter, geometryOf);
    nth += set.length;
    for (const page of set) pages.push(page);
  }
  return { pages, name, nth };
}

/** Chapters with something in them; what is empty (marks alone) belongs to the next, or to the last. */
function chaptersOf(flow: Flow): Chapter[] {
  const chapters: Chapter[] = [];
  let current: Chapter = { start: 0, end: 0, to: 'page', page: 'auto', group: true };
  let content = false;
  flow.items.forEach((item, i) => {
    if (item.kind === 'break') {
      if (content) {
        chapters.push({ ...current, end: i });
        current = { start: i + 1, end: 0, to: item.to, page: item.page, group: item.group };
      } else {
        const to = item.to === 'page' ? current.to : item.to;
        current = { start: current.start, end: 0, to, page: item.page, group: item.group || current.group };
      }
      content = false;
    } else if (isContent(item)) content = true;
  });
  if (content || chapters.length === 0) chapters.push({ ...current, end: flow.items.length });
  else chapters[chapters.length - 1]!.end = flow.items.length;
  return chapters;
}

function breakChapter(flow: Flow, chapter: Chapter, pageAt: (index: number) => PagePlan): PagePlan[] {
  const text: Flow = { items: flow.items, width: flow.width };
  let ways: Way[] = [];
  let done: Way | undefined;
  const start: PageState = { at: { index: chapter.start, inner: 0 }, carry: [] };
  for (let index = 0; ; index++) {
    const page = pageAt(index);
    const next = new Map<string, Way>();
    for (const way of index === 0 ? [undefined] : ways) {
      const state = way?.state ?? start;
      for (const fill of fillPage(text, chapter.end, state, page.geometry.space, index === 0, BEAM)) {
        if (!makesProgress(fill, state, chapter.end)) throw new Error('a page makes no progress');
        const cost = (way?.cost ?? 0) + fill.cost + facingCost(fill, page.context.side, way?.short);
        const reached: Way = {
          state: { at: fill.to, carry: fill.notes.carry },
          cost,
          short: fill.short,
          page: { ...page, fill },
          before: way,
        };
        if (fill.to.index >= chapter.end && fill.notes.carry.length === 0) {
          if (!done || cost < done.cost) done = reached;
          continue;
        }
        const key = keyOf(fill.to.index, fill.to.inner, fill.notes.carry);
        const rival = next.get(key);
        if (!rival || cost < rival.cost) next.set(key, reached);
      }
    }
    const limit = done?.cost ?? Number.POSITIVE_INFINITY;
    ways = [...next.values()].filter((way) => way.cost < limit).sort((a, b) => a.cost - b.cost);
    if (ways.length > BEAM) ways.length = BEAM;
    if (ways.length === 0) break;
  }
  const pages: PagePlan[] = [];
  for (let way: Way | undefined = done; way; way = way.before) pages.push(way.page);
  return pages.reverse();
}

/** @param short of the page before */
function facingCost(fill: PageFill, side: 'left' | 'right', short: number | undefined): number {
  if (side !== 'right' || short === undefined || fill.short === undefined || fill.end !== 'text') return 0;
  return FACING * (fill.short - short) ** 2;
}

/** Whether a page has set anything of what was left; every page must, or the book would never end. */
function makesProgress({ to, notes }: PageFill, { at, carry }: PageState, end: number): boolean {
  if (to.index !== at.index || to.inner !== at.inner) return true;
  return notes.areas.some((set) => set.length > 0) || (carry.length === 0 && to.index >= end);
}

function keyOf(index: number, inner: number, carry: readonly Carried[]): string {
  let key = `${index}:${inner}`;
  for (const { note, from } of carry) key += `,${note.index}.${from}`;
  return key;
}
