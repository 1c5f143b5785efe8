import { kindOf, OTHER, SIGN } from '../manuscript/letters.js';

/** No word and no gap between words is longer; what is gets cut, so that no text makes a step long. */
const MAX_WORD = 100;

/** Whether a character is of a script whose words are not parted. */
export function isUnspaced(code: number): boolean {
  return kindOf(code) === SIGN;
}

/** Whether a character is a letter, a digit or a mark on one. */
export function isWordCharacter(code: number): boolean {
  return kindOf(code) !== OTHER;
}

/** Whether an offset falls inside a word: a letter or digit before it and one after it, of a script that parts words. */
export function isMidWord(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  const after = characterAt(text, offset);
  const before = characterBefore(text, offset);
  return isSpacedLetter(before) && isSpacedLetter(after);
}

/** Where the word around an offset begins. */
export function wordStart(text: string, offset: number): number {
  let at = offset;
  while (isMidWord(text, at) && offset - at < MAX_WORD) at -= characterBefore(text, at).length;
  return at;
}

/** Where the word around an offset ends. */
export function wordEnd(text: string, offset: number): number {
  let at = offset;
  while (isMidWord(text, at) && at - offset < MAX_WORD) at += characterAt(text, at).length;
  return at;
}

function isSpacedLetter(character: string): boolean {
  const code = character.codePointAt(0)!;
  return isWordCharacter(code) && !isUnspaced(code);
}

function characterAt(text: string, offset: number): string {
  return String.fromCodePoint(text.codePointAt(offset)!);
}

function characterBefore(text: string, offset: number): string {
  const pair = offset > 1 && text.codePointAt(offset - 2)! > 0xffff;
  return text.slice(offset - (pair ? 2 : 1), offset);
}

/** The ends that a stretch has with one word less, and with one word more. */
export function otherEnds(text: string, end: number): [less: number, more: number] {
  let less = wordStart(text, end - 1);
  while (less > 0 && end - less < MAX_WORD && isBetween(text, less - 1)) less--;
  let more = end;
  while (more < text.length && more - end < MAX_WORD && isBetween(text, more)) more++;
  return [less, more < text.length ? wordEnd(text, more + 1) : end];
}

/** The starts that a stretch has with one word less, and with one word more. */
export function otherStarts(text: string, start: number): [less: number, more: number] {
  let less = wordEnd(text, start + 1);
  while (less < text.length && less - start < MAX_WORD && isBetween(text, less)) less++;
  let more = start;
  while (more > 0 && start - more < MAX_WORD && isBetween(text, more - 1)) more--;
  return [less, more > 0 ? wordStart(text, more - 1) : start];
}

/** Whether a character is one that parts words: a space or a mark. */
function isBetween(text: string, offset: number): boolean {
  return /[^\p{L}\p{N}\p{M}\ud800-\udfff]/u.test(text[offset]!);
}
