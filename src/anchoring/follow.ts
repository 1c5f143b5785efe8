import type { Surroundings } from '../manuscript/snapshot.js';
import { editDistance, fit } from './align.js';
import type { TextRange } from './anchored.js';
import type { Quotation } from './quotation.js';
import type { Hit, SearchedText } from './searched-text.js';
import { agreement } from './surroundings.js';
import { isMidWord } from './words.js';

/**
 * Where a note has gone whose surroundings are known. Offsets are folded ones.
 *
 * `found`: what was quoted stands there, or what it has become. `gone`: its surroundings stand there, and what was
 * quoted is not between them; the range is what stands in its place, and may be empty. `torn`: two places or more are
 * about as good. `unknown`: nothing can be said.
 */
export type Followed =
  | { kind: 'found'; range: TextRange; confidence: number }
  | { kind: 'gone'; range: TextRange; likeness: number }
  | { kind: 'torn'; places: { range: TextRange; confidence: number }[] }
  | { kind: 'unknown' };

/*
 * The thresholds. Measured by test/anchoring/calibration.ts with a snapshot and no other context.
 */

/** The quotation as it was is taken where so much is left of its surroundings: some of its sentence. */
const ACCEPT_SAME = 0.7;

/** … and what it may have become where so much is, and the quotation is this much alike by letters. */
const ACCEPT_CHANGED = 0.6;
const ACCEPT_LIKENESS = 0.4;

/** … and this much in the mean of both. */
const ACCEPT = 0.7;

/** Words, the quotation's among them, that have to agree in all: 48 bits, and more than a stock phrase has. */
const ACCEPT_WORDS = 12;

/** Words of a quotation that nothing else is likely to consist of. */
export const LONG = 8;

/** By how much the best place must be better than the second. Nearer, and which is meant is a guess. */
const MARGIN = 0.1;

/** Where so much of the surroundings is left, and nothing of the quotation, it is gone. */
const SURELY_GONE = 0.6;
const GONE_WORDS = 16;

/** How many places are looked at that seeds lead to, and how many where the words stand. */
const MAX_SEEDED = 8;
const MAX_HITS = 16;

/** Places with less of the surroundings are not looked through for the quotation: it would not be taken there. */
const WORTH_LOOKING = 0.3;

/** Longer stretches in a quotation's place are not looked through for it, word by word. */
const MAX_REGION = 60;
const MAX_QUOTED = 8;

/** How many of the stretches there that are like it are compared with their surroundings, too. */
const MAX_LIKE = 3;

/** A place that may be the note's, with its surroundings' agreement and its likeness to the quotation. */
interface Place extends TextRange {
  likeness: number;
  share: number;
  words: number;
  /** Both in one, the surroundings twice: words that stand elsewhere, too, are no rival to where the note was. */
  score: number;
}

/** A place where the surroundings stand, whatever is between them. */
interface Region extends TextRange {
  share: number;
  words: number;
}

/**
 * Follows a note's surroundings through an edit. They are aligned with the text word by word, as `propose` does it
 * letter by letter: seeds of five words lead to places, and what the quotation has become is what stands between the
 * words that stood on either side of it. O(1) in the text's length after it was indexed.
 */
export function follow(
  text: SearchedText,
  quotation: Quotation,
  line: Surroundings,
  hits: readonly Hit[],
): Followed {
  const regions = seededRegions(text, line);
  const whole = hits.filter(({ tier }) => tier < 2);
  const places = distinct([
    ...(whole.length <= MAX_HITS ? whole : []).map((hit) => judge(text, quotation, line, hit)),
    ...regions
      .filter(({ share }) => share >= WORTH_LOOKING)
      .flatMap((region) => within(text, quotation, line, region)),
  ]);
  const [best] = places.filter((place) => isAcceptable(line, place));
  const gone = regions
    .filter(({ share, words }) => share >= SURELY_GONE && words >= GONE_WORDS)
    .reduce<Region | undefined>((a, b) => (a && a.share >= b.share ? a : b), undefined);
  const lost = gone && !(best && (overlaps(best, gone) || best.share >= gone.share || isLong(line, best)));
  if (best && !lost) {
    const rivals = places.filter((place) => place.score > best.score - MARGIN);
    // Where nothing changed it is, whatever was copied from there.
    const unchanged = rivals.filter(({ share, likeness }) => share === 1 && likeness === 1);
    if (rivals.length === 1 || (unchanged.length === 1 && unchanged[0] === best))
      return { kind: 'found', range: best, confidence: best.score };
    return { kind: 'torn', places: rivals.map((range) => ({ range, confidence: range.score })) };
  }
  if (!gone) return { kind: 'unknown' };
  return { kind: 'gone', range: gone, likeness: likeness(text, quotation, gone) };
}

/** Whether the quotation stands there whole, and is too long to stand in two places. */
function isLong({ quoted }: Surroundings, { likeness }: Place): boolean {
  return likeness === 1 && quoted.length >= LONG;
}

function isAcceptable(line: Surroundings, { likeness, share, words }: Place): boolean {
  if (words + likeness * line.quoted.length < ACCEPT_WORDS) return false;
  if (likeness === 1) return share >= ACCEPT_SAME;
  return share >= ACCEPT_CHANGED && likeness >= ACCEPT_LIKENESS && (likeness + share) / 2 >= ACCEPT;
}

