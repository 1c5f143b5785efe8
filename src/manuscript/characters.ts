import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../diagnostics/source.js';

/** What XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets), halves of surrogate pairs included. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const EACH_FORBIDDEN = new RegExp(FORBIDDEN, 'g');

/** The same, and all halves of pairs: few texts have any, and which are forbidden takes three times as long to find. */
const SUSPECT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/;

/** Whether XML forbids something in a text. */
export function hasForbidden(text: string): boolean {
  return SUSPECT.test(text) && FORBIDDEN.test(text);
}

/** A text without the characters that XML forbids. A form feed and a vertical tab part words, and become spaces. */
export function withoutForbidden(text: string): string {
  return text.replace(EACH_FORBIDDEN, (character) => (character === '\f' || character === '\v' ? ' ' : ''));
}

/** Where the first character that XML forbids stands in a text; -1 where there is none. */
export function firstForbidden(text: string): number {
  return SUSPECT.test(text) ? text.search(FORBIDDEN) : -1;
}

/** Tells that a text has characters that XML forbids. */
export function forbiddenCharacters(text: string, at: Span): Diagnostic {
  const count = text.match(EACH_FORBIDDEN)?.length ?? 0;
  const what = count === 1 ? 'a control character is' : `${count} control characters are`;
  return diagnostic('character-forbidden', `${what} left out: books cannot hold them`, {
    at,
    hint: 'remove them; they come from a copy or a conversion that went wrong',
  });
}
