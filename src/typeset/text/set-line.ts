import { reorder } from './bidi.js';
import type { Measure } from './break-lines.js';
import { ADDED, type Breakpoints, EMERGENCY_PENALTY, FORCED, HYPHEN } from './breakpoints.js';
import { endHang, startHang } from './lexeme.js';
import type { Fragment, Line } from './line.js';
import { type Cut, type EndSpace, LineBuilder } from './line-builder.js';
import { isAddress } from './opportunities.js';
import type { Paragraph } from './paragraph.js';
import type { Piece, WordPiece } from './piece.js';
import { type Shaper, SOFT_HYPHEN, type Word } from './shape.js';

export interface Alignment {
  lines: 'left' | 'right' | 'center' | 'justify';
  /** Of the last line, and of one before a forced break. */
  last: 'left' | 'right' | 'center' | 'justify';
}

/**
 * TeX's \hbadness: a line of more than this badness is loose to the eye (its spaces are more than twice their width).
 */
const LOOSE_BADNESS = 1000;
const LOOSE_RATIO = Math.cbrt(LOOSE_BADNESS / 100);
/** Where spaces would be about an em wide, as beside an address that fits no line, a line that ends short is the lesser evil. */
const RAGGED_RATIO = 4.5;
/**
 * How far the letters of a line that would be loose are spaced, in ems: what microtype widens glyphs by (2%) and nobody
 * sees. More shows beside lines without it.
 */
const TRACKING = 0.02;
/** Alphabets whose letters stand apart: others are joined, or carried by a line that would be cut. */
const TRACKED =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]+$/u;
/** TeX's \hfuzz: what sticks out by less cannot be seen. Points. */
const OVERFULL_FUZZ = 0.1;

/** Makes the line between two breaks, aligned and justified in its place. */
export function setLine(
  paragraph: Paragraph,
  breaks: Breakpoints,
  from: number,
  to: number,
  place: Measure,
  alignment: Alignment,
): Line {
  const forced = (breaks.flags[to]! & FORCED) !== 0;
  const align = forced ? alignment.last : alignment.lines;
  const { pieces, bidirectional } = paragraph;
  const rtl = paragraph.style.direction === 'rtl';
  const content = contentOf(paragraph, breaks, from, to);

  // What hangs out at either end is in no width.
  const natural = breaks.endWidth[to]! - breaks.startWidth[from]!;
  const stretch = breaks.endStretch[to]! - breaks.startStretch[from]!;
  const shrink = breaks.endShrink[to]! - breaks.startShrink[from]!;
  const leaders = breaks.leaders[to]! - breaks.leaders[from]!;
  const slack = place.width - natural;
  let ratio = 0;
  let tracking = 0;
  let bad: Line['bad'];
  if (slack < 0) {
    // A last line may be squeezed too; ragged text is not.
    if (alignment.lines === 'justify' && shrink > 0) ratio = Math.max(-1, slack / shrink);
    if (slack - ratio * shrink < -OVERFULL_FUZZ) bad = 'overfull';
  } else if (align === 'justify' && leaders === 0) {
    if (stretch > 0) ratio = slack / stretch;
    if (ratio > LOOSE_RATIO) {
      const letters = lettersOf(content, pieces);
      const wanted = ((ratio - LOOSE_RATIO) * stretch) / letters;
      // What cannot be mended so is reported.
      if (wanted <= TRACKING * paragraph.text.size) {
        tracking = wanted;
        ratio = LOOSE_RATIO;
      }
    }
    // A line of pictures is as long as they are: nothing in it stands apart.
    const isLoose = ratio > LOOSE_RATIO || (stretch === 0 && slack > OVERFULL_FUZZ);
    if (isLoose && holdsWords(content, pieces)) bad = 'loose';
    if (ratio > RAGGED_RATIO && !forced) ratio = 0;
  }
  const set =
    natural +
    ratio * (ratio > 0 ? stretch : shrink) +
    tracking * (tracking > 0 ? lettersOf(content, pieces) : 0);
  const fill = leaders > 0 ? Math.max(0, place.width - set) : 0;
  const width = set + fill;
  const room = place.width - width;
  const flush = align === 'center' ? room / 2 : align === 'right' || (align === 'justify' && rtl) ? room : 0;
  // What is too wide sticks out at the end of the line, wherever it is aligned.
  const x = place.x + (room < 0 ? (rtl ? room : 0) : flush);

  const hang = edgeHang(content, pieces, rtl);
  const builder = new LineBuilder(
    x - hang,
    ratio,
    fill / Math.max(1, leaders),
    place.x + place.width,
    content.count,
  );
  if (tracking > 0) builder.track(tracking, isTracked);
  builder.above = paragraph.text.above;
  builder.below = paragraph.text.below;
  const order = bidirectional ? inVisualOrder(content, pieces) : content.pieces;
  /** By fragment of a line that holds right-to-left text: the piece that it is of. */
  const origins: number[] = [];
  for (let n = 0; n < content.count; n++) {
    const number = order[n]!;
    builder.add(pieces[number]!, content.cuts.get(number));
    if (bidirectional) while (origins.length < builder.size) origins.push(number);
  }
  if (to < breaks.count - 1 || paragraph.endsInBreak) {
    const space = endSpace(paragraph, breaks, to, content);
    if (space) builder.addEndSpace(space, rtl ? x - hang : undefined);
  }
  const { marks, boxes, above, below } = builder;
  const fragments = bidirectional ? inReadingOrder(builder.fragments, origins) : builder.fragments;
  const hyphenated = (breaks.flags[to]! & HYPHEN) !== 0;
  const line: Line = {
    fragments,
    marks,
    boxes,
    x,
    width,
    ascent: above,
    descent: below,
    hyphenated,
    ratio,
  };
  bad ??= isCut(paragraph, breaks, to) ? 'cut' : undefined;
  if (bad) line.bad = bad;
  return line;
}

