import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BARRIER, fold } from '../../src/anchoring/fold.js';

describe('what folds alike', () => {
  it.each([
    ['apostrophes', 'don’t', "don't"],
    ['double quotation marks', '“State”', '"State"'],
    ['low quotation marks', '„Staat“ ‚so‘', '"Staat" \'so\''],
    ['guillemets with their spaces', '« État » ‹ x ›', '"État" "x"'],
    ['German guillemets', '»Staat«', '"Staat"'],
    ['primes', '5′ 10″', '5\' 10"'],
    ['dashes, spaced or not', 'bread — and – peace', 'bread-and-peace'],
    ['dashes of a typewriter', 'bread --- and -- peace', 'bread—and–peace'],
    ['hyphens', 'co‐op re‑form −1', 'co-op re-form -1'],
    ['ellipses', 'and … so. . . on', 'and ... so... on'],
    ['spaces', 'a\u00a0b\u2009c\u202fd\u3000e\u0085f', 'a b c d e f'],
    ['line ends', 'a\r\nb\u2028c\u2029\n\td', 'a b c d'],
    ['spaces before French marks', 'Quoi\u00a0? Non\u202f! Si\u00a0; donc :', 'Quoi? Non! Si; donc:'],
    ['soft hyphens', 'in\u00adter\u00adna\u00adtional', 'international'],
    ['characters without a shape', 'a\u200bb\u200cc\u200dd\u2060e\ufefff\u200eg', 'abcdefg'],
    ['ligatures', 'ﬁrst oﬃcer', 'first officer'],
    ['accents', 'cafe\u0301 nai\u0308ve', 'café naïve'],
    ['stacked accents', 'Vie\u0323\u0302t', 'Việt'],
    ['Hangul', '한국어'.normalize('NFD'), '한국어'],
    ['narrow kana', 'ｶﾞｷﾞ', 'ガギ'],
    ['Arabic presentation forms', 'ﻻ ﷲ', 'لا الله'],
    ['vowel signs of Arabic', 'كَتَبَ الكَاتِبُ كـتـابًا', 'كتب الكاتب كتابا'],
    ['points of Hebrew', 'שָׁלוֹם לְכֻלָּם', 'שלום לכלם'],
    ['wide letters', 'Ｓｅｒｇｅ', 'Serge'],
    ['fractions', '½', '1/2'],
    ['letters outside the first plane', '𝐒𝐞𝐫𝐠𝐞', 'Serge'],
  ])('%s', (_, one, other) => expect(fold(one).text).toBe(fold(other).text));

  it.each([
    ['case', 'State', 'state'],
    ['words run together', 'no one', 'noone'],
    ['a hyphen', 'co-op', 'coop'],
    ['accents that mean something', 'ou', 'où'],
    ['numbers', '1917', '1918'],
    ['marks of Arabic that make other letters', 'أمل آمل', 'امل امل'],
  ])('but not %s', (_, one, other) => expect(fold(one).text).not.toBe(fold(other).text));
});

describe('the way back', () => {
  /** What a folded stretch stands for. */
  function original(text: string, words: string): string {
    const folded = fold(text);
    const start = folded.text.indexOf(words);
    expect(start, folded.text).toBeGreaterThanOrEqual(0);
    return text.slice(folded.rawStart(start), folded.rawEnd(start + words.length));
  }

  it.each([
    ['white space is left out at the edges', 'a  \n bread  and ', 'bread and', 'bread  and'],
    ['an accent is taken with its letter', 'un cafe\u0301 noir', 'café', 'cafe\u0301'],
    ['a ligature is not cut', 'oﬃce', 'of', 'oﬃ'],
    ['a syllable is not cut', '한국'.normalize('NFD'), '국', '국'.normalize('NFD')],
    ['pairs of surrogates', 'a 𝐒𝐞 b', 'Se', '𝐒𝐞'],
    ['characters outside the first plane', 'x 🏴 y', '🏴', '🏴'],
    ['vowel signs are taken with their letter', 'و كِتَابٌ و', 'كتاب', 'كِتَابٌ'],
    ['soft hyphens at the edge are left out', '\u00adin\u00adter\u00ad', 'inter', 'in\u00adter'],
    ['three hyphens are one', 'a---b', 'a-', 'a---'],
    ['one character that becomes a phrase', 'x ﷺ y', fold('ﷺ').text, 'ﷺ'],
  ])('%s', (_, text, words, stretch) => expect(original(text, words)).toBe(stretch));

  it('finds the folded offset of an original one', () => {
    const folded = fold('a \u00ad\n b—c');
    expect(folded.text).toBe('a b-c');
    expect([0, 1, 5, 6, 7, 8].map((raw) => folded.at(raw))).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('lower case', () => {
  it('keeps offsets', () => {
    const folded = fold('İSTANBUL ΟΔΟΣ Straße ÉTAT');
    expect(folded.lower).toHaveLength(folded.text.length);
    expect(folded.lower).toContain('οδοσ');
    expect(folded.lower).toContain('état');
  });
});

describe('barriers', () => {
  it('stand where they are put and nowhere else', () => {
    expect(fold('One\nTwo\n  Three', [0, 4, 8]).text).toBe(`One${BARRIER}Two${BARRIER}Three`);
    expect(fold('One\nTwo').text).not.toContain(BARRIER);
  });
});

describe('any text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'a \n\u00a0—-.…“«»e\u0301\u00adﬁ한ᄒ🏴\u200d\u0345\ud800') }),
  );

  it('folds to something that folds to itself', () =>
    fc.assert(
      fc.property(texts, (text) => {
        expect(fold(fold(text).text).text).toBe(fold(text).text);
      }),
    ));

  it('has offsets that ascend and lie in it', () =>
    fc.assert(
      fc.property(texts, (text) => {
        const folded = fold(text);
        let last = 0;
        for (let i = 0; i < folded.text.length; i++) {
          expect(folded.rawStart(i)).toBeGreaterThanOrEqual(i > 0 ? folded.rawStart(i - 1) : 0);
          expect(folded.rawEnd(i + 1)).toBeGreaterThan(folded.rawStart(i));
          expect(folded.rawEnd(i + 1)).toBeGreaterThanOrEqual(last);
          last = folded.rawEnd(i + 1);
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    ));

  it('is the same however many of its characters are folded at a time', () => {
    const pieces = [
      'a',
      'bread and',
      'é',
      'слово',
      '国',
      ' ',
      ' ',
      '\n',
      '.',
      ' .',
      ';',
      '-',
      '--',
      '—',
      '"',
      '“',
      '(',
      '½',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const plain = fold(text);
        // A soft hyphen behind each has every one looked at by itself.
        const apart = fold([...text].map((character) => `${character}\u00ad`).join(''));
        expect(apart.text).toBe(plain.text);
        for (let i = 0; i < plain.text.length; i++) {
          expect(apart.rawStart(i)).toBe(2 * plain.rawStart(i));
          expect(apart.at(2 * plain.rawStart(i))).toBe(plain.at(plain.rawStart(i)));
          expect(Math.ceil(apart.rawEnd(i + 1) / 2)).toBe(plain.rawEnd(i + 1));
        }
      }),
    );
  });

  it('folds what is repeated without end', () => {
    for (const unit of ['a', ' ', '-', '\u0301', 'ﷺ', '\u00ad', '“']) {
      const start = performance.now();
      fold(unit.repeat(200_000));
      expect(performance.now() - start).toBeLessThan(5000);
    }
  });
});
