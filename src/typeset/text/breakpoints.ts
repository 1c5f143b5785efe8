import type { WordBreak } from './lexeme.js';
import { isAddress } from './opportunities.js';
import type { Piece, SpacePiece, Whole } from './piece.js';

/**
 * Which breaks there are: 0, those of the text (spaces, its own hyphens and dashes, soft hyphens); 1, hyphenation as
 * well; 2, besides these any place in a word that fits no line.
 */
export type Level = 0 | 1 | 2;

/**
 * The places where a line may end, in order, as sums over everything before them (Knuth and Plass's prefix sums): a
 * line from `a` to `b` is as wide as `endWidth[b] - startWidth[a]`, and so for stretch and shrink. What vanishes at a
 * break (a space) and what appears (a hyphen) is in those sums already. Entry 0 is the paragraph's beginning, the
 * last one its end. Points.
 */
export class Breakpoints {
  count = 0;
  /** Breaks from here on have no beginning of the next line yet: spaces may follow that vanish too. */
  open = 0;
  /** Sums over what has been read, from which entries are made. */
  width = 0;
  stretch = 0;
  shrink = 0;
  leadersBefore = 0;
  /** How far the last mark before this place would hang out if a line ended here. */
  hang = 0;
  endWidth = new Float64Array(FIRST_SIZE);
  startWidth = new Float64Array(FIRST_SIZE);
  endStretch = new Float64Array(FIRST_SIZE);
  startStretch = new Float64Array(FIRST_SIZE);
  endShrink = new Float64Array(FIRST_SIZE);
  startShrink = new Float64Array(FIRST_SIZE);
  /** How many leaders stand before it. */
  leaders = new Int32Array(FIRST_SIZE);
  penalty = new Float64Array(FIRST_SIZE);
  flags = new Uint8Array(FIRST_SIZE);
  /** The line ends before this piece, or within it at `offset` where that is not 0. */
  piece = new Int32Array(FIRST_SIZE);
  offset = new Int32Array(FIRST_SIZE);
  /** The piece with which the next line begins (the same one where `offset` is not 0). */
  nextPiece = new Int32Array(FIRST_SIZE);

  /** Takes one more entry and gives its index. */
  next(): number {
    if (this.count === this.flags.length) this.grow();
    return this.count++;
  }

  /** The line may end before this piece. */
  end(piece: number, penalty: number, flags: number): void {
    const i = this.next();
    this.endWidth[i] = this.width - this.hang;
    this.endStretch[i] = this.stretch;
    this.endShrink[i] = this.shrink;
    this.leaders[i] = this.leadersBefore;
    this.penalty[i] = penalty;
    this.flags[i] = flags;
    this.piece[i] = piece;
    this.offset[i] = 0;
  }

  /** The next line begins with this piece, of which `startHang` hangs out. */
  begin(piece: number, startHang: number): void {
    for (; this.open < this.count; this.open++) {
      const i = this.open;
      this.startWidth[i] = this.width + startHang;
      this.startStretch[i] = this.stretch;
      this.startShrink[i] = this.shrink;
      this.nextPiece[i] = piece;
    }
  }

  /** Forgets all entries. */
  clear(): void {
    this.count = this.open = this.leadersBefore = 0;
    this.width = this.stretch = this.shrink = this.hang = 0;
  }

  private grow(): void {
    for (const name of COLUMNS) {
      const old = this[name];
      const grown = new (old.constructor as new (length: number) => typeof old)(old.length * 2);
      grown.set(old);
      (this as Record<Column, typeof old>)[name] = grown;
    }
  }
}

const FIRST_SIZE = 1024;
const COLUMNS = [
  'endWidth',
  'startWidth',
  'endStretch',
  'startStretch',
  'endShrink',
  'startShrink',
  'leaders',
  'penalty',
  'flags',
  'piece',
  'offset',
  'nextPiece',
] as const;
type Column = (typeof COLUMNS)[number];

/** The line ends in a hyphen. */
export const HYPHEN = 1;
/** A line must end here. */
export const FORCED = 2;
/** The line ends in a hyphen that is not in the text. */
export const ADDED = 4;

/** TeX's \hyphenpenalty and \exhyphenpenalty. */
const HYPHEN_PENALTY = 50;
/** Added where no more than two letters stand before the hyphen, or three after it (see `HyphenPoint`). */
const EDGE_PENALTY = 30;
/** A break in an address costs more than a hyphen: the reader may take what the break does for part of it. */
const ADDRESS_PENALTY = 100;
/** After a dash or slash: hardly worse than at a space. */
const DASH_PENALTY = 10;
/** Where nothing but the width says that it must be: after everything else, a line a fifth of the measure short among it. */
export const EMERGENCY_PENALTY = 15_000;

/** Between what belongs together: rather than a line that is twice as loose as what is reported. */
const CLINGING_PENALTY = 2000;

/** Of a break between two words without a space. */
const JOIN_PENALTY = { free: 0, hyphen: DASH_PENALTY, address: ADDRESS_PENALTY } as const;

