import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Font } from '../typeset/text/font.js';
import { DEFLATE } from './deflate.js';
import type { GlyphUse } from './glyph-codes.js';
import type { PdfFile } from './pdf-file.js';
import type { FontkitFont, KitFont } from './pdfkit-internals.js';
import { name, number, numbers, type ObjectNumber, reference, utf16, wellFormed } from './syntax.js';

/** Entries that a CMap may have in one list (Adobe Technical Note 5014). */
const LIST = 100;

/** A font that is in the file. */
export interface EmbeddedFont {
  object: ObjectNumber;
  /** Whether the font's licence bits (OS/2 fsType) let a subset of its outlines be embedded. */
  embeddable: boolean;
}

/** What stands in a file of a font: plain data, a matter of the font and of what is shown of it alone. */
export interface FontParts {
  /** The name of the subset, as PDF writes names. */
  base: string;
  isCff: boolean;
  /** The font program, deflated, and its length before that. */
  program: Uint8Array;
  length: number;
  /** From codes to glyphs, deflated; a CFF program has none. */
  map: Uint8Array | undefined;
  metrics: string;
  widths: string;
  /** The texts of codes, deflated. */
  toUnicode: Uint8Array;
  embeddable: boolean;
}

/**
 * What embeds the glyphs that are shown of a font as a composite font (ISO 32000-1, 9.7) with the encoding Identity-H:
 * outlines by fontkit, widths and texts by code. Codes are far apart. A TrueType program holds the glyphs closely, and a
 * map leads from codes to them; in a CFF program, which has no such map, what lies between is filled with the space.
 *
 * @param uses in the order of their codes
 * @throws where fontkit cannot read the font or make the subset
 */
export function makeSubset(file: PdfFile, font: Font, uses: readonly GlyphUse[]): FontParts {
  const kit = file.font(font.id, font.bytes);
  const isCff = kit.subset.cff !== undefined;
  const map = isCff ? sparse(kit, font, uses) : close(kit, uses);
  const program = kit.subset.encode();
  return {
    base: name(`${tag(uses)}+${(kit.font.postscriptName ?? font.id).replaceAll(' ', '_')}`),
    isCff,
    program: deflateSync(program, DEFLATE),
    length: program.length,
    map: map && deflateSync(map, DEFLATE),
    metrics: metrics(kit),
    widths: widths(font, uses),
    toUnicode: deflateSync(Buffer.from(toUnicode(uses), 'latin1'), DEFLATE),
    embeddable: isEmbeddable(kit.font),
  };
}

/** Writes what `makeSubset` made. */
export function embedFont(file: PdfFile, parts: FontParts): EmbeddedFont {
  const { base, isCff, program, length, map, metrics, widths, toUnicode, embeddable } = parts;
  const deflated = { filter: 'deflated' } as const;
  const programFile = file.stream(isCff ? '/Subtype/CIDFontType0C' : `/Length1 ${length}`, program, deflated);
  const descriptor = file.object(
    `<</Type/FontDescriptor/FontName${base}${metrics}/${isCff ? 'FontFile3' : 'FontFile2'} ${reference(programFile)}>>`,
  );
  const descendant = file.object(
    `<</Type/Font/Subtype/${isCff ? 'CIDFontType0' : `CIDFontType2/CIDToGIDMap ${reference(file.stream('', map!, deflated))}`}` +
      `/BaseFont${base}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
      `/FontDescriptor ${reference(descriptor)}/W[${widths}]>>`,
  );
  const object = file.object(
    `<</Type/Font/Subtype/Type0/BaseFont${base}/Encoding/Identity-H/DescendantFonts[${reference(descendant)}]` +
      `/ToUnicode ${reference(file.stream('', toUnicode, deflated))}>>`,
  );
  return { object, embeddable };
}

/** The glyphs one after the other; gives what leads from codes to them, two bytes a code. */
function close({ subset }: KitFont, uses: readonly GlyphUse[]): Buffer {
  const map = Buffer.alloc(((uses.at(-1)?.code ?? 0) + 1) * 2);
  for (const glyph of [...new Set(uses.map((use) => use.glyph))].sort((a, b) => a - b))
    subset.includeGlyph(glyph);
  for (const { code, glyph } of uses) map.writeUInt16BE(subset.mapping[glyph]!, code * 2);
  return map;
}

function sparse({ subset }: KitFont, font: Font, uses: readonly GlyphUse[]): undefined {
  const filler = font.glyphOf(0x20);
  const last = uses.at(-1)?.code ?? 0;
  for (let code = 1; code <= last; code++) subset.glyphs[code] = filler;
  for (const { code, glyph } of uses) subset.glyphs[code] = glyph;
}

/** Six letters that tell subsets of a font apart. */
function tag(uses: readonly GlyphUse[]): string {
  const hash = createHash('sha256')
    .update(uses.map(({ code }) => code).join(' '))
    .digest();
  return [...hash.subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

/** Widths are those of the font program, whatever shaping made of them (ISO 14289-1, 7.21.5). */
function widths(font: Font, uses: readonly GlyphUse[]): string {
  let list = '';
  let next = -1;
  for (const { code, glyph } of uses) {
    const width = number((font.advanceOf(glyph) * 1000) / font.unitsPerEm);
    list += code === next ? ` ${width}` : `${next < 0 ? '' : ']'}${code}[${width}`;
    next = code + 1;
  }
  return next < 0 ? '' : `${list}]`;
}

/** ISO 32000-1, 9.8: flag 3 (symbolic) for all, since codes are no character codes. */
function metrics({ font, scale, ascender, descender, bbox }: KitFont): string {
  const family = ((font['OS/2'] as { sFamilyClass?: number } | undefined)?.sFamilyClass ?? 0) >> 8;
  const flags =
    (font.post.isFixedPitch ? 1 : 0) |
    (family >= 1 && family <= 7 ? 1 << 1 : 0) |
    (1 << 2) |
    (family === 10 ? 1 << 3 : 0) |
    (font.head.macStyle.italic ? 1 << 6 : 0);
  const box = [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map((value) => value * scale);
  return (
    `/Flags ${flags}/FontBBox[${numbers(box)}]/ItalicAngle ${number(font.italicAngle)}/StemV 0` +
    `/Ascent ${number(ascender)}/Descent ${number(descender)}` +
    `/CapHeight ${number((font.capHeight || font.ascent) * scale)}/XHeight ${number((font.xHeight || 0) * scale)}`
  );
}

/** The texts of codes (ISO 32000-1, 9.10.3). */
function toUnicode(uses: readonly GlyphUse[]): string {
  const entries = [
    '<0000><FFFD>',
    ...uses.map(({ code, text }) => `<${code.toString(16).padStart(4, '0')}><${utf16(allowed(text))}>`),
  ];
  let lists = '';
  for (let i = 0; i < entries.length; i += LIST) {
    const list = entries.slice(i, i + LIST);
    lists += `${list.length} beginbfchar\n${list.join('\n')}\nendbfchar\n`;
  }
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n' +
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
    `1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n${lists}` +
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n'
  );
}

/** What a Unicode map may not hold (ISO 14289-1, 7.21.7) is replaced by what means the same or says "unknown". */
function allowed(text: string): string {
  return wellFormed(text)
    .replaceAll('\ufeff', '\u2060')
    .replace(/[\0\ufffe\uffff]/g, '\ufffd');
}

function isEmbeddable(font: FontkitFont): boolean {
  const licence = font['OS/2']?.fsType ?? {};
  const restricted = licence.noEmbedding && !licence.viewOnly && !licence.editable;
  return !restricted && !licence.noSubsetting && !licence.bitmapOnly;
}
