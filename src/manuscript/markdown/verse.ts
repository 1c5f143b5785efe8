import type { Element, ElementContent, Text } from 'hast';
import type { Code, Text as MarkdownText, Paragraph, Parents, PhrasingContent, Root } from 'mdast';
import { append } from '../../append.js';
import type { Point, Position, State } from './markdown-text.js';
import { placeParts } from './place-parts.js';

export type ParseStanza = (text: string, at: Point) => Root;

/** Spaces at the start of a line of verse that make one step of indentation. */
const INDENT_WIDTH = 2;

/** Steps of indentation that are told apart; a typographer's poem has no more. */
const MAX_INDENT = 12;

/**
 * A fenced block of verse as hast: `div.verse > p.stanza > span.line`, one `br` inside each line's end but the last.
 * Its lines are inline Markdown; markup may go on from one line to the next, and is closed and opened again there.
 * Lines that begin with spaces are set in by an em space for every two, which holds without a stylesheet.
 *
 * @param parse inline Markdown, with blocks disabled; it is given the place where the stanza begins
 */
export function verse(
  state: State,
  node: Code,
  parse: ParseStanza,
  source: string,
  footnotes: Set<string>,
): Element {
  const places = linePlaces(node, source);
  const stanzas: Element[] = [];
  const lines = node.value.split(/\r\n|\r|\n/);
  for (let from = 0; from < lines.length; ) {
    if (lines[from]!.trim() === '') {
      from++;
      continue;
    }
    let to = from;
    while (to < lines.length && lines[to]!.trim() !== '') to++;
    stanzas.push(stanza(state, lines.slice(from, to), places.slice(from, to), parse, footnotes));
    from = to;
  }
  const result: Element = {
    type: 'element',
    tagName: 'div',
    properties: { className: ['verse'] },
    children: stanzas,
  };
  state.patch(node, result);
  return result;
}

function stanza(
  state: State,
  lines: string[],
  places: Point[],
  parse: ParseStanza,
  footnotes: Set<string>,
): Element {
  const text = lines.map((line) => line.trim()).join('\n');
  const parsed = parse(text, places[0]!).children.filter((child) => child.type === 'paragraph');
  const paragraphs = parsed.length > 0 ? parsed : [plain(text, lines.length)];
  for (const paragraph of paragraphs) prepare(paragraph, text, (point) => pointIn(point, places), footnotes);
  const inline = paragraphs.flatMap(({ children }) => children);
  const flat = state.all({ type: 'paragraph', children: inline });
  const split = splitLines(flat);
  const children = split.map((content, index): Element => {
    const indent = lines[index] === undefined ? 0 : indentation(lines[index]);
    if (indent > 0) {
      const at = places[index]!;
      content.unshift({ type: 'text', value: '\u2003'.repeat(indent), position: { start: at, end: at } });
    }
    if (index < split.length - 1)
      content.push({ type: 'element', tagName: 'br', properties: {}, children: [] });
    return { type: 'element', tagName: 'span', properties: { className: ['line'] }, children: content };
  });
  return { type: 'element', tagName: 'p', properties: { className: ['stanza'] }, children };
}

/** A stanza without markup. */
function plain(text: string, lines: number): Paragraph {
  const position = {
    start: { line: 1, column: 1, offset: 0 },
    end: { line: lines, column: 1, offset: text.length },
  };
  return { type: 'paragraph', children: [{ type: 'text', value: text, position }], position };
}

function indentation(line: string): number {
  const spaces = /^[ \t]*/.exec(line)![0].replaceAll('\t', '    ').length;
  return Math.min(MAX_INDENT, Math.ceil(spaces / INDENT_WIDTH));
}

/**
 * Moves positions from the stanza to the file, makes hard breaks line ends, and finds references to footnotes, which
 * the parser does not know here since their definitions stand outside.
 */
