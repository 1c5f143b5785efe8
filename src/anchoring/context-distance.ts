/** A character that is replaced, put in or taken out, in quarters of an edit. */
const EDIT = 4;

/** Characters put in or taken out in one piece: what the piece costs, and each character of it. */
const PIECE = 16;
const IN_PIECE = 1;

/** … provided that so many characters in a row agree behind it. Fewer agree by chance, and every other place fits. */
const RESUMED = 8;

const NEVER = 1 << 29;

/**
 * How many edits part a context from the text beside a place, both read outwards from the place. Words put in or taken
 * out in one piece cost little as long as the context goes on behind them: that is what an edit looks like. Where
 * only the nearest words agree and nothing of the rest, each character of the rest counts: that is what another
 * place looks like, at which the same phrase stands.
 *
 * Gotoh, "An improved algorithm for matching biological sequences", Journal of Molecular Biology 162, 1982: affine
 * gaps; the text's end is free. O(context × text).
 */
export function contextDistance(context: string, text: string): number {
  if (text.startsWith(context)) return 0;
  const columns = text.length;
  const costs = new Int32Array(columns + 1);
  const taken = new Int32Array(columns + 1).fill(NEVER);
  for (let i = 0; i <= context.length; i++) {
    let diagonal = NEVER;
    let put = NEVER;
    for (let j = 0; j <= columns; j++) {
      const above = i === 0 ? NEVER : costs[j]!;
      let cost = i === 0 && j === 0 ? 0 : above + EDIT;
      if (j > 0) {
        const left = costs[j - 1]!;
        const replaced = diagonal + (context.charCodeAt(i - 1) === text.charCodeAt(j - 1) ? 0 : EDIT);
        cost = Math.min(cost, left + EDIT, replaced);
        put = Math.min(put, left + PIECE) + IN_PIECE;
      }
      taken[j] = Math.min(taken[j]!, above + PIECE) + IN_PIECE;
      const piece = Math.min(put, taken[j]!);
      if (piece < cost && resumes(context, i, text, j)) cost = piece;
      diagonal = above;
      costs[j] = cost;
    }
  }
  let least = context.length * EDIT;
  for (const cost of costs) least = Math.min(least, cost);
  return least / EDIT;
}

function resumes(context: string, i: number, text: string, j: number): boolean {
  if (i + RESUMED > context.length) return false;
  for (let k = 0; k < RESUMED; k++) if (context.charCodeAt(i + k) !== text.charCodeAt(j + k)) return false;
  return true;
}
