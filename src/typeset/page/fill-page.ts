import { type ColumnCuts, columnsHeight, setColumns } from './columns.js';
import { AVOID_INSIDE, BLOCK_LINES, LOOK_BACK_LINES, NOTE_SHARE, SHORT_LINE } from './costs.js';
import { type ColumnsItem, type Flow, isContent, type Note, notesOf, type UnitItem } from './flow.js';
import { headRows, rowsHeight } from './head-rows.js';
import {
  type Carried,
  leastHeight,
  type NoteDemand,
  type NotePlan,
  planNotePage,
  planNotes,
  type Strictness,
} from './note-plan.js';
import {
  type Cursor,
  completePage,
  EPSILON,
  lastNotesCost,
  type PageFill,
  type PageSpace,
  type PageState,
  type Place,
} from './page-fill.js';

/**
 * Fills one page from a cursor: walks down to the line that no longer fits with its notes, then looks back over the
 * places where the page may end and gives the cheapest few. A line is one thing with its notes, and so is a table's row.
 * Cost: the lines of a page, and a plan of its notes for each of the last few.
 */

const NO_COLUMNS: ReadonlyMap<number, ColumnCuts> = new Map();

/**
 * The ways to fill the page, cheapest first, at most `count`. Never empty, and each makes progress: a line of text or
 * a line of a note.
 *
 * @param end where the chapter ends in the flow
 * @param opens whether the page begins a chapter: what stands first keeps its margin, and few lines are no fault
 */
export function fillPage(
  flow: Flow,
  end: number,
  state: PageState,
  space: PageSpace,
  opens: boolean,
  count: number,
): PageFill[] {
  const walk = walkPage(flow, end, state, space, opens);
  const { places, strictness } = walk;
  if (places.length === 0) return [notesOnly(end, state, space)];
  const demand = (place: Place): NoteDemand => ({
    carry: state.carry,
    fresh: walk.fresh.slice(0, place.fresh),
    areas: space.areas,
    strictness,
    whole: wholeNotes(space),
  });
  const share = space.maxNotes ?? space.height * NOTE_SHARE;
  const fills: PageFill[] = [];
  const last = places[places.length - 1]!;
  let cheapest = Number.POSITIVE_INFINITY;
  let cheapestY = last.y;
  let whole: { fresh: number; room: number; limit: number; notes: NotePlan } | undefined;
  let barred: number | undefined;
  for (let p = places.length - 1; p >= 0; p--) {
    const place = places[p]!;
    const back = (cheapestY - place.y) / space.leading;
    if (back > LOOK_BACK_LINES && cheapest < SHORT_LINE * back ** 2) break;
    const room = space.height - place.y;
    const cap = place.lift ? room : share;
    const limit = Math.min(room, cap);
    // Notes that are set whole in less room are set the same in more.
    const known = whole?.fresh === place.fresh && whole.room <= room && whole.limit <= limit;
    const notes = known ? whole!.notes : planNotes(demand(place), room + EPSILON, cap);
    if (!notes) continue;
    if (notes.carry.length === 0) whole = { fresh: place.fresh, room, limit, notes };
    if (barred === undefined && place.penalty < AVOID_INSIDE) {
      const white = space.height - place.y - notes.height;
      const isBarred = white > Math.max(EPSILON, place.stretch) && holdsBlock(flow, place, walk.over, space);
      barred = isBarred ? white / space.leading : 0;
    }
    const fill = completePage(place, notes, state, space, opens, barred ?? 0, walk);
    fills.push(fill);
    if (fill.cost < cheapest) {
      cheapest = fill.cost;
      cheapestY = place.y;
    }
  }
  if (fills.length === 0) return [forced(places[places.length - 1]!, state, space, walk)];
  fills.sort((a, b) => a.cost - b.cost);
  return fills.slice(0, count);
}

