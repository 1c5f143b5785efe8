import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { ComputedStyle } from '../style/computed.js';
import {
  baselineShift,
  breakLines,
  fontMetrics,
  inkOf,
  type LineOptions,
  type Paragraph,
  prepareParagraph,
  type TextContext,
  type TextRecord,
} from '../text/index.js';
import type { Inline, Line } from '../text/line.js';
import type { PageNumbers, ParagraphBox, Piece } from './box.js';
import { afterFirstLine, inFirstLine } from './first-line.js';
import { imageSize } from './image-size.js';
import { resolveLength } from './page-geometry.js';

/** So many lines more than an initial letter is deep may stand beside what sticks out of it below. */
const MOST_BELOW = 3;

/** A paragraph's lines, and the letter that stands out of the first of them, with how many stand beside it. */
export interface SetParagraph {
  lines: Line[];
  initial?: { line: Line; x: number; drop: number; lines: number };
}

/** The room that an image in a line may take. Points. */
export interface Room {
  width: number;
  height: number;
}

/** Between a drop capital and the text beside it, as a share of the text's size. */
const INITIAL_GAP = 0.12;

/**
 * Turns paragraphs into lines. What does not depend on pages is broken once for each width and kept, so that setting
 * the book again when page numbers are known costs little.
 */
export class LineSetter {
  constructor(
    readonly context: TextContext,
    private readonly pages: PageNumbers,
    /** What is known of paragraphs from another run, and noted for the next. */
    private readonly record?: TextRecord,
    private readonly kept = new Map<ParagraphBox, { width: number; set: SetParagraph }[]>(),
  ) {}

  get diagnostics(): readonly Diagnostic[] {
    return this.context.diagnostics;
  }

  /** The same lines so far, with what is now known of pages. */
  with(pages: PageNumbers): LineSetter {
    return new LineSetter(this.context, pages, this.record, this.kept);
  }

  paragraph(box: ParagraphBox, room: Room): SetParagraph {
    const kept = this.kept.get(box);
    const found = kept?.find(({ width }) => width === room.width);
    if (found) return found.set;
    const set = this.set(box, room);
    if (!box.pieces.some(({ kind }) => kind === 'deferred')) {
      const entry = { width: room.width, set };
      if (kept) kept.push(entry);
      else this.kept.set(box, [entry]);
    }
    return set;
  }

  /** Pieces in one line of their own, such as a list item's marker; undefined where they show nothing. */
  single(pieces: readonly Piece[], style: ComputedStyle): Line | undefined {
    const paragraph = this.prepare(pieces, {
      ...style,
      textAlign: 'left',
      textIndent: 0,
      whiteSpace: 'nowrap',
    });
    return breakLines(paragraph, { measure: Number.MAX_SAFE_INTEGER, indent: 0 })[0];
  }

  /** The widths that a paragraph may have: its longest word's, and that of all of it in a line. */
  extent(box: ParagraphBox, room: Room): { min: number; max: number } {
    const paragraph = this.prepare(box.pieces, box.style, room);
    return { min: paragraph.minContent, max: paragraph.maxContent };
  }

  /** Text that no paragraph holds, such as a margin box's. */
  inlines(inlines: readonly Inline[], style: ComputedStyle, width: number): Line[] {
    return breakLines(prepareParagraph(inlines, style, this.context), { measure: width });
  }

  inlineExtent(inlines: readonly Inline[], style: ComputedStyle): { min: number; max: number } {
    const { minContent, maxContent } = prepareParagraph(inlines, style, this.context);
    return { min: minContent, max: maxContent };
  }

  leading(style: ComputedStyle): number {
    return fontMetrics(style, this.context).lineHeight;
  }

