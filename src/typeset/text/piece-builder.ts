import type { ComputedStyle } from '../style/computed.js';
import { baselineShift } from './baseline.js';
import { type ChunkItem, dividedChunk, LONGEST_PIECE, originOf, wordPiece } from './chunk.js';
import { clings } from './clinging.js';
import { DIGIT, kindOf, LETTER } from './letters.js';
import { lexemeOf } from './lexeme.js';
import type { Inline } from './line.js';
import type { Piece, Run, Space } from './piece.js';
import type { Shaper } from './shape.js';
import type { TextContext } from './text-context.js';
import type { TextStyle } from './text-style.js';
import { LINE_SEPARATOR, type Span } from './white-space.js';

/**
 * Glue. A third of a space may be taken away and a half added, as in TeX for a font without parameters of its own;
 * but in any case a sixth of an em may be added, which is what Computer Modern has: faces with narrow spaces, as
 * Garamonds are, look as even with more of it, and need a third fewer hyphens.
 */
const SPACE_SHRINK = 1 / 3;
const SPACE_STRETCH = 1 / 2;
const LEAST_STRETCH = 1 / 6;
/** CSS's tab-size, in spaces. */
const TAB_SIZE = 8;

/** Reads a paragraph's text span by span and makes pieces of it: words, spaces, and what else there is. */
export class PieceBuilder {
  readonly pieces: Piece[] = [];
  /** What has been read of the present word: text between two spaces, in any number of styles. */
  private chunk: ChunkItem[] = [];
  private readonly runs = new Map<Inline, Run>();
  /** Points since the last forced break, for tabs. */
  private column = 0;

  constructor(
    private readonly text: string,
    private readonly levels: Uint8Array | undefined,
    private readonly baseLevel: number,
    private readonly style: ComputedStyle,
    private readonly context: TextContext,
  ) {}

  add(span: Span): void {
    const { inline, start } = span;
    const level = this.levels?.[start] ?? this.baseLevel;
    switch (inline.kind) {
      case 'text':
        this.addText(span, this.runOf(inline));
        break;
      case 'mark':
        this.chunk.push({ kind: 'piece', start, piece: { kind: 'mark', level, mark: inline.mark } });
        break;
      case 'break':
        this.forceBreak(level);
        break;
      case 'box': {
        const { width, height, depth, content } = inline;
        const piece = { kind: 'box', level, width, height, depth, content, breakBefore: undefined } as const;
        this.chunk.push({ kind: 'piece', start, piece });
        break;
      }
      case 'leader': {
        const run = this.runOf({ ...inline, kind: 'text' });
        const word = this.context.shaper.word(run.text.shaping, inline.text);
        const width = word.width * run.text.size;
        // As a tab does (UAX #9, L1), it runs with the paragraph, whatever it stands beside.
        const piece = { kind: 'leader', run, level: this.baseLevel, word, width } as const;
        this.chunk.push({ kind: 'piece', start, piece });
        break;
      }
    }
  }

  /** Ends the paragraph; says whether a forced break stood last. */
  finish(): boolean {
    this.closeChunk();
    this.dropTrailingSpaces();
    let last = this.pieces.length - 1;
    while (last >= 0 && this.pieces[last]!.kind === 'mark') last--;
    if (last < 0 || this.pieces[last]!.kind !== 'break') return false;
    this.pieces.splice(last, 1);
    return true;
  }

  private addText(span: Span, run: Run): void {
    const { text, levels } = this;
    let i = span.start;
    while (i < span.end) {
      const code = text.charCodeAt(i);
      if (isSpace(code)) {
        this.closeChunk();
        if (code === LINE_SEPARATOR_CODE) this.forceBreak(levels?.[i] ?? this.baseLevel);
        else this.addSpace(i, code, run, span);
        i++;
        continue;
      }
      let end = i + 1;
      const level = levels?.[i];
      while (end < span.end && !isSpace(text.charCodeAt(end)) && levels?.[end] === level) end++;
      // Nearly always: a word in one style between two spaces.
      const isWhole = !levels && end < span.end && this.chunk.length === 0;
      if (!isWhole || !this.addSimpleWord(i, end, run, span))
        this.chunk.push({ kind: 'text', start: i, end, run, span });
      i = end;
    }
  }

  private forceBreak(level: number): void {
    this.closeChunk();
    this.dropTrailingSpaces();
    this.pieces.push({ kind: 'break', level });
    this.column = 0;
  }

  /** Collapsible spaces at the end of a line go. */
  private dropTrailingSpaces(): void {
    const { pieces } = this;
    for (let i = pieces.length - 1; i >= 0; i--) {
      const piece = pieces[i]!;
      if (piece.kind === 'mark') continue;
      if (piece.kind !== 'space' || piece.run.text.preserves || piece.space.word.text !== ' ') return;
      pieces.splice(i, 1);
    }
  }

  private addSpace(at: number, code: number, run: Run, span: Span): void {
    const level = this.levels?.[at] ?? this.baseLevel;
    const space = this.spaceAt(at, code, run.text);
    this.pieces.push({ kind: 'space', run, level, space, offset: originOf(span, at) });
    this.column += space.width;
  }

