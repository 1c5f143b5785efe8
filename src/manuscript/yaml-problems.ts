import { type Document, type ErrorCode, isScalar, visit, type YAMLError } from 'yaml';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import { indentSlip, lookalike } from './yaml-slips.js';

type Words = [message: string, hint?: string];

/** What the library's codes mean, in the words of the other messages: what is wrong, and what to do. */
const BY_CODE: Partial<Record<ErrorCode, Words>> = {
  ALIAS_PROPS: ['an alias cannot have an anchor or a tag of its own'],
  BAD_ALIAS: [
    'an alias or an anchor has no name here',
    'put a text that begins with “*” or “&” into quotation marks',
  ],
  BAD_DIRECTIVE: ['this directive is not known', 'put a text that begins with “%” into quotation marks'],
  BAD_DQ_ESCAPE: ['this escape is not known', 'in double quotation marks a backslash is written “\\\\”'],
  BAD_INDENT: [
    'this line is not indented as its neighbours are',
    'keys of one mapping begin in the same column',
  ],
  BAD_PROP_ORDER: ['an anchor or a tag must stand before its value'],
  BAD_SCALAR_START: ['a text cannot begin with this character', 'put the text into quotation marks'],
  BLOCK_AS_IMPLICIT_KEY: [
    'a second “:” makes a mapping where a text should be',
    'put a text that holds “: ” into quotation marks, or on lines of its own after “|”',
  ],
  BLOCK_IN_FLOW: ['a list or a mapping on lines of its own cannot stand inside [ ] or { }'],
  KEY_OVER_1024_CHARS: ['this key is longer than 1024 characters', 'is a quotation mark open above?'],
  MULTILINE_IMPLICIT_KEY: [
    'this is no key: there is no “:” on its line',
    'is a “:” or a “- ” missing, or a quotation mark open?',
  ],
  MULTIPLE_ANCHORS: ['a value can have one anchor only'],
  MULTIPLE_TAGS: ['a value can have one tag only'],
  TAG_RESOLVE_FAILED: ['this tag is not known', 'put a text that begins with “!” into quotation marks'],
};

/** Some codes stand for several mistakes, which only the library's sentence tells apart. */
const BY_SENTENCE: [RegExp, Words][] = [
  [
    /^Missing closing .quote/,
    ['this quotation mark is not closed', 'write the same mark where the text ends'],
  ],
  [/end with a \]/, ['the list that begins with “[” above is not closed', 'write “]” where it ends']],
  [/end with a \}/, ['the mapping that begins with “{” above is not closed', 'write “}” where it ends']],
  [
    /sequence item without|Sequence item without/,
    [
      'this line is no item of the list above',
      'begin it with “- ”, or indent it as the keys of the item are',
    ],
  ],
  [/need to be followed by map values/, ['“:” is missing after this key']],
  [/Missing space after :/, ['a space is missing after “:”']],
  [/Missing ,( or :)? between/, ['“,” is missing before this']],
  [
    /Comments must be separated/,
    ['a space is missing before “#”', 'put a text that holds “#” into quotation marks'],
  ],
  [
    /block-seq-ind on same line with key/,
    ['a list cannot begin on the line of its key', 'begin it on the next line'],
  ],
  [
    /scalar at node end.*double/,
    ['a text goes on after its quotation mark', `put all of it into single ones: '"No", he said'`],
  ],
  [
    /scalar at node end/,
    ['a text goes on after its quotation mark', "inside single quotation marks write it twice: “it''s”"],
  ],
  [/Block scalar header/, ['nothing can stand on the line of “|” or “>”', 'begin the text on the next line']],
];

/** Mistakes that leave the rest of a file as it is: they are reported each, the others only where they come first. */
const LOCAL = new Set<ErrorCode>([
  'BAD_SCALAR_START',
  'BAD_DQ_ESCAPE',
  'BAD_ALIAS',
  'BLOCK_AS_IMPLICIT_KEY',
  'TAB_AS_INDENT',
  'MULTIPLE_DOCS',
]);

function isLocal({ code, message }: YAMLError): boolean {
  return LOCAL.has(code) || message.startsWith('Unexpected scalar at node end');
}

/**
 * What is wrong with a document's syntax: the first mistake, and of the others those that are no consequence of it, at
 * most one a line.
 *
 * @param base where the document begins in the source
 */
