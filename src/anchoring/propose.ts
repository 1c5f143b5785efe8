import { bandFor, fit } from './align.js';
import type { TextRange } from './anchored.js';
import type { Quotation } from './quotation.js';
import { MAX_SCANNED, scan } from './scan.js';
import { type Scored, score } from './score.js';
import type { Hit, SearchedText } from './searched-text.js';
import { otherEnds, otherStarts } from './words.js';

/** Edits by length up to which a short quotation is looked for by its own letters. */
const SCAN_ERRORS = 0.35;

/**
 * How many places are scored that seeds lead to, and how many more where the words stand, or something like them:
 * what is there when seeds of the context do not lead to it is to be asked about.
 */
const MAX_SEEDED = 8;
const MAX_UNSEEDED = 5;

/** How many words a place is widened or narrowed by at most. */
const MAX_STEPS = 6;

/** The places that a quotation may have come to, none overlapping another, the least edited first. */
export function proposals(text: SearchedText, quotation: Quotation, hits: Hit[]): Scored[] {
  return distinct(ranges(text, quotation, hits).map((range) => score(text, quotation, range)));
}

/** Places in any order, some perhaps twice. */
function ranges(text: SearchedText, quotation: Quotation, hits: Hit[]): TextRange[] {
  const { quote, whole, part } = quotation;
  const standing = hits.slice(0, MAX_UNSEEDED);
  const found: TextRange[] = [...standing, ...standing.flatMap((hit) => text.wholeWords(hit) ?? [])];
  const propose = (pattern: string, of: { from: number; to: number }, expected: number) => {
    const range = fit(pattern, of, text.text, expected);
    const words = range && text.wholeWords(range);
    if (words) found.push(words);
  };
  const apart = bandFor(whole.length) / 2;
  const looked: number[] = [];
  for (const diagonal of text.seeds.diagonals(whole, MAX_SEEDED)) {
    if (looked.some((other) => Math.abs(other - diagonal) < apart)) continue;
    looked.push(diagonal);
    propose(whole, part, diagonal);
  }
  if (hits.length === 0 && quote.length <= MAX_SCANNED)
    for (const end of scan(text.text, quote, Math.floor(quote.length * SCAN_ERRORS), MAX_UNSEEDED))
      propose(quote, { from: 0, to: quote.length }, end - quote.length);
  return found;
}

/** The places that do not overlap a better one, the least edited first; case and whole words break ties, then the text's order. */
function distinct(places: Scored[]): Scored[] {
  const sorted = places.sort(
    (a, b) => a.edits - b.edits || a.tier - b.tier || a.start - b.start || a.end - b.end,
  );
  const kept: Scored[] = [];
  for (const place of sorted)
    if (!kept.some((other) => other.start < place.end && place.start < other.end)) kept.push(place);
  return kept;
}

/** The stretch around a place that fits best: a word that was replaced at its edge is no part of an alignment. */
export function refine(text: SearchedText, quotation: Quotation, place: Scored): Scored {
  let best = place;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { start, end } = best;
    const neighbours = [
      ...otherEnds(text.text, end).map((other) => ({ start, end: other })),
      ...otherStarts(text.text, start).map((other) => ({ start: other, end })),
    ];
    const better = neighbours
      .filter((range) => range.start < range.end && text.isInOneZone(range))
      .map((range) => score(text, quotation, range))
      .reduce((a, b) => (b.edits < a.edits ? b : a), best);
    if (better === best) break;
    best = better;
  }
  return best;
}
