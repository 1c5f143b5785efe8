/**
 * What is used of PDFKit 0.20 that its types do not show. PDFKit serves as a writer of objects: its fonts (subsets by
 * fontkit) and JPEG images, not its text, pages or tags.
 */
export interface Kit {
  _offsets: (number | null)[];
  readonly _offset: number;
  _font: KitFont;
  _write(data: string | Uint8Array): void;
  _refEnd(reference: KitReference): void;
  registerFont(name: string, source: Buffer): unknown;
  font(name: string): unknown;
  openImage(source: Buffer): KitJpeg;
}

export interface KitReference {
  readonly id: number;
  readonly offset: number;
}

export interface KitJpeg {
  width: number;
  height: number;
  bits: number;
  colorSpace: 'DeviceGray' | 'DeviceRGB' | 'DeviceCMYK' | undefined;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
  obj: KitReference | null;
  embed(kit: Kit): void;
}

/** A font that fontkit has read, and the subset of it that is being made: 0 is .notdef. */
export interface KitFont {
  /** 1000 / units per em. */
  readonly scale: number;
  /** Thousandths of the font size. */
  readonly ascender: number;
  readonly descender: number;
  /** Font units. */
  readonly bbox: { minX: number; minY: number; maxX: number; maxY: number };
  readonly font: FontkitFont;
  readonly subset: {
    glyphs: number[];
    /** By glyph of the font: its index in `glyphs`. */
    mapping: Record<number, number>;
    /** Present where the outlines are CFF. */
    cff?: unknown;
    includeGlyph(glyph: number): number;
    encode(): Uint8Array;
  };
}

/** Font units. */
export interface FontkitFont {
  readonly postscriptName: string | null;
  readonly ascent: number;
  readonly capHeight: number;
  readonly xHeight: number;
  readonly italicAngle: number;
  readonly post: { isFixedPitch: number };
  readonly head: { macStyle: { italic: boolean } };
  readonly 'OS/2'?: { fsType?: Record<string, boolean>; sFamilyClass?: number } | undefined;
}
