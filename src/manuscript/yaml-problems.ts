import type { ErrorCode, YAMLError } from 'yaml';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';

/** What the library's codes mean, in the words of the other messages: what is wrong, and what to do. */
const WORDS: Partial<Record<ErrorCode, [message: string, hint?: string]>> = {
  ALIAS_PROPS: ['an alias cannot have an anchor or a tag of its own'],
  BAD_ALIAS: ['this alias has no valid name', 'put a text that begins with “*” into quotation marks'],
  BAD_DIRECTIVE: ['this directive is not known', 'put a text that begins with “%” into quotation marks'],
  BAD_DQ_ESCAPE: ['this escape is not known', 'in double quotation marks a backslash is written “\\\\”'],
  BAD_INDENT: [
    'this line is not indented as its neighbours are',
    'keys of one mapping begin in the same column',
  ],
  BAD_PROP_ORDER: ['an anchor or a tag must stand before its value'],
  BAD_SCALAR_START: [
    'a text cannot begin with this character',
    'put the text into quotation marks, or on lines of its own after “|”',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'a second “:” makes a mapping where only a text can stand',
    'put a text that holds “: ” into quotation marks, or on lines of its own after “|”',
  ],
  BLOCK_IN_FLOW: ['a list or a mapping on lines of its own cannot stand inside [ ] or { }'],
  KEY_OVER_1024_CHARS: [
    'this key is longer than 1024 characters',
    'close the quotation mark, or end the line above',
  ],
  MISSING_CHAR: ['something is missing here'],
  MULTILINE_IMPLICIT_KEY: [
    'a key must stand on one line, with “:” after it',
    'is a “:” missing, or a quotation mark open?',
  ],
  MULTIPLE_ANCHORS: ['a value can have one anchor only'],
  MULTIPLE_TAGS: ['a value can have one tag only'],
  TAG_RESOLVE_FAILED: ['this tag is not known', 'put a text that begins with “!” into quotation marks'],
  UNEXPECTED_TOKEN: ['this was not expected here', 'is a quotation mark or a bracket open above?'],
};

/** One of the library's errors as a diagnostic. */
export function syntaxProblem(error: YAMLError, source: Source, base: number): Diagnostic {
  const [from, to] = error.pos;
  const start = base + from;
  const at = { source, start, end: Math.max(start + 1, base + to) };
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return diagnostic('yaml-tab', 'a tab indents this line', { at, hint: 'YAML is indented with spaces' });
    case 'MULTIPLE_DOCS':
      return diagnostic('yaml-several-documents', 'a second document begins here', {
        at,
        hint: 'a file holds one document: leave out the line “---”',
      });
    default: {
      const [message, hint] = WORDS[error.code] ?? ['this is not YAML'];
      const missing =
        /(?:Missing|Expected|must end with a?|must be separated.*by a?) (?:closing )?([^\sa-z]\S*)/.exec(
          error.message,
        )?.[1];
      return diagnostic(
        'yaml-syntax',
        error.code === 'MISSING_CHAR' ? missingCharacter(error.message, missing) : message,
        { at, hint },
      );
    }
  }
}

function missingCharacter(message: string, character: string | undefined): string {
  if (/colon|implicit map keys need to be followed/i.test(message)) return '“:” is missing after this key';
  if (/quote/i.test(message)) return 'a quotation mark is open';
  if (/comma|,/.test(message)) return '“,” is missing before this';
  if (character) return `“${character}” is missing`;
  return 'something is missing here';
}
