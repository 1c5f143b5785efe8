import { describe, expect, it, test } from 'vitest';
import type { ComputedStyle } from '../../../src/typeset/style/computed.js';
import { createFontLibrary, createTextContext } from '../../../src/typeset/text/index.js';
import type { Shaped } from '../../../src/typeset/text/line.js';
import type { Word } from '../../../src/typeset/text/shape.js';
import { SQUARE, squareFont } from '../../support/square-font.js';
import { lines, set, squareContext, style, text } from './set.js';

const GARAMOND: Partial<ComputedStyle> = { fontFamily: ['EB Garamond'], lang: 'en' };
const SANS: Partial<ComputedStyle> = { fontFamily: ['Source Sans 3'], lang: 'en' };

const book = createTextContext(createFontLibrary());

function word(
  text: string,
  overrides: Partial<ComputedStyle> = {},
  direction: 'ltr' | 'rtl' = 'ltr',
  context = book,
): Word {
  return context.shaper.word(context.shaper.shaping(style(overrides)), text, direction);
}

/** The texts of all glyphs in reading order. */
function texts({ parts }: Word): string[] {
  return parts.flatMap(({ shaped }) =>
    shaped.direction === 'rtl' ? shaped.texts.toReversed() : [...shaped.texts],
  );
}

const square = squareContext();
const inSquares = (text: string, overrides: Partial<ComputedStyle> = {}) =>
  word(text, { fontFamily: [SQUARE], ...overrides }, 'ltr', square);

describe('the text of every glyph', () => {
  test.each<[string, string, Partial<ComputedStyle>, string[]]>([
    ['a letter each', 'cab', GARAMOND, ['c', 'a', 'b']],
    ['a ligature has all of its letters', 'office', GARAMOND, ['o', 'ffi', 'c', 'e']],
    ['a composed letter keeps the form that it has', 'é', GARAMOND, ['é']],
    ['a base and a mark in one glyph', 'e\u0301', GARAMOND, ['e\u0301']],
    ['small capitals keep their letters', 'Ab', { ...GARAMOND, fontVariantCaps: 'small-caps' }, ['A', 'b']],
    [
      'capitals by text-transform keep theirs',
      'Straße',
      { ...GARAMOND, textTransform: 'uppercase' },
      ['S', 't', 'r', 'a', 'ß', '', 'e'],
    ],
    ['so do small letters', 'ΟΔΟΣ', { ...GARAMOND, textTransform: 'lowercase' }, ['Ο', 'Δ', 'Ο', 'Σ']],
    ['an added hyphen is soft', 'tele\u00ad', GARAMOND, ['t', 'e', 'l', 'e', '\u00ad']],
    ['a hyphen of the text is itself', 'tele-', GARAMOND, ['t', 'e', 'l', 'e', '-']],
  ])('%s', (_, text, overrides, expected) => {
    expect(texts(word(text, overrides))).toEqual(expected);
  });

  test.each([
    ['x\u0323\u0302y', SANS],
    ['q\u0308\u0323', GARAMOND],
    ['ﬁn', GARAMOND],
    ['naïve', SANS],
    ['שָׁלוֹם', GARAMOND],
    ['السَّلَام', GARAMOND],
    ['👩‍👧', GARAMOND],
    ['Ελλάδα', SANS],
    ['Москва́', GARAMOND],
    ['½→∑', GARAMOND],
  ])('adds up to the word, whatever becomes of it: %s', (text, overrides) => {
    const direction = /[\u0590-\u06ff]/.test(text) ? 'rtl' : 'ltr';
    expect(texts(word(text, overrides, direction)).join('')).toBe(text);
  });

  it('is never a glyph without a picture', () => {
    for (const text of ['مرحبا', 'שלום', '☞', '∀', '😀', '→', 'ⅷ', 'x\u200dy'])
      for (const { shaped } of word(text, SANS, /[\u0590-\u06ff]/.test(text) ? 'rtl' : 'ltr').parts)
        expect([...shaped.glyphs]).not.toContain(0);
  });
});

