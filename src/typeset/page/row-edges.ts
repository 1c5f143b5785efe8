import type { Paint, UnitItem } from './flow.js';
import type { SetCell } from './set-tables.js';

/**
 * Collapsed borders at a break. What parts two rows is drawn above the second of them; where a page ends between the two,
 * the first needs it as well, and so does a head that is set again above rows that have none.
 */
type BorderPaint = Extract<Paint, { kind: 'box' }>;

export const NO_BORDERS: readonly BorderPaint[] = [];

/** The borders above the first of the rows in which cells stand, from their top. */
export function bordersAbove(cells: readonly SetCell[]): readonly BorderPaint[] {
  const lined = cells.filter(({ row, decoration }) => row === 0 && decoration && decoration.top.width > 0);
  if (lined.length === 0) return NO_BORDERS;
  return lined.map(({ x, width, decoration }) => {
    const { top } = decoration!;
    const nothing = { ...top, width: 0 };
    const line = { background: undefined, top, right: nothing, bottom: nothing, left: nothing };
    const edges = { top: true, bottom: true };
    return { kind: 'box', x, y: 0, width, height: top.width, decoration: line, edges };
  });
}

/** The rows of a head with borders below them. */
export function underline(head: readonly UnitItem[], borders: readonly BorderPaint[]): readonly UnitItem[] {
  const last = head.at(-1);
  if (!last || borders.length === 0) return head;
  const below = borders.map((border) => ({ ...border, y: last.size }));
  const height = Math.max(...borders.map(({ height }) => height));
  return [...head.slice(0, -1), { ...last, size: last.size + height, paint: [...last.paint, ...below] }];
}
