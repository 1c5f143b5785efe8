import type { ComputedStyle } from '../style/computed.js';
import { WordFragment } from './fragment.js';
import { type KeptShapes, ShapePacker, ShapeUnpacker } from './kept-shapes.js';
import type { Fragment, Inline, Line, ParagraphSource } from './line.js';
import type { Run } from './piece.js';
import { makeRun } from './piece-builder.js';
import type { TextContext } from './text-context.js';

/**
 * The lines of paragraphs as columns of numbers, without what their inlines say, to be kept between runs: plain values.
 * Points.
 */
export interface KeptLines {
  shapes: KeptShapes;
  /** By paragraph, where what is its own ends in the columns below: ENDS numbers. */
  paragraphs: Uint32Array;
  /** By line: x, width, ascent, descent, ratio. */
  lines: Float64Array;
  /** By line: its flags, and how many fragments, marks and boxes it has. */
  counts: Uint32Array;
  /** By run of a paragraph: its inline, and the size and letter-spacing of its words. */
  runs: Float64Array;
  /** By fragment: four times its word; one more where it begins elsewhere than the one before ends, two where `jumps` tells. */
  fragments: Uint32Array;
  /** By fragment that does not go on with the text of the one before: its run, and its offset in the inline. */
  jumps: Int32Array;
  /** Where fragments begin and end, from left to right. */
  places: Float64Array;
  /** By mark and box of a line: its inline and its x. */
  beside: Float64Array;
}

/** Numbers of a paragraph, a line, a run, a jump, and a mark or box in their columns. */
const ENDS = 6;
const MEASURES = 5;
const COUNTS = 4;
const RUN = 3;
const JUMP = 2;
const BESIDE = 2;

const APART = 1;
const JUMPS = 2;
const WORD = 4;

const HYPHENATED = 1;
/** What is bad about a line: its place in this list, in the bits above that one. */
const BAD = [undefined, 'loose', 'overfull', 'cut'] as const;

/** Packs the lines of one paragraph after the other. */
export class LinePacker {
  private readonly shapes = new ShapePacker();
  private readonly paragraphs: number[] = [];
  private readonly lines: number[] = [];
  private readonly counts: number[] = [];
  private readonly runs: number[] = [];
  private readonly fragments: number[] = [];
  private readonly jumps: number[] = [];
  private readonly places: number[] = [];
  private readonly beside: number[] = [];
  /** Of the fragment before: its run, and the offset at which its text ends. */
  private run: Run | undefined;
  private next = 0;

  /** @param inlines that the lines were made of; leaders are not packed */
  add(lines: readonly Line[], inlines: readonly Inline[]): void {
    // A mark or box is found again as what its inline holds.
    const indices = new Map<unknown, number>();
    inlines.forEach((inline, n) => {
      const key = inline.kind === 'mark' ? inline.mark : inline.kind === 'box' ? inline.content : inline;
      indices.set(key, n);
    });
    const runs = new Map<Run, number>();
    this.run = undefined;
    for (const line of lines) {
      const { x, width, ascent, descent, ratio, hyphenated, bad, fragments, marks, boxes } = line;
      this.lines.push(x, width, ascent, descent, ratio);
      const flags = (hyphenated ? HYPHENATED : 0) | (BAD.indexOf(bad) << 1);
      this.counts.push(flags, fragments.length, marks.length, boxes.length);
      for (const fragment of fragments) this.addFragment(fragment as WordFragment, runs, indices);
      for (const { mark, x } of marks) this.beside.push(indices.get(mark)!, x);
      for (const { content, x } of boxes) this.beside.push(indices.get(content)!, x);
    }
    this.paragraphs.push(
      this.lines.length / MEASURES,
      this.runs.length / RUN,
      this.fragments.length,
      this.jumps.length / JUMP,
      this.places.length,
      this.beside.length / BESIDE,
    );
  }

  pack(): KeptLines {
    return {
      shapes: this.shapes.pack(),
      paragraphs: new Uint32Array(this.paragraphs),
      lines: new Float64Array(this.lines),
      counts: new Uint32Array(this.counts),
      runs: new Float64Array(this.runs),
      fragments: new Uint32Array(this.fragments),
      jumps: new Int32Array(this.jumps),
      places: new Float64Array(this.places),
      beside: new Float64Array(this.beside),
    };
  }

  private addFragment(
    { shaped, places, index, run, offset }: WordFragment,
    runs: Map<Run, number>,
    indices: ReadonlyMap<unknown, number>,
  ): void {
    const begin = places[index]!;
    const apart = this.places.at(-1) !== begin;
    if (apart) this.places.push(begin);
    this.places.push(places[index + 1]!);
    const jumps = run !== this.run || offset !== this.next;
    if (jumps) {
      let number = runs.get(run);
      if (number === undefined) {
        number = runs.size;
        runs.set(run, number);
        this.runs.push(indices.get(run.inline)!, run.text.size, run.text.letterSpacing);
      }
      this.jumps.push(number, offset - offsetOf(run.inline));
    }
    this.fragments.push(WORD * this.shapes.numberOf(shaped) + (apart ? APART : 0) + (jumps ? JUMPS : 0));
    this.run = run;
    this.next = offset + shaped.text.length;
  }
}

