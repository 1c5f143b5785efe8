import type { Font } from '../typeset/text/font.js';
import type { Fragment, Shaped } from '../typeset/text/line.js';
import type { DrawnFont } from './drawn.js';
import { type GlyphUse, NOTHING, pairKey, preferredCode } from './glyph-codes.js';
import { name } from './syntax.js';

/** What is set of a fragment: its glyphs, and what they read as. Thousandths of the font size. */
export interface SetText {
  /** Mostly one: all glyphs stand on the fragment's baseline. */
  stretches: readonly Stretch[];
  uses: readonly GlyphUse[];
  /** The last report (`shown`) that its glyphs are in. */
  report: number;
}

/** Glyphs that stand on one line, one after the other. Thousandths of the font size. */
export interface Stretch {
  /** Above the fragment's baseline. */
  rise: number;
  /** From the fragment's left edge to where the pen has to be before, and is afterwards. */
  from: number;
  to: number;
  /** Operands of TJ: they continue a string that is open, and leave one open. */
  operands: string;
  /** The same object where stretches read as one thing. */
  reading: Reading | undefined;
}

/**
 * What glyphs read as where they do not say it themselves (ISO 32000-1, 14.9.4). The text of a cluster is that of its first
 * glyph; the others read as nothing. (To say it of the whole word would not do: who puts right-to-left text into order by
 * where its letters stand would reverse it.) A word of an Indic script is said as a whole, because its vowels stand before,
 * above, below and around what they follow. A character whose meaning is a private agreement reads as itself.
 */
export interface Reading {
  text: string;
}

/** A word whose glyphs do not stand in the order of its letters. */
const REARRANGED =
  /[\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Gurmukhi}\p{sc=Gujarati}\p{sc=Oriya}\p{sc=Tamil}\p{sc=Telugu}\p{sc=Kannada}\p{sc=Malayalam}\p{sc=Sinhala}\p{sc=Tibetan}\p{sc=Myanmar}\p{sc=Khmer}]\p{M}/u;

/** Of the later glyphs of a cluster. */
const SILENT: Reading = { text: '' };

/** A glyph with its text as content streams show it. */
interface ShownGlyph {
  use: GlyphUse;
  /** Its code in a string. */
  code: string;
  advance: number;
  /** Whether its text says nothing to others. */
  isPrivate: boolean;
}

/** A font as content streams show it. */
export class Face {
  /** What content streams call it: `/EBGaramond-Regular`. */
  readonly name: string;
  private readonly scale: number;
  /** By glyph: mostly one text. */
  private readonly glyphs: (ShownGlyph[] | undefined)[] = [];
  /** What is shaped of a word is one object, which the shaper keeps as long as this is kept. */
  private readonly words = new Map<Shaped, SetText>();
  private readonly substitute: number;
  private report = 0;
  private shown = new Set<GlyphUse>();

  /** @param displaced codes that are not those that their pairs prefer (`glyph-codes.ts`) */
  constructor(
    readonly font: Font,
    private readonly displaced: ReadonlyMap<string, number> = new Map(),
  ) {
    this.name = name(font.id);
    this.scale = 1000 / font.unitsPerEm;
    this.substitute = [0xfffd, 0x3f, 0x20].map((codePoint) => font.glyphOf(codePoint)).find(Boolean) ?? 0;
  }

  /** What was set since the last report. */
  takeShown(): DrawnFont {
    const glyphs = [...this.shown].sort((a, b) => a.code - b.code);
    this.report++;
    this.shown = new Set();
    return { id: this.font.id, glyphs, missing: glyphs.some(({ glyph }) => glyph === 0) };
  }

  /** The glyphs of a fragment. By far most of them are the same for all uses of a word. */
  set({ shaped, letterSpacing, size }: Fragment): SetText {
    const plain = letterSpacing === 0 || size === 0 || shaped.glyphs.length < 2;
    let text = plain ? this.words.get(shaped) : undefined;
    if (text === undefined) {
      text = this.compose(shaped, plain ? 0 : (letterSpacing * 1000) / size);
      if (plain) this.words.set(shaped, text);
    }
    if (text.report !== this.report) this.show(text);
    return text;
  }

