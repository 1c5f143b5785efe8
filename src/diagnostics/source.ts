/**
 * A text file as it was read, able to turn offsets into lines and columns. What is kept of what points into it has its
 * path alone: its content, which may be long, is in no property that is counted.
 */
export class Source {
  /** What messages call the file: relative to the project, with forward slashes. */
  readonly path: string;
  /** Decoded, without a byte-order mark; line ends as they stand in the file. */
  declare readonly text: string;
  declare private starts: number[] | undefined;
  declare private last: Position;

  constructor(path: string, text: string) {
    this.path = path;
    Source.fill(this, text);
  }

  /** Makes a source of what is left of one once it was kept as plain data, so that what points into it does so again. */
  static revive(kept: Source, text: string): void {
    Source.fill(Object.setPrototypeOf(kept, Source.prototype), text);
  }

  private static fill(source: Source, text: string): void {
    Object.defineProperties(source, {
      text: { value: text },
      starts: { value: undefined, writable: true },
      last: { value: { offset: 0, line: 0, column: 0 } satisfies Position, writable: true },
    });
  }

  /** As JSON it has its text, for those that tell sources apart by it. */
  toJSON(): { path: string; text: string } {
    return { path: this.path, text: this.text };
  }

  /** The line and column of an offset in UTF-16 units; offsets outside the text are moved to its ends. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    // Problems come from top to bottom: on a long line, counting goes on where it stopped.
    const { last } = this;
    const from = last.line === low + 1 && last.offset <= at ? last : { offset: starts[low]!, column: 1 };
    const position = {
      offset: at,
      line: low + 1,
      column: from.column + codePoints(this.text, from.offset, at),
    };
    if (!isHigh(this.text, at - 1)) this.last = position;
    return position;
  }

  /** The text of a line (counted from 1), without its line end. */
  line(number: number): string {
    const starts = this.lineStarts();
    const start = starts[number - 1];
    if (start === undefined) return '';
    let end = starts[number] ?? this.text.length;
    while (end > start && /[\r\n]/.test(this.text[end - 1]!)) end--;
    return this.text.slice(start, end);
  }

  /** The offset, in UTF-16 units, at which a line (counted from 1) begins. */
  lineStart(number: number): number {
    const starts = this.lineStarts();
    return starts[Math.max(0, Math.min(number - 1, starts.length - 1))]!;
  }

  private lineStarts(): number[] {
    if (!this.starts) {
      this.starts = [0];
      for (const end of this.text.matchAll(/\r\n|\r|\n/g)) this.starts.push(end.index + end[0].length);
    }
    return this.starts;
  }
}

/** Whether the first half of a character of two UTF-16 units stands at an offset. */
function isHigh(text: string, offset: number): boolean {
  return (text.charCodeAt(offset) & 0xfc00) === 0xd800;
}

/** How many code points stand between two offsets. */
function codePoints(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    if (isHigh(text, i) && i + 1 < to && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
    count++;
  }
  return count;
}

/** A place in a source: `offset` in UTF-16 units from 0; `line` from 1; `column` in code points from 1. */
export interface Position {
  offset: number;
  line: number;
  column: number;
}

/** A stretch of a source, in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  source: Source;
  start: number;
  end: number;
}
