import bidiFactory, { type Bidi } from 'bidi-js';

/**
 * Characters that make a left-to-right paragraph anything else: letters of right-to-left scripts, and the controls of
 * UAX #9.
 */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/;

let bidi: Bidi | undefined;

/**
 * The embedding level of each UTF-16 unit by the Unicode bidirectional algorithm, or undefined where all of it is
 * left to right. Forced breaks are in the text as line separators, so that they do not end the paragraph.
 */
export function embeddingLevels(text: string, direction: 'ltr' | 'rtl'): Uint8Array | undefined {
  if (direction === 'ltr' && !RIGHT_TO_LEFT.test(text)) return undefined;
  // The package's types describe its ES module; Node loads the other one, whose export is the factory.
  bidi ??= (bidiFactory as unknown as () => Bidi)();
  return bidi.getEmbeddingLevels(text, direction).levels;
}

/** Rule L2: puts what has levels into visual order, left to right. Changes the list. */
export function reorder<T>(items: T[], level: (item: T) => number): void {
  let highest = 0;
  let lowestOdd = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const l = level(item);
    highest = Math.max(highest, l);
    if (l % 2 === 1) lowestOdd = Math.min(lowestOdd, l);
  }
  for (let l = highest; l >= lowestOdd; l--)
    for (let i = 0; i < items.length; i++) {
      if (level(items[i]!) < l) continue;
      let end = i + 1;
      while (end < items.length && level(items[end]!) >= l) end++;
      for (let a = i, b = end - 1; a < b; a++, b--) [items[a], items[b]] = [items[b]!, items[a]!];
      i = end;
    }
}
