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

/** The text of a line as it reads, in logical order as far as it is left to right: for messages. */
export function lineText(line: Line): string {
  return line.fragments
    .map(({ shaped }) => shaped.text)
    .join('')
    .trimEnd();
}
