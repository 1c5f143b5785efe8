/** How many words on either side are looked through for the place where two texts agree again. */
const WINDOW = 80;
/** How many words must agree there. */
const AGREE = 4;
/** How many first words decide whether a text begins at a place. */
const OPENING = 8;

/** How a sought sequence of words stands in a longer one. */
export interface Alignment {
  /** Where it begins and ends in the longer one; both −1 where not even its opening is found. */
  start: number;
  end: number;
  /** Words that stand there in order. */
  matched: number;
  missing: Difference[];
  /** Words in between that are not sought. */
  added: Difference[];
}

export interface Difference {
  word: string;
  /** Index in the sought words (missing) or in the longer sequence (added). */
  index: number;
}

/**
 * Finds a text in a book. An unbroken match is looked for first; failing that, the longest of the matches that begin with its
 * opening is followed word by word. Linear in the book, and in the text times the window where they differ.
 */
export function align(sought: readonly string[], book: readonly string[], from: number): Alignment {
  const opening = sought.slice(0, OPENING);
  let best = -1;
  let longest = -1;
  for (let start = from; start + opening.length <= book.length; start++) {
    if (book[start] !== opening[0] || !opening.every((word, i) => book[start + i] === word)) continue;
    let length = opening.length;
    while (length < sought.length && book[start + length] === sought[length]) length++;
    if (length > longest) [best, longest] = [start, length];
    if (length === sought.length) break;
  }
  if (best < 0) {
    const missing = sought.map((word, index) => ({ word, index }));
    return { start: -1, end: -1, matched: 0, missing, added: [] };
  }
  return follow(sought, book, best);
}

function follow(sought: readonly string[], book: readonly string[], start: number): Alignment {
  const result: Alignment = { start, end: start, matched: 0, missing: [], added: [] };
  let i = 0;
  let j = start;
  while (i < sought.length) {
    if (sought[i] === book[j]) {
      result.matched++;
      i++;
      j++;
      continue;
    }
    const [missing, added] = resume(sought, book, i, j);
    for (let n = 0; n < missing; n++) result.missing.push({ word: sought[i + n]!, index: i + n });
    for (let n = 0; n < added; n++) result.added.push({ word: book[j + n]!, index: j + n });
    i += missing;
    j += added;
  }
  result.end = j;
  return result;
}

/** The least numbers of words to pass over on both sides until they agree again. */
function resume(sought: readonly string[], book: readonly string[], i: number, j: number): [number, number] {
  const left = sought.length - i;
  for (let sum = 1; sum <= 2 * WINDOW; sum++)
    for (let missing = Math.max(0, sum - WINDOW); missing <= Math.min(sum, left, WINDOW); missing++) {
      const added = sum - missing;
      // At the end of the text nothing follows that could agree: what is left is missing.
      if (missing === left && added === 0) return [missing, 0];
      const need = Math.min(AGREE, left - missing);
      if (need === 0) continue;
      let same = 0;
      while (same < need && sought[i + missing + same] === book[j + added + same]) same++;
      if (same === need) return [missing, added];
    }
  return [Math.min(left, WINDOW), 0];
}

/** Whether a long enough piece of a text stands in the book outside the place where the text does. */
export function repeated(sought: readonly string[], book: readonly string[], place: Alignment): number {
  const length = 25;
  if (sought.length < length) return -1;
  const probe = sought.slice(Math.floor((sought.length - length) / 2)).slice(0, length);
  for (let start = 0; start + length <= book.length; start++) {
    if (start >= place.start && start < place.end) continue;
    if (book[start] === probe[0] && probe.every((word, i) => book[start + i] === word)) return start;
  }
  return -1;
}
