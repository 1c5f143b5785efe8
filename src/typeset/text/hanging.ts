import type { ComputedStyle } from '../style/computed.js';

/**
 * Optical margins: by how much of its width a mark stands outside the measure, so that the edge of the text looks
 * straight. Small marks leave a hole in the edge and go out far; wide ones only a little. Fractions of the glyph's
 * width.
 */
export const HANGING: Readonly<Record<string, { start?: number; end?: number }>> = {
  '.': { end: 0.7 },
  ',': { end: 0.7 },
  ';': { end: 0.45 },
  ':': { end: 0.45 },
  '!': { end: 0.2 },
  '?': { end: 0.15 },
  '-': { end: 0.6 },
  '\u00ad': { end: 0.6 },
  '\u2010': { end: 0.6 },
  '\u2013': { end: 0.3 },
  '\u2014': { end: 0.2 },
  '…': { end: 0.2 },
  "'": { start: 0.6, end: 0.6 },
  '"': { start: 0.5, end: 0.5 },
  '‘': { start: 0.6, end: 0.6 },
  '’': { start: 0.6, end: 0.6 },
  '“': { start: 0.5, end: 0.5 },
  '”': { start: 0.5, end: 0.5 },
  '„': { start: 0.5 },
  '‚': { start: 0.6 },
  '«': { start: 0.3, end: 0.3 },
  '»': { start: 0.3, end: 0.3 },
  '‹': { start: 0.4, end: 0.4 },
  '›': { start: 0.4, end: 0.4 },
  '(': { start: 0.15 },
  ')': { end: 0.15 },
  '[': { start: 0.1 },
  ']': { end: 0.1 },
  '、': { end: 0.5 },
  '。': { end: 0.5 },
};

/** Which marks may hang, from CSS's `hanging-punctuation`. */
export interface Hang {
  /** `first`: quotation marks and brackets at the beginning of a line. */
  start: boolean;
  /** `allow-end`, `force-end`: stops, commas, hyphens and dashes at the end of a line. */
  end: boolean;
  /** `last`: closing quotation marks and brackets there too. */
  closing: boolean;
}

/**
 * CSS hangs whole marks, and `first` and `last` on the first and last line only; here they hang by the fractions
 * above and at every line, which is what a book page wants. Undefined for `none`.
 */
export function hangOf(style: ComputedStyle): Hang | undefined {
  const values = style.hangingPunctuation;
  const hang = {
    start: values.includes('first'),
    end: values.includes('allow-end') || values.includes('force-end'),
    closing: values.includes('last'),
  };
  return hang.start || hang.end || hang.closing ? hang : undefined;
}

const CLOSING = /[\p{Pe}\p{Pf}\p{Pi}"']/u;

export function hangsAtStart(character: string, hang: Hang): number {
  return hang.start ? (HANGING[character]?.start ?? 0) : 0;
}

export function hangsAtEnd(character: string, hang: Hang): number {
  return (CLOSING.test(character) ? hang.closing : hang.end) ? (HANGING[character]?.end ?? 0) : 0;
}
