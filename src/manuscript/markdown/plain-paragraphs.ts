import type { Nodes, Paragraph, Root } from 'mdast';
import { type Excess, MarkdownLimits } from './limits.js';
import type { Point } from './markdown-text.js';

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

/** A character at the start of a line, or anywhere in it, that Markdown may give a meaning to. */
const MARKUP_START = /^(?:[\s#>\-+*_=~|:<&`\\![\]]|\d{1,9}[.)])/;
const MARKUP = /[*_`<&\\[\]~|@\t\u0000\ue000]|:\/\/|www\.|[ \t](?=[\r\n]|$)/i;

/** Lines of a text that stand together, without a blank line. */
interface Run {
  /** UTF-16 offsets; the end is that of the last line's text, without its line end. */
  start: number;
  end: number;
  /** The number of its first line, from 0. */
  line: number;
  lines: number;
  /** The offset at which its last line begins. */
  lastLine: number;
  plain: boolean;
}

/** The stretch of the reduced text from `reduced` on stands `offset` characters and `line` lines further in the text. */
interface Shift {
  reduced: number;
  offset: number;
  line: number;
}

/** What a Markdown parser is asked to do. */
export type Parse = (text: string) => Root;

/**
 * Parses Markdown, taking the short way for paragraphs without markup.
 *
 * @returns the tree, positions included, that parsing the text as a whole gives
 * @param exceeded called for each run of lines that would take too long to parse, and is taken as plain text
 */
export function parseMarkdown(text: string, parse: Parse, exceeded: (excess: Excess) => void): Root {
  const runs = runsOf(text, exceeded);
  const left = new Set<Run>();
  for (let attempt = 0; ; attempt++) {
    const plain = attempt < 2 ? runs.filter((run) => run.plain && !left.has(run)) : [];
    const { reduced, shifts, standIns } = reduce(text, runs, plain);
    const tree = plain.length === runs.length ? bare(standIns) : parse(reduced);
    const missed = restore(tree, text, shifts, standIns);
    if (missed.length === 0) return tree;
    for (const run of missed) left.add(run);
  }
}

function runsOf(text: string, exceeded: (excess: Excess) => void): Run[] {
  const limits = new MarkdownLimits();
  const runs: Run[] = [];
  let run: Run | undefined;
  let line = 0;
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const [whole, content] = match as unknown as [string, string];
    if (whole === '' && match.index === text.length && match.index > 0 && line > 0) break;
    if (/^[ \t]*$/.test(content)) run = undefined;
    else {
      if (!run) {
        run = { start: match.index, end: 0, line, lines: 0, lastLine: 0, plain: true };
        runs.push(run);
      }
      run.end = match.index + content.length;
      run.lastLine = match.index;
      run.lines++;
      if (run.plain && (MARKUP_START.test(content) || MARKUP.test(content))) run.plain = false;
    }
    line++;
  }
  for (const one of runs)
    if (!one.plain) {
      const excess = limits.check(text, one.start, one.end);
      if (excess) {
        exceeded(excess);
        one.plain = true;
      }
    }
  return runs;
}

interface StandIn {
  run: Run;
  /** Its offset in the reduced text. */
  at: number;
}

function reduce(
  text: string,
  runs: Run[],
  plain: Run[],
): { reduced: string; shifts: Shift[]; standIns: StandIn[] } {
  const standIns: StandIn[] = [];
  if (plain.length === 0) return { reduced: text, shifts: [{ reduced: 0, offset: 0, line: 0 }], standIns };
  const taken = new Set(plain);
  const pieces: string[] = [];
  const shifts: Shift[] = [{ reduced: 0, offset: 0, line: 0 }];
  let from = 0;
  let length = 0;
  let lines = 0;
  for (const run of runs) {
    if (!taken.has(run)) continue;
    const before = text.slice(from, run.start);
    pieces.push(before, STAND_IN);
    length += before.length;
    standIns.push({ run, at: length });
    length += 1;
    lines += run.lines - 1;
    from = run.end;
    shifts.push({ reduced: length, offset: from - length, line: lines });
  }
  pieces.push(text.slice(from));
  return { reduced: pieces.join(''), shifts, standIns };
}

/** The tree of a text that has plain paragraphs only. */
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
  if (missed.length > 0 || standIns.length === 0) return missed;
  const back = new Set<Nodes>(paragraphs.values());
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
  for (const { run, at } of standIns) {
    const paragraph = paragraphs.get(at)!;
    const place = () => ({
      start: { line: run.line + 1, column: 1, offset: run.start },
      end: { line: run.line + run.lines, column: run.end - run.lastLine + 1, offset: run.end },
    });
    paragraph.position = place();
    paragraph.children = [{ type: 'text', value: text.slice(run.start, run.end), position: place() }];
  }
  if (tree.position) {
    move(tree.position.start, shifts);
    move(tree.position.end, shifts);
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
