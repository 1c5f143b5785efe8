import type { AnchorState, Candidate, TextRange } from './anchored.js';
import { proposals, refine } from './propose.js';
import { Quotation, type Selector } from './quotation.js';
import { type Scored, score } from './score.js';
import { bestTier, type Hit, type SearchedText } from './searched-text.js';

/** A candidate that stands as written has a number: the `occurrence` that would mean it. */
interface Place extends Candidate {
  occurrence?: number;
}

/** Where a quotation's words are, or why that cannot be said. Ranges are UTF-16 offsets in the reading's text. */
export interface Location {
  state: AnchorState;
  range?: TextRange;
  /** 0 to 1. */
  confidence: number;
  /** What it might be, best first (in the text's order where there is a `problem`); for `ask` only. */
  candidates: Place[];
  /**
   * What is wrong with the selector itself: it has no words; it fits several places equally; there are not as many
   * places as its `occurrence` says.
   */
  problem?: 'empty' | 'ambiguous' | 'occurrence';
  /** How many places its words stand at, in the sense in which `occurrence` counts. */
  count: number;
}

/*
 * The thresholds. Measured by test/anchoring/calibration.ts; `npm run calibrate` prints what each choice costs.
 */

/** A place is taken from this score on. Lower, and words that were replaced are taken for words that were edited. */
const ACCEPT = 0.7;

/** … if the context is this much alike. Lower, and a phrase that stands elsewhere too is taken for a deleted one. */
const ACCEPT_CONTEXT = 0.6;

/** … and the quotation this much: less is other words in the same place. */
const ACCEPT_QUOTE = 0.4;

/**
 * … and so many more characters of quotation and context are alike than are not, each edit counted twice. Less, and
 * a sentence that shares a phrase and some words around it (a heading, a title) is taken for a deleted one.
 */
const ACCEPT_AGREEMENT = 50;

/**
 * Where less context than this is stored, each edit counts four times, and fewer characters do: a few common words
 * stand in many places, and so do the phrases that everybody uses after them.
 */
const SHORT_CONTEXT = 40;
const ACCEPT_SHORT_AGREEMENT = 30;

/**
 * Characters in a row, nearly unedited, that can only be one place, whatever is around them. Shorter, and of two
 * sentences that differ by a word one would be taken for the other once that is deleted.
 */
const SELF_EVIDENT = 100;

/** By how much less the best place must have been edited than the second. Nearer, and which is meant is a guess. */
const MARGIN = 6;

/** Places that score less are not worth showing. */
const WORTH_ASKING = 0.5;

/**
 * Shorter quotations (with their context) are asked about where they begin or end within a word, or stand in another
 * case; without context, quotations in another case always are.
 */
const LEAST_LOOSE = 32;

/** The confidence of a place where not all is as written is at most this. */
const NEVER_SURE = 0.99;

/** How many candidates are given back. */
const MAX_CANDIDATES = 5;

/** How many places an ambiguous quotation lists. */
const MAX_PLACES = 20;

/**
 * Finds the words that a selector means. A pure function of the text and the selector.
 *
 * Words that stand as written, in their context, are found by a plain search. Failing that, places are proposed
 * (where the words stand without their context; where pieces of them and of their context stand; where something
 * like them stands) and scored, half by the words, half by the context.
 */
export function locate(text: SearchedText, selector: Selector): Location {
  const quotation = new Quotation(selector);
  if (quotation.quote === '')
    return { state: 'orphan', confidence: 0, candidates: [], problem: 'empty', count: 0 };
  const hits = text.hits(quotation);
  const counted = bestTier(hits);
  return (
    asWritten(text, selector, quotation, hits, counted) ?? asEdited(text, selector, quotation, hits, counted)
  );
}

/** The one place where words stand as quoted, in their context; undefined where there is none, or more than one. */
export function standing(text: SearchedText, selector: Selector): TextRange | undefined {
  const quotation = new Quotation(selector);
  const hits = quotation.quote === '' ? [] : text.hits(quotation);
  return asWritten(text, selector, quotation, hits, bestTier(hits))?.range;
}

/** The place where words and context stand as they do in the selector; undefined where there is none. */
function asWritten(
  text: SearchedText,
  selector: Selector,
  quotation: Quotation,
  hits: Hit[],
  counted: Hit[],
): Location | undefined {
  const { occurrence } = selector;
  const fitting = quotation.hasContext ? hits.filter((hit) => text.inContext(quotation, hit)) : hits;
  const pool = bestTier(fitting);
  if (pool.length === 0) return undefined;
  const found = (hit: Hit, state: AnchorState): Location => ({
    state,
    range: text.raw(hit),
    confidence: state === 'moved' ? NEVER_SURE : 1,
    candidates: [],
    count: counted.length,
  });
  const here = (hit: Hit) => found(hit, isVerbatim(text, selector, quotation, hit) ? 'exact' : 'normalised');
  if (occurrence !== undefined) {
    const meant = counted[occurrence - 1];
    if (meant && fitting.includes(meant)) return here(meant);
    if (!quotation.hasContext) return unclear(text, counted, counted, 'occurrence');
    if (pool.length === 1) return found(pool[0]!, 'moved');
  } else if (pool.length === 1) {
    if (!isOwnHit(quotation, pool[0]!)) return ask(text, [score(text, quotation, pool[0]!)], counted.length);
    return here(pool[0]!);
  }
  return unclear(text, pool, counted, 'ambiguous');
}