/** Whether what stands together after a place, up to what has no room, holds a large piece, such as an image. */
function holdsBlock({ items }: Flow, place: Place, over: number, { leading }: PageSpace): boolean {
  return items
    .slice(place.to.index, over + 1)
    .some((item) => isContent(item) && item.size > BLOCK_LINES * leading);
}

interface Walk {
  places: Place[];
  fresh: Note[];
  strictness: Strictness;
  repeated: readonly UnitItem[];
  columns: ReadonlyMap<number, ColumnCuts>;
  overfull: boolean;
  /** The item that has no room any more. */
  over: number;
}

function walkPage(flow: Flow, stop: number, state: PageState, space: PageSpace, opens: boolean): Walk {
  const { items } = flow;
  const fresh: Note[] = [];
  const places: Place[] = [];
  let columns = NO_COLUMNS;
  let repeated: readonly UnitItem[] = [];
  let strictness: Strictness = 0;
  let overfull = false;
  let y = 0;
  let glue = 0;
  let glueStretch = 0;
  let stretch = 0;
  let content = false;
  let edge = !opens;
  let lines = 0;
  let noteHeight = leastOf(state.carry, fresh, space, 0, space.height);
  const place = (to: Cursor, end: PageFill['end'], penalty: number): Place => ({
    to,
    y,
    stretch,
    fresh: fresh.length,
    penalty,
    lift: end !== 'text',
    end,
    lines,
  });

  let i = state.at.index;
  for (; i < stop; i++) {
    const item = items[i]!;
    if (content && item.penalty < Number.POSITIVE_INFINITY && i > state.at.index)
      places.push(place({ index: i, inner: 0 }, 'text', item.penalty));
    switch (item.kind) {
      case 'glue':
        if (!edge) {
          glue += item.size;
          glueStretch += item.stretch;
        }
        continue;
      case 'kern':
        y += glue + item.size;
        stretch += glueStretch;
        glue = 0;
        glueStretch = 0;
        edge = false;
        if (content && y + noteHeight > space.height + EPSILON) {
          if (places.length > 0) return done(true);
          // Padding deeper than the page is cut off with it.
          y = space.height - noteHeight;
        }
        continue;
      case 'line':
      case 'unit':
      case 'columns':
        break;
      default:
        continue;
    }
    if (item.kind === 'columns') {
      const ended = fillColumns(item, i);
      if (ended) return ended;
      continue;
    }
    const head = content ? [] : headRows(item, space.height - y, space.height);
    const bottom = y + glue + item.size + rowsHeight(head);
    const added = notesOf(item);
    let least = noteHeight;
    if (added.length > 0) {
      if (content && strictness > 0) return done(true);
      least = leastOf(state.carry, [...fresh, ...added], space, strictness, space.height - bottom);
    }
    if (bottom + least > space.height + EPSILON) {
      if (content && places.length === 0) {
        // What belongs together is more than a page holds: it is parted where the page ends.
        places.push(place({ index: i, inner: 0 }, 'text', 0));
      }
      if (content) return done(added.length > 0 && bottom + noteHeight <= space.height + EPSILON);
      // Nothing stands on the page yet. What earlier pages left over goes first; without that, the rules give way.
      if (state.carry.length > 0) return done(false);
      const room = space.height - bottom;
      for (const level of [1, 2, 3] as const) {
        strictness = level;
        least = leastOf(state.carry, added, space, level, room);
        if (bottom + least <= space.height + EPSILON) break;
      }
      if (bottom + least > space.height + EPSILON) {
        overfull = true;
        least = 0;
      }
    }
    repeated = content ? repeated : head;
    y = bottom;
    stretch += glueStretch;
    glue = 0;
    glueStretch = 0;
    for (const note of added) fresh.push(note);
    noteHeight = least;
    content = true;
    edge = false;
    lines++;
    if (overfull) {
      places.push(place({ index: i + 1, inner: 0 }, i + 1 < stop ? 'text' : 'end', 0));
      return { places, fresh, strictness: 3, repeated, columns, overfull, over: i };
    }
  }
  if (content || state.carry.length === 0) places.push(place({ index: i, inner: 0 }, 'end', 0));
  return done(false);

  function done(wantNotes: boolean): Walk {
    const last = places[places.length - 1];
    if (wantNotes && last) last.lift = true;
    return { places, fresh, strictness, repeated, columns, overfull, over: i };
  }

  /** Sets a stretch in columns; a Walk when the page ends in it or before it. */
  function fillColumns(item: ColumnsItem, index: number): Walk | undefined {
    const from = index === state.at.index ? state.at.inner : 0;
    let room = space.height - y - glue - noteHeight;
    for (;;) {
      const cuts = room >= space.leading || !content ? setColumns(item, from, room) : undefined;
      if (!cuts) return done(false);
      const height = columnsHeight(cuts);
      const called = notesBetween(item.flow, from, cuts.end);
      const bottom = y + glue + height;
      const level: Strictness = content ? strictness : room <= space.leading ? 3 : 0;
      const least = leastOf(state.carry, [...fresh, ...called], space, level, space.height - bottom);
      if (bottom + least > space.height + EPSILON && room > space.leading) {
        room = Math.max(room - space.leading, Math.min(room, space.leading));
        continue;
      }
      if (bottom + least > space.height + EPSILON) {
        if (content) return done(true);
        if (state.carry.length > 0) return done(false);
        overfull = true;
      }
      strictness = level > strictness ? level : strictness;
      y = bottom;
      stretch += glueStretch;
      glue = 0;
      glueStretch = 0;
      for (const note of called) fresh.push(note);
      noteHeight = least;
      content = true;
      edge = false;
      lines += Math.round(height / space.leading);
      columns = new Map(columns).set(index, cuts);
      if (cuts.end < item.flow.items.length) {
        places.push({ ...place({ index, inner: cuts.end }, 'text', 0), y: space.height - least });
        return { places: places.slice(-1), fresh, strictness, repeated, columns, overfull, over: i };
      }
      return undefined;
    }
  }
}

