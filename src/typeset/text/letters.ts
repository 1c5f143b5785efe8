/** What a character of a word is, as far as breaking and hyphenating ask: flags. */
export const LETTER = 1;
export const DIGIT = 2;
/** May stand before a word's letters, or after them. */
export const OPENING = 4;
export const CLOSING = 8;
/** None of the characters that are told here. */
export const OTHER = 16;

/** Where Latin letters end (Unicode's blocks up to Latin Extended-B), and where the quotation marks are. */
const END = 0x250;
const QUOTES = 0x2018;
const END_OF_QUOTES = 0x2020;

const KINDS = kinds(0, END);
const QUOTE_KINDS = kinds(QUOTES, END_OF_QUOTES);

function kinds(from: number, end: number): Uint8Array {
  return Uint8Array.from({ length: end - from }, (_, n) => {
    const character = String.fromCharCode(from + n);
    return (
      (isLetter(from + n) ? LETTER : 0) |
      ('0123456789²³¹¼½¾'.includes(character) ? DIGIT : 0) |
      ('“‘„"\'([«'.includes(character) ? OPENING : 0) |
      ('.,;:!?’”"\')]»'.includes(character) ? CLOSING : 0)
    );
  });
}

/** Whether a character before `END` has Unicode's category L. */
function isLetter(code: number): boolean {
  const lower = code | 0x20;
  if (code < 0x80) return lower >= 0x61 && lower <= 0x7a;
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  return code < END && code !== 0xd7 && code !== 0xf7;
}

/** What a UTF-16 unit is: tables tell it of nearly all that Latin script has, faster than a class of Unicode in a pattern. */
export function kindOf(code: number): number {
  if (code < END) return KINDS[code]!;
  return code >= QUOTES && code < END_OF_QUOTES ? QUOTE_KINDS[code - QUOTES]! : OTHER;
}
