import { fold, pointsOf } from './fold.js';

/** What a note says about its place; `exact`, `prefix` and `suffix` of the W3C's TextQuoteSelector, and a count. */
export interface Selector {
  quote: string;
  prefix?: string;
  suffix?: string;
  /** From 1. */
  occurrence?: number;
}

/** How much of a longer prefix or suffix is looked at. */
const MAX_CONTEXT = 1000;

/** … and how much where it does not stand as written. */
const MAX_NEAR_CONTEXT = 128;

/** A selector, folded. Without `cased`, everything is in lower case. */
export class Quotation {
  readonly cased: string;
  /** Its points and vowel signs, of which it is folded. */
  readonly points: string;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  /** The part of the context that is compared where it does not stand as written. */
  readonly nearPrefix: string;
  readonly nearSuffix: string;
  /** Prefix, quotation and suffix as they would stand in the text, and where the quotation is in it. */
  readonly whole: string;
  readonly part: { from: number; to: number };

  constructor(selector: Selector) {
    const { quote, prefix = '', suffix = '' } = selector;
    const folded = fold(quote);
    this.cased = folded.text;
    this.quote = folded.lower;
    this.points = pointsOf(quote);
    this.prefix = fold(prefix).lower.slice(-MAX_CONTEXT);
    this.suffix = fold(suffix).lower.slice(0, MAX_CONTEXT);
    this.nearPrefix = this.prefix.slice(-MAX_NEAR_CONTEXT);
    this.nearSuffix = this.suffix.slice(0, MAX_NEAR_CONTEXT);
    const before = this.prefix !== '' && (/\s$/.test(prefix) || /^\s/.test(quote)) ? ' ' : '';
    const after = this.suffix !== '' && (/\s$/.test(quote) || /^\s/.test(suffix)) ? ' ' : '';
    const from = this.nearPrefix.length + before.length;
    this.part = { from, to: from + this.quote.length };
    this.whole = this.nearPrefix + before + this.quote + after + this.nearSuffix;
  }

  get hasContext(): boolean {
    return this.prefix !== '' || this.suffix !== '';
  }

  /** How many characters of context are compared. */
  get contextLength(): number {
    return this.nearPrefix.length + this.nearSuffix.length;
  }
}
