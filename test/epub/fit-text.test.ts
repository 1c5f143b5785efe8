import { expect, test } from 'vitest';
import { fitText } from '../../src/epub/fit-text.js';

/** Every character is one em wide, so that widths are lengths. */
const measure = (text: string) => text.length;
const box = { y: 0, width: 100, height: 40, size: 10, leading: 1 };

const lines = (text: string, options = {}) =>
  fitText(text, measure, { ...box, ...options }).lines.map(({ text }) => text);

test('a text that fits keeps the size that was asked for', () => {
  expect(fitText('ab cd', measure, box)).toEqual({
    size: 10,
    lines: [{ text: 'ab cd', y: 7.2 }],
    bottom: 10,
  });
});

test('lines are as even as their number allows', () => {
  expect(lines('aaaa bbbb cc')).toEqual(['aaaa', 'bbbb cc']);
});

test('a text that is too high or a word that is too wide makes the size smaller', () => {
  expect(fitText('a'.repeat(20), measure, box).size).toBeLessThanOrEqual(5);
  const high = fitText(Array(30).fill('aaaa').join(' '), measure, box);
  expect(high.size * high.lines.length).toBeLessThanOrEqual(40);
});

test('a text that fits at no size that could be read is cut, and says so', () => {
  const cut = fitText(Array(100_000).fill('word').join(' '), measure, box);
  expect(cut.lines.at(-1)!.text).toMatch(/ …$/);
  expect(fitText('x'.repeat(100_000), measure, box).lines).toHaveLength(1);
});

test('no text has no lines', () => {
  expect(lines(' ')).toEqual([]);
});

test('scripts without spaces may begin a line with any character of theirs', () => {
  expect(lines('花花花花花花花花花花花花。')).toEqual(['花花花花花花花', '花花花花花。']);
  expect(lines('ab花', { width: 20 })).toEqual(['ab', '花']);
});