function penaltyOf({ kind, hyphen, edge }: WordBreak): number {
  switch (kind) {
    case 'address':
      return ADDRESS_PENALTY;
    case 'emergency':
      return EMERGENCY_PENALTY;
    case 'auto':
      return HYPHEN_PENALTY + (edge ? EDGE_PENALTY : 0);
    case 'soft':
      return HYPHEN_PENALTY;
    case 'hyphen':
      return hyphen ? HYPHEN_PENALTY : DASH_PENALTY;
  }
}

/**
 * @param limit the width that words must have to be broken anywhere, at level 2
 * @param s filled and given back: columns that are used for one paragraph after another
 */
export function findBreakpoints(
  pieces: readonly Piece[],
  level: Level,
  limit: number,
  s: Breakpoints = new Breakpoints(),
): Breakpoints {
  s.clear();
  // At the beginning of a line that nothing but the text breaks, spaces that do not collapse indent it.
  let lineBegins = true;
  let lastWhole: Whole | undefined;

  s.end(0, 0, 0);
  for (let p = 0; p < pieces.length; p++) {
    const piece = pieces[p]!;
    switch (piece.kind) {
      case 'mark':
        break;
      case 'space': {
        // Only the first of several spaces is a break: the rest goes with it.
        const { space } = piece;
        const breaks = space.breaks && (level === 2 || !space.clings);
        if (!breaks || (lineBegins && !collapses(piece))) s.begin(p, 0);
        else if (s.open === s.count) s.end(p, space.clings ? CLINGING_PENALTY : 0, 0);
        s.width += space.width;
        s.stretch += space.stretch;
        s.shrink += space.shrink;
        if (!breaks) s.hang = 0;
        break;
      }
      case 'word': {
        const { lexeme, run, join } = piece;
        const { size, letterSpacing } = run.text;
        const whole = join?.whole;
        const anywhere =
          level === 2 &&
          (whole?.width ?? piece.width) > limit &&
          (run.text.breaksAnywhere || isAddress((whole ?? lexeme.word).text));
        if (s.open === s.count) {
          if (join?.breakBefore !== undefined) s.end(p, JOIN_PENALTY[join.breakBefore], 0);
          else if (anywhere && whole === lastWhole && whole) s.end(p, EMERGENCY_PENALTY, 0);
        }
        lastWhole = whole;
        if (join) s.stretch += join.stretch;
        s.begin(p, lexeme.startHang * size);
        const breaks = anywhere ? lexeme.everywhere : level > 0 ? lexeme.withHyphens : lexeme.breaks;
        for (const b of breaks) {
          const i = s.next();
          const added = b.kind === 'auto' || b.kind === 'soft';
          s.endWidth[i] = s.width + (b.before - b.endHang) * size + b.beforeSpaced * letterSpacing;
          s.startWidth[i] =
            s.width + piece.width - (b.after - b.startHang) * size - b.afterSpaced * letterSpacing;
          s.endStretch[i] = s.startStretch[i] = s.stretch;
          s.endShrink[i] = s.startShrink[i] = s.shrink;
          s.leaders[i] = s.leadersBefore;
          s.penalty[i] = penaltyOf(b);
          s.flags[i] = (b.hyphen ? HYPHEN : 0) | (added ? ADDED : 0);
          s.piece[i] = s.nextPiece[i] = p;
          s.offset[i] = b.offset;
        }
        s.open = s.count;
        lineBegins = false;
        s.width += piece.width;
        s.hang = lexeme.endHang * size;
        break;
      }
      case 'box':
        if (piece.breakBefore !== undefined && s.open === s.count) s.end(p, 0, 0);
        s.begin(p, 0);
        lineBegins = false;
        s.width += piece.width;
        s.hang = 0;
        break;
      case 'leader':
        s.begin(p, 0);
        lineBegins = false;
        s.leadersBefore++;
        s.hang = 0;
        break;
      case 'break':
        // What stood between the last break and this one was only white space.
        if (s.open < s.count && s.open > 0) {
          s.flags[s.count - 1] = FORCED;
          s.piece[s.count - 1] = p;
        } else s.end(p, 0, FORCED);
        // The line after it begins right here, whatever comes: also where it is empty.
        s.begin(p + 1, 0);
        lineBegins = true;
        s.hang = 0;
        break;
    }
  }
  // White space at the very end makes no line of its own.
  if (s.open < s.count && s.open > 0) {
    s.flags[s.count - 1] = FORCED;
    s.piece[s.count - 1] = pieces.length;
  } else s.end(pieces.length, 0, FORCED);
  s.begin(pieces.length, 0);
  return s;
}

/** Whether a space vanishes at the beginning of a line: not where it is kept, nor one of a width of its own (an em space). */
function collapses({ run, space }: SpacePiece): boolean {
  return space.word.text === ' ' && !run.text.preserves;
}

export function maxContent(b: Breakpoints): number {
  let widest = 0;
  for (let i = 1, from = 0; i < b.count; i++) {
    if (!(b.flags[i]! & FORCED)) continue;
    widest = Math.max(widest, b.endWidth[i]! - b.startWidth[from]!);
    from = i;
  }
  return widest;
}

export function minContent(b: Breakpoints): number {
  let widest = 0;
  for (let i = 1; i < b.count; i++) widest = Math.max(widest, b.endWidth[i]! - b.startWidth[i - 1]!);
  return widest;
}
