import type { ComputedStyle } from '../style/computed.js';
import { type HyphenPoint, hyphenate } from './hyphenate.js';
import { type Lexeme, makeLexeme } from './lexeme.js';
import { type BreakOpportunity, breakOpportunities } from './opportunities.js';
import type { Join, Piece, Run, Whole, WordPiece } from './piece.js';
import { SOFT_HYPHEN } from './shape.js';
import type { TextContext } from './text-context.js';
import type { TextStyle } from './text-style.js';
import type { Span } from './white-space.js';

/**
 * What stands between two spaces, as it is read: stretches of text in one style and direction, and what stands in
 * their midst.
 */
export type ChunkItem =
  | ChunkText
  | { kind: 'piece'; start: number; piece: Extract<Piece, { kind: 'mark' | 'box' | 'leader' }> };

export interface ChunkText {
  kind: 'text';
  /** In the paragraph's text. */
  start: number;
  end: number;
  run: Run;
  span: Span;
}

/**
 * A longer stretch without a space is shaped in pieces of this many characters, so that the cost of breaking it
 * anywhere stays linear.
 */
export const LONGEST_PIECE = 64;

/** A word in its style as a piece. */
export function wordPiece(
  run: Run,
  span: Span,
  start: number,
  lexeme: Lexeme,
  level: number,
  join: Join | undefined,
): WordPiece {
  const { word } = lexeme;
  const width = word.width * run.text.size + word.spaced * run.text.letterSpacing;
  const offset = originOf(span, start + (lexeme.origins?.[0] ?? 0));
  return { kind: 'word', run, level, width, lexeme, offset, join };
}

/** Scripts that are written without spaces, so that lines are justified between characters or words. */
const SPREADS =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff01-\uff60]/u;
/**
 * The stretch between two such characters, in ems: a line counts as loose where they stand more than the quarter em
 * apart that JLREQ (3.8.3) allows.
 */
const JOINT_STRETCH = 1 / 8;

/** The general case of a word: in several styles or directions, with boxes in it, of ideographs, or very long. */
export function dividedChunk(
  chunk: readonly ChunkItem[],
  text: string,
  levels: Uint8Array | undefined,
  baseLevel: number,
  paragraph: ComputedStyle,
  context: TextContext,
): Piece[] {
  const pieces: Piece[] = [];
  const { start } = chunk[0]!;
  const joined = text.slice(start, endOf(chunk.at(-1)!));
  const first = chunk.find((item) => item.kind === 'text');
  const style = first?.run.text ?? context.styles.resolve(paragraph);
  const opportunities = breakOpportunities(joined, style.shaping.language);
  const kinds = new Map(opportunities.map(({ offset, kind }) => [offset, kind]));
  const stretches = new Stretches(joined, opportunities, hyphenationOf(chunk, joined, start));
  const whole: Whole = { width: 0, text: joined };
  let before: TextStyle | undefined;
  for (const item of chunk) {
    const from = item.start - start;
    if (item.kind === 'piece') {
      const { piece } = item;
      if (piece.kind === 'box' && kinds.has(from) && paragraph.whiteSpace !== 'nowrap')
        piece.breakBefore = 'free';
      pieces.push(piece);
      if (piece.kind !== 'mark') before = undefined;
      continue;
    }
    const { run } = item;
    for (let a = from; a < item.end - start; ) {
      const { end, opportunities: own, hyphenation } = stretches.next(a, item.end - start);
      const level = levels?.[start + a] ?? baseLevel;
      const direction = level % 2 === 1 ? 'rtl' : 'ltr';
      const lexeme = makeLexeme(joined.slice(a, end), run.text, direction, context.shaper, own, hyphenation);
      const kind = kinds.get(a);
      // Never before a note's call, and not within what does not wrap.
      const breaks = a > 0 && run.rise === 0 && (run.text.wraps || before?.wraps === true);
      const breakBefore = breaks && kind !== 'soft' && kind !== 'repeated' ? kind : undefined;
      const stretch =
        breakBefore === 'free' && SPREADS.test(lexeme.word.text) ? run.text.size * JOINT_STRETCH : 0;
      const piece = wordPiece(run, item.span, start + a, lexeme, level, { breakBefore, stretch, whole });
      whole.width += piece.width;
      pieces.push(piece);
      before = run.text;
      a = end;
    }
  }
  return pieces;
}

function endOf(item: ChunkItem): number {
  if (item.kind === 'text') return item.end;
  return item.start + (item.piece.kind === 'mark' ? 0 : 1);
}

/** Divides a chunk's text into what is shaped at once, front to back. */
class Stretches {
  private opportunity = 0;
  private point = 0;

  constructor(
    private readonly text: string,
    private readonly opportunities: readonly BreakOpportunity[],
    private readonly points: readonly HyphenPoint[],
  ) {}

  /**
   * The stretch that begins at `a`: up to the next ideograph, or `limit`, or as much as is shaped at once; offsets
   * from `a`.
   */
  next(
    a: number,
    limit: number,
  ): { end: number; opportunities: BreakOpportunity[]; hyphenation: HyphenPoint[] } {
    const { text } = this;
    let end = Math.min(limit, a + LONGEST_PIECE);
    while (end < limit && end > a + 1 && CONTINUES.test(text[end]!)) end--;
    const opportunities: BreakOpportunity[] = [];
    while ((this.opportunities[this.opportunity]?.offset ?? Number.POSITIVE_INFINITY) <= a)
      this.opportunity++;
    for (let k = this.opportunity; k < this.opportunities.length; k++) {
      const { offset, kind } = this.opportunities[k]!;
      if (offset > end) break;
      if (kind === 'free') {
        end = offset;
        break;
      }
      // A hyphen that is added between two stretches belongs to the first; any other break there is made before the second.
      if (offset < end || kind === 'soft' || kind === 'repeated')
        opportunities.push({ offset: offset - a, kind });
    }
    const hyphenation: HyphenPoint[] = [];
    while ((this.points[this.point]?.offset ?? Number.POSITIVE_INFINITY) <= a) this.point++;
    for (let k = this.point; k < this.points.length && this.points[k]!.offset <= end; k++)
      hyphenation.push({ ...this.points[k]!, offset: this.points[k]!.offset - a });
    return { end, opportunities, hyphenation };
  }
}

/** What cannot begin a stretch: marks, and the second half of a character. */
const CONTINUES = /[\p{M}\p{Join_Control}\udc00-\udfff]/u;

/**
 * Where a word in several styles may be hyphenated: as one word, except that what is raised (the call of a note) is
 * no part of it.
 */
function hyphenationOf(chunk: readonly ChunkItem[], joined: string, start: number): HyphenPoint[] {
  const points: HyphenPoint[] = [];
  // Where the text says itself how it is to be hyphenated, nothing is added.
  if (joined.includes(SOFT_HYPHEN)) return points;
  let from = 0;
  const close = (to: number, { text: { hyphens, style, hyphenLimits } }: Run) => {
    if (hyphens !== 'none')
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

/** Where a character of the paragraph's text stands in its node. */
export function originOf({ start, inline, origins, shift }: Span, at: number): number {
  const offset = inline.kind === 'text' ? (inline.offset ?? 0) : 0;
  return offset + (origins ? origins[at - start]! : at - start + shift);
}
