/** The longest pattern that `scan` takes: the bits of a machine word. */
export const MAX_SCANNED = 32;

/**
 * The ends of the stretches of a text that a short pattern comes nearest to, with at most `errors` edits: the `most`
 * best ones, best first, none nearer to another than the pattern is long.
 *
 * Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", Journal of the
 * ACM 46, 1999: one step a character. Unlike approx-string-match, which has the same algorithm, it gives the second
 * best too, without which there is no telling whether the best is meant.
 */
export function scan(text: string, pattern: string, errors: number, most: number): number[] {
  const { length } = pattern;
  const best: { end: number; cost: number }[] = [];
  if (length === 0 || length > MAX_SCANNED) return [];
  const low = new Int32Array(128);
  const high = new Map<number, number>();
  for (let i = 0; i < length; i++) {
    const code = pattern.charCodeAt(i);
    if (code < 128) low[code]! |= 1 << i;
    else high.set(code, (high.get(code) ?? 0) | (1 << i));
  }
  const lastRow = 1 << (length - 1);
  let plus = ~0;
  let minus = 0;
  let cost = length;
  let end = -1;
  let least = 0;
  const keep = () => {
    const at = best.findIndex((other) => other.cost > least);
    if (at >= 0) best.splice(at, 0, { end, cost: least });
    else if (best.length < most) best.push({ end, cost: least });
    if (best.length > most) best.pop();
    end = -1;
  };
  for (let j = 0; j < text.length; j++) {
    const code = text.charCodeAt(j);
    const equal = code < 128 ? low[code]! : (high.get(code) ?? 0);
    const vertical = equal | minus;
    const horizontal = (((equal & plus) + plus) ^ plus) | equal;
    let up = minus | ~(horizontal | plus);
    let down = plus & horizontal;
    if (up & lastRow) cost++;
    else if (down & lastRow) cost--;
    up <<= 1;
    down <<= 1;
    plus = down | ~(vertical | up);
    minus = up & vertical;
    if (end >= 0 && j + 1 - end >= length) keep();
    if (cost <= errors && (end < 0 || cost < least)) {
      end = j + 1;
      least = cost;
    }
  }
  if (end >= 0) keep();
  return best.map((match) => match.end);
}
