import type { ReadingText, TextRange } from './anchored.js';
import { findAll } from './find-all.js';
import { BARRIER, type Folded, fold, hasPoints, pointsOf } from './fold.js';
import type { Quotation } from './quotation.js';
import { SeedIndex } from './seeds.js';
import { type DigitWords, digitWords } from './word-digits.js';
import { isMidWord, wordEnd, wordStart } from './words.js';

/**
 * How well a hit of a quotation keeps to words and case; the less the better. Whole words in the same case, whole
 * words in another case, parts of words in the same case, and parts of words in another.
 */
export type Tier = 0 | 1 | 2 | 3;

/** A stretch that reads as a quotation does. Offsets in folded text. */
export interface Hit extends TextRange {
  tier: Tier;
  /** Whether it has the same points and vowel signs. */
  pointed: boolean;
}

/** The hits of the best tier that there is, those pointed alike if there are such: those that `occurrence` counts and that have to be told apart. */
export function bestTier(hits: Hit[]): Hit[] {
  let best = 3;
  for (const { tier } of hits) best = Math.min(best, tier);
  const kept = hits.filter(({ tier }) => tier === best);
  const pointed = kept.filter((hit) => hit.pointed);
  return pointed.length > 0 ? pointed : kept;
}

/** A reading's text made ready for any number of searches: folded once, indexed once it is needed. Offsets are folded ones. */
export class SearchedText {
  readonly folded: Folded;
  /** What is searched: folded, in lower case. */
  readonly text: string;
  private index: SeedIndex | undefined;
  private inDigits: DigitWords | undefined;
  private digitIndex: SeedIndex | undefined;
  private isPointed: boolean | undefined;

  constructor(readonly reading: ReadingText) {
    this.folded = fold(
      reading.text,
      reading.zones.map((zone) => zone.start),
    );
    this.text = this.folded.lower;
  }

  get seeds(): SeedIndex {
    this.index ??= new SeedIndex(this.text);
    return this.index;
  }

  /** The words as digits: what a snapshot is compared with. */
  get words(): DigitWords {
    this.inDigits ??= digitWords(this.text);
    return this.inDigits;
  }

  /** Where runs of digits stand: as `seeds`, in words. */
  get wordSeeds(): SeedIndex {
    this.digitIndex ??= new SeedIndex(this.words.digits);
    return this.digitIndex;
  }

  /** Every place where a quotation's words stand, in order. */
  hits(quotation: Quotation): Hit[] {
    const { quote, cased } = quotation;
    const places = findAll(this.text, quote);
    const { text } = this.folded;
    // To look at each of many places of a long quotation could take time with the square of the text.
    const isFew = places.length * quote.length <= text.length;
    const sameCase = new Set(
      isFew ? places.filter((at) => text.startsWith(cased, at)) : findAll(text, cased),
    );
    return places.map((start) => {
      const end = start + quote.length;
      const tier = this.tier(start, end, sameCase.has(start));
      return { start, end, tier, pointed: this.pointsAt({ start, end }) === quotation.points };
    });
  }

  /** The points and vowel signs of a stretch. */
  private pointsAt(range: TextRange): string {
    this.isPointed ??= hasPoints(this.reading.text);
    if (!this.isPointed) return '';
    const { start, end } = this.raw(range);
    return pointsOf(this.reading.text.slice(start, end));
  }

  /** The tier of a stretch that reads as a quotation does, or, with other words, of what is in its place. */
  tier(start: number, end: number, sameCase: boolean): Tier {
    const part = isMidWord(this.text, start) || isMidWord(this.text, end);
    return ((part ? 2 : 0) + (sameCase ? 0 : 1)) as Tier;
  }

  /** The whole stretch of a quotation's context and words around a hit; undefined where the context is another. */
  inContext(quotation: Quotation, hit: TextRange): TextRange | undefined {
    const { prefix, suffix } = quotation;
    const before = this.text[hit.start - 1] === ' ' ? hit.start - 1 : hit.start;
    const after = this.text[hit.end] === ' ' ? hit.end + 1 : hit.end;
    let { start, end } = hit;
    if (prefix !== '') {
      const edge = [before, hit.start].find((at) => this.text.startsWith(prefix, at - prefix.length));
      if (edge === undefined || edge < prefix.length) return undefined;
      start = edge - prefix.length;
    }
    if (suffix !== '') {
      const edge = [after, hit.end].find((at) => this.text.startsWith(suffix, at));
      if (edge === undefined) return undefined;
      end = edge + suffix.length;
    }
    return { start, end };
  }

  /** The text of the same zone before an offset, a space at its end left out: at most `length` characters. */
  before(offset: number, length: number): string {
    const end = this.text[offset - 1] === ' ' ? offset - 1 : offset;
    const text = this.text.slice(Math.max(0, end - length), end);
    return text.slice(text.lastIndexOf(BARRIER) + 1);
  }

  /** The text of the same zone after an offset, a space at its beginning left out: at most `length` characters. */
  after(offset: number, length: number): string {
    const start = this.text[offset] === ' ' ? offset + 1 : offset;
    const text = this.text.slice(start, start + length);
    const barrier = text.indexOf(BARRIER);
    return barrier < 0 ? text : text.slice(0, barrier);
  }

  /**
   * The whole words that a stretch mostly covers, without space at either end; undefined when there are none. What
   * was cut out of a word by an alignment that matched letter by letter is never what an editor quoted.
   */
  wholeWords(range: TextRange): TextRange | undefined {
    let { start, end } = range;
    if (isMidWord(this.text, start)) {
      const [from, to] = [wordStart(this.text, start), wordEnd(this.text, start)];
      start = Math.min(to, end) - start >= (to - from) / 2 ? from : to;
    }
    if (isMidWord(this.text, end)) {
      const [from, to] = [wordStart(this.text, end), wordEnd(this.text, end)];
      end = end - Math.max(from, start) >= (to - from) / 2 ? to : from;
    }
    while (start < end && this.text[start] === ' ') start++;
    while (start < end && this.text[end - 1] === ' ') end--;
    return start < end ? { start, end } : undefined;
  }

  isInOneZone({ start, end }: TextRange): boolean {
    return !this.text.slice(start, end).includes(BARRIER);
  }

  raw(range: TextRange): TextRange {
    return { start: this.folded.rawStart(range.start), end: this.folded.rawEnd(range.end) };
  }

  /** The folded stretch that stands for a raw one. */
  foldedRange({ start, end }: TextRange): TextRange {
    return { start: this.folded.at(start), end: this.folded.at(end) };
  }
}
