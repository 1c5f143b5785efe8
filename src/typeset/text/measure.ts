import type { ComputedStyle } from '../style/computed.js';
import type { Line } from './line.js';
import type { TextContext } from './text-context.js';

/** What a style's own font says. Points. */
interface TextMetrics {
  /** The height of a line above and below its baseline (positive), half-leading included. */
  ascent: number;
  descent: number;
  /** The computed line-height, `normal` resolved. */
  lineHeight: number;
  capHeight: number;
  xHeight: number;
  /** Of a space. */
  space: number;
}

/** The metrics of a style's first font. */
export function fontMetrics(style: ComputedStyle, context: TextContext): TextMetrics {
  const text = context.styles.resolve(style);
  const { above, below, lineHeight, font, size, shaping } = text;
  const scale = size / font.unitsPerEm;
  return {
    ascent: above,
    descent: below,
    lineHeight,
    capHeight: font.capHeight * scale,
    xHeight: font.xHeight * scale,
    space: context.shaper.word(shaping, ' ').width * size,
  };
}

/** How far the ink of a line without letter-spacing reaches to the right, and below its baseline. Points. */
export function inkOf({ fragments }: Line): { right: number; depth: number } {
  let [right, depth] = [0, 0];
  for (const { shaped, x, size, rise } of fragments) {
    const { font, glyphs, advances, xOffsets, yOffsets } = shaped;
    const scale = size / font.unitsPerEm;
    let pen = 0;
    glyphs.forEach((glyph, i) => {
      const ink = font.inkOf(glyph);
      right = Math.max(right, x + (pen + xOffsets[i]! + ink.right) * scale);
      depth = Math.max(depth, (ink.depth - yOffsets[i]!) * scale - rise);
      pen += advances[i]!;
    });
  }
  return { right, depth };
}

/** The text of a line as it reads, in logical order as far as it is left to right: for messages. */
export function lineText(line: Line): string {
  return line.fragments
    .map(({ shaped }) => shaped.text)
    .join('')
    .trimEnd();
}
