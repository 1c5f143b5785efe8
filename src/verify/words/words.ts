/** Characters that are not seen and join nothing: soft hyphens, joiners, direction marks. */
const INVISIBLE = /\u034f|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])\p{L}\p{M}*)+|\p{N}+/gu;

/**
 * Words as they are compared: letters with their marks, or digits, and each character of a script that parts no words;
 * compatibility forms (ligatures) taken apart.
 */
export function wordsOf(text: string): string[] {
  return text.replace(INVISIBLE, '').normalize('NFKC').match(WORD) ?? [];
}

/** Pairs of words with a hyphen or dash between them, as `half hearted`, and a space at most, as `left and` of “left- and right-wing”. */
export function compoundsOf(text: string): Set<string> {
  const found = new Set<string>();
  const plain = text.replace(INVISIBLE, '').normalize('NFKC');
  for (const [, first, second] of plain.matchAll(
    /([\p{L}\p{M}]+|\p{N}+)[-\u2010-\u2014]\s?(?=([\p{L}\p{M}]+|\p{N}+))/gu,
  ))
    found.add(`${first} ${second}`);
  return found;
}
