import type { Nodes, Root, RootContent } from 'mdast';
import type { Excess } from './limits.js';
import { type Run, runsOf } from './runs.js';
import { parseStretch, type Stretch } from './stand-ins.js';

/**
 * UTF-16 units of marked-up text that are parsed at a time. The parser copies all that it has found at the end of each
 * quotation, list and footnote, so that twenty megabytes at once would take hours. Each time costs a tenth of a
 * millisecond; a reading of usual length is one.
 */
const STRETCH = 64 * 1024;

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
  const stretches: { stretch: Stretch; children: RootContent[] }[] = [];
  const definitions: Definitions = { links: new Set(), footnotes: new Set() };
  for (let from = 0; from < runs.length || stretches.length === 0; ) {
    const before = runs[from - 1];
    const start = before?.end ?? 0;
    const line = before ? before.line + before.lines - 1 : 0;
    // Twice as much each time, so that a block that does not end is not parsed again and again.
    for (let size = length; ; size *= 2) {
      const to = cut(text, runs, from, size);
      const isLast = to === runs.length;
      const stretch: Stretch = {
        start,
        end: isLast ? text.length : runs[to - 1]!.end,
        line,
        runs: runs.slice(from, to),
        goesOn: !isLast,
      };
      const { children, isClosed } = parseStretch(text, stretch, parse);
      if (!isLast && !isClosed) continue;
      stretches.push({ stretch, children });
      collect(children, definitions);
      from = to;
      break;
    }
    if (runs.length === 0) break;
  }
  if (stretches.length > 1 && definitions.links.size + definitions.footnotes.size > 0)
    for (const one of stretches)
      if (text.slice(one.stretch.start, one.stretch.end).includes('['))
        one.children = parseStretch(text, one.stretch, (part) => parse(part, definitions)).children;
  return { type: 'root', children: stretches.flatMap(({ children }) => children) };
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
