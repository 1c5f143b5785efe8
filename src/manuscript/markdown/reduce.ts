import type { Run } from './runs.js';

/** Stands for text that is put aside; private use, so that no text means anything by it. */
export const STAND_IN = '\ue000';

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

/** The reduced text from `reduced` on stands `offset` characters, `line` lines and `column` columns further in the text. */
export interface Shift {
  reduced: number;
  offset: number;
  line: number;
  column: number;
}

/** What was put aside: whole runs that stand together, or words of one. */
export interface StandIn {
  runs: readonly Run[];
  /** Its offset in the reduced text. */
  at: number;
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
}

export interface Reduced {
  text: string;
  /** In order; the first is at 0. */
  shifts: Shift[];
  /** In order. */
  whole: StandIn[];
  words: StandIn[];
}

/** Runs of a stretch that follow each other, and how much of them is put aside. */
export interface Aside {
  runs: readonly Run[];
  what: 'whole' | 'words';
}

/** The text of a stretch with runs of it, and the plain words of others, put aside. */
export function reduce(text: string, { start, end, line }: Stretch, asides: readonly Aside[]): Reduced {
  const whole: StandIn[] = [];
  const words: StandIn[] = [];
  const pieces: string[] = [];
  const shifts: Shift[] = [{ reduced: 0, offset: start, line, column: 0 }];
  let from = start;
  let length = 0;
  let lines = line;
  const replace = (list: StandIn[], runs: readonly Run[], first: number, last: number): void => {
    pieces.push(text.slice(from, first), STAND_IN);
    length += first - from + 1;
    list.push({ runs, at: length - 1, start: first, end: last });
    from = last;
  };
  for (const { runs, what } of asides) {
    const [first, last] = [runs[0]!, runs.at(-1)!];
    if (what === 'whole') {
      replace(whole, runs, first.start, last.end);
      lines += last.line + last.lines - 1 - first.line;
      shifts.push({ reduced: length, offset: from - length, line: lines, column: 0 });
      continue;
    }
    let column = 0;
    /** Columns count anew after the end of a line. */
    const endLine = (at: number): void => {
      if (column === 0) return;
      column = 0;
      shifts.push({ reduced: at - from + length + 1, offset: from - length, line: lines, column });
    };
    for (const run of runs) {
      for (const found of plainWords(text, run)) {
        if (found.isLineEnd) endLine(found.start);
        else {
          replace(words, [run], found.start, found.end);
          column += found.end - found.start - 1;
          shifts.push({ reduced: length, offset: from - length, line: lines, column });
        }
      }
      endLine(run.end);
    }
  }
  pieces.push(text.slice(from, end));
  return { text: pieces.join(''), shifts, whole, words };
}

/** What may look at more of the words around it than the next character; what stands for text is such, too. */
const FAR_SIGHTED = /[`<&\\~|@\t\u0000\ue000]|:\/\/|www\./i;

/** A bracket, the end of a line, or what stands between these and the other marks that a run may have in it. */
const PART = /[[\]]|\r\n|\r|\n|[^[\]\r\n*_#]+/g;

/** What may begin a block, whatever stands before it on its line, ends before the first letter. */
const BEFORE_LETTER = /^[^\p{L}]*\p{L}/u;

/** Fewer characters than these are not worth a stand-in. */
const FEWEST = 16;

/**
 * The words of a run that are no markup and that no markup looks at, with the ends of lines between them: of what stands
 * between two marks, from after the first letter to before the last character that is no space. Names in brackets and
 * addresses after them are left; where a mark or a title stands in an address, all that comes after is, since it cannot be
 * seen here where that ends.
 */
function* plainWords(text: string, run: Run): Generator<{ start: number; end: number; isLineEnd: boolean }> {
  const content = text.slice(run.start, run.end);
  if (FAR_SIGHTED.test(content)) return;
  let depth = 0;
  let before = '';
  let name = '';
  let isOpen = false;
  for (const { 0: part, index } of content.matchAll(PART)) {
    const start = run.start + index;
    if (before === ']' && beginsOpenAddress(part, name)) isOpen = true;
    if (part === ']') name = before;
    if (part === '[') depth++;
    else if (part === ']') depth = Math.max(0, depth - 1);
    else if (part.startsWith('\n') || part.startsWith('\r')) yield { start, end: start, isLineEnd: true };
    else if (depth === 0 && !isOpen && part.length > FEWEST && !(before === ']' && part.startsWith('('))) {
      const from = BEFORE_LETTER.exec(part)?.[0].length;
      const to = part.trimEnd().length - 1;
      if (from !== undefined && to - from >= FEWEST)
        yield { start: start + from, end: start + to, isLineEnd: false };
    }
    before = part;
  }
}

/** An address without a title that ends where the next mark has not begun. */
const CLOSED_ADDRESS = /^\([^\s()]*\)/;

/** Whether what stands after a name in brackets is the beginning of an address, or of an address and its title. */
function beginsOpenAddress(part: string, name: string): boolean {
  if (part.startsWith('(')) return !CLOSED_ADDRESS.test(part);
  // What is said of a name; what begins a footnote is text.
  return part.startsWith(':') && !name.startsWith('^');
}
