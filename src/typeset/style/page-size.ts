import { readPoints } from './length.js';
import { A4, constant, type PageSize, type Specified } from './property.js';
import type { Values } from './values.js';

const MM = 72 / 25.4;
const IN = 72;

/** The page sizes that CSS Paged Media 3 names, as portraits. Points. */
export const SIZES = {
  a3: { width: 297 * MM, height: 420 * MM },
  a4: A4,
  a5: { width: 148 * MM, height: 210 * MM },
  a6: { width: 105 * MM, height: 148 * MM },
  b4: { width: 250 * MM, height: 353 * MM },
  b5: { width: 176 * MM, height: 250 * MM },
  'jis-b4': { width: 257 * MM, height: 364 * MM },
  'jis-b5': { width: 182 * MM, height: 257 * MM },
  letter: { width: 8.5 * IN, height: 11 * IN },
  legal: { width: 8.5 * IN, height: 14 * IN },
  ledger: { width: 11 * IN, height: 17 * IN },
} as const;

export const PAGE_SIZES = Object.keys(SIZES) as (keyof typeof SIZES)[];

/** `auto` (A4), a name with or without an orientation, an orientation (of A4), or one length or two. */
export function readPageSize(values: Values): Specified<PageSize> | undefined {
  if (values.keyword('auto')) return constant(A4);
  const before = values.keyword('portrait', 'landscape');
  const name = values.keyword(...PAGE_SIZES);
  if (before || name) {
    const orientation = before ?? values.keyword('portrait', 'landscape');
    const { width, height } = SIZES[name ?? 'a4'];
    return constant(orientation === 'landscape' ? { width: height, height: width } : { width, height });
  }
  const width = readPoints(values, { percent: 'no' });
  const height = width && !values.done ? readPoints(values, { percent: 'no' }) : width;
  return (
    width && height && ((context) => ({ width: atLeast(width(context)), height: atLeast(height(context)) }))
  );
}

/** A page has some size, and no more than PDF's 200 inches. Points. */
function atLeast(points: number): number {
  return Math.max(1, Math.min(points, 14400));
}
