import { expect, test } from 'vitest';
import { countWords } from '../../src/manuscript/count-words.js';

test.each([
  ['', 0],
  ['  —  … ! ', 0],
  ['One word’s two-part ends.', 4],
  ['’tis -dash ·', 2],
  ['1,000 cafe\u0301 Ⅷ x²', 5],
  ['Слово за словом, мир', 4],
  ['中文 𝒳𐐀 \ud800a', 4],
  ['三本账，A字。ひらがなとカナ', 12],
  ['아버지는 세 권의', 3],
  ['กาลครั้ง หนึ่ง', 2],
])('%j has %i words', (text, count) => {
  expect(countWords(text)).toBe(count);
});
