import type { TextRange } from './anchored.js';
import { BARRIER } from './fold.js';

/**
 * Edit distances by dynamic programming (Sellers, "The theory and computation of evolutionary distances", Journal of
 * Algorithms 1, 1980), within a band around the diagonal: O(length × band) in time, and in memory where the way back
 * is wanted. Each UTF-16 unit that is put in, taken out or (in `editDistance` only) replaced costs 1.
 */

/** How far from the diagonal two texts are compared; more text than this put in or taken out ends their likeness. */
const MAX_BAND = 256;
const MIN_BAND = 32;

/** The share of a pattern's length by which it may be off the diagonal. */
const BAND_SHARE = 0.5;

/** Memory for one alignment in bytes; longer patterns get narrower bands. */
const MAX_CELLS = 1 << 24;

/** Longer patterns are not aligned at all. */
const MAX_PATTERN = 1 << 19;

const NEVER = 1 << 29;
const BARRIER_CODE = BARRIER.charCodeAt(0);

/** How far from an expected offset `fit` looks for a pattern of a length. */
export function bandFor(length: number): number {
  const wanted = Math.min(MAX_BAND, Math.max(MIN_BAND, Math.ceil(length * BAND_SHARE)));
  return Math.max(8, Math.min(wanted, Math.floor(MAX_CELLS / (2 * length + 2))));
}

/**
 * Fits a whole pattern into a text where it costs least near an expected offset, and says what the part of it from
 * `from` to `to` has become: its letters with what was put in between them, not what was put in before or after.
 * Nothing is fitted across a barrier.
 *
 * Letters are put in and taken out, never replaced: random letters in place of deleted ones would cost less than the
 * deletion, and half a quotation would be spread over what follows it.
 */
export function fit(
  pattern: string,
  part: { from: number; to: number },
  text: string,
  expected: number,
): TextRange | undefined {
  const rows = pattern.length;
  if (rows > MAX_PATTERN) return undefined;
  const band = bandFor(rows);
  const width = 2 * band + 1;
  const moves = new Uint8Array((rows + 1) * width);
  let above = new Int32Array(width + 1).fill(NEVER);
  let row = new Int32Array(width + 1).fill(NEVER);
  const first = expected - band;
  for (let k = 0; k < width; k++) if (first + k >= 0 && first + k <= text.length) above[k] = 0;
  for (let i = 1; i <= rows; i++) {
    const code = pattern.charCodeAt(i - 1);
    const base = first + i;
    const offset = i * width;
    let left = NEVER;
    for (let k = 0; k < width; k++) {
      const at = base + k;
      let cost = NEVER;
      let move = UP;
      if (at >= 0 && at <= text.length) {
        const up = above[k + 1]! + 1;
        cost = up;
        if (at > 0) {
          const unit = text.charCodeAt(at - 1);
          if (unit !== BARRIER_CODE) {
            if (unit === code && above[k]! <= cost) {
              cost = above[k]!;
              move = DIAGONAL;
            }
            if (left + 1 < cost) {
              cost = left + 1;
              move = LEFT;
            }
          }
        }
      }
      row[k] = cost;
      moves[offset + k] = move;
      left = cost;
    }
    [above, row] = [row, above];
  }
  let best = 0;
  for (let k = 1; k < width; k++) if (above[k]! < above[best]!) best = k;
  if (above[best]! >= NEVER) return undefined;
  return wayBack(moves, width, rows, best, part, first);
}

const DIAGONAL = 0;
const UP = 1;
const LEFT = 2;

function wayBack(
  moves: Uint8Array,
  width: number,
  rows: number,
  last: number,
  part: { from: number; to: number },
  first: number,
): TextRange {
  let i = rows;
  let k = last;
  let end = first + i + k;
  while (i > part.from) {
    if (i === part.to) end = first + i + k;
    const move = moves[i * width + k];
    if (move === LEFT) k--;
    else {
      i--;
      if (move === UP) k++;
    }
  }
  return { start: first + i + k, end };
}

/**
 * How many edits turn one text into another. Gives the length of the longer as soon as the two are further apart than
 * the band.
 */
export function editDistance(a: string, b: string): number {
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const rows = endA - start;
  const columns = endB - start;
  const worst = Math.max(rows, columns);
  const band = bandFor(Math.max(rows, columns));
  if (rows === 0 || columns === 0 || Math.abs(rows - columns) > band) return worst;
  const costs = new Int32Array(columns + 1).fill(NEVER);
  for (let j = 0; j <= Math.min(columns, band); j++) costs[j] = j;
  for (let i = 1; i <= rows; i++) {
    const code = a.charCodeAt(start + i - 1);
    const from = Math.max(1, i - band);
    const to = Math.min(columns, i + band);
    let diagonal = costs[from - 1]!;
    costs[from - 1] = from === 1 ? i : NEVER;
    for (let j = from; j <= to; j++) {
      const up = costs[j]!;
      const replaced = diagonal + (code === b.charCodeAt(start + j - 1) ? 0 : 1);
      costs[j] = Math.min(replaced, up + 1, costs[j - 1]! + 1);
      diagonal = up;
    }
  }
  return Math.min(costs[columns]!, worst);
}
