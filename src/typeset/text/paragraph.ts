import type { ComputedStyle } from '../style/computed.js';
import type { Inline } from './line.js';
import type { TextContext } from './text-context.js';

/** A paragraph shaped and measured, ready to be broken into lines of any width. */
export interface Paragraph {
  readonly style: ComputedStyle;
  /** Points: as wide as it would be without a line break, and as its widest unbreakable piece. For tables and margin boxes. */
  readonly maxContent: number;
  readonly minContent: number;
}

export function prepareParagraph(
  _inlines: readonly Inline[],
  _style: ComputedStyle,
  _context: TextContext,
): Paragraph {
  throw new Error('being written');
}
