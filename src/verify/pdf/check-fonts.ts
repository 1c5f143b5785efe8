import type { Report } from '../report.js';
import type { PdfDocument } from './document.js';
import type { PdfFont } from './font.js';
import { Stream } from './objects.js';
import type { PdfReader } from './reader.js';
import { TrueTypeProgram } from './truetype.js';

/** Thousandths of an em by which a width may differ (ISO 14289-1, 7.21.5): rounding. */
const WIDTH_TOLERANCE = 1;

/** The fonts that pages show text in. */
export function checkFonts(document: PdfDocument, report: Report): void {
  const { reader, contents } = document;
  for (const font of contents.fonts.all()) {
    if (font.shown.size === 0) continue;
    const program = font.program(reader);
    report.expect('font-embedded', program !== undefined && /^[A-Z]{6}\+/.test(font.name), () =>
      program ? `${font.name} has no tag for its subset` : `${font.name} is not embedded`,
    );
    checkUnicode(font, report);
    const encoding = encodingProblem(reader, font);
    report.expect('font-encoding', encoding === undefined, () => `${font.name} ${encoding}`);
    if (program?.kind === 'truetype') checkTrueType(reader, font, program.data, report);
    else
      for (const code of font.shown)
        report.expect('font-notdef', code !== 0, () => `${font.name} shows code 0`);
  }
}

function checkUnicode(font: PdfFont, report: Report): void {
  for (const problem of font.problems) report.fail('font-unicode', `${font.name}: ${problem}`);
  for (const code of font.shown) {
    const text = font.unicode?.get(code);
    const forbidden = text !== undefined && /[\0\ufeff\ufffe\uffff]/.test(text);
    const secret = text !== undefined && /\p{Private_Use}/u.test(text) && font.shownBare.has(code);
    report.expect('font-unicode', text !== undefined && text !== '' && !forbidden && !secret, () => {
      const what = !text
        ? 'nothing'
        : `U+${text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
      return `${font.name}: code ${code} means ${what}`;
    });
  }
}

function encodingProblem(reader: PdfReader, font: PdfFont): string | undefined {
  if (!font.composite) return 'is no composite font';
  if (!reader.isName(font.dict.get('Encoding'), 'Identity-H')) return 'is not encoded as Identity-H';
  const trueType = reader.isName(font.inner.get('Subtype'), 'CIDFontType2');
  if (
    trueType &&
    !reader.isName(font.inner.get('CIDToGIDMap'), 'Identity') &&
    !(reader.resolve(font.inner.get('CIDToGIDMap')) instanceof Stream)
  )
    return 'does not map its codes to glyphs';
  if (reader.name(font.inner.get('BaseFont')) !== font.name) return 'has two names';
  const set = reader.resolve(font.descriptor?.get('CIDSet'));
  if (set instanceof Stream) {
    const bits = reader.data(set);
    for (const code of font.shown)
      if (((bits[code >> 3] ?? 0) & (0x80 >> (code & 7))) === 0)
        return `shows code ${code}, which its CIDSet leaves out`;
  }
  return undefined;
}

function checkTrueType(reader: PdfReader, font: PdfFont, data: Buffer, report: Report): void {
  const program = TrueTypeProgram.read(data);
  if (!program) {
    report.fail('font-embedded', `${font.name}: the font program cannot be read`);
    return;
  }
  const widths = font.widths(reader);
  const initial = reader.number(font.inner.get('DW')) ?? 1000;
  const notdef = program.outline(0);
  const glyphs = font.glyphs(reader);
  for (const code of font.shown) {
    const glyph = glyphs(code);
    const outline = program.outline(glyph);
    const missing =
      glyph === 0 ||
      outline === undefined ||
      (notdef !== undefined && notdef.length > 0 && outline.equals(notdef));
    report.expect('font-notdef', !missing, () => `${font.name}: code ${code} shows .notdef`);
    const width = widths.get(code) ?? initial;
    const real = program.width(glyph);
    report.expect(
      'font-widths',
      real !== undefined && Math.abs(width - real) <= WIDTH_TOLERANCE,
      () => `${font.name}: code ${code} is ${real ?? 'nothing'} wide, the file says ${width}`,
    );
  }
}