/**
 * Whether a line ends within a word, without a hyphen. `overflow-wrap: anywhere`, addresses and blanks to be filled in take
 * no harm from that; `break-word` is for what cannot be helped.
 */
function isCut({ pieces, style }: Paragraph, breaks: Breakpoints, to: number): boolean {
  if (breaks.penalty[to] !== EMERGENCY_PENALTY || style.overflowWrap !== 'break-word') return false;
  const piece = pieces[breaks.piece[to]!];
  if (piece?.kind !== 'word') return false;
  const { text } = piece.join?.whole ?? piece.lexeme.word;
  return /[\p{L}\p{N}]/u.test(text) && !isAddress(text);
}

/** Between how many letters of a line there is a place that may be widened. */
function lettersOf({ count, pieces: numbers, cuts }: LineContent, pieces: readonly Piece[]): number {
  let sum = 0;
  for (let n = 0; n < count; n++) {
    const piece = pieces[numbers[n]!]!;
    if (piece.kind !== 'word') continue;
    const word = cuts.get(numbers[n]!)?.word ?? piece.lexeme.word;
    if (isTracked(word)) sum += word.spaced;
  }
  return Math.max(0, sum - 1);
}

function holdsWords({ count, pieces: numbers }: LineContent, pieces: readonly Piece[]): boolean {
  for (let n = 0; n < count; n++) if (pieces[numbers[n]!]!.kind === 'word') return true;
  return false;
}

function isTracked(word: Word): boolean {
  return word.spaced > 0 && TRACKED.test(word.text);
}

/** What stands on a line, in logical order. */
class LineContent {
  count = 0;
  /** The pieces, by their numbers. */
  pieces = new Int32Array(64);
  /** What of a piece stands here, where a break divides it. */
  readonly cuts = new Map<number, Cut>();

  clear(): void {
    this.count = 0;
    if (this.cuts.size > 0) this.cuts.clear();
  }

  push(piece: number): void {
    if (this.count === this.pieces.length) {
      const grown = new Int32Array(this.count * 2);
      grown.set(this.pieces);
      this.pieces = grown;
    }
    this.pieces[this.count++] = piece;
  }

  /** Takes out the nth. */
  remove(n: number): void {
    this.pieces.copyWithin(n, n + 1, this.count);
    this.count--;
  }
}

/** Used for one line after another. */
const lineContent = new LineContent();

