import { hangsAtEnd, hangsAtStart } from './hanging.js';
import { type HyphenPoint, hyphenate } from './hyphenate.js';
import { type BreakOpportunity, breakOpportunities } from './opportunities.js';
import { type Direction, type Shaper, SOFT_HYPHEN, type Word } from './shape.js';
import type { TextStyle } from './text-style.js';

/** A place within a word where a line may end, and how wide the word's two parts are then. Ems of the font size. */
export interface WordBreak {
  /**
   * In the word's text (which has no soft hyphens); its length where the hyphen stands between two words in different
   * styles.
   */
  offset: number;
  kind: 'hyphen' | 'address' | 'soft' | 'auto' | 'emergency';
  /** Of hyphenation: so near to an end of the word that it reads badly. */
  edge: boolean;
  /** Whether the line then ends in a hyphen, be it the text's or an added one. */
  hyphen: boolean;
  /** Of the part before, with the hyphen that is added. */
  before: number;
  after: number;
  /** Glyphs that letter-spacing follows, in each part. */
  beforeSpaced: number;
  afterSpaced: number;
  /** How far the marks at the break hang out of the line before and after it. */
  endHang: number;
  startHang: number;
}

/** A word in its style with the places where it can be broken. */
export class Lexeme {
  /** Breaks that the text itself offers, ascending. */
  readonly breaks: readonly WordBreak[];
  /** Whether it has a break that it cannot contain (between ideographs): it has to be made of several words. */
  readonly divides: boolean;
  readonly startHang: number;
  readonly endHang: number;
  /** Where a character of the word stands in the text as written, where controls were taken out of it. */
  origins: Int32Array | undefined;
  private hyphenBreaks: readonly WordBreak[] | undefined;
  private emergencyBreaks: readonly WordBreak[] | undefined;

  constructor(
    readonly word: Word,
    private readonly style: TextStyle,
    private readonly direction: Direction,
    private readonly shaper: Shaper,
    opportunities: readonly BreakOpportunity[],
    /** Offsets at which it may be hyphenated; by default found in its own text. */
    private readonly hyphenation?: readonly HyphenPoint[],
  ) {
    this.divides = opportunities.some((o) => o.kind === 'free');
    this.breaks =
      this.divides || opportunities.length === 0 || !style.wraps
        ? NONE
        : opportunities.flatMap((o) => this.breakOf(o));
    const { hang } = style;
    this.startHang = hang ? startHang(word, hang) : 0;
    this.endHang = hang ? endHang(word, hang) : 0;
  }

  /** The break at an opportunity; none where a hyphen would be added that the style does not want. */
  private breakOf({ offset, kind }: BreakOpportunity): WordBreak[] {
    const adds = this.style.hyphens !== 'none';
    switch (kind) {
      case 'free':
        return [];
      case 'soft':
        return adds ? [this.breakAt(offset, kind)] : [];
      case 'repeated':
        if (adds) return [this.breakAt(offset, 'soft')];
        return offset < this.word.text.length ? [this.breakAt(offset + 1, 'hyphen')] : [];
      default:
        return [this.breakAt(offset, kind)];
    }
  }

  /** These and the breaks by hyphenation. */
  get withHyphens(): readonly WordBreak[] {
    this.hyphenBreaks ??= this.style.hyphens === 'auto' ? this.findHyphens() : this.breaks;
    return this.hyphenBreaks;
  }

  /**
   * These and a break at every character, for a word that fits no line: also where `hyphens` is `manual`, a hyphen stands
   * where the language has one.
   */
  get everywhere(): readonly WordBreak[] {
    this.emergencyBreaks ??= this.findEverywhere();
    return this.emergencyBreaks;
  }

  private findHyphens(): readonly WordBreak[] {
    const { style, word } = this;
    if (!style.wraps || this.breaks.some((b) => b.hyphen)) return this.breaks;
    const points = this.hyphenation ?? hyphenate(word.text, style.style.lang, style.hyphenLimits);
    if (points.length === 0) return this.breaks;
    const found = points.map(({ offset, edge }) => this.breakAt(offset, 'auto', edge));
    return [...this.breaks, ...found].sort((a, b) => a.offset - b.offset);
  }

  private findEverywhere(): readonly WordBreak[] {
    const own = this.style.hyphens === 'none' ? this.breaks : this.findHyphens();
    const known = new Map(own.map((b) => [b.offset, b]));
    const breaks: WordBreak[] = [];
    for (const match of this.word.text.matchAll(/.[\p{M}\p{Emoji_Modifier}\p{Join_Control}]*/gsu)) {
      if (match.index > 0) breaks.push(known.get(match.index) ?? this.breakAt(match.index, 'emergency'));
    }
    const last = known.get(this.word.text.length);
    if (last) breaks.push(last);
    return breaks;
  }

