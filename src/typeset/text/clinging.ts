import { CLOSING, DIGIT, kindOf, LETTER } from './letters.js';

/** Which spaces of a language end a line only in an emergency. */
export interface Clinging {
  /** Words of one letter that belong to the word after them. */
  readonly letters: string | undefined;
  /** Whether a dash belongs to the word before it: it may end a line, and not begin one. */
  readonly dashes: boolean;
}

/**
 * Prepositions and conjunctions of one letter: in these languages no line ends with one. (ČSN 01 6910 for Czech, STN 01
 * 6910 for Slovak; Polish typographers call them orphans, „sierotki”.)
 */
const LETTERS: Readonly<Record<string, string>> = {
  cs: 'kosuvzaiKOSUVZAI',
  sk: 'kosuvzaiKOSUVZAI',
  pl: 'aiouwzAIOUWZ',
};

/** Here a dash that opens a parenthesis belongs to what it opens, and nothing tells it from one that closes it. */
const OPENING_DASHES = 'fr';

/** @param language BCP 47 */
export function clingingOf(language: string): Clinging {
  const primary = language.split('-', 1)[0]!.toLowerCase();
  return { letters: LETTERS[primary], dashes: primary !== OPENING_DASHES };
}

/** @param at of a space in the text, in UTF-16 units */
export function clings(text: string, at: number, { letters, dashes }: Clinging): boolean {
  return (
    (letters !== undefined && followsLoneLetter(text, at, letters)) ||
    (dashes && precedesDash(text, at)) ||
    partsNumber(text, at)
  );
}

const BEFORE_NUMBERS = '§¶№';
const AFTER_NUMBERS = '%‰°€£$';

/** Whether a number stands on one side, and on the other the sign that says what it counts: § 12, 10 %, 25 °C. */
function partsNumber(text: string, at: number): boolean {
  if (at === 0 || at + 1 >= text.length) return false;
  const isDigit = (i: number) => (kindOf(text.charCodeAt(i)) & DIGIT) !== 0;
  if (isDigit(at + 1)) return BEFORE_NUMBERS.includes(text[at - 1]!);
  return isDigit(at - 1) && AFTER_NUMBERS.includes(text[at + 1]!);
}

function followsLoneLetter(text: string, at: number, letters: string): boolean {
  if (at === 0 || !letters.includes(text[at - 1]!)) return false;
  if (at === 1) return true;
  const before = text.charCodeAt(at - 2);
  return (kindOf(before) & (LETTER | DIGIT)) === 0 && !JOINING.test(text[at - 2]!);
}

/** What makes the letter the end of a longer word or of an expression: rock-a, l’a, 1/a, a.s; letters of other scripts. */
const JOINING = /[-\u2010\u2011'’/.\p{L}\p{M}\p{N}]/u;

/** Whether a dash with spaces around it comes next: one that a word follows at once begins a speech. */
function precedesDash(text: string, at: number): boolean {
  const dash = text.charCodeAt(at + 1);
  if (dash !== 0x2013 && dash !== 0x2014 && dash !== 0x2d) return false;
  if (at + 2 === text.length) return true;
  const after = text.charCodeAt(at + 2);
  return after === 0x20 || after === 0xa0 || (kindOf(after) & CLOSING) !== 0;
}
