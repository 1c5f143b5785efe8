import type { ReadWord } from './pdftotext.js';

/** So many words in a row that stand once in the whole of what was read mark a place. */
const RUN = 5;
/** How many words beyond the first and last marked place a text may reach, besides as many as are sought there. */
const MARGIN = 300;
/** The other part of a word that is cut at a page's end is looked for so many words on: notes and running heads are between. */
const AFTER_CUT = 6000;

/**
 * Which of a text's words are not in what was read. Runs of words that stand there once are found first and must come in order
 * (the longest rising sequence of them counts); the words between two of them must stand, in any order, between their places,
 * with anything else (notes, folios, cells of a table line by line). Linear but for the sorting of places.
 */
export class NearPlace {
  private readonly runs = new Map<string, number>();

  constructor(private readonly read: readonly ReadWord[]) {
    for (let j = 0; j + RUN <= read.length; j++) {
      const key = this.readRun(j);
      this.runs.set(key, this.runs.has(key) ? -1 : j);
    }
  }

  missing(sought: readonly string[]): string[] {
    const places = rising(this.places(sought));
    const missing: string[] = [];
    let [i, j] = [0, places[0] ? Math.max(0, places[0].j - places[0].i - MARGIN) : 0];
    for (const place of [...places, undefined]) {
      const end = place ? place.i : sought.length;
      const readEnd = place ? place.j : Math.min(this.read.length, j + sought.length - i + MARGIN);
      if (end > i) missing.push(...this.notBetween(sought.slice(i, end), j, readEnd));
      if (place) [i, j] = [Math.max(i, place.i + RUN), Math.max(j, place.j + RUN)];
    }
    return missing;
  }

  /** The places of runs that stand once, in the order of the text. */
  private places(sought: readonly string[]): Place[] {
    const found: Place[] = [];
    for (let i = 0; i + RUN <= sought.length; i++) {
      const j = this.runs.get(sought.slice(i, i + RUN).join(' ')) ?? -1;
      if (j >= 0) found.push({ i, j });
    }
    return found;
  }

  private notBetween(words: readonly string[], from: number, to: number): string[] {
    const counts = new Map<string, number>();
    for (let j = from; j < to; j++) {
      const { word } = this.read[j]!;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const take = (word: string): boolean => {
      const count = counts.get(word) ?? 0;
      if (count > 0) counts.set(word, count - 1);
      return count > 0;
    };
    const missing: string[] = [];
    for (let n = 0; n < words.length; n++) {
      const word = words[n]!;
      if (take(word)) continue;
      // pdftotext joins a compound whose own hyphen ends a line, and the call of a note to a year before it.
      if (n + 1 < words.length && take(word + words[n + 1])) n++;
      else if (!takeWithCall(word, counts) && !this.cutBetween(word, from, to)) missing.push(word);
    }
    return missing;
  }

  /** Whether a word stands there in parts, with hyphens that were added. */
  private cutBetween(word: string, from: number, to: number): boolean {
    for (let j = from; j < to; j++) {
      const { word: part, cut } = this.read[j]!;
      if (!cut || part.length >= word.length || !word.startsWith(part)) continue;
      const rest = word.slice(part.length);
      const last = Math.min(this.read.length, j + AFTER_CUT);
      for (let k = j + 1; k < last; k++) if (this.read[k]!.word === rest) return true;
      if (this.cutBetween(rest, j + 1, Math.min(j + 2, this.read.length))) return true;
    }
    return false;
  }

  private readRun(j: number): string {
    let key = this.read[j]!.word;
    for (let n = 1; n < RUN; n++) key += ` ${this.read[j + n]!.word}`;
    return key;
  }
}

function takeWithCall(word: string, counts: Map<string, number>): boolean {
  if (!/^\d+$/.test(word)) return false;
  for (const [read, count] of counts)
    if (count > 0 && read.startsWith(word) && read.length <= word.length + 3 && /^\d+$/.test(read)) {
      counts.set(read, count - 1);
      return true;
    }
  return false;
}

interface Place {
  i: number;
  j: number;
}

/** The longest sequence of places that rises in j (patience sorting); i rises already. */
function rising(places: readonly Place[]): Place[] {
  const tops: number[] = [];
  const before: number[] = [];
  places.forEach(({ j }, n) => {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[tops[middle]!]!.j < j) low = middle + 1;
      else high = middle;
    }
    before[n] = low > 0 ? tops[low - 1]! : -1;
    tops[low] = n;
  });
  const sequence: Place[] = [];
  for (let n = tops.at(-1) ?? -1; n >= 0; n = before[n]!) sequence.push(places[n]!);
  return sequence.reverse();
}
