import { describe, expect, it, test } from 'vitest';
import { isFont } from '../../../src/typeset/text/font.js';
import { createFontLibrary, type FontFace } from '../../../src/typeset/text/index.js';
import { SQUARE, squareFont } from '../../support/square-font.js';

const face = (weight: number, style: FontFace['style'] = 'normal', family = SQUARE): FontFace => ({
  family,
  weight,
  style,
  bytes: squareFont({ weight, italic: style !== 'normal' }),
});
const query = (
  fontFamily: string[],
  fontWeight = 400,
  fontStyle: 'normal' | 'italic' | 'oblique' = 'normal',
) => ({
  fontFamily,
  fontWeight,
  fontStyle,
});

describe('font matching', () => {
  test.each([
    [400, [300, 500], 500],
    [400, [300, 600], 300],
    [450, [400, 500], 500],
    [500, [400, 600], 400],
    [300, [200, 400], 200],
    [300, [400, 500], 400],
    [600, [500, 700], 700],
    [700, [400, 600], 600],
    [800, [700, 900], 900],
    [400, [400, 700], 400],
  ])('weight %i of %j is %i', (wanted, there, expected) => {
    const library = createFontLibrary(there.map((weight) => face(weight)));
    expect(library.match(query([SQUARE], wanted))[0]!.weight).toBe(expected);
  });

  it('style goes before weight', () => {
    const library = createFontLibrary([face(400), face(700, 'italic')]);
    expect(library.match(query([SQUARE], 400, 'italic'))[0]).toMatchObject({ style: 'italic', weight: 700 });
    expect(library.match(query([SQUARE], 700, 'oblique'))[0]).toMatchObject({ style: 'italic' });
    expect(createFontLibrary([face(400)]).match(query([SQUARE], 400, 'italic'))[0]!.style).toBe('normal');
  });

  it('families in order, in any case; a list of unknown ones means serif', () => {
    const library = createFontLibrary([face(400)]);
    const families = (list: string[]) => library.match(query(list)).map(({ family }) => family);
    expect(families(['square', 'eb garamond'])).toEqual([SQUARE, 'EB Garamond']);
    expect(families(['sans-serif', 'serif', 'monospace'])).toEqual([
      'Source Sans 3',
      'EB Garamond',
      'Source Code Pro',
    ]);
    expect(families(['Nowhere'])).toEqual(['EB Garamond']);
    expect([...library.unknownFamilies]).toEqual(['Nowhere']);
  });

  it('a rule of the stylesheet comes before a built-in family of the same name; a later rule before an earlier one', () => {
    const first = face(400, 'normal', 'EB Garamond');
    const second = face(400, 'normal', 'EB Garamond');
    const library = createFontLibrary([first, second]);
    expect(library.match(query(['EB Garamond']))[0]!.bytes).toBe(second.bytes);
  });

  it('gives every face a name of its own', () => {
    const library = createFontLibrary([face(400), face(700), face(400, 'italic')]);
    const ids = [query([SQUARE]), query([SQUARE], 700), query([SQUARE], 400, 'italic')].map(
      (q) => library.match(q)[0]!.id,
    );
    expect(ids).toEqual(['Square-Regular', 'Square-700', 'Square-Italic']);
  });

  it('opens a font once', () => {
    const library = createFontLibrary();
    expect(library.match(query(['serif']))[0]).toBe(library.match(query(['EB Garamond', 'sans-serif']))[0]);
  });
});

describe('metrics', () => {
  it('are the file’s', () => {
    expect(createFontLibrary([face(400)]).match(query([SQUARE]))[0]).toMatchObject({
      unitsPerEm: 1000,
      ascent: 800,
      descent: -200,
      lineGap: 0,
      capHeight: 700,
      xHeight: 500,
      underlinePosition: -100,
      underlineThickness: 50,
    });
  });

  it('say which features and characters there are', () => {
    const [font] = createFontLibrary([face(400)]).match(query([SQUARE]));
    expect(['liga', 'smcp', 'onum'].map((tag) => font!.hasFeature(tag))).toEqual([true, true, false]);
    expect([0x61, 0x5d0, 0x627].map((c) => font!.hasGlyph(c))).toEqual([true, true, false]);
  });
});

describe('what is a font', () => {
  const font = squareFont();
  test.each<[string, Uint8Array, boolean]>([
    ['a TrueType font', font, true],
    ['nothing', new Uint8Array(), false],
    ['text', new TextEncoder().encode('no font at all, only words'), false],
    ['WOFF2', new TextEncoder().encode('wOF2 and so on, which is compressed'), false],
    ['a file that ends early', font.slice(0, 4000), false],
    ['a directory alone', font.slice(0, 12), false],
  ])('%s', (_, bytes, expected) => {
    expect(isFont(bytes)).toBe(expected);
  });

  it('a rule with anything else is passed over', () => {
    const library = createFontLibrary([{ ...face(400), bytes: new Uint8Array(100) }]);
    expect(library.match(query([SQUARE]))[0]!.family).toBe('EB Garamond');
  });
});