/** What stands on a line, without the spaces that vanish at its ends: good until the next line is asked for. */
function contentOf(
  { pieces, context }: Paragraph,
  breaks: Breakpoints,
  from: number,
  to: number,
): LineContent {
  const content = lineContent;
  content.clear();
  const startOffset = breaks.offset[from]!;
  const endOffset = breaks.offset[to]!;
  const first = breaks.nextPiece[from]!;
  const last = breaks.piece[to]!;
  // Marks beside the space that vanished at the last break belong here.
  if (startOffset === 0)
    for (let p = breaks.piece[from]!; p < first; p++) if (pieces[p]!.kind === 'mark') content.push(p);
  for (let p = first; p < last || (p === last && endOffset > 0); p++) {
    const piece = pieces[p]!;
    if (piece.kind === 'break') continue;
    const a = p === first ? startOffset : 0;
    const b = p === last ? endOffset : 0;
    if (piece.kind === 'word' && (a > 0 || b > 0)) {
      const added = b > 0 && (breaks.flags[to]! & ADDED) !== 0;
      const cut = cutOf(piece, a, b, added, context.shaper);
      if (!cut) continue;
      content.cuts.set(p, cut);
    }
    content.push(p);
  }
  // Preserved spaces at the end of a line hang: they have been counted in no width.
  for (let n = content.count - 1; n > 0; n--) {
    const piece = pieces[content.pieces[n]!]!;
    if (piece.kind === 'mark') continue;
    if (piece.kind !== 'space' || !piece.space.breaks) break;
    content.remove(n);
  }
  return content;
}

function inVisualOrder({ count, pieces: numbers }: LineContent, pieces: readonly Piece[]): number[] {
  const order = [...numbers.subarray(0, count)];
  reorder(order, (p) => pieces[p]!.level);
  return order;
}

/**
 * Fragments in the order in which they are read, from that in which they stand. What is of no piece, the space at the
 * end, comes last.
 */
function inReadingOrder(fragments: readonly Fragment[], origins: readonly number[]): Fragment[] {
  const numbers = fragments.map((_, n) => n);
  const origin = (n: number) => origins[n] ?? Number.MAX_SAFE_INTEGER;
  const offset = (n: number) => fragments[n]!.offset ?? 0;
  return numbers.sort((a, b) => origin(a) - origin(b) || offset(a) - offset(b)).map((n) => fragments[n]!);
}

/** The part of a word from `a` to `b` (0: its end). Nothing where the break stands at the word's very end. */
function cutOf(piece: WordPiece, a: number, b: number, hyphen: boolean, shaper: Shaper): Cut | undefined {
  const { lexeme, run } = piece;
  const text = lexeme.word.text.slice(a, b || undefined);
  if (text === '') return undefined;
  const word = shaper.word(
    run.text.shaping,
    hyphen ? text + SOFT_HYPHEN : text,
    piece.level % 2 === 1 ? 'rtl' : 'ltr',
  );
  const { origins } = lexeme;
  const offset = piece.offset + (origins ? origins[a]! - origins[0]! : a);
  return { word, offset };
}

/** How far the line's left edge hangs out. */
function edgeHang(
  { count, pieces: numbers, cuts }: LineContent,
  pieces: readonly Piece[],
  rtl: boolean,
): number {
  let n = rtl ? count - 1 : 0;
  while (n >= 0 && n < count && pieces[numbers[n]!]!.kind === 'mark') n += rtl ? -1 : 1;
  const piece = n >= 0 && n < count ? pieces[numbers[n]!] : undefined;
  if (piece?.kind !== 'word') return 0;
  const { hang, size } = piece.run.text;
  if (!hang) return 0;
  const cut = cuts.get(numbers[n]!);
  if (rtl) return endHang(cut?.word ?? piece.lexeme.word, hang) * size;
  return (cut ? startHang(cut.word, hang) : piece.lexeme.startHang) * size;
}

/**
 * The space that stands past the end of a line so that its words do not run into the next line's when they are copied
 * or read aloud: the one that the break took away, or a new one where a forced break stands. None after a hyphen or
 * dash.
 */
function endSpace(
  { pieces, context }: Paragraph,
  breaks: Breakpoints,
  to: number,
  { count, pieces: numbers, cuts }: LineContent,
): EndSpace | undefined {
  const next = pieces[breaks.piece[to]!];
  if (breaks.offset[to] === 0 && next?.kind === 'space')
    return { run: next.run, word: next.space.word, offset: next.offset };
  if (!(breaks.flags[to]! & FORCED)) return undefined;
  for (let n = count - 1; n >= 0; n--) {
    const piece = pieces[numbers[n]!]!;
    if (piece.kind !== 'word') continue;
    const { word, offset } = cuts.get(numbers[n]!) ?? { word: piece.lexeme.word, offset: piece.offset };
    const { run } = piece;
    return { run, word: context.shaper.word(run.text.shaping, ' '), offset: offset + word.text.length };
  }
  return undefined;
}
