import type { ComputedStyle } from '../style/computed.js';
import type { BlockBox, Box, ParagraphBox } from './box.js';

/** The first letter with the punctuation before it (CSS Pseudo-Elements 4), after white space. */
const FIRST_LETTER = /^([ \t\n\r\f]*)((?:[\p{P}\p{S}]\p{M}*)*[\p{L}\p{N}]\p{M}*)/u;

/** In Dutch IJ is one letter, as the same specification has it. */
const DUTCH_FIRST_LETTER = /^([ \t\n\r\f]*)((?:[\p{P}\p{S}]\p{M}*)*(?:IJ|[\p{L}\p{N}]\p{M}*))/u;

/** Gives a block's first letter the style of its `::first-letter`: in the line, or standing out of the first lines. */
export function takeFirstLetter(box: BlockBox, style: ComputedStyle): void {
  const paragraph = firstParagraph(box);
  if (!paragraph) return;
  const { pieces } = paragraph;
  const at = pieces.findIndex((piece) => piece.kind !== 'mark');
  const piece = pieces[at];
  if (piece?.kind !== 'text') return;
  const match = (/^nl\b/i.test(style.lang) ? DUTCH_FIRST_LETTER : FIRST_LETTER).exec(piece.text);
  if (!match) return;
  const [whole, space, letter] = match as unknown as [string, string, string];
  // A numeral is not taken apart: 1917, or the “1.” of a numbered paragraph.
  if (style.initialLetter && /\p{N}/u.test(letter)) return;
  const offset = piece.offset ?? 0;
  const first = { ...piece, text: letter, style, offset: offset + space.length };
  const rest = { ...piece, text: piece.text.slice(whole.length), offset: offset + whole.length };
  if (style.initialLetter) {
    pieces.splice(at, 1, rest);
    paragraph.initial = {
      style,
      inline: first,
      plain: { ...first, style: piece.style },
      ...style.initialLetter,
    };
  } else pieces.splice(at, 1, first, rest);
}

/** Gives a block's first line a style of its own, unless that of something in it has one. */
export function takeFirstLine(box: BlockBox, style: ComputedStyle): void {
  const paragraph = firstParagraph(box);
  if (paragraph) paragraph.firstLine ??= style;
}

function firstParagraph(box: Box): ParagraphBox | undefined {
  if (box.kind === 'paragraph') return box;
  if (box.kind !== 'block') return undefined;
  for (const child of box.children) {
    if (child.kind === 'block' && child.children.length === 0) continue;
    return firstParagraph(child);
  }
  return undefined;
}
