import { type FlowItem, isContent, type Note, notesOf } from './flow.js';

/**
 * Which lines of which notes stand at the foot of one page, and in its margin.
 *
 * The rules: what earlier pages left over comes first, then the notes of this page in the order of their calls. In each
 * area only the last note may be divided, and of a note that is called on this page two lines (or all of it, up to
 * three) stand here. Where even that cannot be had on an empty page the rules give way one by one (`Strictness`), the
 * one about the first line last.
 *
 * Nothing is undone: a plan is made from values and is a value.
 */

/** A note of which an earlier page set the items before `from`; 0 where it found no place there at all. */
export interface Carried {
  readonly note: Note;
  readonly from: number;
}

/** The items `from` to `to` (exclusive) of a note's flow, set on a page. */
export interface SetNote {
  readonly note: Note;
  readonly from: number;
  to: number;
}

export interface NotePlan {
  /** For each area, in the order of the page's areas; empty for one without notes. */
  areas: readonly (readonly SetNote[])[];
  /** For each area, what its notes take, with the rule and the space around it; 0 without notes. Points. */
  heights: readonly number[];
  height: number;
  /** What is left for the next pages, in order. */
  carry: readonly Carried[];
  /** Notes whose first line stands on a later page than their call. */
  displaced: readonly Note[];
}

/** What surrounds the notes of an area: its margin, rule and padding above and below. Points. */
export interface AreaSpace {
  above: number;
  below: number;
  /**
   * The height of an area in the margin: its notes stand beside the text and take nothing of its room. Undefined at the
   * foot. Any of them may be divided there, where all of them do not fit.
   */
  column?: number;
}

/**
 * 0: of the last note of an area, `first`; of all others everything.
 * 1: of the last note, one line.
 * 2: of every new note, one line: several are divided.
 * 3: a note that still finds no place waits for the next page.
 */
export type Strictness = 0 | 1 | 2 | 3;

export interface NoteDemand {
  carry: readonly Carried[];
  /** The notes called on this page, in order. */
  fresh: readonly Note[];
  areas: readonly AreaSpace[];
  strictness: Strictness;
  /** A note higher than this is held to its share of the page; a lower one may exceed it to be whole. Points. */
  whole: number;
}

/** Less than this is nothing: sums of floating point numbers. Points. */
const SLACK = 0.01;

const EMPTY: NotePlan = { areas: [], heights: [], height: 0, carry: [], displaced: [] };

/**
 * The least height that the notes of a page take. Infinity where `room` would not hold them. What earlier pages left
 * over takes all it can of `cap`: it comes before new text.
 */
export function leastHeight(demand: NoteDemand, room: number, cap: number): number {
  if (demand.carry.length === 0 && demand.fresh.length === 0) return 0;
  const draft = smallest(demand, room);
  if (demand.carry.length > 0) draft.growCarried(Math.min(room, cap), room);
  return draft.fits(room) ? draft.height() : Number.POSITIVE_INFINITY;
}

/**
 * The notes of a page set as fully as `room` allows; undefined where not even the least fits.
 *
 * @param room points that text leaves free
 * @param cap points that the notes may take beyond the least: see `NOTE_SHARE`
 */
export function planNotes(demand: NoteDemand, room: number, cap: number): NotePlan | undefined {
  if (demand.carry.length === 0 && demand.fresh.length === 0) return EMPTY;
  const draft = smallest(demand, room);
  if (!draft.fits(room)) return undefined;
  draft.grow(Math.min(room, Math.max(cap, 0)), room);
  return draft.finish();
}

