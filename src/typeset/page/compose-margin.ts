import { decorationOf } from './block-edges.js';
import type { ComposedPage } from './compose-page.js';
import { type Flow, isContent, type Note } from './flow.js';
import { partHeight, type SetNote } from './note-plan.js';
import type { AreaGeometry } from './page-geometry.js';
import { spread } from './spread.js';

/** A part of a note at its place in the margin: its top, from that of the page. */
export interface PlacedNote extends SetNote {
  top: number;
  height: number;
}

/**
 * Where the notes of an area in the margin stand: the first line of each level with the line of its call, moved apart
 * where they would meet (see `spread`). What goes on from the page before begins level with the page's first line.
 *
 * @param calls the baselines of the lines that call notes, and
 * @param first that of the page's first line
 */
export function placeMarginNotes(
  page: ComposedPage,
  area: AreaGeometry,
  set: readonly SetNote[],
  calls: ReadonlyMap<Note, number>,
  first: number | undefined,
): PlacedNote[] {
  const { y } = page.plan.geometry;
  const top = y + area.above;
  const room = area.column! - area.above - area.below;
  const box = { x: page.plan.geometry.x + area.x, y, width: area.width, height: area.column! };
  const decoration = decorationOf(area.style, box.width);
  if (decoration) page.canvas.reserve()(box, decoration, { top: true, bottom: true });
  const heights = set.map(({ note, from, to }) => partHeight(note, from, to));
  // A note that a note in the margin calls has no line of its call yet: it stands as near to that note as it can.
  const wished = new Map(calls);
  const things = set.map(({ note, from, to }, i) => {
    const before = set[i - 1];
    const call = from > 0 ? first : wished.get(note);
    const wanted = call === undefined ? top : call - firstBaseline(note.flow, from);
    if (note.nested) wishNested(note, from, to, wanted, wished);
    return {
      wanted: wanted - top,
      height: heights[i]!,
      gap: before ? Math.max(before.note.marginBottom, note.marginTop) : 0,
    };
  });
  return spread(things, room).map((place, i) => ({ ...set[i]!, top: top + place, height: heights[i]! }));
}

/** From the top of a part of a flow to the baseline of its first line; 0 where it begins with something else. */
function firstBaseline({ items }: Flow, from: number): number {
  let y = 0;
  for (let i = from; i < items.length; i++) {
    const item = items[i]!;
    if (item.kind === 'line') return y + item.baseline;
    if (isContent(item)) return 0;
    if (item.kind === 'kern') y += item.size;
  }
  return 0;
}

function wishNested(note: Note, from: number, to: number, top: number, wished: Map<Note, number>): void {
  const { items } = note.flow;
  for (let i = from; i < to; i++) {
    const item = items[i]!;
    if (!('notes' in item)) continue;
    const y = top + note.heights[i]! - note.heights[from]! + (item.kind === 'line' ? item.baseline : 0);
    for (const inner of item.notes) if (!wished.has(inner)) wished.set(inner, y);
  }
}