/** The places where pieces of the surroundings stand in the right order. */
function seededRegions(text: SearchedText, line: Surroundings): Region[] {
  const { digits, starts, ends } = text.words;
  const { before, quoted, after } = line;
  const whole = before + quoted + after;
  const regions: Region[] = [];
  for (const diagonal of text.wordSeeds.diagonals(whole, MAX_SEEDED)) {
    const left = fit(whole, { from: 0, to: before.length }, digits, diagonal);
    const right = fit(whole, { from: before.length + quoted.length, to: whole.length }, digits, diagonal);
    if (!left || !right || right.start < left.end) continue;
    const start = left.end > 0 ? ends[left.end - 1]! : 0;
    const end = right.start < starts.length ? starts[right.start]! : text.text.length;
    const region = trimmed(text, { start, end });
    if (regions.some((other) => other.start === region.start && other.end === region.end)) continue;
    const agreed = agreement(line, text, region);
    if (agreed && text.isInOneZone(region)) regions.push({ ...region, ...agreed });
  }
  return regions;
}

/** What a quotation may have become in a region: its words as they are, else the words there that are most like it. */
function within(text: SearchedText, quotation: Quotation, line: Surroundings, region: Region): Place[] {
  const same = standing(text, quotation, region).map((range) => judge(text, quotation, line, range));
  if (same.length > 0 || region.end === region.start) return same;
  // What stands between the words on either side is what the quotation has become, unless a part of it is far more so.
  const best = stretches(text, quotation, line, region)
    .map((range) => judge(text, quotation, line, range))
    .reduce((a, b) => (b.score > a.score ? b : a));
  return [best];
}

/** Where a quotation stands as it was in a region, in whole words. */
function standing({ text }: SearchedText, { quote }: Quotation, region: TextRange): TextRange[] {
  const found: TextRange[] = [];
  for (let start = text.indexOf(quote, region.start); start >= 0; start = text.indexOf(quote, start + 1)) {
    const end = start + quote.length;
    if (end > region.end) break;
    if (!isMidWord(text, start) && !isMidWord(text, end)) found.push({ start, end });
  }
  return found;
}

/** All of a region, and the stretches of it about as long as the quotation that are most like it. */
function stretches(
  text: SearchedText,
  quotation: Quotation,
  { quoted }: Surroundings,
  region: Region,
): TextRange[] {
  const { quote } = quotation;
  const { starts, ends } = text.words;
  const first = firstAt(starts, region.start);
  const after = firstAt(starts, region.end);
  const count = quoted.length;
  const all = toQuotation(text, quote, region);
  if (after - first > MAX_REGION || count > MAX_QUOTED) return [all];
  const found: TextRange[] = [];
  for (let i = first; i < after; i++)
    for (let j = i + Math.max(1, count - 1); j <= Math.min(after, i + count + 2); j++)
      found.push(toQuotation(text, quote, { start: starts[i]!, end: ends[j - 1]! }));
  const like = found
    .map((range) => ({ range, likeness: likeness(text, quotation, range) }))
    .sort((a, b) => b.likeness - a.likeness || a.range.start - b.range.start || a.range.end - b.range.end);
  return [all, ...like.slice(0, MAX_LIKE).map(({ range }) => range)];
}

/** A stretch with the marks at its edges that the quotation has at its own, and no others. */
function toQuotation({ text }: SearchedText, quote: string, { start, end }: TextRange): TextRange {
  const range = { start, end };
  while (range.start < end && text[range.start] !== quote[0] && isMark(text[range.start]!)) range.start++;
  while (range.end > range.start && text[range.end - 1] !== quote.at(-1) && isMark(text[range.end - 1]!))
    range.end--;
  if (isMark(quote[0]!) && text[range.start - 1] === quote[0]) range.start--;
  if (isMark(quote.at(-1)!) && text[range.end] === quote.at(-1)) range.end++;
  return range.start < range.end ? range : { start, end };
}

function isMark(character: string): boolean {
  return !/[\p{L}\p{N}\p{M}\ud800-\udfff]/u.test(character);
}

/** A stretch without the space and the marks at its edges; where it has no words, an empty one. */
function trimmed({ text }: SearchedText, { start, end }: TextRange): TextRange {
  const range = { start, end };
  while (range.end > range.start && isMark(text[range.end - 1]!)) range.end--;
  while (range.start < range.end && isMark(text[range.start]!)) range.start++;
  return range;
}

/** The index of the first word that begins at or after an offset. */
function firstAt(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function judge(text: SearchedText, quotation: Quotation, line: Surroundings, range: TextRange): Place {
  const { start, end } = range;
  const alike = likeness(text, quotation, range);
  const { share, words } = agreement(line, text, range) ?? { share: 0, words: 0 };
  return { start, end, likeness: alike, share, words, score: (alike + 2 * share) / 3 };
}

function likeness(text: SearchedText, { quote }: Quotation, { start, end }: TextRange): number {
  const found = text.text.slice(start, end);
  return 1 - editDistance(quote, found) / Math.max(1, quote.length, found.length);
}

/** The places that overlap no better one, the best first. */
function distinct(places: Place[]): Place[] {
  const sorted = places.sort((a, b) => b.score - a.score || a.start - b.start || a.end - b.end);
  const kept: Place[] = [];
  for (const place of sorted) if (!kept.some((other) => overlaps(other, place))) kept.push(place);
  return kept;
}

export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}
