/** A font file ready for shaping and measuring. Font units throughout; `unitsPerEm` of them make the font size. */
export interface Font {
  /** Stable and unique in a build: `EBGaramond-Italic`. */
  readonly id: string;
  readonly family: string;
  readonly weight: number;
  readonly style: 'normal' | 'italic';
  /** The whole file (TrueType or OpenType), for embedding. */
  readonly bytes: Uint8Array;
  readonly unitsPerEm: number;
  readonly ascent: number;
  /** Negative. */
  readonly descent: number;
  readonly lineGap: number;
  readonly capHeight: number;
  readonly xHeight: number;
  readonly underlinePosition: number;
  readonly underlineThickness: number;
  hasGlyph(codePoint: number): boolean;
  /** Whether the font's GSUB or GPOS has a feature, by tag. */
  hasFeature(tag: string): boolean;
}