describe('features', () => {
  const glyphs = (text: string, overrides: Partial<ComputedStyle>) =>
    word(text, { ...GARAMOND, ...overrides }).parts.flatMap(({ shaped }) => [...shaped.glyphs]);

  test.each<[string, Partial<ComputedStyle>, number]>([
    ['on by themselves', {}, 3],
    ['off by font-variant-ligatures', { fontVariantLigatures: 'none' }, 5],
    ['off by no-common-ligatures', { fontVariantLigatures: 'no-common-ligatures' }, 5],
    ['off where letters are spaced', { letterSpacing: 0.1 }, 5],
    ['on again by font-feature-settings', { letterSpacing: 0.1, fontFeatureSettings: { liga: 1 } }, 3],
  ])('ligatures: %s', (_, overrides, count) => {
    expect(glyphs('offic', overrides)).toHaveLength(count);
  });

  it('kerning, on and off', () => {
    expect(word('AV', GARAMOND).width).toBeLessThan(word('AV', { ...GARAMOND, fontKerning: 'none' }).width);
  });

  test.each<[string, Partial<ComputedStyle>]>([
    ['old-style figures', { fontVariantNumeric: ['oldstyle-nums'] }],
    ['tabular figures', { fontVariantNumeric: ['tabular-nums'] }],
    ['any feature', { fontFeatureSettings: { onum: 1 } }],
  ])('%s', (_, overrides) => {
    expect(glyphs('1917', overrides)).not.toEqual(
      glyphs('1917', { fontVariantNumeric: ['lining-nums', 'proportional-nums'] }),
    );
  });

  it('no kerning of a mark that opens as if it closed', () => {
    const widths = (text: string) => word(text, GARAMOND).width;
    expect(widths('”är')).toBeCloseTo(widths('”') + widths('är'));
    expect(widths('l’är')).toBeLessThan(widths('l’') + widths('är') - 0.05);
    expect(word('”är', GARAMOND).parts.map(({ shaped }) => shaped.text)).toEqual(['”', 'är']);
  });

  it('forms of the language, but in Latin, where they would make v of u', () => {
    const as = (lang: string, settings: Record<string, number> = {}) =>
      glyphs('Über uvam', { lang, fontFeatureSettings: settings });
    expect(as('de')).not.toEqual(as('en'));
    expect(as('la')).toEqual(as('en'));
    expect(as('la-VA')).toEqual(as('en'));
    expect(as('la', { locl: 1 })).not.toEqual(as('en'));
  });

  it('real small capitals where the font has them, at full size', () => {
    const caps = word('abc', { ...GARAMOND, fontVariantCaps: 'small-caps' });
    expect(caps.parts).toMatchObject([{ scale: 1 }]);
    expect([...caps.parts[0]!.shaped.glyphs]).not.toEqual(glyphs('abc', {}));
  });

  it('capitals made small where it has none', () => {
    const plain = createTextContext(
      createFontLibrary([
        { family: SQUARE, weight: 400, style: 'normal', bytes: squareFont({ features: false }) },
      ]),
    );
    const caps = word('Abc d', { fontFamily: [SQUARE], fontVariantCaps: 'small-caps' }, 'ltr', plain);
    expect(caps.parts.map(({ scale, shaped }) => [scale, shaped.text])).toEqual([
      [1, 'A'],
      [0.8, 'bc'],
      [1, ' '],
      [0.8, 'd'],
    ]);
    expect(caps.width).toBeCloseTo(1 + 1.6 + 1 + 0.8);
    const big = word('BC', { fontFamily: [SQUARE] }, 'ltr', plain);
    expect([...caps.parts[1]!.shaped.glyphs]).toEqual([...big.parts[0]!.shaped.glyphs]);
    expect(caps.parts[1]!.shaped.texts).toEqual(['b', 'c']);
  });

  it('capitals as high as its own for the letters of which it has none', () => {
    const caps = (text: string, fontVariantCaps: ComputedStyle['fontVariantCaps'], lang = 'en') =>
      word(text, { ...GARAMOND, fontVariantCaps, lang }).parts.map(({ scale, shaped }) => [
        Number(scale.toFixed(2)),
        shaped.text,
      ]);
    expect(caps('Brâncuși', 'small-caps', 'ro')).toEqual([
      [1, 'Brâncu'],
      [0.69, 'ș'],
      [1, 'i'],
    ]);
    expect(caps('Nguyễn', 'small-caps', 'vi')[1]).toEqual([0.69, 'ễ']);
    expect(caps('e\u0302\u0303', 'small-caps', 'vi')).toEqual([[0.69, 'e\u0302\u0303']]);
    expect(caps('Щерба', 'small-caps', 'uk')).toEqual([
      [1, 'Щ'],
      [0.69, 'ерба'],
    ]);
    expect(caps('Щерба', 'all-small-caps', 'uk')).toEqual([[0.69, 'Щерба']]);
    expect(caps('ʰ1.', 'all-small-caps')).toEqual([[1, 'ʰ1.']]);
  });
});

