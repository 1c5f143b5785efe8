import type { ReadWord } from './pdftotext.js';

/** So many words in a row that stand once in the whole of what was read mark a place. */
const RUN = 5;
/** In the place of a run's place, where it has more than one. */
const SEVERAL = -1;
/** The same for one that is sought once and was not read. */
const NONE = -2;
/** How many words beyond the first and last marked place a text may reach, besides as many as are sought there. */
const MARGIN = 300;
/**
 * Words of a table's cells, or of a heading on a page with notes in its margin, which pdftotext takes for columns, may
 * stand so far from where they belong: as many as a page has.
 */
const ASTRAY = 400;
/** The other part of a word that is cut at a page's end is looked for so many words on: notes and running heads are between. */
const AFTER_CUT = 6000;
/** A word of so many characters may be longer than a line, or have no place for a hyphen: it is cut without. */
const LONG = 20;

const NUMBERED_CALL = /^\d+ \d{1,3}$/;
const LETTERED_CALL =
  /^(?:\d+ \d{1,3}|\p{L}[\p{L}\p{M}]* (?:[a-zα-ω]{1,3}|[A-Z]{1,3}|[ivxlc]{1,7}|[IVXLC]{1,7}))$/u;

/** A text that is looked for. */
export interface SoughtText {
  words: readonly string[];
  /** Pairs of words with a hyphen between: pdftotext joins them where the hyphen ends a line. */
  compounds: ReadonlySet<string>;
  /** Whether letters may call its notes: they are read as a part of the word before. */
  lettered: boolean;
}

/**
 * Which words of a book's texts are not in what was read, by text. Runs of words that stand there once are found first and
 * must come in order (the longest rising sequence of them counts); the words between two of them must stand, in any order,
 * between their places, with anything else (notes, folios, cells of a table line by line). Words that a book says again and
 * again, a formula or a refrain, have no such place: they must be as many as in the texts. Linear but for the sorting of
 * places and for what is missing.
 */
export function wordsNotNear(texts: readonly SoughtText[], read: readonly ReadWord[]): string[][] {
  const near = new NearPlace(texts, read);
  // A word that stands elsewhere must not be taken for another text's that is looked for later.
  const places = texts.map((text) => near.places(text));
  const between = texts.map((text, n) =>
    places[n]!.length > 0
      ? near.notBetween(text, places[n]!)
      : near.notWithin(text, neighbours(places, n, read.length)),
  );
  const astray = between.map((missing) => missing.filter((one) => !near.takeAstray(one)));
  return astray.map((missing, n) =>
    missing.filter((one) => !near.takeSaidAgain(texts[n]!, one)).map(({ word }) => word),
  );
}

/** Where a text of a few words stands, in what was read: between the marked places of those before and after it. */
function neighbours(places: readonly Place[][], n: number, length: number): Span {
  const before = places.slice(0, n).findLast((found) => found.length > 0);
  const after = places.slice(n + 1).find((found) => found.length > 0);
  return { from: before ? before.at(-1)!.j + RUN : 0, to: after ? after[0]!.j : length };
}

class NearPlace {
  /** Where each run of words stands; `SEVERAL` for one that was read, or is sought, more than once. */
  private readonly runs = new Map<string, number>();
  /** Words of what was read that have been found to be some text's. */
  private readonly used: Uint8Array;

  constructor(
    texts: readonly SoughtText[],
    private readonly read: readonly ReadWord[],
  ) {
    this.used = new Uint8Array(read.length);
    for (let j = 0; j + RUN <= read.length; j++) {
      const key = this.readRun(j);
      this.runs.set(key, this.runs.has(key) ? SEVERAL : j);
    }
    const sought = new Uint8Array(read.length);
    for (const { words } of texts)
      for (let i = 0; i + RUN <= words.length; i++) {
        const key = runAt(words, i);
        const j = this.runs.get(key);
        if (j === undefined) this.runs.set(key, NONE);
        else if (j === NONE || sought[j]) this.runs.set(key, SEVERAL);
        else if (j !== SEVERAL) sought[j] = 1;
      }
  }

  /** The places of runs that stand once, in the order of the text. */
  places({ words }: SoughtText): Place[] {
    const found: Place[] = [];
    for (let i = 0; i + RUN <= words.length; i++) {
      const j = this.runs.get(runAt(words, i))!;
      if (j >= 0) found.push({ i, j });
    }
    const places = rising(found);
    for (const { j } of places) this.used.fill(1, j, j + RUN);
    return places;
  }

