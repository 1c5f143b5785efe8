import type { Emphasis, PhrasingContent, Strong } from 'mdast';
import type { Point } from './markdown-text.js';
import type { Run } from './runs.js';

/** Stars or underscores that stand together. What is left of them, as pairs are taken. */
interface Delimiters {
  mark: '*' | '_';
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
  opens: boolean;
  closes: boolean;
}

/** One mark of a pair: its offsets, and the element that begins or ends with it. */
interface Tag {
  start: number;
  end: number;
  node: Emphasis | Strong;
  isOpening: boolean;
}

/**
 * The content of a paragraph that has no markup but emphasis: what the parser gives of it (CommonMark 0.31, 6.2). Cost:
 * the paragraph's length, and the square of the stars and underscores that find no other, as the parser's.
 *
 * @param text what the run's offsets count in
 */
export function emphasised(text: string, run: Run): PhrasingContent[] {
  const pointAt = points(text, run);
  const children: PhrasingContent[] = [];
  const open: { children: PhrasingContent[] }[] = [{ children }];
  let from = run.start;
  const write = (to: number): void => {
    if (to === from) return;
    const position = { start: pointAt(from), end: pointAt(to) };
    open.at(-1)!.children.push({ type: 'text', value: text.slice(from, to), position });
    from = to;
  };
  for (const { start, end, node, isOpening } of tags(delimiters(text, run))) {
    write(start);
    if (isOpening) {
      node.position = { start: pointAt(start), end: pointAt(end) };
      open.at(-1)!.children.push(node);
      open.push(node);
    } else {
      node.position!.end = pointAt(end);
      open.pop();
    }
    from = end;
  }
  write(run.end);
  return children;
}

function delimiters(text: string, run: Run): Delimiters[] {
  const found: Delimiters[] = [];
  const marks = /\*+|_+/g;
  marks.lastIndex = run.start;
  for (let match = marks.exec(text); match && match.index < run.end; match = marks.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    const mark = match[0][0] as '*' | '_';
    const before = kindOf(start > run.start ? text[start - 1]! : '\n');
    const after = kindOf(end < run.end ? text[end]! : '\n');
    const opens = after === 'word' || (after === 'punctuation' && before !== 'word');
    const closes = before === 'word' || (before === 'punctuation' && after !== 'word');
    const inWord = mark === '_' && opens && closes;
    found.push({
      mark,
      start,
      end,
      opens: opens && !(inWord && before === 'word'),
      closes: closes && !(inWord && after === 'word'),
    });
  }
  return found;
}

/** What a character is for the marks beside it. As the parser has it, which looks at UTF-16 units. */
function kindOf(character: string): 'space' | 'punctuation' | 'word' {
  if (/\s/.test(character)) return 'space';
  return /[\p{P}\p{S}]/u.test(character) ? 'punctuation' : 'word';
}

/** The marks that are pairs, in order: each that closes with the nearest before it that opens. */
function tags(all: readonly Delimiters[]): Tag[] {
  const found: Tag[] = [];
  /** Those that may still open. */
  const openers: Delimiters[] = [];
  for (const closer of all) {
    while (closer.closes && closer.end > closer.start) {
      const index = openers.findLastIndex((opener) => isPair(opener, closer));
      if (index < 0) break;
      const opener = openers[index]!;
      const length = sizeOf(opener) > 1 && sizeOf(closer) > 1 ? 2 : 1;
      const node: Emphasis | Strong = { type: length === 2 ? 'strong' : 'emphasis', children: [] };
      found.push({ start: opener.end - length, end: opener.end, node, isOpening: true });
      found.push({ start: closer.start, end: closer.start + length, node, isOpening: false });
      opener.end -= length;
      closer.start += length;
      // What stands between the two is theirs.
      openers.length = sizeOf(opener) > 0 ? index + 1 : index;
    }
    if (closer.opens && sizeOf(closer) > 0) openers.push(closer);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Of marks that could both open and close, three together are not one and two. */
function isPair(opener: Delimiters, closer: Delimiters): boolean {
  if (opener.mark !== closer.mark) return false;
  const [first, second] = [sizeOf(opener), sizeOf(closer)];
  return !((opener.closes || closer.opens) && second % 3 !== 0 && (first + second) % 3 === 0);
}

function sizeOf({ start, end }: Delimiters): number {
  return end - start;
}

/** Where offsets of a run stand in the text; they are asked for in order. */
function points(text: string, run: Run): (offset: number) => Point {
  let line = run.line + 1;
  let start = run.start;
  const lineEnd = /\r\n|\r|\n/g;
  lineEnd.lastIndex = run.start;
  let next = run.lines > 1 ? lineEnd.exec(text) : null;
  return (offset) => {
    while (next && lineEnd.lastIndex <= offset) {
      line++;
      start = lineEnd.lastIndex;
      next = line < run.line + run.lines ? lineEnd.exec(text) : null;
    }
    return { line, column: offset - start + 1, offset };
  };
}
