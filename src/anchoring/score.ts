import { editDistance } from './align.js';
import type { TextRange } from './anchored.js';
import { contextDistance } from './context-distance.js';
import type { Quotation } from './quotation.js';
import type { SearchedText, Tier } from './searched-text.js';

/** Room for words put into a context, or between it and the quotation, beyond its own length. */
const CONTEXT_SLACK = 64;

/** A stretch of folded text that might be what a quotation has become. */
export interface Scored extends TextRange {
  /** Likeness of the quotation's words and of its context, 0 to 1: edits by length. No context is `undefined`. */
  quote: number;
  context: number | undefined;
  /** Half quotation, half context; the quotation alone where there is no context. */
  score: number;
  /** Characters of the quotation and its context, and the edits in them. */
  length: number;
  edits: number;
  /** The most characters in a row, quotation with context at either side, that are alike but for few edits. */
  evidence: number;
  tier: Tier;
}

/** The most edits, by length, that a stretch may have to count as evidence. */
const EVIDENCE_EDITS = 0.15;

export function score(text: SearchedText, quotation: Quotation, range: TextRange): Scored {
  const { quote, nearPrefix, nearSuffix, cased } = quotation;
  const { start, end } = range;
  const found = text.text.slice(start, end);
  const edits = editDistance(quote, found);
  const quoteScore = Math.max(0, 1 - edits / Math.max(quote.length, found.length));
  const before = text.before(start, nearPrefix.length + CONTEXT_SLACK);
  const after = text.after(end, nearSuffix.length + CONTEXT_SLACK);
  const prefixEdits = contextDistance(reverse(nearPrefix), reverse(before));
  const suffixEdits = contextDistance(nearSuffix, after);
  const { contextLength } = quotation;
  const context =
    contextLength > 0 ? Math.max(0, 1 - (prefixEdits + suffixEdits) / contextLength) : undefined;
  let evidence = 0;
  for (const [length, cost] of [
    [quote.length, edits],
    [quote.length + nearPrefix.length, edits + prefixEdits],
    [quote.length + nearSuffix.length, edits + suffixEdits],
  ] as const)
    if (cost <= length * EVIDENCE_EDITS) evidence = Math.max(evidence, length - cost);
  return {
    start,
    end,
    quote: quoteScore,
    context,
    score: context === undefined ? quoteScore : (quoteScore + context) / 2,
    length: quote.length + contextLength,
    edits: edits + prefixEdits + suffixEdits,
    evidence,
    tier: text.tier(start, end, text.folded.text.startsWith(cased, start)),
  };
}

/** By UTF-16 units: only lengths and equality matter. */
function reverse(text: string): string {
  let reversed = '';
  for (let i = text.length - 1; i >= 0; i--) reversed += text[i];
  return reversed;
}
