import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { coverFonts } from '../../src/epub/cover-fonts.js';

const fonts = await coverFonts('en');
const face = fonts.face('EB Garamond', 500, 'normal');
/** `a|日本:Family|b`: the runs of a text, with the families that they need. */
const runs = (text: string) =>
  face
    .runs(text)
    .map((run) => (run.family ? `${run.text}:${run.family}` : run.text))
    .join('|');

describe('a line of a cover', () => {
  test.each([
    ['Title', 'Title'],
    ['Ünal Ödemiş, Βίβλος', 'Ünal Ödemiş, Βίβλος'],
    ['A 🎉 title', 'A|🎉:Noto Emoji|title'],
    ['👩‍👩‍👧 🎉 and more', '👩‍👩‍👧 🎉:Noto Emoji|and more'],
    ['كتاب الأيام', 'كتاب الأيام:Noto Naskh Arabic'],
    ['', ''],
    [' ', ''],
  ])('is set in runs of one face: “%s”', (text, expected) => {
    expect(runs(text)).toBe(expected);
  });

  test('has each run where those before it end', () => {
    const [first, second, third] = face.runs('A 🎉 title');
    expect(first!.offset).toBe(0);
    expect(second!.offset).toBeCloseTo(face.measure('A '));
    expect(third!.offset).toBeCloseTo(face.measure('A 🎉 '));
  });

  test('is as wide as its runs', () => {
    const [a, b] = [face.measure('A '), face.measure('🎉')];
    expect(face.measure('A 🎉')).toBeCloseTo(a + b);
    expect(b).toBeGreaterThan(0.5);
  });
});

test('a drawing gets the faces that it names, and those that its letters need', () => {
  const files = (svg: string, words: string) => fonts.files(svg, words).map((path) => basename(path));
  expect(files('<svg/>', 'Title').every((file) => file.startsWith('EBGaramond'))).toBe(true);
  const clear = files('<text font-family="Atkinson Hyperlegible Next">', 'Title 🎉').join();
  expect(clear).toMatch(/AtkinsonHyperlegibleNext_700Bold/);
  expect(clear).toMatch(/NotoEmoji/);
  expect(clear).not.toMatch(/SourceSans3/);
});

test('a face that does not come with florilegium is refused', () => {
  expect(() => fonts.face('Helvetica', 400, 'normal')).toThrow(/Helvetica/);
});