  private set(box: ParagraphBox, room: Room): SetParagraph {
    const { initial } = box;
    if (!initial) return { lines: this.lines(box, box.pieces, room, { measure: room.width }) };
    const text = fontMetrics(box.style, this.context);
    const letter = fontMetrics(initial.style, this.context);
    const rise = text.lineHeight * (initial.size - 1) + text.capHeight;
    const fontSize = (initial.style.fontSize * rise) / Math.max(1, letter.capHeight);
    const style = { ...initial.style, fontSize, lineHeight: fontSize, initialLetter: undefined };
    const line = this.single([{ ...initial.inline, style } as Piece], style);
    const sink = Math.max(1, initial.sink);
    const width = (line?.width ?? 0) + text.lineHeight * INITIAL_GAP;
    const plain = (): SetParagraph => {
      const pieces = [initial.plain, ...box.pieces];
      return { lines: this.lines(box, pieces, room, { measure: room.width }) };
    };
    if (!line || width > room.width / 2) return plain();
    const rtl = box.style.direction === 'rtl';
    const beside = (taken: number) => ({ x: rtl ? 0 : taken, width: room.width - taken });
    // Lines into whose letters a Q, a Ç or a Щ would reach stand beside it, too, and beside what sticks out of it there.
    const ink = inkOf(line);
    const lines = sink - 1 + Math.ceil((ink.depth + text.capHeight) / text.lineHeight);
    // There may be no end of them where lines lie one upon the other.
    if (!(lines <= sink + MOST_BELOW)) return plain();
    const below = Math.max(width, ink.right + text.lineHeight * INITIAL_GAP);
    const places = Array.from({ length: lines }, (_, i) => beside(i < sink ? width : below));
    const measure = [...places, { x: 0, width: room.width }];
    const set = this.lines(box, box.pieces, room, { measure, indent: 0 });
    // A letter that is deeper than its paragraph would stand in the way of the next one.
    if (set.length < lines) return plain();
    const drop = text.lineHeight * (sink - 1);
    return { lines: set, initial: { line, x: rtl ? room.width - line.width : 0, drop, lines } };
  }

  /** The lines of a paragraph's pieces, the first of them in its own style. */
  private lines(
    { style, firstLine }: ParagraphBox,
    pieces: readonly Piece[],
    room: Room,
    options: LineOptions,
  ): Line[] {
    const inlines = this.resolve(pieces, style, room);
    const inOwn = (content: readonly Inline[], own: LineOptions) =>
      this.record?.lines(content, style, own) ??
      breakLines(prepareParagraph(content, style, this.context), own);
    if (!firstLine) return inOwn(inlines, options);
    const lines = inOwn(inFirstLine(inlines, style, firstLine), options);
    if (lines.length < 2) return lines;
    const rest = afterFirstLine(inlines, lines);
    if (!rest) return inOwn(inlines, options);
    const { measure } = options;
    const below = typeof measure === 'number' || measure.length < 2 ? measure : measure.slice(1);
    return [lines[0]!, ...inOwn(rest, { measure: below, indent: this.indentBelow(style, room) })];
  }

  /** All lines but the first are indented where `text-indent` hangs. */
  private indentBelow({ textIndent, textIndentHanging }: ComputedStyle, room: Room): number {
    return textIndentHanging ? resolveLength(textIndent, room.width) : 0;
  }

  private prepare(pieces: readonly Piece[], style: ComputedStyle, room?: Room): Paragraph {
    return prepareParagraph(this.resolve(pieces, style, room), style, this.context);
  }

  private resolve(
    pieces: readonly Piece[],
    style: ComputedStyle,
    room: Room = { width: 1000, height: 1000 },
  ): readonly Inline[] {
    if (!pieces.some(({ kind }) => kind === 'deferred' || kind === 'image'))
      return pieces as readonly Inline[];
    // On the first line, too, a picture stands within the measure.
    const indent = Math.max(0, resolveLength(style.textIndent, room.width));
    const roomOfImages = { ...room, width: Math.max(0, room.width - indent) };
    return pieces.flatMap((piece): Inline | Inline[] => {
      if (piece.kind === 'deferred') return piece.resolve(this.pages);
      if (piece.kind !== 'image') return piece;
      const { width, height } = imageSize(piece.image, piece.style, roomOfImages);
      const rise = this.rise(piece.style, height, style);
      return { kind: 'box', width, height: height + rise, depth: -rise, content: piece };
    });
  }

  /** How far an image of a height stands above the baseline of the paragraph (`vertical-align`). */
  private rise(style: ComputedStyle, height: number, paragraph: ComputedStyle): number {
    const { ascent, descent, xHeight } = fontMetrics(paragraph, this.context);
    switch (style.verticalAlign) {
      case 'top':
        return ascent - height;
      case 'middle':
        return (xHeight - height) / 2;
      case 'bottom':
        return -descent;
      default:
        return baselineShift(style, paragraph, this.context);
    }
  }
}