  private breakAt(offset: number, kind: WordBreak['kind'], edge = false): WordBreak {
    const { word, style, direction, shaper } = this;
    const { text } = word;
    const added = kind === 'soft' || kind === 'auto';
    const hyphen = added || (kind === 'hyphen' && /[-\u2010\u058a\u05be]/.test(text[offset - 1]!));
    const shape = (part: string) => shaper.word(style.shaping, part, direction);
    const cut = added && direction === 'ltr' ? cutAt(word, offset) : undefined;
    if (cut) {
      // The hyphen is kerned with the letter before it, and with nothing else.
      const letter = text[offset - 1]!;
      const withHyphen = shape(letter + SOFT_HYPHEN);
      return {
        offset,
        kind,
        edge,
        hyphen,
        before: cut.width + withHyphen.width - shape(letter).width,
        after: word.width - cut.width,
        beforeSpaced: cut.spaced + 1,
        afterSpaced: word.spaced - cut.spaced,
        endHang: style.hang ? endHang(withHyphen, style.hang) : 0,
        startHang: 0,
      };
    }
    const before = shape(text.slice(0, offset) + (added ? SOFT_HYPHEN : ''));
    const after = shape(text.slice(offset));
    return {
      offset,
      kind,
      edge,
      hyphen,
      before: before.width,
      after: after.width,
      beforeSpaced: before.spaced,
      afterSpaced: after.spaced,
      endHang: style.hang ? endHang(before, style.hang) : 0,
      startHang: style.hang ? startHang(after, style.hang) : 0,
    };
  }
}

/** Letters that a hyphen can simply be set after: Latin, Greek and Cyrillic without marks of their own. */
const LETTER = /^[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u0482\u048a-\u052f]$/;

/**
 * How wide a word is up to an offset where it can be divided without either part looking different, so that neither
 * has to be shaped: nine of ten hyphenation points. Left-to-right words of letters only.
 */
function cutAt({ parts, text }: Word, offset: number): { width: number; spaced: number } | undefined {
  const [part] = parts;
  if (!part || parts.length > 1 || !LETTER.test(text[offset - 1] ?? '') || !LETTER.test(text[offset] ?? ''))
    return undefined;
  const { shaped, tied, scale } = part;
  let at = 0;
  let width = 0;
  let spaced = 0;
  for (let i = 0; i < tied.length; i++) {
    if (at >= offset)
      return at === offset && tied[i] === 0
        ? { width: (width / shaped.font.unitsPerEm) * scale, spaced }
        : undefined;
    at += shaped.texts[i]!.length;
    width += shaped.advances[i]!;
    if (shaped.advances[i] !== 0) spaced++;
  }
  return undefined;
}

const NONE: readonly WordBreak[] = [];

/** Format characters that have done their work once breaks and directions are known. */
const CONTROLS = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;

/** A word that stands between spaces, all in one style: looked up, or made and remembered. */
export function lexemeOf(raw: string, style: TextStyle, direction: Direction, shaper: Shaper): Lexeme {
  const lexemes = style.lexemes[direction];
  let lexeme = lexemes.get(raw);
  if (!lexeme) {
    lexeme = makeLexeme(raw, style, direction, shaper, breakOpportunities(raw, style.shaping.language));
    lexemes.set(raw, lexeme);
  }
  return lexeme;
}

/** @param opportunities and hyphenation: offsets in `raw` */
export function makeLexeme(
  raw: string,
  style: TextStyle,
  direction: Direction,
  shaper: Shaper,
  opportunities: readonly BreakOpportunity[],
  hyphenation?: readonly HyphenPoint[],
): Lexeme {
  if (!CONTROLS.test(raw))
    return new Lexeme(
      shaper.word(style.shaping, raw, direction),
      style,
      direction,
      shaper,
      opportunities,
      hyphenation,
    );
  // Offsets in the text without controls, by offset in the raw one.
  const offsets = new Int32Array(raw.length + 1);
  const origins: number[] = [];
  let text = '';
  for (let i = 0; i < raw.length; i++) {
    offsets[i] = text.length;
    if (CONTROLS.test(raw[i]!)) continue;
    text += raw[i];
    origins.push(i);
  }
  offsets[raw.length] = text.length;
  const lexeme = new Lexeme(
    shaper.word(style.shaping, text, direction),
    style,
    direction,
    shaper,
    opportunities.map(({ offset, kind }) => ({ offset: offsets[offset]!, kind })).filter((o) => o.offset > 0),
    hyphenation?.map(({ offset, edge }) => ({ offset: offsets[offset]!, edge })),
  );
  lexeme.origins = Int32Array.from(origins);
  return lexeme;
}

type Hang = NonNullable<TextStyle['hang']>;

/** How far the first mark of a word hangs out where a line begins with it. Ems. */
export function startHang(word: Word, hang: Hang): number {
  const part = word.parts[0];
  if (!part) return 0;
  const { shaped, scale } = part;
  const i = shaped.direction === 'rtl' ? shaped.glyphs.length - 1 : 0;
  const share = hangsAtStart(shaped.texts[i] ?? '', hang);
  return share === 0 ? 0 : (share * scale * shaped.advances[i]!) / shaped.font.unitsPerEm;
}

/** How far its last mark hangs out where a line ends with it. */
export function endHang(word: Word, hang: Hang): number {
  const part = word.parts.at(-1);
  if (!part) return 0;
  const { shaped, scale } = part;
  const i = shaped.direction === 'rtl' ? 0 : shaped.glyphs.length - 1;
  const share = hangsAtEnd(shaped.texts[i] ?? '', hang);
  return share === 0 ? 0 : (share * scale * shaped.advances[i]!) / shaped.font.unitsPerEm;
}
