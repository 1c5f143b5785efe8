import type { Nodes, Paragraph, Root, RootContent } from 'mdast';
import type { Point } from './markdown-text.js';
import type { Run } from './runs.js';

/*
 * Most of an essay is paragraphs without any markup. The Markdown parser takes a microsecond and a hundred bytes for
 * each of their characters to find that out, which for a book of a million words is most of a build. So they are put
 * aside first: the parser is given the text with each of them replaced by a paragraph of one character, and they are
 * put back where that character comes out as a paragraph of the document. Where it comes out as something else (in a
 * fenced block, a comment) the text is parsed again with those paragraphs left in. The result is the same as without
 * this, which a property test holds. Cost: linear.
 */

/** Stands for a paragraph; private use, so that no text means anything by it. */
const STAND_IN = '\ue000';

/** Attempts after which nothing is put aside but what would take too long; and after which nothing is. */
const ATTEMPTS = { plain: 2, excessive: 6 };

/** A part of a text that is parsed by itself: from the start of one line to that of another, which begins a run. */
export interface Stretch {
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
  /** The number of the line that `start` is in, from 0. */
  line: number;
  /** The runs of lines in it. */
  runs: readonly Run[];
  /** Whether more text comes after it. */
  goesOn: boolean;
}

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
    const aside = stretch.runs.filter(
      (run) =>
        !left.has(run) &&
        ((run.kind === 'plain' && attempt < ATTEMPTS.plain) ||
          (run.kind === 'excessive' && attempt < ATTEMPTS.excessive)),
    );
    const { reduced, shifts, standIns } = reduce(text, stretch, aside);
    const isBare = aside.length === stretch.runs.length;
    const tree = isBare ? bare(standIns) : parse(stretch.goesOn ? reduced + STAND_IN : reduced);
    const isClosed = isBare || !stretch.goesOn || takeAfter(tree, reduced.length);
    const missed = restore(tree, text, shifts, standIns);
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

/** The reduced text from `reduced` on stands `offset` characters and `line` lines further in the text. */
interface Shift {
  reduced: number;
  offset: number;
  line: number;
}

interface StandIn {
  run: Run;
  /** Its offset in the reduced text. */
  at: number;
}

function reduce(
  text: string,
  { start, end, line }: Stretch,
  aside: Run[],
): { reduced: string; shifts: Shift[]; standIns: StandIn[] } {
  const standIns: StandIn[] = [];
  const pieces: string[] = [];
  const shifts: Shift[] = [{ reduced: 0, offset: start, line }];
  let from = start;
  let length = 0;
  let lines = line;
  for (const run of aside) {
    const before = text.slice(from, run.start);
    pieces.push(before, STAND_IN);
    length += before.length;
    standIns.push({ run, at: length });
    length += 1;
    lines += run.lines - 1;
    from = run.end;
    shifts.push({ reduced: length, offset: from - length, line: lines });
  }
  pieces.push(text.slice(from, end));
  return { reduced: pieces.join(''), shifts, standIns };
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

/** Puts the paragraphs back and corrects every position; gives those whose stand-in is no paragraph of the document. */
function restore(tree: Root, text: string, shifts: Shift[], standIns: StandIn[]): Run[] {
  const paragraphs = new Map<number, Paragraph>();
  for (const child of tree.children) {
    const only = child.type === 'paragraph' && child.children.length === 1 ? child.children[0]! : undefined;
    if (only?.type === 'text' && only.value === STAND_IN)
      paragraphs.set(only.position!.start.offset!, child as Paragraph);
  }
  const missed = standIns.filter(({ at }) => !paragraphs.has(at)).map(({ run }) => run);
  if (missed.length > 0) return missed;
  const back = new Set<Nodes>();
  for (const { run, at } of standIns) {
    const paragraph = paragraphs.get(at)!;
    const place = () => ({
      start: { line: run.line + 1, column: 1, offset: run.start },
      end: { line: run.line + run.lines, column: run.end - run.lastLine + 1, offset: run.end },
    });
    paragraph.position = place();
    paragraph.children = [{ type: 'text', value: text.slice(run.start, run.end), position: place() }];
    back.add(paragraph);
  }
  if (shifts.length > 1 || shifts[0]!.offset > 0) {
    const stack: Nodes[] = [...tree.children];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (back.has(node)) continue;
      if (node.position) {
        move(node.position.start, shifts);
        move(node.position.end, shifts);
      }
      if ('children' in node) for (const child of node.children) stack.push(child);
    }
  }
  return missed;
}

function move(point: Point, shifts: Shift[]): void {
  const offset = point.offset!;
  let low = 0;
  let high = shifts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (shifts[middle]!.reduced <= offset) low = middle;
    else high = middle - 1;
  }
  const shift = shifts[low]!;
  point.offset = offset + shift.offset;
  point.line += shift.line;
}
