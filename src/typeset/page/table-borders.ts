import type { Border, ComputedStyle } from '../style/computed.js';
import { decorationOf } from './block-edges.js';
import type { TableBox, TableCell, TableRow } from './box.js';
import type { Decoration } from './flow.js';

/**
 * What each cell of a table shows around itself. Separate borders are each cell's own. Collapsed ones (CSS 2.2, 17.6.2)
 * are shared: of all that meet at an edge (cell, row, table) the widest is drawn, once, above or to the left of a cell.
 */
export class TableBorders {
  private readonly above: (TableCell | undefined)[][] = [];

  constructor(private readonly table: TableBox) {
    const taken: { cell: TableCell; rows: number }[] = [];
    for (const row of table.rows) {
      const line: (TableCell | undefined)[] = [];
      for (let c = 0; c < table.columns; c++) if (taken[c] && taken[c]!.rows > 0) line[c] = taken[c]!.cell;
      for (const cell of row.cells)
        for (let c = cell.column; c < cell.column + cell.colSpan; c++) {
          line[c] = cell;
          taken[c] = { cell, rows: cell.rowSpan };
        }
      for (const entry of taken) if (entry) entry.rows--;
      this.above.push(line);
    }
  }

  get collapsed(): boolean {
    return this.table.style.borderCollapse === 'collapse';
  }

  /** @param index of the row that the cell begins in; @param width of the cell */
  of(cell: TableCell, row: TableRow, index: number, width: number): Decoration | undefined {
    if (!this.collapsed) return decorationOf(cell.box.style, width);
    const { table } = this;
    const { style } = cell.box;
    const last = Math.min(table.rows.length, index + cell.rowSpan) - 1;
    const before = this.above[index - 1]?.[cell.column];
    const left = cell.column > 0 ? this.above[index]?.[cell.column - 1] : undefined;
    const rowBefore = table.rows[index - 1];
    const atRight = cell.column + cell.colSpan >= table.columns;
    const atBottom = last === table.rows.length - 1;
    const top = widest([
      style.borderTop,
      row.style.borderTop,
      ...(rowBefore?.group === row.group ? [] : [row.groupStyle?.borderTop]),
      ...(index === 0 ? [table.style.borderTop] : []),
      before?.box.style.borderBottom,
      rowBefore?.style.borderBottom,
      ...(rowBefore && rowBefore.group !== row.group ? [rowBefore.groupStyle?.borderBottom] : []),
    ]);
    const bottomRow = table.rows[last]!;
    const bottom = atBottom
      ? widest([
          style.borderBottom,
          bottomRow.style.borderBottom,
          bottomRow.groupStyle?.borderBottom,
          table.style.borderBottom,
        ])
      : none(style);
    const decoration: Decoration = {
      background: style.backgroundColor ?? row.style.backgroundColor ?? row.groupStyle?.backgroundColor,
      top,
      right: atRight
        ? widest([style.borderRight, row.style.borderRight, table.style.borderRight])
        : none(style),
      bottom,
      left: widest([
        style.borderLeft,
        left?.box.style.borderRight,
        ...(cell.column === 0 ? [row.style.borderLeft, table.style.borderLeft] : []),
      ]),
    };
    const shown = [decoration.top, decoration.right, decoration.bottom, decoration.left];
    return decoration.background || shown.some(({ width }) => width > 0) ? decoration : undefined;
  }
}

function widest(borders: (Border | undefined)[]): Border {
  let best: Border | undefined;
  for (const border of borders)
    if (border && border.style !== 'none' && (!best || border.width > best.width)) best = border;
  return best ?? { width: 0, style: 'none', color: { red: 0, green: 0, blue: 0 } };
}

function none({ borderTop }: ComputedStyle): Border {
  return { ...borderTop, width: 0, style: 'none' };
}
