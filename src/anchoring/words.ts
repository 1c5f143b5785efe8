/** Scripts that put no space between words: every character begins one. */
const UNSPACED =
  /\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}|\p{sc=Thai}|\p{sc=Laoo}|\p{sc=Khmr}|\p{sc=Mymr}|\p{sc=Tibt}/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;

/** Whether an offset falls inside a word: a letter or digit before it and one after it, of a script that spaces words. */
export function isMidWord(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  const after = characterAt(text, offset);
  const before = characterBefore(text, offset);
  return isSpacedLetter(before) && isSpacedLetter(after);
}

/** Where the word around an offset begins. */
export function wordStart(text: string, offset: number): number {
  let at = offset;
  while (isMidWord(text, at)) at -= characterBefore(text, at).length;
  return at;
}

/** Where the word around an offset ends. */
export function wordEnd(text: string, offset: number): number {
  let at = offset;
  while (isMidWord(text, at)) at += characterAt(text, at).length;
  return at;
}

function isSpacedLetter(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 0x80)
    return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
  return WORD.test(character) && !UNSPACED.test(character);
}

function characterAt(text: string, offset: number): string {
  return String.fromCodePoint(text.codePointAt(offset)!);
}

function characterBefore(text: string, offset: number): string {
  const pair = offset > 1 && text.codePointAt(offset - 2)! > 0xffff;
  return text.slice(offset - (pair ? 2 : 1), offset);
}
