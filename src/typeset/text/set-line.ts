import type { Text } from 'hast';
import type { Color } from '../style/computed.js';
import { reorder } from './bidi.js';
import type { Measure } from './break-lines.js';
import { ADDED, type Breakpoints, FORCED, HYPHEN } from './breakpoints.js';
import { endHang, startHang } from './lexeme.js';
import type { Fragment, Line, LineBox, LineMark, LinkTarget, Owner, Shaped } from './line.js';
import type { Paragraph, Piece, Run, SpacePiece, WordPiece } from './paragraph.js';
import { type Shaper, SOFT_HYPHEN, type Word } from './shape.js';

export interface Alignment {
  lines: 'left' | 'right' | 'center' | 'justify';
  /** Of the last line, and of one before a forced break. */
  last: 'left' | 'right' | 'center' | 'justify';
}

/** TeX's \hbadness: a line of more than this badness is loose to the eye (its spaces are more than twice their width). */
const LOOSE_BADNESS = 1000;
const LOOSE_RATIO = Math.cbrt(LOOSE_BADNESS / 100);
/** TeX's \hfuzz: what sticks out by less cannot be seen. Points. */
const OVERFULL_FUZZ = 0.1;

/**
 * A word or space at its place. A book has millions of these, so each is as small as can be: where it stands is one of its line's places, and
 * what the words of a run have in common is looked up in the run. (A copy by spreading would lose all that.)
 */
class WordFragment implements Fragment {
  constructor(
    readonly shaped: Shaped,
    private readonly places: Float64Array,
    private readonly index: number,
    private readonly run: Run,
    readonly offset: number,
  ) {}

  get x(): number {
    return this.places[this.index]!;
  }
  get width(): number {
    return this.places[this.index + 1]! - this.places[this.index]!;
  }
  get size(): number {
    return this.run.text.size;
  }
  get rise(): number {
    return this.run.rise;
  }
  get color(): Color {
    return this.run.color;
  }
  get letterSpacing(): number {
    return this.run.text.letterSpacing;
  }
  get decoration(): 'underline' | 'line-through' | undefined {
    return this.run.decoration;
  }
  get owner(): Owner {
    return this.run.owner;
  }
  get link(): LinkTarget | undefined {
    return this.run.link;
  }
  get node(): Text | undefined {
    return this.run.node;
  }
}

/**
 * Where fragments begin and end, for many lines in one array: the end of one is mostly the beginning of the next, and numbers in an array take
 * a third of what they take in objects.
 */
class Places {
  values = new Float64Array(PLACES);
  private count = 0;

  /** Notes where a fragment begins and ends; gives the index of the former, the latter comes next. */
  add(begin: number, end: number): number {
    if (this.count + 2 > this.values.length) {
      this.values = new Float64Array(PLACES);
      this.count = 0;
    }
    if (this.count === 0 || this.values[this.count - 1] !== begin) this.values[this.count++] = begin;
    this.values[this.count++] = end;
    return this.count - 2;
  }
}

/** Places in one array: a few pages of lines, which live and die together. */
const PLACES = 4096;
const places = new Places();

/** A run at another size: capitals that stand in for small ones. */
function scaled(run: Run, scale: number): Run {
  if (scale === 1) return run;
  let small = smaller.get(run);
  if (!small) {
    small = { ...run, text: { ...run.text, size: run.text.size * scale } };
    smaller.set(run, small);
  }
  return small;
}
const smaller = new WeakMap<Run, Run>();

/** A piece on its line: what of a word stands there, and how wide it is before justification. */
interface Item {
  piece: Piece;
  word: Word | undefined;
  width: number;
  offset: number;
}

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
  let bad: Line['bad'];
  if (slack < 0) {
    // A last line may be squeezed too; ragged text is not.
    if (alignment.lines === 'justify' && shrink > 0) ratio = Math.max(-1, slack / shrink);
    if (slack - ratio * shrink < -OVERFULL_FUZZ) bad = 'overfull';
  } else if (align === 'justify' && leaders === 0) {
    if (stretch > 0) ratio = slack / stretch;
    if (ratio > LOOSE_RATIO || (stretch === 0 && slack > OVERFULL_FUZZ)) bad = 'loose';
  }
  const set = natural + ratio * (ratio > 0 ? stretch : shrink);
  const fill = leaders > 0 ? Math.max(0, place.width - set) : 0;
  const width = set + fill;
  const room = place.width - width;
  const flush = align === 'center' ? room / 2 : align === 'right' || (align === 'justify' && rtl) ? room : 0;
  // What is too wide sticks out at the end of the line, wherever it is aligned.
  const x = place.x + (room < 0 ? (rtl ? room : 0) : flush);

  const hang = edgeHang(items, rtl);
  const builder = new LineBuilder(x - hang, ratio, fill / Math.max(1, leaders), place.x + place.width);
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
 * The space that stands past the end of a line so that its words do not run into the next line's when they are copied or read
 * aloud: the one that the break took away, or a new one where a forced break stands. None after a hyphen or dash.
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

