import { isScalar, parseDocument, type Scalar } from 'yaml';

/** How a text is written in YAML. */
export type ScalarStyle = NonNullable<Scalar['type']>;

/** Where a text is to stand. */
export interface ScalarPlace {
  /** The style and the source of what stands there (of a block without its last line end); of a new text, the style. */
  style: ScalarStyle;
  source?: string;
  /** The column, from 0, at which it begins. */
  column: number;
  /** The columns by which the mapping that it is in is indented. */
  indent: number;
  /** Whether it is inside brackets or braces. */
  flow: boolean;
  /** The file's line end. */
  eol: string;
}

/** Texts that are written on several lines get lines of at least this length. */
const LEAST_WIDTH = 24;

/**
 * Writes a text in YAML: in the style that is there, on several lines where there were several, as long as this style
 * can hold the text; else in the nearest one that can. White space of the text is single spaces.
 *
 * Each way is tried out: it is parsed in a place of the same kind, and taken if it comes back the same.
 */
export function writeScalar(text: string, place: ScalarPlace): string {
  for (const way of ways(text, place)) if (comesBack(text, way, place)) return way;
  return JSON.stringify(text);
}

function* ways(text: string, place: ScalarPlace): Generator<string> {
  const { style } = place;
  if (style === 'BLOCK_LITERAL' || style === 'BLOCK_FOLDED') {
    if (place.source) yield block(text, place, place.source);
  } else if (style === 'PLAIN') {
    yield lines(text, place);
    yield text;
  }
  const single = (word: string) => word.replaceAll("'", "''");
  const escaped = (word: string) => JSON.stringify(word).slice(1, -1);
  if (style === 'QUOTE_SINGLE' || (style === 'PLAIN' && !text.includes("'"))) {
    yield `'${lines(text, place, single, 1)}'`;
    yield `'${single(text)}'`;
  }
  if (style === 'PLAIN' || style === 'QUOTE_SINGLE' || style === 'QUOTE_DOUBLE')
    yield `"${lines(text, place, escaped, 1)}"`;
}

/** Whether two texts say the same of a place: white space makes no difference, since it makes none to an anchor. */
export function sameWords(a: string, b: string): boolean {
  return squeeze(a) === squeeze(b);
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function comesBack(text: string, way: string, { indent, flow, eol }: ScalarPlace): boolean {
  const head = flow ? '{k: ' : `${' '.repeat(indent)}k: `;
  const document = parseDocument(`${head}${way}${flow ? '}' : eol}`, {
    schema: 'failsafe',
    prettyErrors: false,
    logLevel: 'silent',
  });
  const node = document.get('k', true);
  if (document.errors.length + document.warnings.length > 0 || !isScalar(node)) return false;
  if (typeof node.value !== 'string' || !sameWords(node.value, text)) return false;
  return node.type !== 'PLAIN' || !/^(?:~|null|Null|NULL)?$/.test(node.value);
}

/**
 * A text on as many lines as are needed, if what it stands for had several: no wider than the widest of those, with the
 * indentation of the second.
 */
function lines(
  text: string,
  { source, column, eol }: ScalarPlace,
  write: (word: string) => string = (word) => word,
  mark = 0,
): string {
  const before = source?.split(/\r\n|\r|\n/) ?? [];
  const indentation = before
    .slice(1)
    .map((line) => /^[ \t]*(?=[^ \t])/.exec(line)?.[0])
    .find((found) => found !== undefined);
  if (indentation === undefined) return write(text);
  const widest = Math.max(column + before[0]!.length, ...before.slice(1).map((line) => line.length));
  return fill(words(text, write), column + mark, indentation.length, widest).join(eol + indentation);
}

/** A text in a block: the header as it is, the lines filled anew. */
function block(text: string, { indent, eol }: ScalarPlace, source: string): string {
  const [header = '', ...content] = source.split(/\r\n|\r|\n/);
  const explicit = /^[|>][+-]?([1-9])/.exec(header)?.[1];
  const first = content.find((line) => /\S/.test(line)) ?? '';
  const indentation = explicit ? ' '.repeat(indent + Number(explicit)) : /^ */.exec(first)![0];
  const own = indentation || ' '.repeat(indent + 2);
  const widest = Math.max(...content.map((line) => line.trimEnd().length));
  const several = content.filter((line) => /\S/.test(line)).length > 1;
  const filled = several ? fill(words(text), own.length, own.length, widest) : [text];
  return `${header}${eol}${filled.map((line) => own + line).join(eol)}`;
}

/** The words of a text; a space at its beginning or its end belongs to the first or the last. */
function words(text: string, write: (word: string) => string = (word) => word): string[] {
  const all = text.trim().split(' ');
  all[0] = (/^ */.exec(text)?.[0] ?? '') + all[0];
  if (text.trim() !== '') all[all.length - 1] += / *$/.exec(text)?.[0] ?? '';
  return all.map(write);
}

/** Words in lines that do not go beyond a column, if a word does not alone. */
function fill(all: string[], column: number, indentation: number, widest: number): string[] {
  const width = Math.max(widest, indentation + LEAST_WIDTH);
  const filled: string[] = [];
  let line = '';
  let start = column;
  for (const word of all) {
    if (line !== '' && start + line.length + 1 + word.length > width) {
      filled.push(line);
      line = '';
      start = indentation;
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...filled, line];
}