/**
 * Whether the only place where words stand can be trusted although it has them as parts of words or in another case.
 * What was quoted may be gone, and this be a title, a sentence's beginning, another form of the word.
 */
function isOwnHit({ quote, prefix, suffix, hasContext }: Quotation, { tier }: Hit): boolean {
  const length = quote.length + prefix.length + suffix.length;
  if (tier === 0 || length >= SELF_EVIDENT) return true;
  return length >= LEAST_LOOSE && (tier === 2 || hasContext);
}

/** The places that a selector does not tell apart, or that are fewer than it says. */
function unclear(
  text: SearchedText,
  places: readonly TextRange[],
  counted: readonly Hit[],
  problem: 'ambiguous' | 'occurrence',
): Location {
  const confidence = 1 / Math.max(1, places.length);
  const candidates = places.slice(0, MAX_PLACES).map((place): Place => {
    const occurrence = counted.findIndex((hit) => hit.start === place.start) + 1;
    return { range: text.raw(place), confidence, ...(occurrence > 0 && { occurrence }) };
  });
  return { state: 'ask', confidence: 0, candidates, problem, count: counted.length };
}

/** Whether words and context stand as written but for white space. */
function isVerbatim(text: SearchedText, selector: Selector, quotation: Quotation, hit: Hit): boolean {
  const { quote, prefix = '', suffix = '' } = selector;
  const around = text.inContext(quotation, hit)!;
  const [outer, inner] = [text.raw(around), text.raw(hit)];
  const { reading } = text;
  return (
    squeeze(reading.text.slice(inner.start, inner.end)) === squeeze(quote) &&
    squeeze(reading.text.slice(outer.start, inner.start)) === (quotation.prefix && squeeze(prefix)) &&
    squeeze(reading.text.slice(inner.end, outer.end)) === (quotation.suffix && squeeze(suffix))
  );
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The place that words and context have most likely moved to, or what it might be. */
function asEdited(
  text: SearchedText,
  selector: Selector,
  quotation: Quotation,
  hits: Hit[],
  counted: Hit[],
): Location {
  const count = counted.length;
  const scored = proposals(text, quotation, hits);
  const likeliest = scored.find((place) => isAcceptable(quotation, place));
  const best = likeliest && refine(text, quotation, likeliest);
  if (best && !(quotation.hasContext && isDeleted(text, quotation, best))) {
    const rivals = scored.filter((place) => place !== likeliest && place.edits < best.edits + MARGIN);
    const meant = selector.occurrence === undefined ? undefined : counted[selector.occurrence - 1];
    const counts = [best, ...rivals].find((place) => place.start === meant?.start);
    if (rivals.length === 0 || (counts && isAcceptable(quotation, counts))) {
      const place = rivals.length === 0 ? best : counts!;
      return {
        state: 'moved',
        range: text.raw(place),
        confidence: Math.min(NEVER_SURE, place.score),
        candidates: [],
        count,
      };
    }
    const equal = [best, ...rivals.filter((place) => place.edits === best.edits)];
    if (equal.length > 1 && equal.every((place) => place.quote === 1))
      return unclear(
        text,
        equal.sort((a, b) => a.start - b.start),
        counted,
        'ambiguous',
      );
  }
  const asked = scored
    .filter((place) => place.score >= WORTH_ASKING)
    .slice(0, MAX_CANDIDATES)
    .map((place) => refine(text, quotation, place))
    .sort((a, b) => b.score - a.score);
  if (asked.length === 0)
    return { state: 'orphan', confidence: scored[0]?.score ?? 0, candidates: [], count };
  return ask(text, asked, count);
}

function isAcceptable(quotation: Quotation, place: Scored): boolean {
  if (place.quote < ACCEPT_QUOTE) return false;
  if (place.evidence >= SELF_EVIDENT) return true;
  if (place.context === undefined || place.context < ACCEPT_CONTEXT || place.score < ACCEPT) return false;
  return quotation.contextLength < SHORT_CONTEXT
    ? place.length - 4 * place.edits >= ACCEPT_SHORT_AGREEMENT
    : place.length - 2 * place.edits >= ACCEPT_AGREEMENT;
}

/** Whether the context fits as well with nothing in between: the quotation was deleted, and what is like it was beside it. */
function isDeleted(text: SearchedText, quotation: Quotation, place: Scored): boolean {
  return [place.start, place.end].some(
    (at) => score(text, quotation, { start: at, end: at }).edits < place.edits + MARGIN,
  );
}

/** Places of which none is good enough, best first. */
function ask(text: SearchedText, places: Scored[], count: number): Location {
  const candidates = places.map((place) => ({
    range: text.raw(place),
    confidence: Math.min(NEVER_SURE, place.score),
  }));
  return { state: 'ask', confidence: candidates[0]!.confidence, candidates, count };
}