/** Makes lines of what was packed. */
export class LineUnpacker {
  private constructor(
    private readonly kept: KeptLines,
    private readonly shapes: ShapeUnpacker,
    private readonly context: TextContext,
  ) {}

  /** Undefined where a font of theirs is missing. */
  static of(kept: KeptLines, context: TextContext): LineUnpacker | undefined {
    const fonts = kept.shapes.fonts.flatMap((id) => context.fonts.font(id) ?? []);
    if (fonts.length < kept.shapes.fonts.length) return undefined;
    return new LineUnpacker(kept, new ShapeUnpacker(kept.shapes, fonts), context);
  }

  /**
   * The lines of the paragraph that was packed as such a one. Their fragments are made when one is first asked for: after
   * an edit, most pages are drawn already.
   *
   * @param source and style: of the paragraph, which decide the same as those that it was made of
   */
  lines(paragraph: number, source: ParagraphSource, style: ComputedStyle): Line[] {
    const { inlines } = source;
    const { counts, beside } = this.kept;
    const { start, end } = this.bounds(paragraph);
    let words: Fragment[][] | undefined;
    const wordsOf = (line: number): Fragment[] => {
      words ??= this.fragments(paragraph, inlines, style);
      return words[line]!;
    };
    let aside = start(5) * BESIDE;
    const lines: Line[] = [];
    for (let n = start(0); n < end(0); n++) {
      const markCount = counts[n * COUNTS + 2]!;
      const boxCount = counts[n * COUNTS + 3]!;
      const index = n - start(0);
      const line = this.line(n, () => wordsOf(index));
      if (counts[n * COUNTS + 1]! > 0) line.source = { paragraph: source, index };
      for (let i = 0; i < markCount; i++, aside += BESIDE) {
        const inline = inlines[beside[aside]!] as Extract<Inline, { kind: 'mark' }>;
        line.marks.push({ mark: inline.mark, x: beside[aside + 1]! });
      }
      for (let i = 0; i < boxCount; i++, aside += BESIDE) {
        const { content, width, height, depth } = inlines[beside[aside]!] as Extract<Inline, { kind: 'box' }>;
        line.boxes.push({ content, x: beside[aside + 1]!, width, height, depth });
      }
      lines.push(line);
    }
    return lines;
  }

  /** The fragments of a paragraph, by line. */
  private fragments(paragraph: number, inlines: readonly Inline[], style: ComputedStyle): Fragment[][] {
    const { counts, fragments, jumps, places } = this.kept;
    const { start, end } = this.bounds(paragraph);
    const runs: Run[] = [];
    for (let n = start(1); n < end(1); n++) runs.push(this.run(n, inlines, style));
    let fragment = start(2);
    let jump = start(3) * JUMP;
    let place = start(4);
    let run!: Run;
    let offset = 0;
    const lines: Fragment[][] = [];
    for (let n = start(0); n < end(0); n++) {
      const words = new Array<Fragment>(counts[n * COUNTS + 1]!);
      for (let i = 0; i < words.length; i++, fragment++) {
        const code = fragments[fragment]!;
        const shaped = this.shapes.word(code >>> 2);
        place += code & APART ? 2 : 1;
        if (code & JUMPS) {
          run = runs[jumps[jump]!]!;
          offset = jumps[jump + 1]! + offsetOf(run.inline);
          jump += JUMP;
        }
        words[i] = new WordFragment(shaped, places, place - 2, run, offset);
        offset += shaped.text.length;
      }
      lines.push(words);
    }
    return lines;
  }

  /** Where what is a paragraph's own begins and ends in a column. */
  private bounds(paragraph: number) {
    const { paragraphs } = this.kept;
    const before = (paragraph - 1) * ENDS;
    return {
      start: (column: number) => (paragraph === 0 ? 0 : paragraphs[before + column]!),
      end: (column: number) => paragraphs[before + ENDS + column]!,
    };
  }

  /** A line without what stands beside its fragments. */
  private line(n: number, fragments: () => Fragment[]): Line {
    const { lines, counts } = this.kept;
    const at = n * MEASURES;
    const flags = counts[n * COUNTS]!;
    const line: Line = {
      get fragments() {
        return fragments();
      },
      marks: [],
      boxes: [],
      x: lines[at]!,
      width: lines[at + 1]!,
      ascent: lines[at + 2]!,
      descent: lines[at + 3]!,
      hyphenated: (flags & HYPHENATED) !== 0,
      ratio: lines[at + 4]!,
    };
    const bad = BAD[flags >> 1];
    if (bad) line.bad = bad;
    return line;
  }

  private run(n: number, inlines: readonly Inline[], style: ComputedStyle): Run {
    const { runs } = this.kept;
    const index = runs[n * RUN]!;
    const size = runs[n * RUN + 1]!;
    const letterSpacing = runs[n * RUN + 2]!;
    const run = makeRun(inlines[index] as Extract<Inline, { kind: 'text' }>, style, this.context);
    const { text } = run;
    if (text.size === size && text.letterSpacing === letterSpacing) return run;
    return { ...run, text: { ...text, size, letterSpacing } };
  }
}

function offsetOf(inline: Inline): number {
  return inline.kind === 'text' ? (inline.offset ?? 0) : 0;
}