export function syntaxProblems(document: Document, source: Source, base: number): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const lines = new Set<number>();
  let tabbed = false;
  for (const error of document.errors) {
    if (error.code === 'RESOURCE_EXHAUSTION' || (problems.length > 0 && !isLocal(error))) continue;
    // Which mapping a line belongs to cannot be told below a tab.
    if (tabbed && error.code === 'BLOCK_AS_IMPLICIT_KEY') continue;
    tabbed ||= error.code === 'TAB_AS_INDENT';
    const problem = syntaxProblem(error, document, source, base);
    const line = problem.range!.start.line;
    if (lines.has(line)) continue;
    lines.add(line);
    problems.push(problem);
  }
  return problems;
}

function syntaxProblem(error: YAMLError, document: Document, source: Source, base: number): Diagnostic {
  const [from, to] = /^Missing closing .quote/.test(error.message)
    ? openQuote(document, error.pos)
    : error.pos;
  if (error.code === 'TAB_AS_INDENT')
    return diagnostic('yaml-tab', 'a tab indents this line', {
      at: { source, start: base + from, end: base + Math.max(from + 1, to) },
      hint: 'YAML is indented with spaces',
    });
  const at = { source, ...visible(source.text, base + from, base + to) };
  const begun = /^(?:Unexpected scalar at node end|Not a YAML token)/.test(error.message)
    ? begunWithSign(source.text, at.start)
    : undefined;
  if (begun)
    return diagnostic('yaml-syntax', begun.message, { at: { ...at, start: begun.start }, hint: begun.hint });
  if (/^[\p{L}_-]+:[^\s]/u.test(source.text.slice(at.start, at.start + 40)) && NO_KEY.test(error.message))
    return diagnostic('yaml-syntax', 'a space is missing after “:”', { at });
  if (error.code === 'MULTIPLE_DOCS')
    return diagnostic('yaml-several-documents', 'a second document begins here, and is left out', {
      at: { ...at, end: at.start + 3 },
      hint: 'a file holds one document: leave out the line “---”',
    });
  const slip = lookalike(source.text, at.start) ?? indentSlip(source.text, at.start);
  if (slip) return diagnostic('yaml-syntax', slip.message, { at: { source, ...slip }, hint: slip.hint });
  const mark = source.text.slice(0, at.start).trimEnd().at(-1);
  const sentence = mark === '"' ? `${error.message} double` : error.message;
  const [message, hint] = BY_SENTENCE.find(([pattern]) => pattern.test(sentence))?.[1] ??
    BY_CODE[error.code] ?? [
      'this was not expected here',
      'is a quotation mark or a bracket open above? between { } and [ ] a text that holds “,” or a bracket needs marks',
    ];
  return diagnostic('yaml-syntax', message, { at, hint });
}

/** What the library says of a line that has no key as it sees it. */
const NO_KEY = /^Implicit (?:map )?keys need to be/;

/** Texts that begin with a sign of YAML, as Markdown often does, up to where the library gives up. */
const SIGNS: [RegExp, (sign: string) => Words][] = [
  [
    /[:,-][ \t]+(?:([*&])\S*|([[{])[^[\]{}]*[\]}])[ \t]*$/,
    (sign) => [`a text cannot begin with “${sign}”`, IN_MARKS],
  ],
  [
    /[:,-][ \t]+([|>])[+-]?[ \t]*$/,
    (sign) => [
      `nothing can stand on the line of “${sign}”`,
      `begin the text on the next line; one that begins with “${sign}” stands in quotation marks`,
    ],
  ],
];
const IN_MARKS = 'put the text into quotation marks';

/** What is wrong with the text before an offset, if it began with a sign that means something else to YAML. */
function begunWithSign(
  text: string,
  offset: number,
): { start: number; message: string; hint: string | undefined } | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  for (const [pattern, words] of SIGNS) {
    const found = pattern.exec(line);
    const sign = found?.[1] ?? found?.[2];
    if (!found || sign === undefined) continue;
    const [message, hint] = words(sign);
    return { start: offset - line.length + found.index + found[0].indexOf(sign), message, hint };
  }
  return undefined;
}

/** The opening mark of a text whose closing one is missing, which is where a reader looks; the library gives its end. */
function openQuote(document: Document, [end, after]: [number, number]): [number, number] {
  let place: [number, number] = [end, after];
  visit(document, {
    Scalar(_, node) {
      if (!isScalar(node) || !node.range || !node.type?.startsWith('QUOTE') || node.range[1] !== end)
        return undefined;
      place = [node.range[0], node.range[0] + 1];
      return visit.BREAK;
    },
  });
  return place;
}

/** A range that begins in the white space before what it means, moved there; at least one character long. */
function visible(text: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  while (
    from < text.length &&
    (text[from] === ' ' || text[from] === '\t') &&
    /^[ \t]*[^ \t\r\n]/.test(text.slice(from, from + 200))
  )
    from++;
  return { start: from, end: Math.max(from + 1, end) };
}
