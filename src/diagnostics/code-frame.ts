import type { Span } from './source.js';

/** Terminal columns that a frame's line may take; longer lines are cut around the caret. */
const FRAME_WIDTH = 96;

/**
 * The first line of a span with a caret under every character of it, as two lines:
 *
 *     12 │ series: edtor
 *        │         ^^^^^
 */
export function codeFrame(span: Span): string {
  const { source } = span;
  const start = source.position(span.start);
  const characters = [...source.line(start.line)].map((c) => (c === '\t' || isControl(c) ? ' ' : c));
  const end = source.position(Math.max(span.start, span.end));
  const last = end.line === start.line ? end.column - 1 : characters.length;
  const first = start.column - 1;
  const carets = Math.max(1, Math.min(last, characters.length) - first);
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

function isControl(character: string): boolean {
  const code = character.codePointAt(0)!;
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}
