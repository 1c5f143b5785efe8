import type { Stood } from '../manuscript/snapshot.js';
import type { TextRange } from './anchored.js';
import { follow, LONG, overlaps } from './follow.js';
import { type Location, locate } from './locate.js';
import { Quotation, type Selector } from './quotation.js';
import type { SearchedText } from './searched-text.js';
import { agreement } from './surroundings.js';

/** What is said of a note's place. */
export interface Placed extends Location {
  /** Where its surroundings stand now, if only the snapshot knows; what stands there may be nothing. */
  was?: TextRange;
  /** Whether what the selector says was not enough, and the snapshot decided. */
  bySnapshot?: true;
}

/** So much of its surroundings around the place that a selector finds leaves no doubt that it is the note's. */
const STANDS = 0.75;

/** … and with this much it may be, where the surroundings stand nowhere else. */
const LIKELY = 0.7;

/** The confidence of what the snapshot found is at most this: the selector would not have. */
const NEVER_SURE = 0.99;

/**
 * Finds the words that a note is about, by its selector and by where it stood last.
 *
 * Where the selector's place has the surroundings that the note had, nothing more is asked. Otherwise these are followed:
 * where they lead to the quotation, or to what it has become, it is there, whatever the selector finds elsewhere; where
 * they stand without it, what the selector finds elsewhere is asked about. Where they lead nowhere, the selector
 * decides, but for a count alone: that counts something else as soon as the text before it changes.
 */
export function place(text: SearchedText, selector: Selector, line: Stood | undefined): Placed {
  const found = locate(text, selector);
  if (!line || line.before + line.after === '' || found.problem === 'empty') return found;
  const { range } = found;
  const folded = range && text.foldedRange(range);
  const share = (folded && agreement(line, text, folded)?.share) ?? 0;
  // Where the words stand a second time, in a sentence that is repeated say, some of them may stand there, too.
  if (folded && share >= STANDS && (share === 1 || found.count === 1)) return found;
  const quotation = new Quotation(selector);
  const followed = follow(text, quotation, line, text.hits(quotation));
  switch (followed.kind) {
    case 'found': {
      if (folded && overlaps(folded, followed.range)) return found;
      const { confidence } = followed;
      return {
        state: 'moved',
        range: text.raw(followed.range),
        confidence: Math.min(NEVER_SURE, confidence),
        candidates: [],
        count: found.count,
        bySnapshot: true,
      };
    }
    case 'gone': {
      const was = rawPlace(text, followed.range);
      if (folded && (overlaps(folded, followed.range) || isWhole(selector, line, found))) return found;
      const candidates = range ? [{ range, confidence: found.confidence / 2 }] : found.candidates;
      const there = { range: was, confidence: followed.likeness / 2 };
      const all = [...candidates, ...(was.end > was.start && followed.likeness > 0 ? [there] : [])];
      if (found.problem) return { ...found, was };
      if (all.length === 0) return { ...found, was };
      const { count } = found;
      return { state: 'ask', confidence: all[0]!.confidence, candidates: all, count, was };
    }
    case 'torn': {
      if (!folded || quotation.hasContext) return found;
      const candidates = followed.places.map(({ range, confidence }) => ({
        range: text.raw(range),
        confidence: Math.min(NEVER_SURE, confidence),
      }));
      return { state: 'ask', confidence: candidates[0]!.confidence, candidates, count: found.count };
    }
    case 'unknown': {
      if (!folded || quotation.hasContext || isLikely(text, selector, line, found, folded)) return found;
      const { count } = found;
      return { state: 'ask', confidence: 1 / count, candidates: [{ range, confidence: 1 / count }], count };
    }
  }
}

/** Whether a quotation stands as written and is too long to stand in two places. A count alone is no reason to think so. */
function isWhole({ occurrence }: Selector, { quoted }: Stood, { state }: Location): boolean {
  return occurrence === undefined && quoted.length >= LONG && (state === 'exact' || state === 'normalised');
}

/**
 * Whether a place that a selector without context finds, and from which most of the surroundings are gone, may be taken
 * nevertheless: its words stood nowhere else before, some of its surroundings are left, or the quotation itself says
 * enough. A count alone does not.
 */
function isLikely(
  text: SearchedText,
  selector: Selector,
  line: Stood,
  found: Location,
  range: TextRange,
): boolean {
  if (selector.occurrence === undefined && !line.elsewhere) return true;
  return isWhole(selector, line, found) || (agreement(line, text, range)?.share ?? 0) >= LIKELY;
}

function rawPlace(text: SearchedText, { start, end }: TextRange): TextRange {
  if (end > start) return text.raw({ start, end });
  const at = text.folded.rawStart(start);
  return { start: at, end: at };
}
