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

/** An embedded font. CIDs are indices into `subset.glyphs`, `widths` and `unicode`; 0 is .notdef. */
export interface KitFont {
  /** `F1`, … */
  readonly id: string;
  /** 1000 / units per em. */
  readonly scale: number;
  readonly font: FontkitFont;
  readonly subset: { glyphs: number[]; mapping: Record<number, number> };
  readonly widths: number[];
  readonly unicode: number[][];
  ref(): KitReference;
  finalize(): void;
}

export interface FontkitFont {
  readonly 'OS/2'?: { fsType?: Record<string, boolean> } | undefined;
  getGlyph(gid: number): { advanceWidth: number };
  glyphForCodePoint(codePoint: number): { id: number };
}
