import { append } from '../../append.js';
import { decorationOf, edgesOf, type Space } from './block-edges.js';
import type { Mark, TableBox, TableCell, TableRow } from './box.js';
import { columnWidths } from './column-widths.js';
import type { Flattener } from './flatten.js';
import {
  type Decoration,
  type FlowItem,
  isContent,
  NO_MARKS,
  NO_NOTES,
  type Note,
  notesOf,
  type Paint,
  type UnitItem,
} from './flow.js';
import { type KeptRows, rowPenalties } from './keep-rows.js';
import { resolveLength } from './page-geometry.js';
import { bordersAbove, NO_BORDERS, underline } from './row-edges.js';
import { fitTable } from './shrink-table.js';
import { TableBorders } from './table-borders.js';

export interface SetTable {
  units: UnitItem[];
  /** The table's own box. */
  x: number;
  width: number;
  decoration: Decoration | undefined;
}

/** A cell with its content set. Points from the row's top. */
export interface SetCell {
  cell: TableCell;
  x: number;
  width: number;
  decoration: Decoration | undefined;
  contentX: number;
  above: number;
  below: number;
  items: readonly FlowItem[];
  /** With edges and padding. */
  height: number;
  /** Index of its row in the group of rows that stand together. */
  row: number;
}

/**
 * A table as units: a row (or rows that a cell holds together) stands as one piece with the sum of its notes; one that
 * is higher than a page is cut where no line of any cell is cut. The head's rows are set again on each page.
 */
export function setTable(given: TableBox, space: Space, flattener: Flattener): SetTable {
  const { style } = given;
  const borders = new TableBorders(given);
  const own = borders.collapsed ? undefined : decorationOf(style, space.width);
  const around = own ? edgesOf({ ...style, width: 'auto', maxWidth: 'none' }, space) : undefined;
  const room = around ? around.contentWidth : space.width;
  const { table, columns: extents } = fitTable(given, room, flattener.setter);
  const widths = columnWidths(extents, style, room);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const boxWidth = total + (around ? around.width - around.contentWidth : 0);
  const left = tableLeft(table, space, boxWidth);
  const inset = around ? around.contentX - around.x : 0;
  const columns: number[] = [left + inset];
  for (const width of widths) columns.push(columns[columns.length - 1]! + width);
  const rtl = style.direction === 'rtl';
  const right = left + inset + total;
  const place = (cell: TableCell): Space => {
    const start = columns[cell.column]!;
    const end = columns[Math.min(cell.column + cell.colSpan, columns.length - 1)]!;
    return { x: rtl ? right - (end - left - inset) : start, width: Math.max(1, end - start) };
  };

  const units: UnitItem[] = [];
  const head: UnitItem[] = [];
  const body: (KeptRows & { first: number })[] = [];
  let underlined: readonly UnitItem[] | undefined;
  for (let index = 0; index < table.rows.length; ) {
    const count = rowsTogether(table.rows, index);
    const rows = table.rows.slice(index, index + count);
    const set = setRows(rows, index, place, borders, flattener);
    const isHead = rows[0]!.group === 'head';
    const headHeight = head.reduce((sum, row) => sum + row.size, 0);
    const whole = rowUnit(set, flattener);
    const made = flattener.hasRoom(set.height + headHeight, whole.notes) ? [whole] : bands(set, flattener);
    if (isHead) {
      for (const unit of made) {
        head.push(decorative(unit));
        units.push(unit);
      }
    } else {
      body.push({ rows, height: set.height, first: units.length });
      const above = borders.collapsed ? bordersAbove(set.cells) : NO_BORDERS;
      underlined ??= underline(head, above);
      const before = units.at(-1);
      if (before && above.length > 0) units[units.length - 1] = { ...before, closing: above };
      for (const [i, unit] of made.entries()) {
        const repeat = i === 0 && above.length > 0 ? head : underlined;
        units.push(head.length > 0 ? { ...unit, repeat } : unit);
      }
    }
    index += count;
  }
  const penalties = rowPenalties(body, style, flattener.setter.leading(style));
  body.forEach(({ first }, i) => {
    if (penalties[i]) units[first] = { ...units[first]!, penalty: penalties[i] };
  });
  return { units, x: left, width: boxWidth, decoration: own };
}

