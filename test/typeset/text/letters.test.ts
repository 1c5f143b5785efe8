import { describe, expect, it } from 'vitest';
import { CLOSING, DIGIT, kindOf, LETTER, OPENING, OTHER } from '../../../src/typeset/text/letters.js';

/** What the tables say, against Unicode's own classes. */
describe('every character that the tables know', () => {
  const known = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => kindOf(code) !== OTHER);

  it.each<[string, number, RegExp]>([
    ['a letter', LETTER, /\p{L}/u],
    ['a digit', DIGIT, /\p{N}/u],
    ['opening', OPENING, /[“‘„"'([«]/],
    ['closing', CLOSING, /[.,;:!?’”"')\]»]/],
  ])('is %s where Unicode says so', (_, kind, pattern) => {
    expect(known.length).toBeGreaterThan(500);
    for (const code of known)
      expect([code, (kindOf(code) & kind) !== 0]).toEqual([code, pattern.test(String.fromCharCode(code))]);
  });

  it('is no mark, which would belong to the letter before it', () => {
    for (const code of known) expect(String.fromCharCode(code)).not.toMatch(/\p{M}/u);
  });
});