/** For a page that holds notes alone: at least one line of them, even where it is higher than the page. */
export function planNotePage(carry: readonly Carried[], areas: readonly AreaSpace[], room: number): NotePlan {
  for (const strictness of [0, 2, 3] as const) {
    const draft = smallest({ carry, fresh: [], areas, strictness, whole: room }, room);
    if (!draft.fits(room)) continue;
    draft.grow(room, room);
    const plan = draft.finish();
    if (plan.areas.some((notes) => notes.length > 0)) return plan;
  }
  const draft = smallest({ carry, fresh: [], areas, strictness: 3, whole: room }, room);
  draft.force();
  return draft.finish();
}

/** Where a part of a note that begins at `from` may end next: after at least one line; the end of the note at last. */
export function nextEnd(note: Note, from: number, after: number): number {
  const { items } = note.flow;
  let content = false;
  for (let i = from; i < items.length; i++) {
    if (content && i > after && items[i]!.penalty < Number.POSITIVE_INFINITY) return i;
    if (isContent(items[i]!)) content = true;
  }
  return items.length;
}

/** The least that notes called together take, each with what it calls in its first lines: one line of each. */
export function leastOfNotes(notes: readonly Note[], areas: readonly AreaSpace[]): number {
  if (notes.length === 0) return 0;
  const draft = new Draft({ carry: [], fresh: notes, areas, strictness: 2, whole: 0 });
  draft.begin(Number.POSITIVE_INFINITY);
  return draft.fits(Number.POSITIVE_INFINITY) ? draft.height() : Number.POSITIVE_INFINITY;
}

/** The height of a part of a note, spaces at a cut left out. */
export function partHeight(note: Note, from: number, to: number): number {
  const { items } = note.flow;
  let start = from;
  let end = to;
  if (from > 0) while (start < end && items[start]!.kind === 'glue') start++;
  if (to < items.length) while (end > start && items[end - 1]!.kind === 'glue') end--;
  return note.heights[end]! - note.heights[start]!;
}

function smallest(demand: NoteDemand, room: number): Draft {
  const draft = new Draft(demand);
  draft.begin(room);
  return draft;
}

/** A plan in the making. Lives within one call. */
class Draft {
  private lists: SetNote[][];
  /** Notes that this page must show: its own, and those called in notes on it. */
  private seen = new Set<Note>();
  private queued: Note[] = [];

  constructor(private readonly demand: NoteDemand) {
    this.lists = demand.areas.map(() => []);
  }

  begin(room: number): void {
    const { carry, fresh, strictness } = this.demand;
    if (carry.length > 0) {
      const called = new Set(fresh.map((note) => note.area));
      for (const { note, from } of carry) {
        this.seen.add(note);
        this.list(note).push({ note, from, to: this.leastCarried({ note, from }, called.has(note.area)) });
      }
    }
    if (strictness === 3) {
      for (const note of fresh) this.addOrQueue(note, room);
      return;
    }
    for (const note of fresh) this.add(note);
    this.close();
  }

  /** What the notes at the foot take. */
  height(): number {
    let sum = 0;
    for (let a = 0; a < this.lists.length; a++) if (!this.isColumn(a)) sum += this.areaHeight(a);
    return sum;
  }

  /** Whether the notes at the foot take no more than `room`, and those in the margin no more than there is of it. */
  fits(room: number): boolean {
    if (this.height() > room) return false;
    const { areas } = this.demand;
    for (let a = 0; a < areas.length; a++) {
      const { column } = areas[a]!;
      if (column !== undefined && this.areaHeight(a) > column + SLACK) return false;
    }
    return true;
  }

  /**
   * Sets more of the notes that are not set in full: in full if that fits, else as far as `limit` goes. The limit is for
   * notes higher than `whole`; another one may take all of `room`.
   */
  grow(limit: number, room: number): void {
    for (let a = 0; a < this.lists.length; a++) {
      if (this.isColumn(a)) {
        this.growColumn(a, room);
        continue;
      }
      // The list may grow while it is walked: a note that gets longer brings the notes that it calls.
      for (let i = 0; i < this.lists[a]!.length; i++) if (!this.growNote(a, i, limit, room)) break;
    }
  }