function leastOf(
  carry: readonly Carried[],
  fresh: readonly Note[],
  space: PageSpace,
  strictness: Strictness,
  room: number,
): number {
  return leastHeight(
    { carry, fresh, areas: space.areas, strictness, whole: wholeNotes(space) },
    room + EPSILON,
    space.maxNotes ?? space.height * NOTE_SHARE,
  );
}

/** Only a note longer than a page is held to `NOTE_SHARE`; a maximum that the stylesheet sets holds for all. */
function wholeNotes({ maxNotes, height }: PageSpace): number {
  return maxNotes === undefined ? height : 0;
}

function notesBetween(flow: Flow, from: number, to: number): Note[] {
  const notes: Note[] = [];
  for (let i = from; i < to; i++) notes.push(...notesOf(flow.items[i]!));
  return notes;
}

/** A page without text: as much as it holds of what was left over. */
function notesOnly(end: number, state: PageState, space: PageSpace): PageFill {
  const notes = planNotePage(state.carry, space.areas, space.height + EPSILON);
  return {
    from: state.at,
    to: state.at,
    notes,
    stretch: 0,
    depth: 0,
    short: 0,
    repeated: [],
    columns: NO_COLUMNS,
    end: 'text',
    overfull: notes.height > space.height + EPSILON,
    cost: state.at.index >= end && notes.carry.length === 0 ? lastNotesCost(notes, space) : 0,
  };
}

/** A page on which even the first item has no room with the least of its notes: it stands there, and its notes wait. */
function forced(place: Place, state: PageState, space: PageSpace, walk: Walk): PageFill {
  const notes = planNotes(
    {
      carry: state.carry,
      fresh: walk.fresh.slice(0, place.fresh),
      areas: space.areas,
      strictness: 3,
      whole: wholeNotes(space),
    },
    Number.POSITIVE_INFINITY,
    Math.max(0, space.height - place.y),
  )!;
  const fill = completePage(place, notes, state, space, true, 0, walk);
  return { ...fill, overfull: true };
}