/** How many rows from one on are held together by cells that reach down over several. */
function rowsTogether(rows: readonly TableRow[], from: number): number {
  let end = from + 1;
  for (let r = from; r < end && r < rows.length; r++)
    for (const { rowSpan } of rows[r]!.cells) end = Math.max(end, r + rowSpan);
  let count = 1;
  while (from + count < Math.min(end, rows.length) && rows[from + count]!.group === rows[from]!.group)
    count++;
  return count;
}

interface SetRows {
  cells: SetCell[];
  /** Top of each row, and of what follows. */
  tops: number[];
  height: number;
  marks: readonly Mark[];
}

function setRows(
  rows: readonly TableRow[],
  index: number,
  place: (cell: TableCell) => Space,
  borders: TableBorders,
  flattener: Flattener,
): SetRows {
  const cells: SetCell[] = [];
  const heights = rows.map((row) =>
    row.style.height === 'auto' ? 0 : resolveLength(row.style.height, flattener.pageHeight),
  );
  rows.forEach((row, r) => {
    for (const cell of row.cells) {
      const set = setCell(cell, row, index + r, r, place(cell), borders, flattener);
      cells.push(set);
      if (cell.rowSpan === 1) heights[r] = Math.max(heights[r]!, set.height);
    }
  });
  for (const set of cells) {
    const last = Math.min(rows.length, set.row + set.cell.rowSpan);
    const has = heights.slice(set.row, last).reduce((sum, height) => sum + height, 0);
    if (set.height > has) heights[last - 1]! += set.height - has;
  }
  const tops = [0];
  for (const height of heights) tops.push(tops[tops.length - 1]! + height);
  return { cells, tops, height: tops[tops.length - 1]!, marks: rows.flatMap((row) => row.marks) };
}

function setCell(
  cell: TableCell,
  row: TableRow,
  index: number,
  r: number,
  space: Space,
  borders: TableBorders,
  flattener: Flattener,
): SetCell {
  const { style } = cell.box;
  const decoration = borders.of(cell, row, index, space.width);
  const zero = { ...style.borderTop, width: 0 };
  const edges = edgesOf(
    {
      ...style,
      width: 'auto',
      maxWidth: 'none',
      marginLeft: 0,
      marginRight: 0,
      borderTop: decoration?.top ?? zero,
      borderRight: decoration?.right ?? zero,
      borderBottom: decoration?.bottom ?? zero,
      borderLeft: decoration?.left ?? zero,
    },
    space,
  );
  const { flow, height } = flattener.part(cell.box, edges.contentWidth);
  return {
    cell,
    x: edges.x,
    width: edges.width,
    decoration,
    contentX: edges.contentX,
    above: edges.above,
    below: edges.below,
    items: flow.items,
    height: edges.above + height + edges.below,
    row: r,
  };
}

function rowUnit(set: SetRows, flattener: Flattener): UnitItem {
  const paint: Paint[] = [];
  for (const cell of set.cells) {
    const top = set.tops[cell.row]!;
    const height = set.tops[Math.min(cell.row + cell.cell.rowSpan, set.tops.length - 1)]! - top;
    if (cell.decoration)
      paint.push({
        kind: 'box',
        x: cell.x,
        y: top,
        width: cell.width,
        height,
        decoration: cell.decoration,
        edges: { top: true, bottom: true },
      });
    paint.push({
      kind: 'flow',
      x: cell.contentX,
      y: top + cell.above + lowered(cell, height),
      items: cell.items,
      from: 0,
      to: cell.items.length,
      artifact: false,
    });
  }
  const { marks, notes } = rowMarks(set, flattener);
  return { kind: 'unit', size: set.height, penalty: 0, paint, marks, notes };
}

