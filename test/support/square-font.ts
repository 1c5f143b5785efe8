/**
 * A font of squares for tests of layout, made here byte by byte: every glyph is one em wide (1000 units), stands 800
 * above and 200 below the baseline, and looks like a square. At a font size of 1 a word is as wide as it has letters,
 * and a line is 1 high.
 *
 * It has ASCII, Latin-1 and Latin Extended-A, Greek, Cyrillic, Hebrew, the punctuation and spaces of U+2010 to U+2027
 * and U+00A0, U+2212, and some ideographs; a ligature (`fi`, one em wide), and small capitals for a to z. It has no
 * combining marks, no Arabic and no emoji.
 */
export const SQUARE = 'Square';
export const UNITS_PER_EM = 1000;

/** First and last code points of what has a glyph. */
const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x391, 0x3a9],
  [0x3b1, 0x3c9],
  [0x410, 0x44f],
  [0x5d0, 0x5ea],
  [0x2010, 0x2015],
  [0x2018, 0x201f],
  [0x2020, 0x2026],
  [0x2212, 0x2212],
  [0x3001, 0x3002],
  [0x300c, 0x300d],
  [0x3042, 0x3042],
  [0x4e00, 0x4e2f],
];

/** Not given a glyph, so that it is what a soft hyphen is in most fonts: nothing. */
const WITHOUT_GLYPH = new Set([0xad]);

export interface SquareFontOptions {
  family?: string;
  weight?: number;
  italic?: boolean;
  /** Whether it has the features liga and smcp. Default: yes. */
  features?: boolean;
  /** Width of every glyph in units. Default: an em. */
  advance?: number;
  /** Code points to give glyphs to instead of the usual ones. */
  ranges?: readonly (readonly [number, number])[];
}

export function squareFont(options: SquareFontOptions = {}): Uint8Array {
  const { family = SQUARE, weight = 400, italic = false, features = true, advance = UNITS_PER_EM } = options;
  const codePoints: number[] = [];
  for (const [first, last] of options.ranges ?? RANGES)
    for (let c = first; c <= last; c++) if (!WITHOUT_GLYPH.has(c)) codePoints.push(c);
  // Glyph 0 is .notdef, then the characters in order, then what only features show.
  const glyphOf = new Map(codePoints.map((c, i) => [c, i + 1]));
  const ligature = codePoints.length + 1;
  const smallCapitals = ligature + 1;
  const count = features ? smallCapitals + 26 : codePoints.length + 1;
  const blank = (glyph: number) => /\p{Zs}/u.test(String.fromCodePoint(codePoints[glyph - 1] ?? 0x21));

  const outline = square(advance);
  const deep = glyphOf.get(DEEP);
  const glyf = new Writer();
  const loca = new Writer();
  for (let glyph = 0; glyph < count; glyph++) {
    loca.u32(glyf.length);
    if (!blank(glyph)) glyf.bytes(glyph === deep ? square(advance, -500) : outline);
  }
  loca.u32(glyf.length);

  const hmtx = new Writer();
  for (let glyph = 0; glyph < count; glyph++) hmtx.u16(advance).i16(blank(glyph) ? 0 : MARGIN);

  const style = `${weight >= 700 ? 'Bold' : ''}${italic ? 'Italic' : ''}` || 'Regular';
  const tables: [string, Writer][] = [
    ['OS/2', os2(weight, italic, advance, codePoints)],
    ['cmap', cmap(glyphOf)],
    ['glyf', glyf],
    ['head', head(weight, italic)],
    ['hhea', hhea(count, advance)],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', maxp(count)],
    ['name', name(family, style)],
    [
      'post',
      new Writer()
        .u32(0x00030000)
        .u32(italic ? -12 << 16 : 0)
        .i16(-100)
        .i16(50)
        .u32(0)
        .u32(0)
        .u32(0)
        .u32(0)
        .u32(0),
    ],
  ];
  if (features)
    tables.unshift([
      'GSUB',
      gsub(
        [glyphOf.get(0x66)!, glyphOf.get(0x69)!, ligature],
        Array.from({ length: 26 }, (_, i) => [glyphOf.get(0x61 + i)!, smallCapitals + i]),
      ),
    ]);
  return file(tables);
}

