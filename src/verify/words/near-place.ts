import type { ReadWord } from './pdftotext.js';

/** So many words in a row that stand once in the whole of what was read mark a place. */
const RUN = 5;
/** How many words beyond the first and last marked place a text may reach, besides as many as are sought there. */
const MARGIN = 300;
/**
 * Words of a table's cells, or of a heading on a page with notes in its margin, which pdftotext takes for columns, may
 * stand so far from where they belong: as many as a page has.
 */
const ASTRAY = 400;
/** The other part of a word that is cut at a page's end is looked for so many words on: notes and running heads are between. */
const AFTER_CUT = 6000;

const NUMBERED_CALL = /^\d+ \d{1,3}$/;
const LETTERED_CALL =
  /^(?:\d+ \d{1,3}|\p{L}[\p{L}\p{M}]* (?:[a-zα-ω]{1,3}|[A-Z]{1,3}|[ivxlc]{1,7}|[IVXLC]{1,7}))$/u;

/**
 * Which of a text's words are not in what was read. Runs of words that stand there once are found first and must come in order
 * (the longest rising sequence of them counts); the words between two of them must stand, in any order, between their places,
 * with anything else (notes, folios, cells of a table line by line). Linear but for the sorting of places
 * and for what is missing.
 */
export class NearPlace {
  private readonly runs = new Map<string, number>();
  /** Words of what was read that have been found to be some text's. */
  private readonly used: Uint8Array;
  /** A word with the call of a note right after it. */
  private call = NUMBERED_CALL;

  constructor(private readonly read: readonly ReadWord[]) {
    this.used = new Uint8Array(read.length);
    for (let j = 0; j + RUN <= read.length; j++) {
      const key = this.readRun(j);
      this.runs.set(key, this.runs.has(key) ? -1 : j);
    }
  }

  /**
   * @param compounds pairs of words with a hyphen between: pdftotext joins them where the hyphen ends a line
   * @param lettered whether letters may call notes: they are read as a part of the word before
   */
  missing(sought: readonly string[], compounds: ReadonlySet<string> = new Set(), lettered = false): string[] {
    this.call = lettered ? LETTERED_CALL : NUMBERED_CALL;
    const places = rising(this.places(sought));
    for (const { j } of places) this.used.fill(1, j, j + RUN);
    const missing: { word: string; from: number; to: number }[] = [];
    let [i, j] = [0, places[0] ? Math.max(0, places[0].j - places[0].i - MARGIN) : 0];
    for (const place of [...places, undefined]) {
      const end = place ? place.i : sought.length;
      const to = place ? place.j : Math.min(this.read.length, j + sought.length - i + MARGIN);
      if (end > i)
        for (const word of this.notBetween(sought.slice(i, end), j, to, compounds))
          missing.push({ word, from: j, to });
      if (place) [i, j] = [Math.max(i, place.i + RUN), Math.max(j, place.j + RUN)];
    }
    return missing
      .filter(
        ({ word, from, to }) =>
          !this.take(word, Math.max(0, from - ASTRAY), Math.min(this.read.length, to + ASTRAY)),
      )
      .map(({ word }) => word);
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

  private notBetween(
    words: readonly string[],
    from: number,
    to: number,
    compounds: ReadonlySet<string>,
  ): string[] {
    const places = new Map<string, number[]>();
    for (let j = to - 1; j >= from; j--) {
      const list = places.get(this.read[j]!.word);
      if (list) list.push(j);
      else places.set(this.read[j]!.word, [j]);
    }
    const take = (word: string): boolean => {
      const list = places.get(word);
      for (let j = list?.pop(); j !== undefined; j = list?.pop()) {
        if (this.used[j]) continue;
        this.used[j] = 1;
        return true;
      }
      return false;
    };
    const missing: string[] = [];
    for (let n = 0; n < words.length; n++) {
      const [word, next] = [words[n]!, words[n + 1]];
      if (take(word)) continue;
      if (next !== undefined && compounds.has(`${word} ${next}`) && take(word + next)) n++;
      else if (!this.takeWithCall(word, from, to) && !this.takeParts(word, from, to)) missing.push(word);
    }
    return missing;
  }

  private take(word: string, from: number, to: number): boolean {
    for (let j = from; j < to; j++) {
      if (this.used[j] || this.read[j]!.word !== word) continue;
      this.used[j] = 1;
      return true;
    }
    return false;
  }

  /** A year with the number of a note right after it, or a word with its letter. */
  private takeWithCall(word: string, from: number, to: number): boolean {
    for (let j = from; j < to; j++) {
      const read = this.read[j]!.word;
      if (this.used[j] || !read.startsWith(word) || !this.call.test(`${word} ${read.slice(word.length)}`))
        continue;
      this.used[j] = 1;
      return true;
    }
    return false;
  }

  /** A word in parts, with hyphens that were added. */
  private takeParts(word: string, from: number, to: number): boolean {
    for (let j = from; j < to; j++) {
      const { word: part, cut } = this.read[j]!;
      if (!cut || this.used[j] || part.length >= word.length || !word.startsWith(part)) continue;
      const rest = word.slice(part.length);
      const last = Math.min(this.read.length, j + AFTER_CUT);
      if (!this.take(rest, j + 1, last) && !this.takeParts(rest, j + 1, Math.min(j + 2, last))) continue;
      this.used[j] = 1;
      return true;
    }
    return false;
  }

  private readRun(j: number): string {
    let key = this.read[j]!.word;
    for (let n = 1; n < RUN; n++) key += ` ${this.read[j + n]!.word}`;
    return key;
  }
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
