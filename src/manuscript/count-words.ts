import { kindOf, LETTER, lengthOf, OTHER, SIGN } from './letters.js';

/** What stands inside of words, beside letters and digits. */
const INSIDE = new Set([..."’'·-"].map((character) => character.charCodeAt(0)));

/** Characters that are counted one by one, as publishers of Chinese and Japanese do. */
const COUNTED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u;

/**
 * How many words a text has: letters and digits, with the apostrophes, hyphens and points inside them; of Chinese and
 * Japanese, characters.
 */
export function countWords(text: string): number {
  let count = 0;
  let inWord = false;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const kind = kindOf(code);
    const letter = kind === LETTER || kind === SIGN;
    if ((letter && !inWord) || (kind === SIGN && COUNTED.test(String.fromCodePoint(code)))) count++;
    inWord = letter || (inWord && (kind !== OTHER || INSIDE.has(code)));
    at += lengthOf(code);
  }
  return count;
}