function prepare(
  parent: Parents,
  text: string,
  moved: (point: Point) => Point,
  footnotes: Set<string>,
): void {
  placeParts(parent, text);
  const result: PhrasingContent[] = [];
  for (const child of parent.children as PhrasingContent[]) {
    // Inner places are found in the stanza, before this one is moved away from it.
    if ('children' in child) prepare(child, text, moved, footnotes);
    for (const node of child.type === 'text' && /[\r\n]/.test(child.value) ? linesOf(child) : [child]) {
      if (node.position) node.position = { start: moved(node.position.start), end: moved(node.position.end) };
      const place = node.position ? { position: node.position } : {};
      if (node.type === 'break') result.push({ type: 'text', value: '\n', ...place });
      else if (node.type === 'text' && node.value.includes('[^'))
        append(result, splitReferences(node.value, node.position, footnotes));
      else result.push(node);
    }
  }
  parent.children = result;
}

/** A text of several lines as one node for each, with a node for each line end between them. */
function linesOf(node: MarkdownText): MarkdownText[] {
  const from = node.position!.start;
  return node.value.split(/\r\n|\r|\n/).flatMap((value, index): MarkdownText[] => {
    const start = index === 0 ? from : { line: from.line + index, column: 1 };
    const end = { line: start.line, column: start.column + value.length };
    const line: MarkdownText = { type: 'text', value, position: { start, end } };
    return index === 0 ? [line] : [{ type: 'text', value: '\n' }, line];
  });
}

function splitReferences(
  value: string,
  position: Position | undefined,
  footnotes: Set<string>,
): PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let from = 0;
  const place = position ? { position } : {};
  for (const match of value.matchAll(/\[\^([^\]\s[]+)\]/g)) {
    const identifier = match[1]!.toLowerCase();
    if (!footnotes.has(identifier)) continue;
    if (match.index > from) parts.push({ type: 'text', value: value.slice(from, match.index), ...place });
    parts.push({ type: 'footnoteReference', identifier, label: match[1]!, ...place });
    from = match.index + match[0].length;
  }
  if (from < value.length) parts.push({ type: 'text', value: value.slice(from), ...place });
  return parts;
}

/** Phrasing content cut at its line ends; an element that goes over one is there on both sides. */
function splitLines(nodes: ElementContent[]): ElementContent[][] {
  const lines: ElementContent[][] = [[]];
  for (const node of nodes) {
    if (node.type === 'text') {
      node.value.split(/\r\n|\r|\n/).forEach((value, index) => {
        if (index > 0) lines.push([]);
        if (value !== '') lines.at(-1)!.push({ ...node, value } satisfies Text);
      });
    } else if (node.type === 'element' && node.children.length > 0) {
      splitLines(node.children).forEach((children, index) => {
        if (index > 0) lines.push([]);
        if (children.length > 0)
          lines.at(-1)!.push({ ...node, properties: { ...node.properties }, children });
      });
    } else lines.at(-1)!.push(node);
  }
  return lines;
}

/** Where the words of each line of a fenced block begin: after indentation, and after the marks of containers. */
function linePlaces(node: Code, source: string): Point[] {
  const lines = node.value.split(/\r\n|\r|\n/);
  const start = node.position!.start;
  let at = start.offset!;
  return lines.map((line, index) => {
    at = nextLine(source, at);
    const end = lineEnd(source, at);
    const begin = Math.max(at, end - line.trimStart().length);
    return { line: start.line + 1 + index, column: begin - at + 1, offset: begin };
  });
}

/** Where the content of a block of code begins: below its fence, if it has one. */
export function contentStart(node: Code, source: string): Point {
  const start = node.position!.start;
  if (!/[`~]/.test(source[start.offset!] ?? '')) return { ...start };
  const offset = nextLine(source, start.offset!);
  return { line: start.line + 1, column: 1, offset };
}

function pointIn(point: Point, places: Point[]): Point {
  const place = places[Math.min(point.line, places.length) - 1]!;
  return {
    line: place.line,
    column: place.column + point.column - 1,
    offset: place.offset! + point.column - 1,
  };
}

function lineEnd(source: string, from: number): number {
  let at = from;
  while (at < source.length && source[at] !== '\n' && source[at] !== '\r') at++;
  return at;
}

function nextLine(source: string, from: number): number {
  const end = lineEnd(source, from);
  return source[end] === '\r' && source[end + 1] === '\n' ? end + 2 : Math.min(end + 1, source.length);
}
