import type { Span } from '../diagnostics/source.js';
import type { Reading } from '../manuscript/manuscript.js';
import type { ReadingText, TextPiece, TextRange } from './anchored.js';

/**
 * Where a stretch of a reading's text begins in its file. The line is the right one; the column is where the words
 * stand in that line, or the line's first where markup or a character reference parts them. Titles and subtitles
 * that stand in annotations.yml or in front matter are shown there.
 */
export function sourcePlace(reading: Reading, text: ReadingText, range: TextRange): Span | undefined {
  const zone = text.zones.find(({ start, end }) => start <= range.start && range.start < end);
  if (zone?.kind === 'title') return reading.title.at;
  if (zone?.kind === 'subtitle') return reading.subtitle?.at;
  const piece = pieceAt(text.pieces, range.start);
  const from = piece?.node.position?.start.offset;
  const source = reading.file;
  if (!piece || from === undefined || !source)
    return reading.authorNotes.find((note) => note.name === zone?.name)?.at;
  const before = piece.node.value.slice(0, Math.max(0, range.start - piece.start));
  const first = source.position(from);
  const lineEnds = before.split('\n').length - 1;
  const number = first.line + lineEnds;
  const lineStart = lineEnds === 0 ? from : source.lineStart(number);
  const column = before.length - (before.lastIndexOf('\n') + 1);
  const line = source.line(number);
  const lineOffset = source.lineStart(number);
  const words = text.text.slice(range.start, Math.min(range.end, piece.end)).split('\n')[0]!;
  const near = lineStart - lineOffset + column;
  const found = nearest(line, words, near);
  const start = lineOffset + (found ?? Math.max(0, Math.min(near, line.length)));
  return { source, start, end: found === undefined ? start : start + words.length };
}

/** The piece that holds an offset, or the next one. */
function pieceAt(pieces: readonly TextPiece[], offset: number): TextPiece | undefined {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return pieces[low];
}

/** Where words stand in a line, at or after an offset, else the last place before it. */
function nearest(line: string, words: string, offset: number): number | undefined {
  if (words === '') return undefined;
  const after = line.indexOf(words, offset);
  const at = after >= 0 ? after : line.lastIndexOf(words, offset);
  return at >= 0 ? at : undefined;
}
