import type { ComputedStyle } from '../style/computed.js';
import type { TableRow } from './box.js';
import { AVOID, WIDOW } from './costs.js';

/** A row that is no higher than this many lines is as lost alone at the end or the beginning of a page as a line is. */
const LOW_ROW_LINES = 2.5;

/** Rows that stand together, with their height. Points. */
export interface KeptRows {
  rows: readonly TableRow[];
  height: number;
}

/**
 * What breaks before a table's rows cost, its head left out: what `break-before` and `break-after` of rows ask for, and
 * `orphans` and `widows` of the table, of which low rows count as lines.
 */
export function rowPenalties(body: readonly KeptRows[], style: ComputedStyle, leading: number): number[] {
  const { orphans, widows } = style;
  const isLow = ({ height }: KeptRows) => height <= LOW_ROW_LINES * leading;
  return body.map((part, i) => {
    const before = body[i - 1];
    if (!before) return 0;
    const rest = body.length - i;
    const isKept =
      before.rows.at(-1)!.style.breakAfter === 'avoid' || part.rows[0]!.style.breakBefore === 'avoid';
    let penalty = isKept ? AVOID : 0;
    if (i < orphans && isLow(before)) penalty += WIDOW * (orphans - i);
    if (rest < widows && isLow(part)) penalty += WIDOW * (widows - rest);
    return penalty;
  });
}
