import { LOOK_BACK_LINES, SHORT_LINE } from './costs.js';
import { type ColumnsItem, type Flow, isContent, type UnitItem } from './flow.js';
import { headRows, rowsHeight } from './head-rows.js';

/** Where each column of a stretch begins and ends on one page. */
export interface ColumnCuts {
  from: number;
  /** The end of each column, in order; columns that stay empty are left out. */
  cuts: number[];
  heights: number[];
  /** The rows of a table's head that are set again at the top of each. */
  repeated: (readonly UnitItem[])[];
  /** The last of `cuts`. */
  end: number;
}

/** Halvings of the interval in which the height of balanced columns is sought: to a fraction of a point. */
const BALANCE_STEPS = 12;

/**
 * Fills the columns of one page from an item of their flow. When all of it fits, the columns are balanced: as low as
 * the text lets them be, none higher than the first by more than a line.
 *
 * @returns undefined where not even one line fits
 */
export function setColumns(item: ColumnsItem, from: number, height: number): ColumnCuts | undefined {
  const full = cut(item, from, height);
  if (!full) return undefined;
  if (full.end < item.flow.items.length || !item.balance) return full;
  let low = 0;
  let high = columnsHeight(full);
  let best = full;
  for (let step = 0; step < BALANCE_STEPS && high - low > 0.1; step++) {
    const middle = (low + high) / 2;
    const tried = cut(item, from, middle);
    if (tried && tried.end === item.flow.items.length && columnsHeight(tried) <= middle + 0.01) {
      best = tried;
      high = Math.min(middle, columnsHeight(tried));
    } else low = middle;
  }
  return best;
}

export function columnsHeight({ heights }: ColumnCuts): number {
  return Math.max(0, ...heights);
}

function cut(item: ColumnsItem, from: number, height: number): ColumnCuts | undefined {
  const cuts: number[] = [];
  const heights: number[] = [];
  const repeated: (readonly UnitItem[])[] = [];
  let at = from;
  for (let column = 0; column < item.count && at < item.flow.items.length; column++) {
    const filled = fillColumn(item.flow, at, height, cuts.length === 0 && from === 0);
    cuts.push(filled.end);
    heights.push(filled.height);
    repeated.push(filled.repeated);
    at = filled.end;
  }
  return cuts.length > 0 ? { from, cuts, heights, repeated, end: at } : undefined;
}

/** One column: down to what does not fit, then back to the cheapest place; at least to the first where it may end. */
function fillColumn(
  flow: Flow,
  from: number,
  height: number,
  top: boolean,
): { end: number; height: number; repeated: readonly UnitItem[] } {
  const { items } = flow;
  let y = 0;
  let glue = 0;
  let content = false;
  let edge = !top;
  let repeated: readonly UnitItem[] = [];
  const places: { end: number; height: number; penalty: number }[] = [];
  for (let i = from; i < items.length; i++) {
    const item = items[i]!;
    if (content && item.penalty < Number.POSITIVE_INFINITY)
      places.push({ end: i, height: y, penalty: item.penalty });
    if (item.kind === 'glue') {
      if (!edge) glue += item.size;
      continue;
    }
    if (item.kind !== 'kern' && !isContent(item)) continue;
    const bottom = y + glue + item.size;
    if (places.length > 0 && bottom > height + 0.01)
      return { ...cheapest(places, Math.max(1e-3, item.size)), repeated };
    if (!content) repeated = headRows(item, height - y, height);
    y = content ? bottom : bottom + rowsHeight(repeated);
    glue = 0;
    edge = false;
    if (item.kind !== 'kern') content = true;
  }
  return { end: items.length, height: y, repeated };
}

function cheapest(places: { end: number; height: number; penalty: number }[], leading: number) {
  let best = places[places.length - 1]!;
  let least = Number.POSITIVE_INFINITY;
  const lowest = best.height;
  for (let p = places.length - 1; p >= 0; p--) {
    const place = places[p]!;
    const short = (lowest - place.height) / leading;
    if (short > LOOK_BACK_LINES && least < SHORT_LINE * short ** 2) break;
    const cost = place.penalty + SHORT_LINE * short ** 2;
    if (cost < least) {
      least = cost;
      best = place;
    }
  }
  return best;
}
