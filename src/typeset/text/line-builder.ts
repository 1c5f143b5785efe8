import { fragment } from './fragment.js';
import type { Fragment, LineBox, LineMark } from './line.js';
import type { Piece, Run, SpacePiece } from './piece.js';
import type { Part, Word } from './shape.js';

/** The part of a word that stands on a line, and where its first character stands in the run's node. */
export interface Cut {
  word: Word;
  offset: number;
}

/** The space past a line's end. */
export interface EndSpace {
  run: Run;
  word: Word;
  offset: number;
}

/** Puts pieces side by side, left to right. */
export class LineBuilder {
  private readonly placed: Fragment[];
  private count = 0;
  marks: LineMark[] = NO_MARKS;
  boxes: LineBox[] = NO_BOXES;
  above = 0;
  below = 0;
  private run: Run | undefined;

  /** Whether something stands on the line: what stretches before a word does nothing at the line's beginning. */
  private get begun(): boolean {
    return this.count > 0 || this.boxes.length > 0;
  }

  /**
   * @param x where the line begins
   * @param fill width of each leader
   * @param edge where leaders are aligned: the right edge of all lines
   * @param pieces how many there are
   */
  constructor(
    private x: number,
    private readonly ratio: number,
    private readonly fill: number,
    private readonly edge: number,
    pieces: number,
  ) {
    // Nearly always one each, and the space at the end: an array that grows leaves as much again to be cleared away.
    this.placed = new Array(pieces + 1);
  }

  /** How many fragments there are. */
  get size(): number {
    return this.count;
  }

  get fragments(): Fragment[] {
    this.placed.length = this.count;
    return this.placed;
  }

  /** Spaces the letters of the words that it may be done to, besides what their style says. */
  track(spacing: number, isTracked: (word: Word) => boolean): void {
    const wider = new Map<Run, Run>();
    this.tracked = (word, run) => {
      if (!isTracked(word)) return run;
      const { text } = run;
      const tracked = wider.get(run) ?? {
        ...run,
        text: { ...text, letterSpacing: text.letterSpacing + spacing },
      };
      wider.set(run, tracked);
      return tracked;
    };
  }
  private tracked: ((word: Word, run: Run) => Run) | undefined;

  /** @param cut what of it stands here, where that is not all */
  add(piece: Piece, cut: Cut | undefined): void {
    switch (piece.kind) {
      case 'word': {
        const { run, join, level } = piece;
        if (join && this.ratio > 0 && this.begun) this.x += this.ratio * join.stretch;
        const word = cut ? cut.word : piece.lexeme.word;
        const own = this.tracked ? this.tracked(word, run) : run;
        this.addWord(word, own, cut ? cut.offset : piece.offset, level % 2 === 1);
        break;
      }
      case 'space':
        this.addSpace(piece);
        break;
      case 'box': {
        const { height, depth, content, width } = piece;
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
    const [part] = word.parts;
    if (left !== undefined) this.x = left - width;
    if (part) this.put(part, width, run, offset);
  }

  /** Puts glyphs where the line has got to, so wide. */
  private put({ shaped, scale }: Part, width: number, run: Run, offset: number): void {
    this.placed[this.count++] = fragment(shaped, this.x, width, run, scale, offset);
    this.x += width;
  }

  private addWord(word: Word, run: Run, offset: number, rightToLeft: boolean): void {
    this.makeRoom(run);
    const { size, letterSpacing } = run.text;
    const { parts } = word;
    if (parts.length === 1) {
      const part = parts[0]!;
      this.put(part, part.width * size + part.spaced * letterSpacing, run, offset);
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
      const part = parts[i]!;
      this.put(part, part.width * size + part.spaced * letterSpacing, run, offsets[i]!);
    }
  }

  private addSpace({ run, space, offset }: SpacePiece): void {
    const { ratio } = this;
    this.makeRoom(run);
    const part = space.word.parts[0];
    const width = space.width + ratio * (ratio > 0 ? space.stretch : space.shrink);
    if (part) this.put(part, width, run, offset);
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
        for (const part of word.parts) this.put(part, part.width * run.text.size, run, 0);
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
