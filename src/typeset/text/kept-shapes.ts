import type { LoadedFont } from './font.js';
import type { Shaped } from './line.js';

/** Shaped words, one after the other in a few arrays, to be kept between runs: plain values. */
export interface KeptShapes {
  /** The ids of their fonts. */
  fonts: string[];
  texts: string[];
  /** By word: its font, twice its place in `fonts`, and one more where it runs from right to left. */
  kinds: Uint16Array;
  /** By word: how many glyphs it has. */
  counts: Uint32Array;
  /** By glyph, in the order of the words. */
  glyphs: Uint16Array;
  advances: Int32Array;
  /** How many characters of its word's text each glyph stands for. */
  lengths: Uint32Array;
  /** What cannot be told from the rest, where glyphs stand out of their place or for other text: by word. */
  odd: Map<number, Pick<Shaped, 'texts' | 'xOffsets' | 'yOffsets'>>;
}

/** Numbers shaped words, and packs them. */
export class ShapePacker {
  private readonly numbers = new Map<Shaped, number>();

  numberOf(shaped: Shaped): number {
    let number = this.numbers.get(shaped);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(shaped, number);
    }
    return number;
  }

  pack(): KeptShapes {
    const words = [...this.numbers.keys()];
    const glyphs = words.reduce((sum, word) => sum + word.glyphs.length, 0);
    const fonts = new Map<string, number>();
    const packed: Omit<KeptShapes, 'fonts'> = {
      texts: words.map(({ text }) => text),
      kinds: new Uint16Array(words.length),
      counts: new Uint32Array(words.length),
      glyphs: new Uint16Array(glyphs),
      advances: new Int32Array(glyphs),
      lengths: new Uint32Array(glyphs),
      odd: new Map(),
    };
    let at = 0;
    words.forEach((word, n) => {
      const { font, texts, xOffsets, yOffsets, direction } = word;
      if (!fonts.has(font.id)) fonts.set(font.id, fonts.size);
      packed.kinds[n] = 2 * fonts.get(font.id)! + (direction === 'rtl' ? 1 : 0);
      packed.counts[n] = texts.length;
      packed.glyphs.set(word.glyphs, at);
      packed.advances.set(word.advances, at);
      for (const text of texts) packed.lengths[at++] = text.length;
      if (isOdd(word)) packed.odd.set(n, { texts, xOffsets, yOffsets });
    });
    return { fonts: [...fonts.keys()], ...packed };
  }
}

function isOdd({ text, texts, xOffsets, yOffsets, direction }: Shaped): boolean {
  for (let i = 0; i < texts.length; i++) if (xOffsets[i] !== 0 || yOffsets[i] !== 0) return true;
  return direction === 'rtl' || texts.join('') !== text;
}

/** Makes words of what was packed, each when it is first asked for: after an edit, few are. */
export class ShapeUnpacker {
  private readonly words: Shaped[] = [];
  /** By word: its first glyph. */
  private readonly starts: Uint32Array;

  /** @param fonts those of the words, in order */
  constructor(
    private readonly kept: KeptShapes,
    private readonly fonts: readonly LoadedFont[],
  ) {
    const { counts } = kept;
    this.starts = new Uint32Array(counts.length);
    for (let n = 1; n < counts.length; n++) this.starts[n] = this.starts[n - 1]! + counts[n - 1]!;
  }

  /** The word of a number. */
  word(n: number): Shaped {
    this.words[n] ??= this.make(n);
    return this.words[n]!;
  }

  private make(n: number): Shaped {
    const { kept, fonts } = this;
    const text = kept.texts[n]!;
    const from = this.starts[n]!;
    const end = from + kept.counts[n]!;
    const odd = kept.odd.get(n);
    const texts: string[] = odd?.texts ?? [];
    let width = 0;
    for (let at = from, shown = 0; at < end; at++) {
      width += kept.advances[at]!;
      if (!odd) texts.push(text.slice(shown, shown + kept.lengths[at]!));
      shown += kept.lengths[at]!;
    }
    return {
      font: fonts[kept.kinds[n]! >> 1]!,
      text,
      glyphs: kept.glyphs.subarray(from, end),
      advances: kept.advances.subarray(from, end),
      xOffsets: odd?.xOffsets ?? zeros(end - from),
      yOffsets: odd?.yOffsets ?? zeros(end - from),
      texts,
      width,
      space: isSpace(text),
      direction: kept.kinds[n]! % 2 === 1 ? 'rtl' : 'ltr',
    };
  }
}

/** Whether justification may stretch a word: it is a space. */
export function isSpace(text: string): boolean {
  return text === ' ' || text === '\u00a0';
}

const zeroArrays: Int32Array[] = [];

/** So many zeros, in an array that nearly all words share: their glyphs stand where their advances put them. */
export function zeros(count: number): Int32Array {
  zeroArrays[count] ??= new Int32Array(count);
  return zeroArrays[count]!;
}