  private show(text: SetText): void {
    for (const use of text.uses) this.shown.add(use);
    text.report = this.report;
  }

  /** @param spacing after every glyph that has an advance */
  private compose(shaped: Shaped, spacing: number): SetText {
    const { scale } = this;
    const { glyphs, advances, xOffsets, yOffsets, texts, direction } = shaped;
    const places: number[] = [];
    let x = 0;
    for (let i = 0; i < glyphs.length; i++) {
      places.push(x + xOffsets[i]! * scale);
      x += advances[i]! * scale + (advances[i] === 0 ? 0 : spacing);
    }
    const uses: GlyphUse[] = [];
    const stretches: Stretch[] = [];
    let stretch: Stretch | undefined;
    const whole = REARRANGED.test(shaped.text) ? { text: shaped.text } : undefined;
    const put = (i: number, text: string, silent = false) => {
      const { use, code, advance, isPrivate } = this.glyph(glyphs[i]!, text);
      uses.push(use);
      const reading = whole ?? (silent ? SILENT : isPrivate ? { text } : undefined);
      const place = places[i]!;
      const rise = yOffsets[i]! * scale;
      if (stretch?.rise !== rise || stretch.reading !== reading) {
        stretch = { rise, from: place, to: place, operands: '', reading };
        stretches.push(stretch);
      }
      // A thousandth of the font size is not seen; anything nearer than half of it is in place.
      const move = Math.round(stretch.to - place);
      if (move !== 0) {
        stretch.operands += `)${move}(`;
        stretch.to -= move;
      }
      stretch.operands += code;
      stretch.to += advance;
    };
    if (direction === 'ltr' && !texts.includes('')) for (const [i, text] of texts.entries()) put(i, text);
    else
      for (const cluster of clusters(shaped)) {
        const text = cluster.map((i) => texts[i]!).join('');
        cluster.forEach((i, n) => {
          if (n === 0 && text !== '') put(i, text);
          else put(i, NOTHING, true);
        });
      }
    return { stretches, uses, report: -1 };
  }

  private glyph(glyph: number, text: string): ShownGlyph {
    // .notdef may not be shown (ISO 14289-1, 7.21.8): a visible substitute keeps the text that it stands for.
    const gid = glyph || this.substitute;
    let known = this.glyphs[gid];
    if (!known) {
      known = [];
      this.glyphs[gid] = known;
    }
    for (const shown of known) if (shown.use.text === text) return shown;
    const { font, scale, displaced } = this;
    const code = displaced.get(pairKey(gid, text)) ?? preferredCode(font, gid, text);
    const shown: ShownGlyph = {
      use: { code, glyph: gid, text },
      code: stringBytes(code),
      advance: font.advanceOf(gid) * scale,
      isPrivate: /\p{Private_Use}/u.test(text),
    };
    known.push(shown);
    return shown;
  }
}

/**
 * Indices of glyphs in the order of the text, those that share a text together: a later glyph of a cluster has ''.
 * Right-to-left words come in visual order and are drawn in reverse, because content is read in the order of drawing.
 */
function clusters(shaped: Shaped): number[][] {
  const { texts, direction } = shaped;
  const found: number[][] = [];
  let leading: number[] = [];
  for (let n = 0; n < texts.length; n++) {
    const i = direction === 'rtl' ? texts.length - 1 - n : n;
    if (texts[i] !== '') {
      found.push([...leading, i]);
      leading = [];
    } else if (found.length > 0) found.at(-1)!.push(i);
    else leading.push(i);
  }
  if (leading.length > 0) found.push(leading);
  return found;
}

/** A code of two bytes in a string (ISO 32000-1, 7.3.4.2), which takes half of what it takes in hexadecimal digits. */
function stringBytes(code: number): string {
  return String.fromCharCode(code >> 8, code & 0xff)
    .replace(/[()\\]/g, '\\$&')
    .replaceAll('\r', '\\r');
}
