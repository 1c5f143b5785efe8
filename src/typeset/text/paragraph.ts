import type { Text } from 'hast';
import type { Color, ComputedStyle } from '../style/computed.js';
import { baselineShift } from './baseline.js';
import { embeddingLevels } from './bidi.js';
import { Breakpoints, findBreakpoints, type Level, maxContent, minContent } from './breakpoints.js';
import { type HyphenPoint, hyphenate } from './hyphenate.js';
import { type Lexeme, lexemeOf, makeLexeme } from './lexeme.js';
import type { Inline, LinkTarget, Owner } from './line.js';
import { breakOpportunities, isAddress } from './opportunities.js';
import type { Word } from './shape.js';
import type { TextContext } from './text-context.js';
import type { TextStyle } from './text-style.js';
import { collapse, LINE_SEPARATOR, type Span } from './white-space.js';

/** What all words of an inline have in common. */
export interface Run {
  readonly text: TextStyle;
  readonly owner: Owner;
  readonly link: LinkTarget | undefined;
  readonly node: Text | undefined;
  readonly rise: number;
  readonly color: Color;
  readonly decoration: 'underline' | 'line-through' | undefined;
  /** The line box that it needs, from the paragraph's baseline. */
  readonly above: number;
  readonly below: number;
}

/** What stands between two spaces. */
export interface Whole {
  width: number;
  address: boolean;
}

/** A paragraph is a list of these. Points. */
export type Piece =
  | {
      kind: 'word';
      run: Run;
      level: number;
      width: number;
      lexeme: Lexeme;
      /** Whether a line may end before it though no space stands there: between a word and what follows in another style, ideographs. */
      breakBefore: 'free' | 'hyphen' | 'address' | undefined;
      /** Where its first character stands in the run's node. */
      offset: number;
      /** The word that it is a part of, where that is in several styles or pieces. */
      whole: Whole | undefined;
    }
  | {
      kind: 'space';
      run: Run;
      level: number;
      width: number;
      stretch: number;
      shrink: number;
      /** Whether a line may end here: the space is then dropped. */
      breaks: boolean;
      word: Word;
      offset: number;
    }
  | {
      kind: 'box';
      level: number;
      width: number;
      height: number;
      depth: number;
      content: unknown;
      breakBefore: 'free' | undefined;
    }
  | { kind: 'leader'; run: Run; level: number; word: Word; width: number }
  | { kind: 'mark'; level: number; mark: unknown }
  | { kind: 'break'; level: number };

export type WordPiece = Extract<Piece, { kind: 'word' }>;
export type SpacePiece = Extract<Piece, { kind: 'space' }>;

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
   * Where lines may end: at the text's own breaks (0), with hyphenation (1), anywhere in words wider than `limit` (2). What is given back
   * holds until the breaks of that level are asked for again, of this or any other paragraph.
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

/**
 * Glue. A third of a space may be taken away and a half added, as in TeX for a font without parameters of its own; but in any case a sixth of an
 * em may be added, which is what Computer Modern has: faces with narrow spaces, as Garamonds are, look as even with more of it, and need a third
 * fewer hyphens.
 */
const SPACE_SHRINK = 1 / 3;
const SPACE_STRETCH = 1 / 2;
const LEAST_STRETCH = 1 / 6;
/** CSS's tab-size, in spaces. */
const TAB_SIZE = 8;
/** A longer stretch without a space is shaped in pieces of this many characters, so that the cost of breaking it anywhere stays linear. */
const LONGEST_PIECE = 64;

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

/** A part of a word: a stretch in one style and direction, or something in the midst of it. */
type ChunkItem =
  | { kind: 'text'; start: number; end: number; run: Run; span: Span }
  | { kind: 'piece'; start: number; piece: Extract<Piece, { kind: 'mark' | 'box' | 'leader' }> };