interface EndSpace {
  run: Run;
  word: Word;
  offset: number;
}

/** Puts pieces side by side, left to right. */
class LineBuilder {
  readonly fragments: Fragment[] = [];
  marks: LineMark[] = NO_MARKS;
  boxes: LineBox[] = NO_BOXES;
  above = 0;
  below = 0;
  private run: Run | undefined;

  /**
   * @param x where the line begins
   * @param fill width of each leader
   * @param edge where leaders are aligned: the right edge of all lines
   */
  constructor(
    private x: number,
    private readonly ratio: number,
    private readonly fill: number,
    private readonly edge: number,
  ) {}

  add({ piece, word, width, offset }: Item): void {
    switch (piece.kind) {
      case 'word':
        this.addWord(word!, piece.run, offset, piece.level % 2 === 1);
        break;
      case 'space':
        this.addSpace(piece, width, offset);
        break;
      case 'box': {
        const { height, depth, content } = piece;
        if (this.boxes === NO_BOXES) this.boxes = [];
        this.boxes.push({ content, x: this.x, width, height, depth });
        this.above = Math.max(this.above, height);
        this.below = Math.max(this.below, depth);
        this.x += width;
        break;
      }
      case 'leader':
        this.addLeader(piece);
        break;
      case 'mark':
        if (this.marks === NO_MARKS) this.marks = [];
        this.marks.push({ mark: piece.mark, x: this.x });
        break;
      case 'break':
        break;
    }
  }

  /** @param left where it stands at the left of the line, which is the end of right-to-left text */
  addEndSpace({ run, word, offset }: EndSpace, left: number | undefined): void {
    const width = word.width * run.text.size;
    const x = left === undefined ? this.x : left - width;
    this.x = x;
    const [part] = word.parts;
    if (part) this.put(part.shaped, width, scaled(run, part.scale), offset);
  }

  /** Puts glyphs where the line has got to, so wide. */
  private put(shaped: Shaped, width: number, run: Run, offset: number): void {
    const index = places.add(this.x, this.x + width);
    this.fragments.push(new WordFragment(shaped, places.values, index, run, offset));
    this.x += width;
  }

  private addWord(word: Word, run: Run, offset: number, rightToLeft: boolean): void {
    this.makeRoom(run);
    const { size, letterSpacing } = run.text;
    const { parts } = word;
    if (parts.length === 1) {
      const { shaped, scale, spaced } = parts[0]!;
      this.put(shaped, word.width * size + spaced * letterSpacing, scaled(run, scale), offset);
      return;
    }
    let at = offset;
    const offsets = parts.map(({ shaped }) => {
      const start = at;
      at += shaped.text.length;
      return start;
    });
    for (let n = 0; n < parts.length; n++) {
      const i = rightToLeft ? parts.length - 1 - n : n;
      const { shaped, scale, spaced, width } = parts[i]!;
      this.put(shaped, width * size + spaced * letterSpacing, scaled(run, scale), offsets[i]!);
    }
  }

  private addSpace(piece: SpacePiece, natural: number, offset: number): void {
    const { ratio } = this;
    const { run } = piece;
    this.makeRoom(run);
    const [part] = piece.word.parts;
    const width = natural + ratio * (ratio > 0 ? piece.stretch : piece.shrink);
    if (part) this.put(part.shaped, width, scaled(run, part.scale), offset);
    else this.x += width;
  }

  /** As many copies as fit, at places that are the same on every line with the same right edge. */
  private addLeader({ run, word, width }: Extract<Piece, { kind: 'leader' }>): void {
    this.makeRoom(run);
    const end = this.x + this.fill;
    if (width > 0) {
      const first = Math.floor((this.edge - this.x) / width + ROUNDING);
      const last = Math.max(Math.ceil((this.edge - end) / width - ROUNDING), first - MOST_COPIES);
      for (let k = first; k > last; k--) {
        this.x = this.edge - k * width;
        for (const { shaped, width: ems } of word.parts) this.put(shaped, ems * run.text.size, run, 0);
      }
    }
    this.x = end;
  }

  /** Makes the line as high as a run needs. */
  private makeRoom(run: Run): void {
    if (run === this.run) return;
    this.run = run;
    if (run.above > this.above) this.above = run.above;
    if (run.below > this.below) this.below = run.below;
  }
}

/** Copies of a leader in a line: more than any page holds, few enough for a line without a measure. */
const MOST_COPIES = 2_000;
/** Of a leader's copies: what is left after sums of floating point numbers. */
const ROUNDING = 1e-6;
const NO_MARKS: LineMark[] = [];
const NO_BOXES: LineBox[] = [];
