import { kindOf, LETTER, MARK, SIGN } from '../manuscript/letters.js';

/** Languages whose printers set a note's call before the punctuation that follows the word. */
const BEFORE_PUNCTUATION = new Set(['fr', 'es', 'ca', 'pt', 'gl', 'oc']);

const PUNCTUATION = /[.,;:!?…。、，；：！？]/;
const CLOSING_QUOTE = /[”’»"'›“‘]/;
/** Those that never open. */
const CLOSING_BRACKET = /[」』]/;
const OPENERS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
const WORD = /[\p{L}\p{N}\p{M}]/u;

/**
 * Where the call of a note goes: after the last quoted character, moved to the end of its word, and over closing
 * punctuation that belongs to the quotation: sentence punctuation and the closing quotation marks after it (in
 * languages that set calls before punctuation: only the marks), and a bracket that closes one opened inside the
 * quotation.
 *
 * @param text the reading's text
 * @param start where the quotation begins (UTF-16)
 * @param end where it ends
 * @param limit the end of the block; the call never leaves it
 * @param lang BCP 47
 */
export function callPosition(text: string, start: number, end: number, limit: number, lang: string): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1]!)) at--;
  if (at > start && WORD.test(characterBefore(text, at))) at = wordEnd(text, at, limit);
  const punctuationFirst = !BEFORE_PUNCTUATION.has(lang.split('-')[0]!.toLowerCase());
  const quoted = text.slice(start, at);
  while (at < limit) {
    const next = text[at]!;
    const after = text[at + 1] ?? '';
    if (PUNCTUATION.test(next) && punctuationFirst && !(/\d/.test(after) && /\d/.test(text[at - 1] ?? '')))
      at++;
    else if (CLOSING_BRACKET.test(next) || (CLOSING_QUOTE.test(next) && closes(text, at, limit))) at++;
    else if (OPENERS[next] && opensMore(quoted, OPENERS[next], next)) at++;
    else break;
  }
  return at;
}

/**
 * The end of the word that goes on at `at`; an apostrophe between letters is part of a word. In scripts without spaces
 * between words it ends where the quotation does, no editor having meant the rest of the sentence.
 */
function wordEnd(text: string, at: number, limit: number): number {
  let end = at;
  while (end < limit) {
    const character = String.fromCodePoint(text.codePointAt(end)!);
    const kind = kindOf(character.codePointAt(0)!);
    if (kind === SIGN) break;
    if (kind === LETTER || kind === MARK) end += character.length;
    else if (/[’'\u00ad]/.test(character) && WORD.test(characterAt(text, end + 1)) && end + 1 < limit)
      end += 1;
    else break;
  }
  return end;
}

/** A quotation mark closes when what follows it is no letter or digit: ’ in “Serge’s” does not, “ in „so“ does. */
function closes(text: string, at: number, limit: number): boolean {
  return at + 1 >= limit || !WORD.test(characterAt(text, at + 1));
}

function opensMore(quoted: string, opener: string, closer: string): boolean {
  let open = 0;
  for (const character of quoted) {
    if (character === opener) open++;
    else if (character === closer && open > 0) open--;
  }
  return open > 0;
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low < 0xe000 ? text.slice(at - 2, at) : text.slice(at - 1, at);
}