/** Blank at each side of a square, so that neighbours can be told apart. */
const MARGIN = 50;

/** Q, the one that reaches below the baseline. */
const DEEP = 0x51;

function square(advance: number, bottom = 0): Uint8Array {
  const [left, right, top] = [MARGIN, advance - MARGIN, 700];
  const w = new Writer().i16(1).i16(left).i16(bottom).i16(right).i16(top);
  w.u16(3).u16(0); // one contour of four points, no instructions
  for (let i = 0; i < 4; i++) w.u8(1);
  for (const x of [left, 0, right - left, 0]) w.i16(x);
  for (const y of [bottom, top - bottom, 0, bottom - top]) w.i16(y);
  return w.pad(4).result();
}

function head(weight: number, italic: boolean): Writer {
  const style = (weight >= 700 ? 1 : 0) | (italic ? 2 : 0);
  return new Writer()
    .u32(0x00010000)
    .u32(0x00010000)
    .u32(0) // checkSumAdjustment, set in the finished file
    .u32(0x5f0f3cf5)
    .u16(0x0003)
    .u16(UNITS_PER_EM)
    .u32(0)
    .u32(0)
    .u32(0)
    .u32(0)
    .i16(0)
    .i16(-200)
    .i16(UNITS_PER_EM)
    .i16(800)
    .u16(style)
    .u16(8)
    .i16(2)
    .i16(1) // long offsets
    .i16(0);
}

function hhea(count: number, advance: number): Writer {
  const w = new Writer()
    .u32(0x00010000)
    .i16(800)
    .i16(-200)
    .i16(0)
    .u16(advance)
    .i16(0)
    .i16(0)
    .i16(advance)
    .i16(1);
  for (let i = 0; i < 7; i++) w.i16(0);
  return w.u16(count);
}

function maxp(count: number): Writer {
  const w = new Writer().u32(0x00010000).u16(count).u16(4).u16(1);
  for (const value of [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]) w.u16(value);
  return w;
}

function os2(weight: number, italic: boolean, advance: number, codePoints: readonly number[]): Writer {
  const w = new Writer().u16(4).i16(advance).u16(weight).u16(5).u16(0);
  for (const value of [650, 600, 0, 75, 650, 600, 0, 350, 50, 250]) w.i16(value);
  w.i16(0);
  for (let i = 0; i < 10; i++) w.u8(0);
  for (let i = 0; i < 4; i++) w.u32(0);
  w.ascii('TEST');
  w.u16((italic ? 0x01 : 0) | (weight >= 700 ? 0x20 : 0) | (!italic && weight < 700 ? 0x40 : 0) | 0x80);
  w.u16(codePoints[0]!).u16(codePoints.at(-1)!);
  w.i16(800).i16(-200).i16(0).u16(800).u16(200).u32(1).u32(0);
  return w.i16(500).i16(700).u16(0).u16(0x20).u16(2);
}

function cmap(glyphOf: ReadonlyMap<number, number>): Writer {
  const segments: { start: number; end: number; glyph: number }[] = [];
  for (const [c, glyph] of glyphOf) {
    const last = segments.at(-1);
    if (last && last.end + 1 === c && last.glyph + (c - last.start) === glyph) last.end = c;
    else segments.push({ start: c, end: c, glyph });
  }
  segments.push({ start: 0xffff, end: 0xffff, glyph: 0 });
  const n = segments.length;
  const power = 2 ** Math.floor(Math.log2(n));
  const w = new Writer().u16(0).u16(1).u16(3).u16(1).u32(12);
  w.u16(4)
    .u16(16 + 8 * n)
    .u16(0)
    .u16(2 * n)
    .u16(2 * power)
    .u16(Math.log2(power))
    .u16(2 * (n - power));
  for (const { end } of segments) w.u16(end);
  w.u16(0);
  for (const { start } of segments) w.u16(start);
  for (const { start, glyph } of segments) w.u16(start === 0xffff ? 1 : (glyph - start) & 0xffff);
  for (let i = 0; i < n; i++) w.u16(0);
  return w;
}

