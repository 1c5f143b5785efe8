import type { ComputedStyle } from '../style/computed.js';
import { type Clinging, clingingOf } from './clinging.js';
import type { LoadedFont } from './font.js';
import { type Hang, hangOf } from './hanging.js';
import type { HyphenLimits } from './hyphenate.js';
import type { Lexeme } from './lexeme.js';
import type { Space } from './piece.js';
import type { Direction, Shaper, Shaping } from './shape.js';

/** What a computed style means for setting text: resolved once a style. Points. */
export interface TextStyle {
  readonly style: ComputedStyle;
  readonly shaping: Shaping;
  readonly size: number;
  readonly letterSpacing: number;
  /** Whether lines may be broken at spaces and within words. */
  readonly wraps: boolean;
  /** Whether spaces and tabs are kept as they are. */
  readonly preserves: boolean;
  /** Whether a word may be broken anywhere if it does not fit. */
  readonly breaksAnywhere: boolean;
  readonly hyphens: ComputedStyle['hyphens'];
  readonly hyphenLimits: HyphenLimits;
  readonly hang: Hang | undefined;
  readonly clinging: Clinging;
  /** The line box that text in this style needs: above and below its own baseline, half-leading included. */
  readonly above: number;
  readonly below: number;
  readonly lineHeight: number;
  readonly font: LoadedFont;
  /** A space, once it has been asked for. */
  space: Space | undefined;
  /** Words with their break opportunities, by text as it stands in the paragraph. */
  readonly lexemes: Readonly<Record<Direction, Map<string, Lexeme>>>;
}

/** Resolves styles, sharing what can be shared between those that differ only in what does not concern words. */
export class TextStyles {
  private readonly styles = new WeakMap<ComputedStyle, TextStyle>();
  private readonly lexemes = new Map<Shaping, Map<string, TextStyle['lexemes']>>();

  constructor(private readonly shaper: Shaper) {}

  resolve(style: ComputedStyle): TextStyle {
    let resolved = this.styles.get(style);
    if (!resolved) {
      resolved = this.make(style);
      this.styles.set(style, resolved);
    }
    return resolved;
  }

  private make(style: ComputedStyle): TextStyle {
    const shaping = this.shaper.shaping(style);
    const font = shaping.fonts[0]!;
    const size = style.fontSize;
    const scale = size / font.unitsPerEm;
    const content = (font.ascent - font.descent) * scale;
    const lineHeight = style.lineHeight === 'normal' ? content + font.lineGap * scale : style.lineHeight;
    const leading = lineHeight - content;
    const hang = hangOf(style);
    return {
      style,
      shaping,
      size,
      letterSpacing: style.letterSpacing,
      wraps: style.whiteSpace !== 'nowrap' && style.whiteSpace !== 'pre',
      preserves: style.whiteSpace === 'pre' || style.whiteSpace === 'pre-wrap',
      breaksAnywhere: style.overflowWrap !== 'normal',
      hyphens: style.hyphens,
      hyphenLimits: style.hyphenateLimitChars,
      hang,
      clinging: clingingOf(style.lang),
      above: font.ascent * scale + leading / 2,
      below: -font.descent * scale + leading / 2,
      lineHeight,
      font,
      space: undefined,
      lexemes: this.lexemesFor(shaping, JSON.stringify([style.hyphens, style.hyphenateLimitChars, hang])),
    };
  }

  private lexemesFor(shaping: Shaping, key: string): TextStyle['lexemes'] {
    let byKey = this.lexemes.get(shaping);
    if (!byKey) {
      byKey = new Map();
      this.lexemes.set(shaping, byKey);
    }
    let lexemes = byKey.get(key);
    if (!lexemes) {
      lexemes = { ltr: new Map(), rtl: new Map() };
      byKey.set(key, lexemes);
    }
    return lexemes;
  }
}
