import type { Font } from '../typeset/text/font.js';

/**
 * Codes of glyphs in content streams (CIDs). Every pair of glyph and text has one of its own, so that a hyphen at a
 * line's end can read as U+00AD, and small capitals as the capitals or the small letters that they were.
 *
 * Which code a pair has is decided by font, glyph and text alone: `glyph + kind × glyphs of the font`, where the kind
 * is that of the text. So a page that is drawn stays as it is whatever other pages show; numbers in the order of first
 * use would change all pages that follow a new letter. Pairs that want the same code are rare (one glyph with two texts
 * of a kind): the second one in order gets a free code of its own, see `displaced`.
 */
export interface GlyphUse {
  code: number;
  glyph: number;
  text: string;
}

/** What stands for a later glyph of a cluster, for who does not see that its ActualText is empty: nothing to see. */
export const NOTHING = '\u200b';

/** Codes have two bytes. */
const CODES = 0x10000;

/** The code that a pair of glyph and text has, unless another pair comes before it. Never 0, which is .notdef. */
export function preferredCode(font: Font, glyph: number, text: string): number {
  return (glyph + kindOf(font, glyph, text) * font.glyphCount) % CODES || CODES - 1;
}

/** 0 for the character that the font shows by this glyph; the others part texts that one glyph is likely to have. */
function kindOf(font: Font, glyph: number, text: string): number {
  if (text === '\u00ad') return 1;
  if (text === NOTHING) return 2;
  const codePoint = text.codePointAt(0)!;
  if (text.length > (codePoint > 0xffff ? 2 : 1)) return 3;
  // A character that stands for another one (no-break space, U+2010) has the same glyph as that.
  const usual = text.normalize('NFKC') === text && codePoint !== 0x2010;
  if (usual && glyph !== 0 && font.glyphOf(codePoint) === glyph) return 0;
  return /\p{Lu}/u.test(text) ? 4 : 5;
}

export function pairKey(glyph: number, text: string): string {
  return `${glyph} ${text}`;
}

/**
 * The codes of pairs that do not get the one that they prefer, by `pairKey`, for all pairs that a book shows in a font:
 * of those that want the same, the first keeps it (by glyph, then by text), the others take free ones from the end.
 *
 * @param uses with the codes that they prefer
 */
export function displaced(font: Font, uses: readonly GlyphUse[]): Map<string, number> {
  if (new Set(uses.map(({ code }) => code)).size === uses.length) return new Map();
  const pairs = new Map(uses.map((use) => [pairKey(use.glyph, use.text), use]));
  const sorted = [...pairs.values()].sort((a, b) => a.glyph - b.glyph || (a.text < b.text ? -1 : 1));
  const taken = new Set<number>();
  const without: GlyphUse[] = [];
  for (const use of sorted) {
    const code = preferredCode(font, use.glyph, use.text);
    if (taken.has(code)) without.push(use);
    else taken.add(code);
  }
  const codes = new Map<string, number>();
  let free = CODES - 1;
  for (const { glyph, text } of without) {
    while (taken.has(free)) free--;
    taken.add(free);
    codes.set(pairKey(glyph, text), free);
  }
  return codes;
}
