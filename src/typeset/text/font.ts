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
  readonly harfbuzz: hb.Font;
  private readonly features: ReadonlySet<string>;
  private readonly glyphs = new Map<number, boolean>();

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
    this.features = new Set([...face.getTableFeatureTags('GSUB'), ...face.getTableFeatureTags('GPOS')]);
  }

  hasGlyph(codePoint: number): boolean {
    let has = this.glyphs.get(codePoint);
    if (has === undefined) {
      has = (this.harfbuzz.nominalGlyph(codePoint) ?? 0) !== 0;
      this.glyphs.set(codePoint, has);
    }
    return has;
  }

  hasFeature(tag: string): boolean {
    return this.features.has(tag);
  }
}

/** Tables without which a font can neither be shaped nor embedded. */
const REQUIRED_TABLES = ['cmap', 'head', 'hhea', 'hmtx', 'maxp'];

/**
 * Whether a file is one TrueType or OpenType font (no collection, no WOFF, which cannot be embedded as it is) whose
 * table directory lies within it.
 */
export function isFont(bytes: Uint8Array): boolean {
  if (bytes.length < 12) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(0);
  if (version !== 0x00010000 && version !== 0x4f54544f && version !== 0x74727565) return false;
  const count = view.getUint16(4);
  if (12 + 16 * count > bytes.length) return false;
  const tables = new Set<string>();
  for (let i = 0; i < count; i++) {
    const at = 12 + 16 * i;
    if (view.getUint32(at + 8) + view.getUint32(at + 12) > bytes.length) return false;
    tables.add(String.fromCharCode(...bytes.subarray(at, at + 4)));
  }
  return REQUIRED_TABLES.every((tag) => tables.has(tag)) && (tables.has('glyf') || tables.has('CFF '));
}