  private spaceAt(at: number, code: number, style: TextStyle): Space {
    const { shaper } = this.context;
    if (code === 0x20) style.space ??= makeSpace(code, style, shaper);
    const space =
      code === 0x20 ? style.space! : code === 0x09 ? this.tab(style) : makeSpace(code, style, shaper);
    if (!space.breaks) return space;
    if (isInner(this.text, at)) return { ...space, breaks: false };
    return clings(this.text, at, style.clinging) ? { ...space, clings: true } : space;
  }

  /** The space up to the next tab stop. */
  private tab(style: TextStyle): Space {
    const word = this.context.shaper.word(style.shaping, ' ');
    const stop = TAB_SIZE * word.width * style.size;
    const width = stop > 0 ? stop - (this.column % stop) : 0;
    return { word, width, stretch: 0, shrink: 0, breaks: style.wraps, clings: false };
  }

  /** Ends a word: makes pieces of what was read of it. */
  private closeChunk(): void {
    const { chunk, pieces, levels } = this;
    if (chunk.length === 0) return;
    this.chunk = [];
    let texts = 0;
    let simple = true;
    for (const item of chunk) {
      if (item.kind === 'text') texts++;
      else if (item.piece.kind !== 'mark') simple = false;
    }
    // A word in one style, with perhaps a mark before or after it.
    if (simple && texts <= 1) {
      for (const item of chunk) {
        if (item.kind === 'piece') pieces.push(item.piece);
        else if (levels || !this.addSimpleWord(item.start, item.end, item.run, item.span))
          this.addDivided([item]);
      }
      return;
    }
    this.addDivided(chunk);
  }

  /** A word in one style whose breaks, if any, are all within it; false if it has to be divided. */
  private addSimpleWord(start: number, end: number, run: Run, span: Span): boolean {
    if (end - start > LONGEST_PIECE) return false;
    const lexeme = lexemeOf(this.text.slice(start, end), run.text, 'ltr', this.context.shaper);
    if (lexeme.divides) return false;
    const piece = wordPiece(run, span, start, lexeme, 0, undefined);
    this.pieces.push(piece);
    this.column += piece.width;
    return true;
  }

  private addDivided(chunk: readonly ChunkItem[]): void {
    const { text, levels, baseLevel, style, context } = this;
    for (const piece of dividedChunk(chunk, text, levels, baseLevel, style, context)) {
      this.pieces.push(piece);
      if (piece.kind === 'word' || piece.kind === 'box') this.column += piece.width;
    }
  }

  private runOf(inline: TextInline): Run {
    let run = this.runs.get(inline);
    if (!run) {
      run = makeRun(inline, this.style, this.context);
      this.runs.set(inline, run);
    }
    return run;
  }
}

type TextInline = Extract<Inline, { kind: 'text' }>;

/** @param paragraph the style of the paragraph that the inline stands in */
export function makeRun(inline: TextInline, paragraph: ComputedStyle, context: TextContext): Run {
  const { style, owner, link, node } = inline;
  const text = context.styles.resolve(style);
  const rise = inline.rise ?? baselineShift(style, paragraph, context);
  return {
    inline,
    text,
    owner,
    link,
    node,
    rise,
    color: style.color,
    decoration: style.textDecoration === 'none' ? undefined : style.textDecoration,
    above: text.above + rise,
    below: text.below - rise,
  };
}

/** A space of the width that its character says. */
function makeSpace(code: number, style: TextStyle, shaper: Shaper): Space {
  const word = shaper.word(style.shaping, String.fromCharCode(code));
  const natural = word.width * style.size;
  // Of all spaces only these two are stretched; the others have the width that their name says.
  const stretches = code === 0x20 || code === 0xa0;
  const glue = stretches && !style.preserves;
  return {
    word,
    width: natural + style.letterSpacing + (stretches ? style.style.wordSpacing : 0),
    stretch: glue ? Math.max(natural * SPACE_STRETCH, style.size * LEAST_STRETCH) : 0,
    shrink: glue ? natural * SPACE_SHRINK : 0,
    breaks: style.wraps && code !== 0xa0 && code !== 0x202f && code !== 0x2007,
    clings: false,
  };
}

/**
 * Whether a space stands before a mark that closes, or after one that opens, as in French: « oui » ; no line ends there.
 * A mark that a letter follows (or, after the space, precedes) is another: German quotations are »so«.
 *
 * @param at of the space, in UTF-16 units
 */
function isInner(text: string, at: number): boolean {
  const after = text.charCodeAt(at + 1);
  if (isSpacedMark(after) && !isWordLike(text.charCodeAt(at + 2))) return true;
  return text.charCodeAt(at - 1) === 0xab && (at === 1 || !isWordLike(text.charCodeAt(at - 2)));
}

/** One of ! % : ; ? » */
function isSpacedMark(code: number): boolean {
  return code === 0x21 || code === 0x25 || code === 0x3a || code === 0x3b || code === 0x3f || code === 0xbb;
}

function isWordLike(code: number): boolean {
  return (kindOf(code) & (LETTER | DIGIT)) !== 0;
}

const LINE_SEPARATOR_CODE = LINE_SEPARATOR.charCodeAt(0);

/** White space that ends a word: all of Unicode's, breaking or not, and what stands for a forced break. */
function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || code === 0x09;
  if (code < 0x1680) return code === 0xa0;
  return (
    (code >= 0x2000 && code <= 0x200a) ||
    code === LINE_SEPARATOR_CODE ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0x1680
  );
}