describe('letter-spacing', () => {
  it('follows every glyph and makes the word wider by that', () => {
    const [line] = set('abc', 20, { style: { letterSpacing: 2 } });
    expect(line!.width).toBe(9);
    expect(line!.fragments[0]).toMatchObject({ width: 9, letterSpacing: 2 });
  });

  it('does not part letters that hang from one line', () => {
    const spaced = (text: string) => word(text, { ...GARAMOND, letterSpacing: 2 }).spaced;
    expect([spaced('abc'), spaced('दूसरा'), spaced('স্থির'), spaced('தமிழ்') > 0]).toEqual([3, 0, 0, true]);
  });
});

describe('text-transform', () => {
  const shown = (text: string, textTransform: ComputedStyle['textTransform'], lang = 'en') => [
    ...word(text, { ...GARAMOND, textTransform, lang }).parts[0]!.shaped.glyphs,
  ];
  const plain = (text: string) => shown(text, 'none');

  test.each<[string, ComputedStyle['textTransform'], string, string]>([
    ['abc', 'uppercase', 'en', 'ABC'],
    ['ABC', 'lowercase', 'en', 'abc'],
    ['ΟΔΟΣ', 'lowercase', 'el', 'οδος'],
    ['i', 'uppercase', 'tr', 'İ'],
    ['straße', 'uppercase', 'de', 'STRASSE'],
  ])('%s: %s (%s)', (text, transform, lang, expected) => {
    expect(shown(text, transform, lang)).toEqual(plain(expected));
  });

  it('capitalize: the first letter of each word, wherever inlines begin', () => {
    const capitalize = { textTransform: 'capitalize' } as const;
    const content = [
      text('“victor’s well-known ', capitalize),
      text('b', capitalize),
      text('ook', capitalize),
    ];
    expect(lines(content, 40)).toEqual(['“Victor’s Well-Known Book']);
  });
});

describe('fonts character by character', () => {
  const families = (
    text: string,
    overrides: Partial<ComputedStyle> = GARAMOND,
    direction: 'ltr' | 'rtl' = 'ltr',
  ) =>
    word(text, overrides, direction).parts.map(({ shaped }): [string, string] => [
      shaped.font.family,
      shaped.text,
    ]);

  test.each<[string, 'ltr' | 'rtl', [string, string][]]>([
    ['Ελλάδα', 'ltr', [['EB Garamond', 'Ελλάδα']]],
    ['Москва', 'ltr', [['EB Garamond', 'Москва']]],
    ['שלום', 'rtl', [['Noto Serif Hebrew', 'שלום']]],
    ['سلام', 'rtl', [['Noto Naskh Arabic', 'سلام']]],
    ['毛泽东', 'ltr', [['ZCOOL XiaoWei', '毛泽东']]],
    ['かな', 'ltr', [['Hina Mincho', 'かな']]],
    ['한글', 'ltr', [['Song Myung', '한글']]],
    ['a☞b', 'ltr', [['EB Garamond', 'a☞b']]],
    [
      'a😀',
      'ltr',
      [
        ['EB Garamond', 'a'],
        ['Noto Emoji', '😀'],
      ],
    ],
  ])('%s', (text, direction, expected) => {
    expect(families(text, GARAMOND, direction)).toEqual(expected);
  });

  it('in the order of the list', () => {
    const list = { fontFamily: ['Source Sans 3', 'EB Garamond'] };
    expect(families('ab', list)).toEqual([['Source Sans 3', 'ab']]);
    expect(families('a℞ʬb', { fontFamily: [SQUARE, 'EB Garamond'] }).length).toBeGreaterThan(0);
  });

  it('in the forms of the language', () => {
    expect(families('毛', { ...GARAMOND, lang: 'ja' })).toEqual([['Hina Mincho', '毛']]);
    expect(families('毛', { ...GARAMOND, lang: 'zh-Hans' })).toEqual([['ZCOOL XiaoWei', '毛']]);
  });

  it('keeps a mark with its letter', () => {
    expect(families('x\u0301', { fontFamily: ['Source Sans 3'] })).toEqual([['Source Sans 3', 'x\u0301']]);
  });
});

