import type { ComputedStyle } from '../style/computed.js';
import { edgesOf, type Space } from './block-edges.js';
import type { Box, TableBox } from './box.js';
import { imageSize } from './image-size.js';
import type { LineSetter } from './line-setter.js';
import { resolveLength } from './page-geometry.js';

/** The widths that content may have: of its longest word, and with all of it in a line. Points. */
export interface Extent {
  min: number;
  max: number;
}

/** The widths that a table's columns may have. @param room the most that the table may take */
export function extents(table: TableBox, room: number, setter: LineSetter): Extent[] {
  const columns: Extent[] = Array.from({ length: table.columns }, () => ({ min: 0, max: 0 }));
  const cells = table.rows.flatMap((row) => row.cells).sort((a, b) => a.colSpan - b.colSpan);
  for (const cell of cells) {
    const { style } = cell.box;
    const edges = edgesOf({ ...style, width: 'auto' }, { x: 0, width: room });
    const around = edges.width - edges.contentWidth;
    const inner = extentOf(cell.box.children, room, setter);
    const given = style.width === 'auto' ? undefined : resolveLength(style.width, room);
    const extent = { min: inner.min + around, max: Math.max(given ?? inner.max, inner.min) + around };
    widen(columns.slice(cell.column, cell.column + cell.colSpan), extent);
  }
  return columns;
}

/**
 * The widths of a table's columns (CSS 2.2, 17.5.2.2, automatic layout): each between its longest word and its longest
 * line; what is left over is shared as the longest lines demand it. In a table that cannot be as narrow as its longest
 * words demand, the widest columns give way, so that the words of the others stay whole.
 *
 * @param style the table's
 * @param room the most that the table may take
 */
export function columnWidths(
  columns: readonly Extent[],
  { width: wanted }: ComputedStyle,
  room: number,
): number[] {
  const given = wanted === 'auto' ? undefined : Math.min(room, resolveLength(wanted, room));
  const min = sum(columns.map((column) => column.min));
  const max = sum(columns.map((column) => column.max));
  const width = given ?? Math.min(room, max);
  if (min >= width) {
    const most = highest(
      columns.map((column) => column.min),
      width,
    );
    return columns.map((column) => Math.min(column.min, most));
  }
  if (max <= width) {
    const share = max === 0 ? 0 : width / max;
    return columns.map((column) => (max === 0 ? width / columns.length : column.max * share));
  }
  const share = (width - min) / (max - min);
  return columns.map((column) => column.min + (column.max - column.min) * share);
}

/** A cell over several columns widens them in proportion to what they have. */
function widen(columns: Extent[], extent: Extent): void {
  for (const key of ['min', 'max'] as const) {
    const has = sum(columns.map((column) => column[key]));
    const wanting = extent[key] - has;
    if (wanting <= 0) continue;
    for (const column of columns)
      column[key] += has > 0 ? (wanting * column[key]) / has : wanting / columns.length;
  }
  for (const column of columns) column.max = Math.max(column.max, column.min);
}

function extentOf(boxes: readonly Box[], room: number, setter: LineSetter): Extent {
  const extent: Extent = { min: 0, max: 0 };
  for (const box of boxes) {
    const own = extentOfBox(box, room, setter);
    extent.min = Math.max(extent.min, own.min);
    extent.max = Math.max(extent.max, own.max);
  }
  return extent;
}

function extentOfBox(box: Box, room: number, setter: LineSetter): Extent {
  const space: Space = { x: 0, width: room };
  switch (box.kind) {
    case 'paragraph':
      return setter.extent(box, { width: room, height: room });
    case 'image': {
      const { width } = imageSize(box.image, box.style, { width: room, height: room });
      return { min: width, max: width };
    }
    case 'block': {
      const edges = edgesOf({ ...box.style, width: 'auto', maxWidth: 'none' }, space);
      const around = room - edges.contentWidth;
      const inner = extentOf(box.children, room, setter);
      return { min: inner.min + around, max: inner.max + around };
    }
    case 'table': {
      const widths = columnWidths(extents(box, room, setter), { ...box.style, width: 'auto' }, room);
      return { min: 0, max: sum(widths) };
    }
  }
}

/** The height at which numbers have to be cut off for their sum to be what is given. */
function highest(numbers: readonly number[], wanted: number): number {
  let left = wanted;
  const rising = numbers.toSorted((a, b) => a - b);
  for (const [i, number] of rising.entries()) {
    const share = left / (rising.length - i);
    if (number >= share) return share;
    left -= number;
  }
  return rising.at(-1) ?? 0;
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
