import type { Literal, Nodes, Paragraph, Root, RootContent } from 'mdast';
import type { Point } from './markdown-text.js';
import { type Reduced, reduce, type Shift, STAND_IN, type StandIn, type Stretch } from './reduce.js';
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
    const aside = stretch.runs.flatMap((run) => {
      if (left.has(run) || attempt >= ATTEMPTS[run.kind]) return [];
      return [{ run, aside: run.kind === 'marked' ? ('words' as const) : ('whole' as const) }];
    });
    const reduced = reduce(text, stretch, aside);
    const isBare = reduced.whole.length === stretch.runs.length;
    const tree = isBare
      ? bare(reduced.whole)
      : parse(stretch.goesOn ? reduced.text + STAND_IN : reduced.text);
    const isClosed = isBare || !stretch.goesOn || takeAfter(tree, reduced.text.length);
    const missed = restore(tree, text, reduced);
    if (missed.length === 0) return { children: tree.children, isClosed };
    for (const run of missed) left.add(run);
  }
}

/** Takes the paragraph at an offset, which is the last one, out of a tree; false where there is none. */
function takeAfter(tree: Root, offset: number): boolean {
  const last = tree.children.at(-1);
  if (last?.type !== 'paragraph' || last.position?.start.offset !== offset) return false;
  tree.children.pop();
  return true;
}

/** The tree of a text that is stand-ins only. */
function bare(standIns: StandIn[]): Root {
  return {
    type: 'root',
    children: standIns.map(({ at }): Paragraph => {
      const position = () => ({
        start: { line: 1, column: 1, offset: at },
        end: { line: 1, column: 2, offset: at + 1 },
      });
      return {
        type: 'paragraph',
        children: [{ type: 'text', value: STAND_IN, position: position() }],
        position: position(),
      };
    }),
  };
}

/** Puts back what was put aside and corrects every position; gives the runs whose stand-ins are not where they belong. */
function restore(tree: Root, text: string, { shifts, whole, words }: Reduced): Run[] {
  const paragraphs = new Map<number, Paragraph>();
  for (const child of tree.children) {
    const only = child.type === 'paragraph' && child.children.length === 1 ? child.children[0]! : undefined;
    if (only?.type === 'text' && only.value === STAND_IN)
      paragraphs.set(only.position!.start.offset!, child as Paragraph);
  }
  const missed = whole.filter(({ at }) => !paragraphs.has(at)).map(({ run }) => run);
  const back = new Set<Nodes>();
  for (const { run, at } of whole) {
    const paragraph = paragraphs.get(at);
    if (!paragraph) continue;
    const place = () => ({
      start: { line: run.line + 1, column: 1, offset: run.start },
      end: { line: run.line + run.lines, column: run.end - run.lastLine + 1, offset: run.end },
    });
    paragraph.position = place();
    paragraph.children = [{ type: 'text', value: text.slice(run.start, run.end), position: place() }];
    back.add(paragraph);
  }
  const rest = new Set(words);
  if (shifts.length > 1 || shifts[0]!.offset > 0) {
    const stack: Nodes[] = [...tree.children];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (back.has(node)) continue;
      if (node.type === 'text' && words.length > 0)
        for (const standIn of putBack(node, text, words)) rest.delete(standIn);
      if (node.position) {
        move(node.position.start, shifts);
        move(node.position.end, shifts);
      }
      if ('children' in node) for (const child of node.children) stack.push(child);
    }
  }
  for (const { run } of rest) missed.push(run);
  return missed;
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
