/** How many words on either side are looked through for the place where two texts agree again. */
const WINDOW = 80;
/** How many words must agree there. */
const AGREE = 4;
/** How many first words decide whether a text begins at a place. */
const OPENING = 8;
/** Where its first words are damaged, a text is looked for by later ones, up to this many on. */
const LATE = 80;

/** How a sought sequence of words stands in a longer one. */
export interface Alignment {
  /** Where it begins and ends in the longer one; both −1 where not even its opening is found. */
  start: number;
  end: number;
  /** Words that stand there in order. */
  matched: number;
  missing: Difference[];
  /** Words in between that are not sought. */
  added: Addition[];
}

export interface Difference {
  word: string;
  /** Index in the sought words (missing) or in the longer sequence (added). */
  index: number;
}

export interface Addition extends Difference {
  /** The index of the sought word before which it stands. */
  before: number;
}

/**
 * Finds a text in a book. An unbroken match is looked for first; failing that, the longest of the matches that begin with its
 * opening is followed word by word; failing that, one that begins with what comes a little later. Linear in the book, and in
 * the text times the window where they differ.
 */
export function align(sought: readonly string[], book: readonly string[], from: number): Alignment {
  for (let skipped = 0; skipped <= LATE && (skipped === 0 || skipped < sought.length); skipped += OPENING) {
    const start = find(skipped === 0 ? sought : sought.slice(skipped), book, from);
    if (start >= 0)
      return follow(sought, book, skipped === 0 ? start : begin(sought.slice(0, skipped), book, from, start));
  }
  const missing = sought.map((word, index) => ({ word, index }));
  return { start: -1, end: -1, matched: 0, missing, added: [] };
}

/** Where damaged first words begin that end before `end`: near there, where most of them stand in order. */
function begin(words: readonly string[], book: readonly string[], from: number, end: number): number {
  let [best, most] = [end, -1];
  for (let slack = -AGREE; slack <= AGREE; slack++) {
    const start = Math.max(from, end - words.length + slack);
    const { matched, added } = follow(words, book, start);
    if (matched - added.length <= most) continue;
    most = matched - added.length;
    best = start;
  }
  return best;
}

/** Where the longest match of a text's beginning stands; −1 where not even its opening does. */
function find(sought: readonly string[], book: readonly string[], from: number): number {
  const opening = sought.slice(0, OPENING);
  let [best, longest] = [-1, -1];
  for (let start = from; start + opening.length <= book.length; start++) {
    if (book[start] !== opening[0] || !opening.every((word, i) => book[start + i] === word)) continue;
    let length = opening.length;
    while (length < sought.length && book[start + length] === sought[length]) length++;
    if (length > longest) [best, longest] = [start, length];
    if (length === sought.length) break;
  }
  return best;
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
    for (let n = 0; n < added; n++)
      result.added.push({ word: book[j + n]!, index: j + n, before: i + missing });
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

/** A run of this many words that stands in the book again was set twice; shorter ones may be quoted. */
const REPEATED = 120;
/** Texts shorter than this may well stand twice: a motto, a dedication. */
const SHORTEST = 25;
/** Runs are looked for by these many words, taken from the text at every so many. */
const [KEY, EVERY] = [5, 20];

/**
 * The texts of which a long run stands in the book again, outside the places of all texts (where all words are accounted for).
 * Linear in the book and the texts.
 */
export function repeated(
  texts: readonly { words: readonly string[]; place: Alignment }[],
  book: readonly string[],
): Set<number> {
  const keys = new Map<string, { text: number; at: number }[]>();
  texts.forEach(({ words }, text) => {
    if (words.length < SHORTEST) return;
    for (let at = 0; at + KEY <= words.length; at += EVERY) {
      const key = words.slice(at, at + KEY).join(' ');
      const list = keys.get(key);
      if (list) list.push({ text, at });
      else keys.set(key, [{ text, at }]);
    }
  });
  const found = new Set<number>();
  const places = texts.map(({ place }) => place).filter(({ start }) => start >= 0);
  let next = 0;
  for (let i = 0; i + KEY <= book.length; i++) {
    while (next < places.length && places[next]!.end <= i) next++;
    if (next < places.length && i >= places[next]!.start) {
      i = places[next]!.end - 1;
      continue;
    }
    for (const { text, at } of keys.get(book.slice(i, i + KEY).join(' ')) ?? []) {
      const { words } = texts[text]!;
      let length = KEY;
      while (at + length < words.length && book[i + length] === words[at + length]) length++;
      if (length >= Math.min(REPEATED, words.length - at) && length >= Math.min(SHORTEST, REPEATED))
        found.add(text);
    }
  }
  return found;
}
