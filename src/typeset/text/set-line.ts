import { reorder } from './bidi.js';
import type { Measure } from './break-lines.js';
import { ADDED, type Breakpoints, FORCED, HYPHEN } from './breakpoints.js';
import { endHang, startHang } from './lexeme.js';
import type { Line } from './line.js';
import { type EndSpace, type Item, LineBuilder } from './line-builder.js';
import type { Paragraph } from './paragraph.js';
import type { WordPiece } from './piece.js';
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
  const rtl = paragraph.style.direction === 'rtl';
  const items = itemsOf(paragraph, breaks, from, to);

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
      const letters = lettersOf(items);
      const wanted = ((ratio - LOOSE_RATIO) * stretch) / letters;
      // What cannot be mended so is left as it is, and reported.
      if (wanted <= TRACKING * paragraph.text.size) {
        tracking = wanted;
        ratio = LOOSE_RATIO;
      }
    }
    if (ratio > LOOSE_RATIO || (stretch === 0 && slack > OVERFULL_FUZZ)) bad = 'loose';
  }
  const set =
    natural + ratio * (ratio > 0 ? stretch : shrink) + tracking * lettersOf(tracking > 0 ? items : []);
  const fill = leaders > 0 ? Math.max(0, place.width - set) : 0;
  const width = set + fill;
  const room = place.width - width;
  const flush = align === 'center' ? room / 2 : align === 'right' || (align === 'justify' && rtl) ? room : 0;
  // What is too wide sticks out at the end of the line, wherever it is aligned.
  const x = place.x + (room < 0 ? (rtl ? room : 0) : flush);

  const hang = edgeHang(items, rtl);
  const builder = new LineBuilder(x - hang, ratio, fill / Math.max(1, leaders), place.x + place.width);
  if (tracking > 0) builder.track(tracking, isTracked);
  builder.above = paragraph.text.above;
  builder.below = paragraph.text.below;
  if (paragraph.bidirectional) reorder(items, (item) => item.piece.level);
  for (const item of items) builder.add(item);
  if (to < breaks.count - 1 || paragraph.endsInBreak) {
    const space = endSpace(paragraph, breaks, to, items);
    if (space) builder.addEndSpace(space, rtl ? x - hang : undefined);
  }
  const { marks, boxes, above, below } = builder;
  // As long as it has to be: arrays that grow have room to spare.
  const fragments = builder.fragments.slice();
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
  if (bad) line.bad = bad;
  return line;
}

/** Between how many letters of a line there is a place that may be widened. */
function lettersOf(items: readonly Item[]): number {
  let sum = 0;
  for (const { piece, word } of items)
    if (piece.kind === 'word' && word && isTracked(word)) sum += word.spaced;
  return Math.max(0, sum - 1);
}

function isTracked(word: Word): boolean {
  return word.spaced > 0 && TRACKED.test(word.text);
}

/** What stands on a line, in logical order, without the spaces that vanish at its ends. */
function itemsOf({ pieces, context }: Paragraph, breaks: Breakpoints, from: number, to: number): Item[] {
  const items: Item[] = [];
  const startOffset = breaks.offset[from]!;
  const endOffset = breaks.offset[to]!;
  const first = breaks.nextPiece[from]!;
  const last = breaks.piece[to]!;
  // Marks beside the space that vanished at the last break belong here.
  if (startOffset === 0)
    for (let p = breaks.piece[from]!; p < first; p++)
      if (pieces[p]!.kind === 'mark') items.push({ piece: pieces[p]!, word: undefined, width: 0, offset: 0 });
  for (let p = first; p < last || (p === last && endOffset > 0); p++) {
    const piece = pieces[p]!;
    switch (piece.kind) {
      case 'word': {
        const a = p === first ? startOffset : 0;
        const b = p === last ? endOffset : 0;
        if (a === 0 && b === 0) {
          items.push({ piece, word: piece.lexeme.word, width: piece.width, offset: piece.offset });
        } else {
          const added = b > 0 && (breaks.flags[to]! & ADDED) !== 0;
          const part = partOf(piece, a, b, added, context.shaper);
          if (part) items.push(part);
        }
        break;
      }
      case 'space':
        items.push({ piece, word: piece.word, width: piece.width, offset: piece.offset });
        break;
      case 'box':
      case 'leader':
      case 'mark':
        items.push({ piece, word: undefined, width: piece.kind === 'box' ? piece.width : 0, offset: 0 });
        break;
      case 'break':
        break;
    }
  }
  // Preserved spaces at the end of a line hang: they have been counted in no width.
  for (let i = items.length - 1; i >= 0; i--) {
    const { piece } = items[i]!;
    if (piece.kind === 'mark') continue;
    if (piece.kind !== 'space' || !piece.breaks || i === 0) break;
    items.splice(i, 1);
  }
  return items;
}

/** The part of a word from `a` to `b` (0: its end). Nothing where the break stands at the word's very end. */
function partOf(piece: WordPiece, a: number, b: number, hyphen: boolean, shaper: Shaper): Item | undefined {
  const { lexeme, run } = piece;
  const { size, letterSpacing, shaping } = run.text;
  const text = lexeme.word.text.slice(a, b || undefined);
  if (text === '') return undefined;
  const word = shaper.word(
    shaping,
    hyphen ? text + SOFT_HYPHEN : text,
    piece.level % 2 === 1 ? 'rtl' : 'ltr',
  );
  const width = word.width * size + word.spaced * letterSpacing;
  const { origins } = lexeme;
  const offset = piece.offset + (origins ? origins[a]! - origins[0]! : a);
  return { piece, word, width, offset };
}

/** How far the line's left edge hangs out. */
function edgeHang(items: readonly Item[], rtl: boolean): number {
  const item = rtl ? items.findLast(hasContent) : items.find(hasContent);
  if (item?.piece.kind !== 'word' || !item.word) return 0;
  const { text } = item.piece.run;
  if (!text.hang) return 0;
  return (rtl ? endHang(item.word, text.hang) : startHang(item.word, text.hang)) * text.size;
}

function hasContent({ piece }: Item): boolean {
  return piece.kind !== 'mark';
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
  items: readonly Item[],
): EndSpace | undefined {
  const piece = pieces[breaks.piece[to]!];
  if (breaks.offset[to] === 0 && piece?.kind === 'space')
    return { run: piece.run, word: piece.word, offset: piece.offset };
  if (!(breaks.flags[to]! & FORCED)) return undefined;
  const last = items.findLast((item) => item.piece.kind === 'word');
  if (last?.piece.kind !== 'word') return undefined;
  const { run } = last.piece;
  const offset = last.offset + (last.word?.text.length ?? 0);
  return { run, word: context.shaper.word(run.text.shaping, ' '), offset };
}
