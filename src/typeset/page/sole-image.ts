import type { ComputedStyle } from '../style/computed.js';
import { isSpace } from './block-content.js';
import type { Box, ImageBox, InlineImage, Mark } from './box.js';

/** A paragraph that is nothing but an image: the image stands as a block, not on a baseline (unless something hangs beside that). */
export function soleImage(box: Box): ImageBox | undefined {
  if (box.kind !== 'paragraph') return undefined;
  let found: InlineImage | undefined;
  for (const piece of box.pieces) {
    if (piece.kind === 'mark' && (piece.mark as Mark).kind === 'hung') return undefined;
    if (piece.kind === 'mark' || (piece.kind === 'text' && isSpace(piece.text))) continue;
    if (piece.kind !== 'image' || found) return undefined;
    found = piece;
  }
  if (!found) return undefined;
  const marks = box.pieces.flatMap((other) => (other.kind === 'mark' ? [other.mark as Mark] : []));
  return { kind: 'image', style: found.style, image: found.image, owner: found.owner, marks };
}

/** An image in a line of its own stands as its paragraph's text would. */
export function aligned(style: ComputedStyle, parent: ComputedStyle): ComputedStyle {
  return { ...style, textAlign: parent.textAlign, direction: parent.direction };
}

export function alignment(style: ComputedStyle, rest: number): number {
  if (rest <= 0) return 0;
  if (style.marginLeft === 'auto' && style.marginRight === 'auto') return rest / 2;
  if (style.textAlign === 'center') return rest / 2;
  const end =
    style.direction === 'rtl'
      ? style.textAlign !== 'end' && style.textAlign !== 'left'
      : style.textAlign === 'end' || style.textAlign === 'right';
  return end ? rest : 0;
}
