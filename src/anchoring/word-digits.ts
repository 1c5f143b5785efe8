import { BARRIER } from './fold.js';
import { isUnspaced, isWordCharacter } from './words.js';

/**
 * Words as digits, and where they stand. A word is a run of letters, digits and marks; in scripts without spaces
 * every character is one. Marks between words are not looked at.
 */
export interface DigitWords {
  /** One hexadecimal digit a word; a BARRIER stands for itself. */
  digits: string;
  /** Where each of them begins and ends in the text. */
  starts: Uint32Array;
  ends: Uint32Array;
}

const HEX = '0123456789abcdef';
const BARRIER_CODE = BARRIER.charCodeAt(0);

/** No word is longer; what is gets cut, so that no text makes a step long. */
const MAX_WORD = 100;

/** The words of a folded text in lower case. Linear. */
export function digitWords(text: string): DigitWords {
  let digits = '';
  const starts: number[] = [];
  const ends: number[] = [];
  eachWord(text, 0, text.length, (digit, start, end) => {
    digits += digit;
    starts.push(start);
    ends.push(end);
  });
  return { digits, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

/** The digits alone of the words from one offset to another, neither of which is inside a word. */
export function digitsOf(text: string, from: number, to: number): string {
  let digits = '';
  eachWord(text, from, to, (digit) => {
    digits += digit;
  });
  return digits;
}

function eachWord(
  text: string,
  from: number,
  to: number,
  found: (digit: string, start: number, end: number) => void,
): void {
  for (let at = from; at < to; ) {
    if (text.charCodeAt(at) === BARRIER_CODE) {
      found(BARRIER, at, at + 1);
      at++;
      continue;
    }
    const end = wordEndAt(text, at, to);
    if (end > at) found(digitOf(text, at, end), at, end);
    at = Math.max(end, at + 1);
  }
}

/** Where the word that begins at an offset ends; the offset itself where none begins. */
function wordEndAt(text: string, start: number, to: number): number {
  let at = start;
  while (at < to && at - start < MAX_WORD) {
    const code = text.codePointAt(at)!;
    if (!isWordCharacter(code)) break;
    const width = code > 0xffff ? 2 : 1;
    if (isUnspaced(code)) return at === start ? at + width : at;
    at += width;
  }
  return at;
}

/**
 * Four bits of a word: the hash of Fowler, Noll and Vo (FNV-1a, 32 bits; RFC 9923), folded. It only has to give
 * different words different digits as often as chance would; it has no secret.
 */
function digitOf(text: string, start: number, end: number): string {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  hash ^= hash >>> 8;
  return HEX[(hash ^ (hash >>> 4)) & 15]!;
}
