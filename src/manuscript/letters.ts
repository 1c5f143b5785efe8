/** What a character is to words. */
export const OTHER = 1;
/** An accent or another mark on a letter. */
export const MARK = 2;
/** A letter or a digit. */
export const LETTER = 3;
/** A letter of a script that puts no space between words, or (Hangul) between a word and its particles: each may begin a word. */
export const SIGN = 4;

const SIGNS =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u;
/** Thai is the first of them. */
const FIRST_SIGN = 0xe00;

/** By UTF-16 unit; 0 for one that was not asked about yet. An expression takes ten times as long to tell. */
const KINDS = new Uint8Array(0x10000);

/** Whether a character, given as its code point, is a letter, a sign, a mark or neither. */
export function kindOf(code: number): number {
  if (code >= KINDS.length) return tell(code);
  KINDS[code] ||= tell(code);
  return KINDS[code]!;
}

function tell(code: number): number {
  const character = String.fromCodePoint(code);
  if (/[\p{L}\p{N}]/u.test(character)) return code >= FIRST_SIGN && SIGNS.test(character) ? SIGN : LETTER;
  return /\p{M}/u.test(character) ? MARK : OTHER;
}

/** How many units the character of a code point takes. */
export function lengthOf(code: number): number {
  return code > 0xffff ? 2 : 1;
}