/** Notes of a row in the order of its cells; marks are found again in the cells' items. */
function rowMarks(set: SetRows, flattener: Flattener): { marks: readonly Mark[]; notes: readonly Note[] } {
  const own = flattener.marksAndNotes(set.marks.concat(set.cells.flatMap(({ cell }) => cell.box.marks)));
  const notes = [
    ...own.notes,
    ...set.cells.flatMap(({ items }) => items.flatMap((item) => [...notesOf(item)])),
  ];
  return { marks: own.marks, notes: notes.length > 0 ? notes : NO_NOTES };
}

/**
 * A row too high for a page, cut into bands: between two of them no cell has a line. Each band is a unit of its own.
 */
function bands(set: SetRows, flattener: Flattener): UnitItem[] {
  const lines: { top: number; bottom: number; cell: SetCell; index: number }[] = [];
  for (const cell of set.cells) {
    let y = set.tops[cell.row]! + cell.above;
    cell.items.forEach((item, index) => {
      if (isContent(item)) lines.push({ top: y, bottom: y + item.size, cell, index });
      y += item.size;
    });
  }
  if (lines.length === 0) return [rowUnit(set, flattener)];
  lines.sort((a, b) => a.top - b.top);
  const units: UnitItem[] = [];
  let top = 0;
  for (let i = 0; i < lines.length; ) {
    let bottom = lines[i]!.bottom;
    let end = i + 1;
    while (end < lines.length && lines[end]!.top < bottom - 0.01)
      bottom = Math.max(bottom, lines[end++]!.bottom);
    if (end === lines.length) bottom = set.height;
    units.push(bandUnit(set, lines.slice(i, end), top, bottom));
    top = bottom;
    i = end;
  }
  const { marks } = flattener.marksAndNotes(set.marks);
  units[0]!.marks = marks;
  return units;
}

function bandUnit(
  set: SetRows,
  lines: { top: number; cell: SetCell; index: number }[],
  top: number,
  bottom: number,
): UnitItem {
  const paint: Paint[] = [];
  for (const cell of set.cells) {
    if (!cell.decoration) continue;
    paint.push({
      kind: 'box',
      x: cell.x,
      y: 0,
      width: cell.width,
      height: bottom - top,
      decoration: cell.decoration,
      edges: { top: top === 0, bottom: bottom >= set.height - 0.01 },
    });
  }
  const notes: Note[] = [];
  for (const line of [...lines].sort((a, b) => set.cells.indexOf(a.cell) - set.cells.indexOf(b.cell))) {
    const item = line.cell.items[line.index]!;
    append(notes, notesOf(item));
    paint.push({
      kind: 'flow',
      x: line.cell.contentX,
      y: line.top - top,
      items: line.cell.items,
      from: line.index,
      to: line.index + 1,
      artifact: false,
    });
  }
  return {
    kind: 'unit',
    size: bottom - top,
    penalty: 0,
    paint,
    marks: NO_MARKS,
    notes: notes.length > 0 ? notes : NO_NOTES,
  };
}

/** A head row as it is set again: nothing in it is read, called or found a second time. */
function decorative(unit: UnitItem): UnitItem {
  return {
    ...unit,
    notes: NO_NOTES,
    marks: NO_MARKS,
    paint: unit.paint.map((paint) => (paint.kind === 'flow' ? { ...paint, artifact: true } : paint)),
  };
}

function lowered(cell: SetCell, height: number): number {
  const { verticalAlign } = cell.cell.box.style;
  const rest = height - cell.height;
  if (verticalAlign === 'middle') return rest / 2;
  return verticalAlign === 'bottom' ? rest : 0;
}

function tableLeft({ style }: TableBox, space: Space, width: number): number {
  const rest = Math.max(0, space.width - width);
  if (style.marginLeft === 'auto') return space.x + (style.marginRight === 'auto' ? rest / 2 : rest);
  return style.direction === 'rtl' ? space.x + rest : space.x;
}