describe('a character that no font has', () => {
  const missing = '\u{16800}';

  it('is reported once, by name and place, and something visible stands for it', () => {
    const context = createTextContext(createFontLibrary());
    const result = word(`a${missing}b`, GARAMOND, 'ltr', context);
    word(`c${missing}`, GARAMOND, 'ltr', context);
    expect(context.diagnostics).toMatchObject([{ code: 'glyph-missing', severity: 'warning' }]);
    expect(context.diagnostics[0]!.message).toContain('U+16800');
    expect(context.diagnostics[0]!.message).toContain('EB Garamond');
    expect(texts(result)).toEqual(['a', missing, 'b']);
    expect(result.parts.flatMap(({ shaped }) => [...shaped.glyphs])).not.toContain(0);
  });

  it('is one of a dozen that are reported one by one; then they are counted', () => {
    const context = createTextContext(createFontLibrary());
    for (let i = 0; i < 30; i++) word(String.fromCodePoint(0x16800 + i), GARAMOND, 'ltr', context);
    expect(context.diagnostics).toHaveLength(13);
    expect(context.diagnostics.at(-1)!.message).toContain('18 more');
  });

  it('keeps its letter if it is a mark', () => {
    const context = squareContext();
    const result = word('q\u0489', { fontFamily: [SQUARE] }, 'ltr', context);
    expect(texts(result).join('')).toBe('q\u0489');
  });

  it.each(['\u200d', '\ufe0f', '\u00a0', '\u2009', '\u2060'])(
    'is none of what needs no glyph',
    (character) => {
      const context = squareContext();
      word(`a${character}a`, { fontFamily: [SQUARE] }, 'ltr', context);
      expect(context.diagnostics).toEqual([]);
    },
  );
});

describe('right to left', () => {
  it('glyphs are in visual order, the last letter first', () => {
    const { parts } = word('אבג', { fontFamily: [SQUARE] }, 'rtl', square);
    expect(parts[0]!.shaped.texts).toEqual(['ג', 'ב', 'א']);
    expect(parts[0]!.shaped.direction).toBe('rtl');
  });

  it('brackets are mirrored, and keep their text', () => {
    const open = inSquares('(').parts[0]!.shaped.glyphs[0];
    const { shaped } = word('(', { fontFamily: [SQUARE] }, 'rtl', square).parts[0]!;
    expect(shaped.glyphs[0]).toBe(inSquares(')').parts[0]!.shaped.glyphs[0]);
    expect(shaped.glyphs[0]).not.toBe(open);
    expect(shaped.texts).toEqual(['(']);
  });

  it('Arabic letters join', () => {
    const joined = word('سلام', GARAMOND, 'rtl').parts[0]!.shaped.glyphs;
    const alone = [...'سلام'].map((letter) => word(letter, GARAMOND, 'rtl').parts[0]!.shaped.glyphs[0]);
    expect([...joined].toReversed()).not.toEqual(alone);
  });
});

describe('words are remembered', () => {
  it('by all that decides how they look, and by nothing else', () => {
    const shaped = (overrides: Partial<ComputedStyle>): Shaped => word('word', overrides).parts[0]!.shaped;
    expect(shaped({ ...GARAMOND, fontSize: 9, color: { red: 1, green: 0, blue: 0 } })).toBe(shaped(GARAMOND));
    for (const other of [
      { fontStyle: 'italic' },
      { fontWeight: 700 },
      { lang: 'de' },
      { fontKerning: 'none' },
    ] as const)
      expect(shaped({ ...GARAMOND, ...other })).not.toBe(shaped(GARAMOND));
  });

  it('whatever the language is called', () => {
    for (const lang of ['', 'en_GB', 'x', 'ünsinn', 'en-'])
      expect(texts(word('ab', { ...GARAMOND, lang, textTransform: 'uppercase' }))).toEqual(['a', 'b']);
  });
});
