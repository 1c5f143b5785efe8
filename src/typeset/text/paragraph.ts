import type { ComputedStyle } from '../style/computed.js';
import { embeddingLevels } from './bidi.js';
import { Breakpoints, findBreakpoints, type Level, maxContent, minContent } from './breakpoints.js';
import type { Inline } from './line.js';
import type { Piece } from './piece.js';
import { PieceBuilder } from './piece-builder.js';
import type { TextContext } from './text-context.js';
import type { TextStyle } from './text-style.js';
import { collapse } from './white-space.js';

/** One set of columns for each level, so that a book of paragraphs takes no more room than its longest. */
const columns = [new Breakpoints(), new Breakpoints(), new Breakpoints()] as const;

/** A paragraph shaped and measured, ready to be broken into lines of any width. */
export class Paragraph {
  constructor(
    readonly style: ComputedStyle,
    /** Of the paragraph itself: its strut. */
    readonly text: TextStyle,
    readonly pieces: readonly Piece[],
    /** Whether anything in it is not simply left to right. */
    readonly bidirectional: boolean,
    /** Whether a forced break stands at the end: it makes no line, but the last line is not the end of a text. */
    readonly endsInBreak: boolean,
    readonly context: TextContext,
  ) {}

  /**
   * Where lines may end: at the text's own breaks (0), with hyphenation (1), anywhere in words wider than `limit`
   * (2). What is given back holds until the breaks of that level are asked for again, of this or any other paragraph.
   */
  breakpoints(level: Level, limit = Number.POSITIVE_INFINITY): Breakpoints {
    return findBreakpoints(this.pieces, level, limit, columns[level]);
  }

  /** Points: as wide as it would be with forced breaks only. For tables and margin boxes. */
  get maxContent(): number {
    return maxContent(this.breakpoints(0));
  }

  /** As wide as its widest piece that cannot be broken, words hyphenated. */
  get minContent(): number {
    return minContent(this.breakpoints(1));
  }
}

/** Shapes the items of a paragraph. What is white space, and where lines may end, follows CSS Text 3. */
export function prepareParagraph(
  inlines: readonly Inline[],
  style: ComputedStyle,
  context: TextContext,
): Paragraph {
  const collapsed = collapse(inlines);
  const levels = embeddingLevels(collapsed.text, style.direction);
  const builder = new PieceBuilder(collapsed.text, levels, style.direction === 'rtl' ? 1 : 0, style, context);
  for (const span of collapsed.spans) builder.add(span);
  const endsInBreak = builder.finish();
  return new Paragraph(
    style,
    context.styles.resolve(style),
    builder.pieces,
    levels !== undefined,
    endsInBreak,
    context,
  );
}
