/** What an edit costs, in quarters of one that replaces, puts in or takes out one unit of a text. */
export interface EditCosts {
  /** Units put in or taken out in one piece: what the piece costs, and each unit of it. */
  piece: number;
  inPiece: number;
  /** … provided that so many units in a row agree behind it. Fewer agree by chance, and every other place fits. */
  resumed: number;
}

/** A unit that is replaced, put in or taken out. */
const EDIT = 4;

/** Of texts in characters. */
const CHARACTERS: EditCosts = { piece: 16, inPiece: 1, resumed: 8 };

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
export function contextDistance(context: string, text: string, costs = CHARACTERS): number {
  if (text.startsWith(context)) return 0;
  const { piece, inPiece, resumed } = costs;
  const columns = text.length;
  const least = new Int32Array(columns + 1);
  const taken = new Int32Array(columns + 1).fill(NEVER);
  for (let i = 0; i <= context.length; i++) {
    let diagonal = NEVER;
    let put = NEVER;
    for (let j = 0; j <= columns; j++) {
      const above = i === 0 ? NEVER : least[j]!;
      let cost = i === 0 && j === 0 ? 0 : above + EDIT;
      if (j > 0) {
        const left = least[j - 1]!;
        const replaced = diagonal + (context.charCodeAt(i - 1) === text.charCodeAt(j - 1) ? 0 : EDIT);
        cost = Math.min(cost, left + EDIT, replaced);
        put = Math.min(put, left + piece) + inPiece;
      }
      taken[j] = Math.min(taken[j]!, above + piece) + inPiece;
      const inOne = Math.min(put, taken[j]!);
      if (inOne < cost && resumes(context, i, text, j, resumed)) cost = inOne;
      diagonal = above;
      least[j] = cost;
    }
  }
  let best = context.length * EDIT;
  for (const cost of least) best = Math.min(best, cost);
  return best / EDIT;
}

function resumes(context: string, i: number, text: string, j: number, count: number): boolean {
  if (i + count > context.length) return false;
  for (let k = 0; k < count; k++) if (context.charCodeAt(i + k) !== text.charCodeAt(j + k)) return false;
  return true;
}
