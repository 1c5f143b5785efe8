import type { ColumnCuts } from './columns.js';
import {
  CARRIED_LINE,
  EMPTIED_LINE,
  EMPTY_LINES,
  FILL,
  LAST_PAGE_LINE,
  LAST_PAGE_LINES,
  LAST_PAGE_SHARE,
  POLICY,
  SHORT_LINE,
  SPLIT_NOTE,
  STRETCH,
} from './costs.js';
import type { UnitItem } from './flow.js';
import { type AreaSpace, type Carried, type NotePlan, partHeight } from './note-plan.js';

/** Where a page begins: an item, and for a stretch in columns the item in its flow. */
export interface Cursor {
  readonly index: number;
  readonly inner: number;
}

/** What is still to be set when a page begins: everything that the pages before it leave behind. Never changed. */
export interface PageState {
  readonly at: Cursor;
  readonly carry: readonly Carried[];
}

/** The room of a page. Points. */
export interface PageSpace {
  height: number;
  areas: readonly AreaSpace[];
  /** What counts as one line when a page is measured as short. */
  leading: number;
  /** For each area, the most that its notes may take beside text; undefined for `NOTE_SHARE` of the page. */
  maxNotes: number | undefined;
}

export interface PageFill {
  from: Cursor;
  to: Cursor;
  notes: NotePlan;
  /** Share of each glue's stretch that is used, 0 to 1. */
  stretch: number;
  /** The height of the text, stretched. */
  depth: number;
  /**
   * How many lines end above the foot; 0 when notes or text reach it, and at the end of a chapter; undefined where nothing
   * could fill all of them.
   */
  short: number | undefined;
  /** Head rows set again at the top. */
  repeated: readonly UnitItem[];
  /** The columns of each stretch set in columns on this page, by the item's index. */
  columns: ReadonlyMap<number, ColumnCuts>;
  /** Whether the chapter ends on the page. */
  end: 'text' | 'end';
  /** Stands higher than the page has room for: its only item could not be divided. */
  overfull: boolean;
  cost: number;
}

/** A place where the page may end. */
export interface Place {
  to: Cursor;
  y: number;
  stretch: number;
  fresh: number;
  penalty: number;
  /** The text cannot go on past here for want of room for its notes, so these may take what is left. */
  lift: boolean;
  end: PageFill['end'];
  lines: number;
}

/** What a page shows beside its text: see `PageFill`. */
export type PageExtras = Pick<PageFill, 'repeated' | 'columns' | 'overfull'>;

/** Less than this is nothing: sums of floating point numbers. Points. */
export const EPSILON = 0.01;

/**
 * The page that ends at a place, with its cost.
 *
 * @param opens whether it begins a chapter
 * @param barred lines at its foot that nothing could fill
 */
export function completePage(
  place: Place,
  notes: NotePlan,
  state: PageState,
  space: PageSpace,
  opens: boolean,
  barred: number,
  extras: PageExtras,
): PageFill {
  const white = Math.max(0, space.height - place.y - notes.height);
  let cost = place.penalty + noteCost(notes, state, space);
  let stretch = 0;
  let short = 0;
  let empty = 0;
  if (place.end === 'text') {
    if (white > EPSILON) {
      if (place.stretch >= white) stretch = white / place.stretch;
      else {
        empty = Math.min(barred, white / space.leading);
        short = white / space.leading - empty;
      }
    }
    const shortCost = empty > 0 ? EMPTIED_LINE * short : SHORT_LINE * short ** 2;
    cost += STRETCH * stretch ** 3 + shortCost + emptyCost(empty);
  } else if (place.stretch >= FILL) {
    stretch = white / place.stretch;
  } else if (!opens) {
    cost += LAST_PAGE_LINE * Math.max(0, lastPageLines(space) - place.lines);
  }
  return {
    from: state.at,
    to: place.to,
    notes,
    stretch,
    depth: place.y + (stretch > 0 ? white : 0),
    short: empty > 0 ? undefined : short,
    repeated: extras.repeated,
    columns: extras.columns,
    end: place.end,
    overfull: extras.overfull,
    cost,
  };
}

/** Lines that nothing could fill: as any other up to a number, so that there are no more such pages than must be. */
function emptyCost(lines: number): number {
  return SHORT_LINE * (Math.min(lines, EMPTY_LINES) ** 2 + Math.max(0, lines - EMPTY_LINES));
}

/** What a chapter's last page costs that holds a few lines of notes at its foot and nothing else: twice what any text would. */
export function lastNotesCost({ height }: NotePlan, space: PageSpace): number {
  const wanted = lastPageLines(space);
  return height > 0 && height < wanted * space.leading ? 2 * LAST_PAGE_LINE * wanted : 0;
}

/** How many lines a chapter's last page should have. */
function lastPageLines({ height, leading }: PageSpace): number {
  return Math.min(LAST_PAGE_LINES, (height / leading) * LAST_PAGE_SHARE);
}

function noteCost(notes: NotePlan, state: PageState, space: PageSpace): number {
  let cost = 0;
  for (const { note, from } of notes.carry) {
    const rest = partHeight(note, from, note.flow.items.length) / space.leading;
    cost += SPLIT_NOTE + CARRIED_LINE * rest;
    const end = note.flow.items[from]!.penalty;
    if (Number.isFinite(end)) cost += end / 2;
    if (note.policy !== 'auto' && !state.carry.some((carried) => carried.note === note)) cost += POLICY;
  }
  return cost;
}
