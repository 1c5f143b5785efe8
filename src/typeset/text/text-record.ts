import type { ComputedStyle } from '../style/computed.js';
import { breakLines, type LineOptions } from './break-lines.js';
import { type KeptLines, LinePacker, LineUnpacker } from './kept-lines.js';
import type { Inline, Line } from './line.js';
import { prepareParagraph } from './paragraph.js';
import type { TextContext } from './text-context.js';

/**
 * Paragraphs that were set, with their lines, for when most of them are set again by another run. Plain values, which hold
 * for the same program and fonts.
 */
export interface KeptText {
  /** Styles as JSON: paragraphs name them by their place in this list. */
  styles: string[];
  /** What each of the last runs had to set. */
  runs: KeptParagraphs[];
}

interface KeptParagraphs {
  /** All that decides the lines of each. */
  names: string[];
  lines: KeptLines;
}

/** The paragraphs of an earlier run, and whether any of them was wanted again. */
interface Earlier {
  kept: KeptParagraphs;
  unpacker: LineUnpacker;
  wanted: boolean;
}

/**
 * So many runs are kept beside each other: what each sets is little, and the rest need not be noted again. After that, a
 * run notes all that it sees, and what nothing wants any more goes.
 */
const MOST_RUNS = 8;

/**
 * Sets paragraphs, taking from earlier runs the lines of those that are the same, and notes the others for later ones.
 * Reading lines takes a fifth of the time of setting them.
 */
export class TextRecord {
  private readonly styles = new Map<string, number>();
  private readonly numbers = new Map<ComputedStyle, number>();
  private readonly earlier: Earlier[] = [];
  private readonly known = new Map<string, { run: Earlier; number: number }>();
  private readonly noted = new Set<string>();
  private readonly packer = new LinePacker();

  constructor(
    private readonly context: TextContext,
    before?: KeptText,
  ) {
    for (const [n, style] of before?.styles.entries() ?? []) this.styles.set(style, n);
    for (const kept of before?.runs ?? []) {
      const unpacker = LineUnpacker.of(kept.lines, context);
      if (!unpacker) continue;
      const run = { kept, unpacker, wanted: false };
      this.earlier.push(run);
      for (const [number, name] of kept.names.entries()) this.known.set(name, { run, number });
    }
  }

  lines(inlines: readonly Inline[], style: ComputedStyle, options: LineOptions): Line[] {
    const set = () => breakLines(prepareParagraph(inlines, style, this.context), options);
    // How often a leader is repeated depends on where it stands; there are few of them.
    if (inlines.some(({ kind }) => kind === 'leader')) return set();
    const name = this.nameOf(inlines, style, options);
    const known = this.known.get(name);
    if (known) known.run.wanted = true;
    const paragraph = { name, inlines };
    const lines = known ? known.run.unpacker.lines(known.number, paragraph, style) : set();
    if (!known)
      for (const [index, line] of lines.entries())
        if (line.fragments.length > 0) line.source = { paragraph, index };
    if ((!known || this.notesAll) && !this.noted.has(name)) {
      this.noted.add(name);
      this.packer.add(lines, inlines);
    }
    return lines;
  }

  /** What a later run may take; not where something is wrong with the text, which would not be said again. */
  keep(): KeptText {
    const runs = this.notesAll ? [] : this.earlier.filter(({ wanted }) => wanted).map(({ kept }) => kept);
    if (this.noted.size > 0) runs.push({ names: [...this.noted], lines: this.packer.pack() });
    return { styles: [...this.styles.keys()], runs };
  }

  private get notesAll(): boolean {
    return this.earlier.length >= MOST_RUNS;
  }

  /**
   * All that decides the lines of a paragraph, beside fonts. What is of any length says how long it is, so that no two
   * paragraphs are written alike.
   */
  private nameOf(inlines: readonly Inline[], style: ComputedStyle, options: LineOptions): string {
    let name = `${this.numberOf(style)} ${JSON.stringify(options)}`;
    for (const inline of inlines)
      switch (inline.kind) {
        case 'text':
          name += `t${this.numberOf(inline.style)} ${inline.rise ?? ''} ${inline.text.length}:${inline.text}`;
          break;
        case 'leader':
          name += `l${this.numberOf(inline.style)} ${inline.text.length}:${inline.text}`;
          break;
        case 'box':
          name += `x${inline.width} ${inline.height} ${inline.depth}`;
          break;
        case 'break':
          name += 'b';
          break;
        case 'mark':
          name += 'm';
          break;
      }
    return name;
  }

  private numberOf(style: ComputedStyle): number {
    let number = this.numbers.get(style);
    if (number === undefined) {
      const json = JSON.stringify(style);
      number = this.styles.get(json) ?? this.styles.size;
      this.styles.set(json, number);
      this.numbers.set(style, number);
    }
    return number;
  }
}
