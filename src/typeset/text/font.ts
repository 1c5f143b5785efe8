import * as hb from 'harfbuzzjs';

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
  readonly glyphCount: number;
  /** The glyph that the font's character map has for a character; 0 for none. */
  glyphOf(codePoint: number): number;
  /** The advance width that the font's metrics give a glyph. */
  advanceOf(glyph: number): number;
  /** How far a glyph's ink reaches to the right of its origin and below the baseline; 0 where it does not. */
  inkOf(glyph: number): { right: number; depth: number };
  hasGlyph(codePoint: number): boolean;
  /** Whether the font's GSUB or GPOS has a feature, by tag. */
  hasFeature(tag: string): boolean;
}

/** What a font is called; the rest is read from its file. */
export type FontName = Pick<Font, 'id' | 'family' | 'weight' | 'style'>;

/** A font that HarfBuzz has opened. Only the shaper looks at `harfbuzz`. */
export class LoadedFont implements Font {
  readonly id: string;
  readonly family: string;
  readonly weight: number;
  readonly style: 'normal' | 'italic';
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly lineGap: number;
  readonly capHeight: number;
  readonly xHeight: number;
  readonly underlinePosition: number;
  readonly underlineThickness: number;
  readonly glyphCount: number;
  readonly harfbuzz: hb.Font;
  private readonly features: ReadonlySet<string>;
  private readonly replaced = new Map<string, boolean>();
  private readonly glyphs = new Map<number, number>();

  /** @throws if the bytes are not a TrueType or OpenType font with glyphs (see `isFont`) */
  constructor(
    name: FontName,
    readonly bytes: Uint8Array,
  ) {
    if (!isFont(bytes)) throw new Error(`not a TrueType or OpenType font: ${name.id}`);
    const face = new hb.Face(new hb.Blob(bytes), 0);
    const font = new hb.Font(face);
    const metric = (tag: hb.MetricsTag) => font.getMetricPositionWithFallback(tag);
    this.id = name.id;
    this.family = name.family;
    this.weight = name.weight;
    this.style = name.style;
    this.harfbuzz = font;
    this.unitsPerEm = face.upem;
    const extents = font.hExtents();
    this.ascent = extents.ascender;
    this.descent = extents.descender;
    this.lineGap = extents.lineGap;
    this.capHeight = metric(hb.MetricsTag.CAP_HEIGHT);
    this.xHeight = metric(hb.MetricsTag.X_HEIGHT);
    this.underlinePosition = metric(hb.MetricsTag.UNDERLINE_OFFSET);
    this.underlineThickness = metric(hb.MetricsTag.UNDERLINE_SIZE);
    this.glyphCount = countGlyphs(bytes);
    this.features = new Set([...face.getTableFeatureTags('GSUB'), ...face.getTableFeatureTags('GPOS')]);
  }

  glyphOf(codePoint: number): number {
    let glyph = this.glyphs.get(codePoint);
    if (glyph === undefined) {
      glyph = this.harfbuzz.nominalGlyph(codePoint) ?? 0;
      this.glyphs.set(codePoint, glyph);
    }
    return glyph;
  }

  advanceOf(glyph: number): number {
    return this.harfbuzz.glyphHAdvance(glyph);
  }

  inkOf(glyph: number): { right: number; depth: number } {
    const ink = this.harfbuzz.glyphExtents(glyph);
    if (!ink) return { right: 0, depth: 0 };
    return { right: Math.max(0, ink.xBearing + ink.width), depth: Math.max(0, -(ink.yBearing + ink.height)) };
  }

  hasGlyph(codePoint: number): boolean {
    return this.glyphOf(codePoint) !== 0;
  }

  hasFeature(tag: string): boolean {
    return this.features.has(tag);
  }

  /** Whether a feature of the font puts another glyph in the place of a letter, in text of a language (BCP 47). */
  replaces(letter: string, feature: string, language: string): boolean {
    const key = `${feature} ${language} ${letter}`;
    let replaced = this.replaced.get(key);
    if (replaced === undefined) {
      const plain = this.glyphsOf(letter, language);
      const changed = this.glyphsOf(letter, language, feature);
      replaced = changed[0] !== plain[0];
      this.replaced.set(key, replaced);
    }
    return replaced;
  }

  /** How high its small capitals are beside its capitals; undefined where it has none of Latin. */
  get smallCapitalScale(): number | undefined {
    if (!this.replaces('x', 'smcp', 'en')) return undefined;
    const height = (glyph: number) => this.harfbuzz.glyphExtents(glyph)?.yBearing ?? 0;
    return height(this.glyphsOf('x', 'en', 'smcp')[0]!) / height(this.glyphOf(0x58)) || undefined;
  }

  private glyphsOf(text: string, language: string, feature?: string): number[] {
    const buffer = new hb.Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    buffer.setLanguage(language);
    hb.shape(this.harfbuzz, buffer, feature ? [new hb.Feature(feature, 1)] : []);
    return buffer.getGlyphInfos().map(({ codepoint }) => codepoint);
  }
}

/** Tables without which a font can neither be shaped nor embedded. */
const REQUIRED_TABLES = ['cmap', 'head', 'hhea', 'hmtx', 'maxp'];

/**
 * Whether a file is one TrueType or OpenType font (no collection, no WOFF, which cannot be embedded as it is) whose
 * table directory lies within it.
 */
export function isFont(bytes: Uint8Array): boolean {
  const tables = tablesOf(bytes);
  return (
    tables !== undefined &&
    REQUIRED_TABLES.every((tag) => tables.has(tag)) &&
    (tables.has('glyf') || tables.has('CFF '))
  );
}

/** Where the tables of a font file begin, by tag; undefined for what is no font, or ends before its tables do. */
function tablesOf(bytes: Uint8Array): Map<string, number> | undefined {
  if (bytes.length < 12) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(0);
  if (version !== 0x00010000 && version !== 0x4f54544f && version !== 0x74727565) return undefined;
  const count = view.getUint16(4);
  if (12 + 16 * count > bytes.length) return undefined;
  const tables = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const at = 12 + 16 * i;
    const offset = view.getUint32(at + 8);
    if (offset + view.getUint32(at + 12) > bytes.length) return undefined;
    tables.set(String.fromCharCode(...bytes.subarray(at, at + 4)), offset);
  }
  return tables;
}

/** What its maximum profile (`maxp`) says. */
function countGlyphs(bytes: Uint8Array): number {
  const at = tablesOf(bytes)!.get('maxp')! + 4;
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