  /** As `grow`, for what earlier pages left over alone. */
  growCarried(limit: number, room: number): void {
    for (let a = 0; a < this.lists.length; a++)
      for (let i = 0; i < this.lists[a]!.length && !this.isColumn(a); i++)
        if (!this.isCarried(this.lists[a]![i]!.note) || !this.growNote(a, i, limit, room)) break;
  }

  /** Sets one line whatever its height; the notes that it calls wait. */
  force(): void {
    const entry = this.lists.flat()[0];
    if (!entry) return;
    entry.to = nextEnd(entry.note, entry.from, entry.from);
    for (let i = entry.from; i < entry.to; i++)
      for (const note of notesOf(entry.note.flow.items[i]!)) if (!this.seen.has(note)) this.queue(note);
  }

  finish(): NotePlan {
    const carry: Carried[] = [];
    for (const list of this.lists)
      for (const { note, to } of list) if (to < note.flow.items.length) carry.push({ note, from: to });
    const areas = this.lists.map((list) => list.filter(({ from, to }) => to > from));
    for (const note of this.queued) carry.push({ note, from: 0 });
    this.lists = areas;
    const heights = areas.map((_, a) => this.areaHeight(a));
    return {
      areas,
      heights,
      height: this.height(),
      carry,
      displaced: this.queued,
    };
  }

  /** What of a note left over must stand here: at the foot nothing, or all of it before others; in the margin a line. */
  private leastCarried({ note, from }: Carried, others: boolean): number {
    if (!this.isColumn(note.area)) return others ? note.flow.items.length : from;
    return this.demand.strictness === 3 ? from : nextEnd(note, from, from);
  }

  /** In the margin what was left over grows first, then the shortest note: so the fewest are divided. */
  private growColumn(area: number, room: number): void {
    const tried = new Set<Note>();
    for (;;) {
      // A note that gets longer may bring others into the list.
      const rest = this.lists[area]!.filter(({ note }) => !tried.has(note));
      const entry = rest.find(({ note }) => this.isCarried(note)) ?? shortest(rest);
      if (!entry) return;
      tried.add(entry.note);
      this.growNote(area, this.lists[area]!.indexOf(entry), room, room);
    }
  }

  private isColumn(area: number): boolean {
    return this.demand.areas[Math.min(area, this.demand.areas.length - 1)]?.column !== undefined;
  }

  private isCarried(note: Note): boolean {
    return this.demand.carry.some((carried) => carried.note === note);
  }

  private list(note: Note): SetNote[] {
    return this.lists[Math.min(note.area, this.lists.length - 1)]!;
  }

  /** A note called on this page, with the least of it that must stand here. */
  private add(note: Note): void {
    if (this.seen.has(note)) return;
    this.seen.add(note);
    const { strictness } = this.demand;
    this.list(note).push({ note, from: 0, to: strictness === 0 ? note.first : note.least });
  }

  private addOrQueue(note: Note, room: number): void {
    const before = this.save();
    if (!this.queued.some((other) => other.area === note.area)) {
      this.add(note);
      this.close();
      if (this.fits(room)) return;
      this.restore(before);
    }
    this.queue(note);
  }

  private queue(note: Note): void {
    this.queued.push(note);
    this.seen.add(note);
  }

  /** Brings in the notes that the set lines call, and sets in full what is not the last note of its area. */
  private close(): void {
    const strict = this.demand.strictness < 2;
    for (let changed = true; changed; ) {
      changed = false;
      for (let a = 0; a < this.lists.length; a++) {
        const list = this.lists[a]!;
        for (let i = 0; i < list.length; i++) {
          const entry = list[i]!;
          const end = entry.note.flow.items.length;
          if (
            strict &&
            entry.to < end &&
            !this.isColumn(a) &&
            list.some((later, k) => k > i && later.to > later.from)
          ) {
            entry.to = end;
            changed = true;
          }
          if (!entry.note.nested) continue;
          for (let k = entry.from; k < entry.to; k++)
            for (const note of notesOf(entry.note.flow.items[k]!))
              if (!this.seen.has(note)) {
                this.addNested(entry, note);
                changed = true;
              }
        }
      }
    }
  }

