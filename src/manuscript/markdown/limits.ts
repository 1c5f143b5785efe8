/*
 * The Markdown parser takes time and memory that grow with the square of some things: of the `*`, `_` and brackets in one
 * paragraph, of the containers that stand in one another, and of the cells that a table's short rows are filled up with.
 * No text comes near these limits; each is far above what a book has, and low enough that a file made to hold the
 * program up is refused in seconds.
 */

/** `*`, `_`, `~`, `[` and `]` in one paragraph. A page of references has some hundred; 3,000 cost about a second. */
const MAX_DELIMITERS = 3_000;

/** The sum of their squares over a file: a thousand paragraphs of three hundred, or twenty of the largest. */
const MAX_DELIMITER_WORK = 100_000_000;

/** Block quotations and lists inside one another. */
const MAX_CONTAINERS = 50;

/** Cells of one table, the missing ones included. */
const MAX_CELLS = 50_000;

/** Lines that begin a paragraph of their own although no blank line stands before them. */
const NEW_BLOCK = /^[ \t]*(?:[-+*](?=[ \t])|\||#|\d{1,9}[.)])/;
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+/;
const DELIMITERS = /[*_~[\]]/g;
const TABLE_RULE = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:-]*)*$/;

/** What was too much, and where. */
export interface Excess {
  /** UTF-16 offsets of the lines that are taken as plain text. */
  start: number;
  end: number;
  message: string;
}

/** Counts what one file asks of the parser. */
export class MarkdownLimits {
  private work = 0;

  /** What is too much in lines that stand together; undefined where nothing is. */
  check(text: string, start: number, end: number): Excess | undefined {
    const message = this.excess(text.slice(start, end));
    return message === undefined ? undefined : { start, end, message };
  }

  /** What is too much in a text that is one paragraph, whatever its lines look like; undefined where nothing is. */
  checkParagraph(text: string): string | undefined {
    return this.paragraphs([text.match(DELIMITERS)?.length ?? 0]);
  }

  private excess(run: string): string | undefined {
    const paragraphs = [0];
    let columns = 0;
    let rows = 0;
    for (const line of run.split(/\r\n|\r|\n/)) {
      const containers = CONTAINERS.exec(line)?.[0];
      if (containers && containers.length > MAX_CONTAINERS) {
        const marks = containers.match(/>|[-+*]|\d+[.)]/g)!.length;
        if (marks > MAX_CONTAINERS || /^[ \t]*/.exec(containers)![0].length > 4 * MAX_CONTAINERS)
          return `lists or quotations stand more than ${MAX_CONTAINERS} deep in one another`;
      }
      if (NEW_BLOCK.test(line)) paragraphs.push(0);
      paragraphs[paragraphs.length - 1]! += line.match(DELIMITERS)?.length ?? 0;
      if (columns > 0) rows++;
      else if (TABLE_RULE.test(line)) columns = line.split('|').length;
      if (columns * rows > MAX_CELLS) return `a table has more than ${MAX_CELLS} cells`;
    }
    return this.paragraphs(paragraphs);
  }

  /** @param delimiters how many each paragraph has */
  private paragraphs(delimiters: number[]): string | undefined {
    for (const count of delimiters) {
      if (count > MAX_DELIMITERS)
        return `a paragraph has more than ${MAX_DELIMITERS} of the characters * _ ~ [ ]`;
      this.work += count ** 2;
    }
    if (this.work > MAX_DELIMITER_WORK)
      return 'the file has too many paragraphs with hundreds of the characters * _ ~ [ ]';
    return undefined;
  }
}
