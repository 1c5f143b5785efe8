import { DIGIT, kindOf, LETTER } from './letters.js';

/**
 * Prepositions and conjunctions of one letter: in these languages they belong to the word after them, and no line ends with
 * one. (ČSN 01 6910 for Czech, STN 01 6910 for Slovak; Polish typographers call them orphans, „sierotki”.)
 */
const LONE_LETTERS: Readonly<Record<string, string>> = {
  cs: 'kosuvzaiKOSUVZAI',
  sk: 'kosuvzaiKOSUVZAI',
  pl: 'aiouwzAIOUWZ',
};

/** The letters that no line of a language ends with. @param language BCP 47 */
export function loneLetters(language: string): string | undefined {
  return LONE_LETTERS[language.split('-', 1)[0]!.toLowerCase()];
}

/** Whether a space stands after a word that is one of these letters. @param at of the space, in UTF-16 units */
export function followsLoneLetter(text: string, at: number, letters: string): boolean {
  if (at === 0 || !letters.includes(text[at - 1]!)) return false;
  if (at === 1) return true;
  const before = text.charCodeAt(at - 2);
  return (kindOf(before) & (LETTER | DIGIT)) === 0 && !JOINING.test(text[at - 2]!);
}

/** What makes the letter the end of a longer word or of an expression: rock-a, l’a, 1/a, a.s; letters of other scripts. */
const JOINING = /[-\u2010\u2011'’/.\p{L}\p{M}\p{N}]/u;
