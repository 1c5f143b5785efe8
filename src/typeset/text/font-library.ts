import type { ComputedStyle } from '../style/computed.js';
import type { Font } from './font.js';

/** A font of an @font-face rule: what it is called there, and its file (TrueType or OpenType). */
export interface FontFace {
  family: string;
  weight: number;
  style: 'normal' | 'italic' | 'oblique';
  bytes: Uint8Array;
}

export interface FontLibrary {
  /**
   * The fonts to try for a character, first to last, by CSS's font matching: those of `font-family` that exist, then the
   * built-in fallbacks for other scripts.
   */
  match(style: Pick<ComputedStyle, 'fontFamily' | 'fontWeight' | 'fontStyle'>): Font[];
  /** Families of `font-family` values seen that are neither built in nor given (generic names aside). */
  readonly unknownFamilies: ReadonlySet<string>;
}

export function createFontLibrary(_faces: readonly FontFace[] = []): FontLibrary {
  throw new Error('being written');
}
