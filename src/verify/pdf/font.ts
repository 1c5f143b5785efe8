import { UnicodeMap } from './cmap.js';
import { type Dict, isDict, type PdfObject, PdfSyntaxError, Ref, Stream } from './objects.js';
import type { PdfReader } from './reader.js';

/** A font of the file, as far as text and its checks need it. */
export class PdfFont {
  readonly name: string;
  readonly composite: boolean;
  /** The font descriptor and the dictionary with the widths: the descendant's, in a composite font. */
  readonly descriptor: Dict | undefined;
  readonly inner: Dict;
  readonly unicode: UnicodeMap | undefined;
  readonly problems: string[] = [];
  /** Codes that are shown; and those shown outside an ActualText. */
  readonly shown = new Set<number>();
  readonly shownBare = new Set<number>();

  constructor(
    reader: PdfReader,
    readonly dict: Dict,
  ) {
    this.composite = reader.isName(dict.get('Subtype'), 'Type0');
    const descendant = reader.dict(reader.array(dict.get('DescendantFonts'))?.[0]);
    this.inner = this.composite && descendant ? descendant : dict;
    this.descriptor = reader.dict(this.inner.get('FontDescriptor'));
    this.name = reader.name(dict.get('BaseFont')) ?? 'a font without name';
    const map = reader.resolve(dict.get('ToUnicode'));
    if (map instanceof Stream) {
      try {
        this.unicode = new UnicodeMap(reader.data(map));
      } catch (problem) {
        if (!(problem instanceof PdfSyntaxError)) throw problem;
        this.problems.push(problem.message);
      }
    }
  }

  /** The codes of a string that is shown. */
  codes(bytes: Buffer): number[] {
    if (!this.composite) return [...bytes];
    const codes: number[] = [];
    for (let i = 0; i + 1 < bytes.length; i += 2) codes.push(bytes.readUInt16BE(i));
    return codes;
  }

  /** By code, in thousandths of the font size: what W says. */
  widths(reader: PdfReader): Map<number, number> {
    const widths = new Map<number, number>();
    const items = reader.array(this.inner.get('W')) ?? [];
    for (let i = 0; i < items.length; ) {
      const first = reader.number(items[i]) ?? 0;
      const second = reader.resolve(items[i + 1]);
      if (Array.isArray(second)) {
        second.forEach((width, n) => {
          const value = reader.number(width);
          if (value !== undefined) widths.set(first + n, value);
        });
        i += 2;
      } else {
        const width = reader.number(items[i + 2]) ?? 0;
        for (let code = first; code <= Math.min(Number(second), 0xffff); code++) widths.set(code, width);
        i += 3;
      }
    }
    return widths;
  }

  /** What leads from codes to glyphs of a TrueType program. */
  glyphs(reader: PdfReader): (code: number) => number {
    const map = reader.resolve(this.inner.get('CIDToGIDMap'));
    if (!(map instanceof Stream)) return (code) => code;
    const data = reader.data(map);
    return (code) => (code * 2 + 2 <= data.length ? data.readUInt16BE(code * 2) : 0);
  }

  program(reader: PdfReader): { kind: 'truetype' | 'cff' | 'type1'; data: Buffer } | undefined {
    const kinds = { FontFile2: 'truetype', FontFile3: 'cff', FontFile: 'type1' } as const;
    for (const [key, kind] of Object.entries(kinds)) {
      const stream = reader.resolve(this.descriptor?.get(key));
      if (stream instanceof Stream) return { kind, data: reader.data(stream) };
    }
    return undefined;
  }
}

/** The fonts of a file, each once, by the object that they are. */
export class PdfFonts {
  private readonly fonts = new Map<number | Dict, PdfFont>();

  constructor(private readonly reader: PdfReader) {}

  get(object: PdfObject | undefined): PdfFont | undefined {
    const dict = this.reader.dict(object);
    if (!isDict(dict)) return undefined;
    const key = object instanceof Ref ? object.id : dict;
    let font = this.fonts.get(key);
    if (!font) {
      font = new PdfFont(this.reader, dict);
      this.fonts.set(key, font);
    }
    return font;
  }

  all(): PdfFont[] {
    return [...this.fonts.values()];
  }
}
