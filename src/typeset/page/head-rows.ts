import type { FlowItem, UnitItem } from './flow.js';

const NO_ROWS: readonly UnitItem[] = [];

/**
 * The rows of a table's head that are set again above a row with which a page or a column begins: only where they leave
 * room for it, and take no more than half.
 *
 * @param item what stands first
 * @param room what is left of the height for it
 * @param height of the page or column
 */
export function headRows(item: FlowItem, room: number, height: number): readonly UnitItem[] {
  if (item.kind !== 'unit' || !item.repeat) return NO_ROWS;
  const rows = rowsHeight(item.repeat);
  return rows + item.size <= room && rows <= height / 2 ? item.repeat : NO_ROWS;
}

export function rowsHeight(rows: readonly UnitItem[]): number {
  return rows.reduce((sum, row) => sum + row.size, 0);
}