  /** A note called in a note stands after it, and after those that it called before. */
  private addNested(parent: SetNote, note: Note): void {
    this.add(note);
    const list = this.list(note);
    const at = list.indexOf(parent);
    if (at < 0) return;
    const [entry] = list.splice(list.length - 1, 1);
    let after = at + 1;
    while (after < list.length && calledWithin(parent.note, list[after]!.note)) after++;
    list.splice(after, 0, entry!);
  }

  /** Whether the note is now set in full, so that the next may begin. */
  private growNote(area: number, i: number, limit: number, room: number): boolean {
    const entry = this.lists[area]![i]!;
    const { note } = entry;
    const end = note.flow.items.length;
    if (entry.to === end) return true;
    const { from, to: least } = entry;
    const most = note.heights[end]! > this.demand.whole ? limit : room;
    const { column } = this.demand.areas[area]!;
    if (partHeight(note, from, end) <= (column ?? most) && this.trySet(area, i, end, most)) return true;
    for (let to = nextEnd(note, from, least); to < end; to = nextEnd(note, from, to))
      if (!this.trySet(area, i, to, limit)) break;
    this.retreat(this.lists[area]![i]!, least);
    return false;
  }

  /** Ends the part a line or two earlier where that is a better place to divide the note. */
  private retreat(entry: SetNote, least: number): void {
    const { items } = entry.note.flow;
    const cost = (to: number) => (to < items.length ? items[to]!.penalty : 0);
    if (entry.note.nested || cost(entry.to) === 0) return;
    let best = entry.to;
    let tried = 0;
    for (let to = entry.to - 1; to >= Math.max(least, entry.from + 1) && tried < 2; to--) {
      if (!Number.isFinite(items[to]!.penalty) || nextEnd(entry.note, entry.from, to - 1) !== to) continue;
      tried++;
      if (cost(to) < cost(best)) best = to;
    }
    entry.to = best;
  }

  private trySet(area: number, i: number, to: number, limit: number): boolean {
    const entry = this.lists[area]![i]!;
    if (!entry.note.nested) {
      const before = entry.to;
      entry.to = to;
      if (this.fits(limit)) return true;
      entry.to = before;
      return false;
    }
    const before = this.save();
    entry.to = to;
    this.close();
    if (this.fits(limit)) return true;
    this.restore(before);
    return false;
  }

  private areaHeight(area: number): number {
    const list = this.lists[area]!;
    let sum = 0;
    let gap = -1;
    for (const { note, from, to } of list) {
      if (to === from) continue;
      if (gap >= 0) sum += Math.max(gap, note.marginTop);
      gap = note.marginBottom;
      sum += partHeight(note, from, to);
    }
    if (gap < 0) return 0;
    const { above, below } = this.demand.areas[area]!;
    return sum + above + below;
  }

  private save() {
    return { lists: this.lists.map((list) => list.map((entry) => ({ ...entry }))), seen: new Set(this.seen) };
  }

  private restore(saved: ReturnType<Draft['save']>): void {
    this.lists = saved.lists;
    this.seen = saved.seen;
  }
}

/** The first of the entries whose notes are the lowest. */
function shortest(entries: readonly SetNote[]): SetNote | undefined {
  const height = ({ note, from }: SetNote) => partHeight(note, from, note.flow.items.length);
  let found: SetNote | undefined;
  for (const entry of entries) if (!found || height(entry) < height(found)) found = entry;
  return found;
}

function calledWithin(parent: Note, note: Note): boolean {
  return parent.flow.items.some((item: FlowItem) => notesOf(item).includes(note));
}
