import type { Literal, Nodes, Paragraph, Root, RootContent } from 'mdast';
import type { Point } from './markdown-text.js';
import {
  type Aside,
  type Reduced,
  reduce,
  type Shift,
  STAND_IN,
  type StandIn,
  type Stretch,
} from './reduce.js';
import type { Run } from './runs.js';

/*
 * Most of an essay is paragraphs without any markup, and words between the marks of others. The Markdown parser takes a
 * microsecond and a hundred bytes for each of their characters to find that out, which for a book of a million words is
 * most of a build. So they are put aside first: the parser is given the text with each of them replaced by one character.
 * Paragraphs are put back where that character comes out as a paragraph of the document, words where it comes out in
 * a text. Where it comes out as something else (in a fenced block, a comment, a title) the text is parsed again with
 * those runs left as they are. The result is the same as without this, which a property test holds. Cost: linear.
 */

/** Attempts after which nothing is put aside but what would take too long; and after which nothing is. */
const ATTEMPTS = { plain: 2, marked: 2, excessive: 6 };

/**
 * Parses a stretch of a text.
 *
 * @returns its blocks, with positions in the whole text; and whether all of them are closed where it ends: a stand-in
 *   after its end comes out as a paragraph of the document
 */
export function parseStretch(
  text: string,
  stretch: Stretch,
  parse: (text: string) => Root,
): { children: RootContent[]; isClosed: boolean } {
  const left = new Set<Run>();
  for (let attempt = 0; ; attempt++) {
    const asides = asidesOf(stretch.runs, (run) => !left.has(run) && attempt < ATTEMPTS[run.kind]);
    if (asides[0]?.what === 'whole' && asides[0].runs.length === stretch.runs.length)
      return { children: stretch.runs.map((run) => paragraphOf(run, text)), isClosed: true };
    const reduced = reduce(text, stretch, asides);
    const tree = parse(stretch.goesOn ? reduced.text + STAND_IN : reduced.text);
    const isClosed = !stretch.goesOn || takeAfter(tree, reduced.text.length);
    const missed = restore(tree, text, reduced);
    if (missed.length === 0) return { children: tree.children, isClosed };
    for (const run of missed) left.add(run);
  }
}

/** What is put aside of runs. One paragraph stands for those without markup that follow each other. */
function asidesOf(runs: readonly Run[], isAside: (run: Run) => boolean): Aside[] {
  const asides: Aside[] = [];
  let plain: Run[] | undefined;
  for (const run of runs) {
    if (!isAside(run)) plain = undefined;
    else if (plain && run.kind === 'plain') plain.push(run);
    else {
      const alone = [run];
      asides.push({ runs: alone, what: run.kind === 'marked' ? 'words' : 'whole' });
      plain = run.kind === 'plain' ? alone : undefined;
    }
  }
  return asides;
}

/** Takes the paragraph at an offset, which is the last one, out of a tree; false where there is none. */
function takeAfter(tree: Root, offset: number): boolean {
  const last = tree.children.at(-1);
  if (last?.type !== 'paragraph' || last.position?.start.offset !== offset) return false;
  tree.children.pop();
  return true;
}

/** Puts back what was put aside and corrects every position; gives the runs whose stand-ins are not where they belong. */
function restore(tree: Root, text: string, { shifts, whole, words }: Reduced): Run[] {
  const runs = new Map(whole.map((standIn) => [standIn.at, standIn.runs]));
  const rest = new Set(words);
  tree.children = tree.children.flatMap((child) => {
    const only = child.type === 'paragraph' && child.children.length === 1 ? child.children[0]! : undefined;
    const at = only?.type === 'text' && only.value === STAND_IN ? only.position!.start.offset! : -1;
    const back = runs.get(at);
    if (back) {
      runs.delete(at);
      return back.map((run) => paragraphOf(run, text));
    }
    const stack: Nodes[] = [child];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (node.type === 'text') for (const standIn of putBack(node, text, words)) rest.delete(standIn);
      if (node.position) {
        move(node.position.start, shifts);
        move(node.position.end, shifts);
      }
      if ('children' in node) for (const inner of node.children) stack.push(inner);
    }
    return [child];
  });
  return [...runs.values(), ...[...rest].map((standIn) => standIn.runs)].flat();
}

/** The paragraph that a run without markup is. */
function paragraphOf({ start, end, line, lines, lastLine }: Run, text: string): Paragraph {
  const place = () => ({
    start: { line: line + 1, column: 1, offset: start },
    end: { line: line + lines, column: end - lastLine + 1, offset: end },
  });
  const words = { type: 'text' as const, value: text.slice(start, end), position: place() };
  return { type: 'paragraph', children: [words], position: place() };
}

/** Puts the words that belong into a text back; gives their stand-ins. */
function putBack(node: Literal, text: string, words: StandIn[]): StandIn[] {
  const parts = node.value.split(STAND_IN);
  if (parts.length === 1 || !node.position) return [];
  const first = indexFrom(words, ({ at }) => at >= node.position!.start.offset!);
  const last = indexFrom(words, ({ at }) => at >= node.position!.end.offset!);
  if (last - first !== parts.length - 1) return [];
  const own = words.slice(first, last);
  node.value = own.reduce(
    (value, { start, end }, index) => value + text.slice(start, end) + parts[index + 1]!,
    parts[0]!,
  );
  return own;
}

function move(point: Point, shifts: Shift[]): void {
  const offset = point.offset!;
  const shift = shifts[indexFrom(shifts, ({ reduced }) => reduced > offset) - 1]!;
  point.offset = offset + shift.offset;
  point.line += shift.line;
  point.column += shift.column;
}

/** The index of the first of which something is true, as it is of all after it; their number where it is of none. */
function indexFrom<T>(list: readonly T[], isTrue: (one: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