  /** The words that do not stand between the places between which they should. */
  notBetween(text: SoughtText, places: readonly Place[]): Missing[] {
    const { words } = text;
    const missing: Missing[] = [];
    let [i, j] = [0, Math.max(0, places[0]!.j - places[0]!.i - MARGIN)];
    for (const place of [...places, undefined]) {
      const end = place ? place.i : words.length;
      const to = place ? place.j : Math.min(this.read.length, j + words.length - i + MARGIN);
      missing.push(...this.notWithin(text, { from: j, to }, i, end));
      if (place) [i, j] = [Math.max(i, place.i + RUN), Math.max(j, place.j + RUN)];
    }
    return missing;
  }

  /** The words of a part of a text that do not stand within a part of what was read. */
  notWithin(text: SoughtText, { from, to }: Span, start = 0, end = text.words.length): Missing[] {
    return this.absent(text, start, end, from, to).map((n) => ({
      word: text.words[n]!,
      isSaidAgain: this.isSaidAgain(text.words, n),
      from,
      to,
    }));
  }

  takeAstray({ word, from, to }: Missing): boolean {
    const [first, last] = [Math.max(0, from - ASTRAY), Math.min(this.read.length, to + ASTRAY)];
    return this.take(word, first, last) || this.takeParts(word, first, last, ASTRAY);
  }

  takeSaidAgain(text: SoughtText, { word, isSaidAgain }: Missing): boolean {
    const end = this.read.length;
    return (
      isSaidAgain &&
      (this.take(word, 0, end) || this.takeWithCall(text, word, 0, end) || this.takeParts(word, 0, end))
    );
  }

  /** Whether a word stands in a run of words that comes more than once. */
  private isSaidAgain(sought: readonly string[], n: number): boolean {
    for (let i = Math.max(0, n - RUN + 1); i <= n && i + RUN <= sought.length; i++)
      if (this.runs.get(runAt(sought, i)) === SEVERAL) return true;
    return false;
  }

  /** The same, by index. */
  private absent(
    { words, compounds, lettered }: SoughtText,
    start: number,
    end: number,
    from: number,
    to: number,
  ): number[] {
    if (end <= start) return [];
    const places = new Map<string, number[]>();
    // The first is taken first; what a hyphen ends may be a part of a longer word, and is taken last.
    for (const isCut of [true, false])
      for (let j = to - 1; j >= from; j--) {
        const { word, cut } = this.read[j]!;
        if (cut !== isCut) continue;
        const list = places.get(word);
        if (list) list.push(j);
        else places.set(word, [j]);
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
    const missing: number[] = [];
    for (let n = start; n < end; n++) {
      const [word, next] = [words[n]!, n + 1 < end ? words[n + 1] : undefined];
      if (take(word)) continue;
      if (next !== undefined && compounds.has(`${word} ${next}`) && take(word + next)) n++;
      else if (!this.takeWithCall({ lettered }, word, from, to) && !this.takeParts(word, from, to))
        missing.push(n);
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
  private takeWithCall(
    { lettered }: Pick<SoughtText, 'lettered'>,
    word: string,
    from: number,
    to: number,
  ): boolean {
    const call = lettered ? LETTERED_CALL : NUMBERED_CALL;
    for (let j = from; j < to; j++) {
      const read = this.read[j]!.word;
      if (this.used[j] || !read.startsWith(word) || !call.test(`${word} ${read.slice(word.length)}`))
        continue;
      this.used[j] = 1;
      return true;
    }
    return false;
  }

  /**
   * A word in parts, with hyphens that were added, or a long one without.
   *
   * @param reach how many words on a part may stand that is followed by another: in a table, between are those of other cells
   */
  private takeParts(
    word: string,
    from: number,
    to: number,
    reach = 1,
    isLong = word.length >= LONG,
  ): boolean {
    for (let j = from; j < to; j++) {
      const { word: part, cut } = this.read[j]!;
      if (!(cut || isLong) || this.used[j] || part.length >= word.length || !word.startsWith(part)) continue;
      const rest = word.slice(part.length);
      const last = Math.min(this.read.length, j + AFTER_CUT);
      if (
        !this.take(rest, j + 1, last) &&
        !this.takeParts(rest, j + 1, Math.min(j + 1 + reach, last), reach, isLong)
      )
        continue;
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

/** A word of a text that does not stand where it should: from one place of what was read up to another. */
interface Missing extends Span {
  word: string;
  /** The book has the words around it more than once: where it should stand cannot be known. */
  isSaidAgain: boolean;
}

function runAt(text: readonly string[], i: number): string {
  return text.slice(i, i + RUN).join(' ');
}

/** A part of what was read, by index. */
interface Span {
  from: number;
  to: number;
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