class PieceBuilder {
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
        this.chunk.push({ kind: 'piece', start, piece: { kind: 'leader', run, level, word, width } });
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
        if (code === 0x2028) this.forceBreak(levels?.[i] ?? this.baseLevel);
        else this.addSpace(i, code, run, span);
        i++;
        continue;
      }
      let end = i + 1;
      const level = levels?.[i];
      while (end < span.end && !isSpace(text.charCodeAt(end)) && levels?.[end] === level) end++;
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
      if (piece.kind !== 'space' || piece.run.text.preserves || piece.word.text !== ' ') return;
      pieces.splice(i, 1);
    }
  }

  private addSpace(at: number, code: number, run: Run, span: Span): void {
    const { text: style } = run;
    const level = this.levels?.[at] ?? this.baseLevel;
    const offset = originOf(span, at);
    // Of all spaces only these two are stretched; the others have the width that their name says.
    const stretches = code === 0x20 || code === 0xa0;
    const breaks = style.wraps && code !== 0xa0 && code !== 0x202f && code !== 0x2007;
    const word = this.context.shaper.word(style.shaping, code === 0x09 ? ' ' : String.fromCharCode(code));
    const natural = word.width * style.size;
    let width = natural + style.letterSpacing + (stretches ? style.style.wordSpacing : 0);
    if (code === 0x09) {
      const stop = TAB_SIZE * natural;
      width = stop > 0 ? stop - (this.column % stop) : 0;
    }
    const stretch =
      stretches && !style.preserves ? Math.max(natural * SPACE_STRETCH, style.size * LEAST_STRETCH) : 0;
    const shrink = stretches && !style.preserves ? natural * SPACE_SHRINK : 0;
    this.pieces.push({ kind: 'space', run, level, width, stretch, shrink, breaks, word, offset });
    this.column += width;
  }

  /** Ends a word: makes pieces of what was read of it. */
  private closeChunk(): void {
    const { chunk, pieces, levels } = this;
    if (chunk.length === 0) return;
    this.chunk = [];
    const first = chunk[0]!;
    let texts = 0;
    let simple = true;
    for (const item of chunk) {
      if (item.kind === 'text') texts++;
      else if (item.piece.kind !== 'mark') simple = false;
    }
    // Nearly always: a word in one style, with perhaps a mark before or after it.
    if (simple && texts <= 1) {
      for (const item of chunk) {
        if (item.kind === 'piece') pieces.push(item.piece);
        else if (item.end - item.start > LONGEST_PIECE || levels || !this.addSimpleWord(item))
          this.addJoined([item], item.start);
      }
      return;
    }
    this.addJoined(chunk, first.start);
  }

  /** A word in one style whose breaks, if any, are all within it; false if it has to be divided. */
  private addSimpleWord(item: Extract<ChunkItem, { kind: 'text' }>): boolean {
    const raw = this.text.slice(item.start, item.end);
    const lexeme = lexemeOf(raw, item.run.text, 'ltr', this.context.shaper);
    if (lexeme.divides) return false;
    this.pushWord(item, item.start, lexeme, 0, undefined, undefined);
    return true;
  }

  private pushWord(
    { run, span }: Extract<ChunkItem, { kind: 'text' }>,
    start: number,
    lexeme: Lexeme,
    level: number,
    breakBefore: 'free' | 'hyphen' | 'address' | undefined,
    whole: Whole | undefined,
  ): void {
    const { word } = lexeme;
    const width = word.width * run.text.size + word.spaced * run.text.letterSpacing;
    const offset = originOf(span, start + (lexeme.origins?.[0] ?? 0));
    this.pieces.push({ kind: 'word', run, level, width, lexeme, breakBefore, offset, whole });
    if (whole) whole.width += width;
    this.column += width;
  }

  /** The general case: a word in several styles or directions, with boxes in it, of ideographs, or very long. */
  private addJoined(chunk: readonly ChunkItem[], start: number): void {
    const { text, levels, context } = this;
    const lastItem = chunk.at(-1)!;
    const end =
      lastItem.kind === 'text' ? lastItem.end : lastItem.start + (lastItem.piece.kind === 'mark' ? 0 : 1);
    const joined = text.slice(start, end);
    const firstText = chunk.find((item) => item.kind === 'text');
    const style = firstText?.run.text ?? context.styles.resolve(this.style);
    const opportunities = breakOpportunities(joined, style.shaping.language);
    const at = new Map(opportunities.map((o) => [o.offset, o.kind]));
    const points = joined.includes('\u00ad') ? [] : hyphenationOf(chunk, joined, start);
    const whole: Whole = { width: 0, address: isAddress(joined) };
    let next = 0;
    let nextPoint = 0;
    let before: TextStyle | undefined;
    for (const item of chunk) {
      const from = item.start - start;
      if (item.kind === 'piece') {
        const { piece } = item;
        if (piece.kind === 'box' && at.has(from) && this.style.whiteSpace !== 'nowrap')
          piece.breakBefore = 'free';
        this.pieces.push(piece);
        if (piece.kind !== 'mark') before = undefined;
        continue;
      }
      const { run } = item;
      const to = item.end - start;
      let a = from;
      while (a < to) {
        // Up to the next ideograph, the next style, or as much as is shaped at once.
        let b = Math.min(to, a + LONGEST_PIECE);
        while (b < to && b > a + 1 && /[\p{M}\p{Join_Control}\udc00-\udfff]/u.test(joined[b]!)) b--;
        const own: { offset: number; kind: 'hyphen' | 'address' | 'soft' }[] = [];
        while (next < opportunities.length && opportunities[next]!.offset <= a) next++;
        let k = next;
        for (; k < opportunities.length && opportunities[k]!.offset <= b; k++) {
          const { offset, kind } = opportunities[k]!;
          if (kind === 'free') {
            b = offset;
            break;
          }
          if (offset < b || kind === 'soft') own.push({ offset: offset - a, kind });
        }
        next = k;
        const hyphenation: HyphenPoint[] = [];
        while (nextPoint < points.length && points[nextPoint]!.offset <= a) nextPoint++;
        for (; nextPoint < points.length && points[nextPoint]!.offset <= b; nextPoint++)
          hyphenation.push({ ...points[nextPoint]!, offset: points[nextPoint]!.offset - a });
        const level = levels?.[start + a] ?? this.baseLevel;
        const lexeme = makeLexeme(
          joined.slice(a, b),
          run.text,
          level % 2 === 1 ? 'rtl' : 'ltr',
          context.shaper,
          own,
          hyphenation,
        );
        const kind = at.get(a);
        const mayBreak =
          a > 0 &&
          kind !== undefined &&
          kind !== 'soft' &&
          run.rise === 0 &&
          (run.text.wraps || before?.wraps === true);
        this.pushWord(item, start + a, lexeme, level, mayBreak ? kind : undefined, whole);
        before = run.text;
        a = b;
      }
    }
  }

  private runOf(inline: Extract<Inline, { kind: 'text' }>): Run {
    let run = this.runs.get(inline);
    if (!run) {
      const { style, owner, link, node } = inline;
      const text = this.context.styles.resolve(style);
      const rise = inline.rise ?? baselineShift(style, this.style, this.context);
      run = {
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
      this.runs.set(inline, run);
    }
    return run;
  }
}

/** Where a word in several styles may be hyphenated: as one word, except that what is raised (the call of a note) is no part of it. */
function hyphenationOf(chunk: readonly ChunkItem[], joined: string, start: number): HyphenPoint[] {
  const points: HyphenPoint[] = [];
  let from = 0;
  const close = (to: number, { text: { hyphens, style, hyphenLimits } }: Run) => {
    if (hyphens === 'auto')
      for (const point of hyphenate(joined.slice(from, to), style.lang, hyphenLimits))
        points.push({ ...point, offset: from + point.offset });
    from = to;
  };
  let last: Run | undefined;
  for (const item of chunk) {
    if (item.kind !== 'text') continue;
    if (last && last.rise !== item.run.rise) close(item.start - start, last);
    last = item.run;
  }
  if (last) close(joined.length, last);
  return points;
}

function originOf({ start, inline, origins, shift }: Span, at: number): number {
  const offset = inline.kind === 'text' ? (inline.offset ?? 0) : 0;
  return offset + (origins ? origins[at - start]! : at - start + shift);
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
