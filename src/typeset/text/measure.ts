import type { ComputedStyle } from '../style/computed.js';
import type { Line } from './line.js';
import type { TextContext } from './text-context.js';

/** What a style's own font says, in points. `ascent` and `descent` (positive) with half-leading: the height of a line. */
export interface TextMetrics {
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
export function fontMetrics(_style: ComputedStyle, _context: TextContext): TextMetrics {
  throw new Error('being written');
}

/** The width of a text set in one line, white space collapsed, nothing hyphenated. Points. */
export function measureText(_text: string, _style: ComputedStyle, _context: TextContext): number {
  throw new Error('being written');
}

/** How far a style's `vertical-align` moves its baseline from its parent's. Points, up is positive. */
export function baselineShift(_style: ComputedStyle, _parent: ComputedStyle, _context: TextContext): number {
  throw new Error('being written');
}

/** The text of a line as it reads: for messages. */
export function lineText(_line: Line): string {
  throw new Error('being written');
}
