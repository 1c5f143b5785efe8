import { kindOf, LETTER, lengthOf, OTHER } from './letters.js';

/** What stands inside of words, beside letters and digits. */
const INSIDE = new Set([..."’'·-"].map((character) => character.charCodeAt(0)));

/** How many words a text has: letters and digits, with the apostrophes, hyphens and points inside them. */
export function countWords(text: string): number {
  let count = 0;
  let inWord = false;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const kind = kindOf(code);
    if (!inWord && kind === LETTER) count++;
    inWord = kind === LETTER || (inWord && (kind !== OTHER || INSIDE.has(code)));
    at += lengthOf(code);
  }
  return count;
}
