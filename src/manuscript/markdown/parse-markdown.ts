import type { Nodes, Root, RootContent } from 'mdast';
import { append } from '../../append.js';
import type { Excess } from './limits.js';
import { type Run, runsOf } from './runs.js';
import { parseStretch } from './stand-ins.js';

/**
 * UTF-16 units of marked-up text that are parsed at a time. The parser copies all that it has found at the end of each
 * quotation, list and footnote, so that twenty megabytes at once would take hours; each time costs a tenth of a
 * millisecond.
 */
const STRETCH = 8 * 1024;

/** Names that a text defines, and that a stretch of it may refer to. As the parser keeps them: folded, in capitals. */
export interface Definitions {
  links: Set<string>;
  footnotes: Set<string>;
}

/** Parses Markdown that stands alone, or a stretch of one where these names are defined. */
export type Parse = (text: string, definitions?: Definitions) => Root;

/**
 * Parses Markdown in time that grows with its length, taking the short way for paragraphs without markup.
 *
 * @returns the tree, positions included, that `parse` gives of the text as a whole; the root has no position
 * @param exceeded called for each run of lines that would take too long to parse, and is taken as plain text
 */
export function parseMarkdown(
  text: string,
  parse: Parse,
  exceeded: (excess: Excess) => void,
  length = STRETCH,
): Root {
  const runs = runsOf(text, exceeded);
  const likely = text.length > length ? likelyDefinitions(text) : undefined;
  const first = parseStretches(text, runs, length, likely ? (part) => parse(part, likely) : parse);
  const { definitions } = first;
  // What looks like a definition may stand in a block of code.
  const isSettled = likely ? isSame(likely, definitions) : first.count === 1 || isSame(NONE, definitions);
  const { children } = isSettled
    ? first
    : parseStretches(text, runs, length, (part) => parse(part, definitions));
  return { type: 'root', children };
}

interface Parsed {
  children: RootContent[];
  definitions: Definitions;
  /** How many stretches it was parsed in. */
  count: number;
}

function parseStretches(
  text: string,
  runs: readonly Run[],
  length: number,
  parse: (text: string) => Root,
): Parsed {
  const parsed: Parsed = { children: [], definitions: { links: new Set(), footnotes: new Set() }, count: 0 };
  for (let from = 0; from < runs.length; ) {
    const { start, line } = from === 0 ? { start: 0, line: 0 } : runs[from]!;
    // Twice as much each time, so that a block that does not end is not parsed again and again.
    for (let size = length; ; size *= 2) {
      const to = cut(text, runs, from, size);
      const next = runs[to];
      const end = next?.start ?? text.length;
      const stretch = { start, end, line, runs: runs.slice(from, to), goesOn: next !== undefined };
      const { children, isClosed } = parseStretch(text, stretch, parse);
      if (!isClosed) continue;
      append(parsed.children, children);
      collect(children, parsed.definitions);
      parsed.count++;
      from = to;
      break;
    }
  }
  return parsed;
}

const NONE: Definitions = { links: new Set(), footnotes: new Set() };

/** A line that defines a link or a footnote, if it is no code. */
const DEFINITION = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*\[(\^?)((?:[^\]\\[]|\\.){1,999})\]:/gm;

function likelyDefinitions(text: string): Definitions | undefined {
  const likely: Definitions = { links: new Set(), footnotes: new Set() };
  for (const [, footnote, label] of text.replaceAll('\r', '\n').matchAll(DEFINITION))
    (footnote ? likely.footnotes : likely.links).add(
      label!
        .replace(/[ \t\n]+/g, ' ')
        .trim()
        .toLowerCase()
        .toUpperCase(),
    );
  return likely.links.size + likely.footnotes.size > 0 ? likely : undefined;
}

function isSame(a: Definitions, b: Definitions): boolean {
  const same = (x: Set<string>, y: Set<string>) => x.size === y.size && [...x].every((name) => y.has(name));
  return same(a.links, b.links) && same(a.footnotes, b.footnotes);
}

/** A line that can belong to a list or a footnote above it, although there is a blank line between. */
const GOES_ON = /^(?:[ \t]|[-+*]|\d{1,9}[.)])/;

/** The index of the run before which enough is gathered, and that begins something new; their number where none does. */
function cut(text: string, runs: readonly Run[], from: number, size: number): number {
  let gathered = 0;
  for (let to = from; to < runs.length; to++) {
    const run = runs[to]!;
    if (gathered >= size && !GOES_ON.test(text.slice(run.start, run.start + 12))) return to;
    if (run.kind === 'marked') gathered += run.end - run.start;
  }
  return runs.length;
}

function collect(children: RootContent[], definitions: Definitions): void {
  const stack: Nodes[] = [...children];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node.type === 'definition') definitions.links.add(node.identifier.toUpperCase());
    else if (node.type === 'footnoteDefinition') definitions.footnotes.add(node.identifier.toUpperCase());
    if ('children' in node && node.type !== 'paragraph') for (const child of node.children) stack.push(child);
  }
}
