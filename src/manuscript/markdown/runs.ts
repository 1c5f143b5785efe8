import { type Excess, MarkdownLimits } from './limits.js';

/** A character at the start of a line, or anywhere in it, that Markdown may give a meaning to. */
const MARKUP_START = /^(?:[\s#>\-+*_=~|:<&`\\![\]]|\d{1,9}[.)])/;
const MARKUP = /[*_`<&\\[\]~|@\t\u0000\ue000]|:\/\/|www\.|[ \t](?=[\r\n]|$)/i;

/** Lines of a text that stand together, without a blank line. */
export interface Run {
  /** UTF-16 offsets; the end is that of the last line's text, without its line end. */
  start: number;
  end: number;
  /** The number of its first line, from 0. */
  line: number;
  lines: number;
  /** The offset at which its last line begins. */
  lastLine: number;
  /** `plain`: nothing in it can be markup. `excessive`: it is taken as plain, since it would take too long to parse. */
  kind: 'plain' | 'marked' | 'excessive';
}

/**
 * A text's runs of lines, in order.
 *
 * @param exceeded called for each that would take too long to parse
 */
export function runsOf(text: string, exceeded: (excess: Excess) => void): Run[] {
  const limits = new MarkdownLimits();
  const runs: Run[] = [];
  let run: Run | undefined;
  let line = 0;
  for (const match of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    const content = match[1]!;
    if (/^[ \t]*$/.test(content)) run = undefined;
    else {
      if (!run) {
        run = { start: match.index, end: 0, line, lines: 0, lastLine: 0, kind: 'plain' };
        runs.push(run);
      }
      run.end = match.index + content.length;
      run.lastLine = match.index;
      run.lines++;
      if (run.kind === 'plain' && (MARKUP_START.test(content) || MARKUP.test(content))) run.kind = 'marked';
    }
    line++;
  }
  for (const one of runs) {
    if (one.kind === 'plain') continue;
    const excess = limits.check(text, one.start, one.end);
    if (!excess) continue;
    exceeded(excess);
    one.kind = 'excessive';
  }
  return runs;
}