function name(family: string, style: string): Writer {
  const postScript = `${family.replaceAll(' ', '')}-${style}`;
  const values = [
    [1, family],
    [2, style],
    [3, postScript],
    [4, `${family} ${style}`],
    [5, 'Version 1.000'],
    [6, postScript],
  ] as const;
  const w = new Writer()
    .u16(0)
    .u16(values.length)
    .u16(6 + 12 * values.length);
  let offset = 0;
  for (const [id, text] of values) {
    w.u16(3)
      .u16(1)
      .u16(0x409)
      .u16(id)
      .u16(text.length * 2)
      .u16(offset);
    offset += text.length * 2;
  }
  for (const [, text] of values) for (let i = 0; i < text.length; i++) w.u16(text.charCodeAt(i));
  return w;
}

/** A ligature of two glyphs, and single substitutions for small capitals, under DFLT and latn. */
function gsub(
  [first, second, ligature]: readonly [number, number, number],
  capitals: readonly (readonly number[])[],
): Writer {
  const scripts = new Writer().u16(2).ascii('DFLT').u16(14).ascii('latn').u16(14);
  scripts.u16(4).u16(0).u16(0).u16(0xffff).u16(2).u16(0).u16(1);
  const features = new Writer().u16(2).ascii('liga').u16(14).ascii('smcp').u16(20);
  features.u16(0).u16(1).u16(0).u16(0).u16(1).u16(1);
  const liga = new Writer().u16(4).u16(0).u16(1).u16(8);
  liga.u16(1).u16(8).u16(1).u16(14); // format, coverage, one set
  liga.u16(1).u16(1).u16(first); // coverage
  liga.u16(1).u16(4).u16(ligature).u16(2).u16(second);
  const n = capitals.length;
  const smcp = new Writer().u16(1).u16(0).u16(1).u16(8);
  smcp
    .u16(2)
    .u16(6 + 2 * n)
    .u16(n);
  for (const [, capital] of capitals) smcp.u16(capital!);
  smcp.u16(1).u16(n);
  for (const [letter] of capitals) smcp.u16(letter!);
  const lookups = new Writer()
    .u16(2)
    .u16(6)
    .u16(6 + liga.length)
    .bytes(liga.result())
    .bytes(smcp.result());
  const w = new Writer()
    .u32(0x00010000)
    .u16(10)
    .u16(10 + scripts.length);
  w.u16(10 + scripts.length + features.length);
  return w.bytes(scripts.result()).bytes(features.result()).bytes(lookups.result());
}

/** The table directory, the tables, and the checksums. */
function file(tables: readonly [string, Writer][]): Uint8Array {
  const n = tables.length;
  const power = 2 ** Math.floor(Math.log2(n));
  const w = new Writer()
    .u32(0x00010000)
    .u16(n)
    .u16(16 * power)
    .u16(Math.log2(power))
    .u16(16 * (n - power));
  let offset = 12 + 16 * n;
  let headAt = 0;
  for (const [tag, table] of tables) {
    const { length } = table;
    if (tag === 'head') headAt = offset;
    w.ascii(tag)
      .u32(checksum(table.pad(4).result()))
      .u32(offset)
      .u32(length);
    offset += table.length;
  }
  for (const [, table] of tables) w.bytes(table.result());
  const bytes = w.result();
  new DataView(bytes.buffer).setUint32(headAt + 8, (0xb1b0afba - checksum(bytes)) >>> 0);
  return bytes;
}

function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let i = 0; i + 4 <= bytes.length; i += 4) sum = (sum + view.getUint32(i)) >>> 0;
  return sum;
}

/** Big-endian numbers one after another. */
class Writer {
  private readonly data: number[] = [];

  get length(): number {
    return this.data.length;
  }
  u8(value: number): this {
    this.data.push(value & 0xff);
    return this;
  }
  u16(value: number): this {
    return this.u8(value >> 8).u8(value);
  }
  i16(value: number): this {
    return this.u16(value);
  }
  u32(value: number): this {
    return this.u16(value >>> 16).u16(value & 0xffff);
  }
  ascii(text: string): this {
    for (let i = 0; i < text.length; i++) this.u8(text.charCodeAt(i));
    return this;
  }
  bytes(bytes: Uint8Array): this {
    for (const byte of bytes) this.data.push(byte);
    return this;
  }
  pad(to: number): this {
    while (this.data.length % to !== 0) this.data.push(0);
    return this;
  }
  result(): Uint8Array {
    return Uint8Array.from(this.data);
  }
}
