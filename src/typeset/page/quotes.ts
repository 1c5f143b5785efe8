import type { ComputedStyle } from '../style/computed.js';

const ENGLISH: [string, string][] = [
  ['“', '”'],
  ['‘', '’'],
];

/** Quotation marks by language, outer and inner, after the Unicode CLDR's delimiters. */
const BY_LANGUAGE: Record<string, [string, string][]> = {
  en: ENGLISH,
  fr: [
    ['«\u202f', '\u202f»'],
    ['“', '”'],
  ],
  de: [
    ['„', '“'],
    ['‚', '‘'],
  ],
  es: [
    ['«', '»'],
    ['“', '”'],
  ],
  it: [
    ['«', '»'],
    ['“', '”'],
  ],
  pt: [
    ['“', '”'],
    ['‘', '’'],
  ],
  ru: [
    ['«', '»'],
    ['„', '“'],
  ],
  pl: [
    ['„', '”'],
    ['«', '»'],
  ],
  el: [
    ['«', '»'],
    ['“', '”'],
  ],
};

/** Counts how deep quotations are nested, and gives the marks for it. */
export class Quotes {
  depth = 0;

  /** The text of `open-quote` and its like. */
  mark(
    kind: 'open-quote' | 'close-quote' | 'no-open-quote' | 'no-close-quote',
    style: ComputedStyle,
  ): string {
    if (kind === 'no-open-quote') this.depth++;
    if (kind === 'no-close-quote') this.depth = Math.max(0, this.depth - 1);
    if (kind === 'no-open-quote' || kind === 'no-close-quote') return '';
    if (kind === 'close-quote') {
      this.depth = Math.max(0, this.depth - 1);
      return pairAt(style, this.depth)[1];
    }
    return pairAt(style, this.depth++)[0];
  }
}

function pairAt({ quotes, lang }: ComputedStyle, depth: number): [string, string] {
  if (quotes === 'none') return ['', ''];
  const pairs = quotes === 'auto' ? (BY_LANGUAGE[lang.toLowerCase().split('-')[0]!] ?? ENGLISH) : quotes;
  return pairs[Math.min(depth, pairs.length - 1)] ?? ['', ''];
}
