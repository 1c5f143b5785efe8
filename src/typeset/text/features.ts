import type { ComputedStyle } from '../style/computed.js';

const NUMERIC: Readonly<Record<string, string>> = {
  'lining-nums': 'lnum',
  'oldstyle-nums': 'onum',
  'proportional-nums': 'pnum',
  'tabular-nums': 'tnum',
  'diagonal-fractions': 'frac',
  'stacked-fractions': 'afrc',
  ordinal: 'ordn',
  'slashed-zero': 'zero',
};

/** Latin, of which EB Garamond's forms for the language make v of every u, as on stones: a text says itself which it wants. */
const LATIN = /^la(?:-|$)/i;

/**
 * The OpenType features that a style asks for, besides those that are on by themselves, in CSS's order of precedence:
 * kerning and the font-variants first, then letter-spacing (which forbids optional ligatures), font-feature-settings
 * last.
 */
export function featuresOf(style: ComputedStyle): Map<string, number> {
  const features = new Map<string, number>();
  if (LATIN.test(style.lang)) features.set('locl', 0);
  if (style.fontKerning === 'none') features.set('kern', 0);
  if (style.fontVariantLigatures !== 'normal' || style.letterSpacing !== 0)
    for (const tag of ['liga', 'clig']) features.set(tag, 0);
  if (style.fontVariantLigatures === 'none') for (const tag of ['dlig', 'hlig', 'calt']) features.set(tag, 0);
  if (style.fontVariantCaps !== 'normal') features.set('smcp', 1);
  if (style.fontVariantCaps === 'all-small-caps') features.set('c2sc', 1);
  for (const keyword of style.fontVariantNumeric) {
    const tag = NUMERIC[keyword];
    if (tag) features.set(tag, 1);
  }
  for (const [tag, value] of Object.entries(style.fontFeatureSettings))
    if (/^[ -~]{4}$/.test(tag)) features.set(tag, value);
  return features;
}
