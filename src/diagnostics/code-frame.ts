import type { Span } from './source.js';

/** Terminal columns that a frame's line may take; longer lines are cut around the caret. */
const FRAME_WIDTH = 96;

/** UTF-16 units on either side of the caret that a frame can need: two for each column. */
const REACH = 2 * FRAME_WIDTH;

/**
 * The first line of a span with a caret under every character of it, as two lines:
 *
 *     12 │ series: edtor
 *        │         ^^^^^
 */
export function codeFrame(span: Span): string {
  const { source } = span;
  const start = source.position(span.start);
  const line = source.line(start.line);
  const lineStart = source.lineStart(start.line);
  const at = whole(line, start.offset - lineStart);
  const end = whole(line, Math.max(at, span.end - lineStart));
  // No more is looked at than can be shown: a line may be a whole minified file.
  const before = printable(line.slice(Math.max(0, at - REACH), at));
  const after = printable(line.slice(at, at + REACH));
  const characters = [...before, ...after];
  const first = before.length;
  const carets = Math.max(1, [...line.slice(at, Math.min(at + REACH, end))].length);
  let from = 0;
  if (characters.length > FRAME_WIDTH)
    from = Math.max(0, Math.min(first - 24, characters.length - FRAME_WIDTH));
  const shown = characters.slice(from, from + FRAME_WIDTH);
  if (from > 0) shown[0] = '…';
  if (from + FRAME_WIDTH < characters.length) shown[shown.length - 1] = '…';
  const gutter = String(start.line);
  const under =
    ' '.repeat(first - from) + '^'.repeat(Math.min(carets, Math.max(1, FRAME_WIDTH - (first - from))));
  return `${gutter} │ ${shown.join('').trimEnd()}\n${' '.repeat(gutter.length)} │ ${under}`;
}

/** An offset that does not stand between the halves of a character. */
function whole(text: string, offset: number): number {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff ? offset + 1 : offset;
}

function printable(text: string): string[] {
  return [...text].map((c) => (c === '\t' || isControl(c) ? ' ' : c));
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0)!;
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}
