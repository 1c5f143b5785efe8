/** The tables of a TrueType font program that checks need: outlines and advance widths by glyph. */
export class TrueTypeProgram {
  private constructor(
    private readonly glyf: Buffer,
    private readonly loca: Buffer,
    private readonly long: boolean,
    private readonly hmtx: Buffer,
    private readonly metrics: number,
    private readonly unitsPerEm: number,
    private readonly glyphs: number,
  ) {}

  /** Undefined where a table is missing or cut off. */
  static read(data: Buffer): TrueTypeProgram | undefined {
    const tables = new Map<string, Buffer>();
    if (data.length < 12) return undefined;
    const count = data.readUInt16BE(4);
    for (let i = 0; i < count && 12 + i * 16 + 16 <= data.length; i++) {
      const at = 12 + i * 16;
      const [offset, length] = [data.readUInt32BE(at + 8), data.readUInt32BE(at + 12)];
      tables.set(data.toString('latin1', at, at + 4), data.subarray(offset, offset + length));
    }
    const [head, hhea, hmtx, loca, glyf, maxp] = ['head', 'hhea', 'hmtx', 'loca', 'glyf', 'maxp'].map((tag) =>
      tables.get(tag),
    );
    if (!head || head.length < 54 || !hhea || hhea.length < 36 || !hmtx || !loca || !glyf || !maxp)
      return undefined;
    return new TrueTypeProgram(
      glyf,
      loca,
      head.readInt16BE(50) !== 0,
      hmtx,
      hhea.readUInt16BE(34),
      head.readUInt16BE(18),
      maxp.readUInt16BE(4),
    );
  }

  /** The bytes of a glyph's outline: none for a space. Undefined where there is no such glyph. */
  outline(glyph: number): Buffer | undefined {
    if (glyph >= this.glyphs) return undefined;
    const size = this.long ? 4 : 2;
    if ((glyph + 2) * size > this.loca.length) return undefined;
    const at = (n: number) => (this.long ? this.loca.readUInt32BE(n * 4) : this.loca.readUInt16BE(n * 2) * 2);
    return this.glyf.subarray(at(glyph), at(glyph + 1));
  }

  /** The advance width in thousandths of an em. */
  width(glyph: number): number | undefined {
    if (glyph >= this.glyphs || this.metrics === 0) return undefined;
    const at = Math.min(glyph, this.metrics - 1) * 4;
    return at + 2 <= this.hmtx.length ? (this.hmtx.readUInt16BE(at) * 1000) / this.unitsPerEm : undefined;
  }
}
