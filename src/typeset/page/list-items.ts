import { formatCounter, isOrdered } from '../../counter-style.js';
import type { StructureElement } from '../layout.js';
import type { StyledElement } from '../style/styled.js';
import type { BlockContent } from './block-content.js';
import type { BlockBox, Piece } from './box.js';
import type { BoxContext } from './box-context.js';
import { contentPieces, textPiece } from './generated-content.js';
import { LAYOUT_ARTIFACT } from './structure.js';

/** Gives a list item its marker: outside, beside its first line; or inside, as the first thing in it. */
export function addMarker(
  styled: StyledElement,
  box: BlockBox,
  content: BlockContent,
  context: BoxContext,
): void {
  const { style } = styled;
  const { tree } = context;
  const pieces = markerPieces(styled, context);
  if (pieces.length === 0) return;
  if (style.listStylePosition === 'outside') {
    box.marker = { style: styled.marker?.style ?? style, pieces };
    return;
  }
  for (const piece of pieces) content.add(() => piece);
  content.add(() => textPiece(' ', style, tree.owner()));
}

/** The marker of an item of a list is its label in the structure; that of an entry in the contents says nothing. */
function markerPieces(styled: StyledElement, context: BoxContext): Piece[] {
  const { tree } = context;
  const item = tree.current;
  const owner = () => {
    if (item.type === 'TOCI') return LAYOUT_ARTIFACT;
    if (item.type === 'LI' && tree.current === item) tree.open('Lbl');
    return tree.owner();
  };
  const pieces: Piece[] = [];
  const { marker, style } = styled;
  if (marker && marker.content.length > 0)
    pieces.push(...contentPieces(marker.content, marker.style, styled, context.content, owner, undefined));
  else {
    const text = markerText(context.counters.value('list-item'), style.listStyleType);
    if (text !== '') pieces.push(textPiece(text, marker?.style ?? style, owner()));
  }
  if (tree.current !== item) tree.close();
  return pieces;
}

function markerText(value: number, type: string): string {
  if (type.startsWith('"')) return type.slice(1, -1);
  const text = formatCounter(value, type);
  return isOrdered(type) && text !== '' ? `${text}.` : text;
}

/**
 * Definition lists in the structure: an item for each group of terms, whose labels they are, with one body for all
 * its definitions.
 */
export class Definitions {
  private readonly lists: { item: boolean; body: StructureElement | undefined }[] = [];

  constructor(private readonly context: BoxContext) {}

  begin(): void {
    this.lists.push({ item: false, body: undefined });
  }

  end(): void {
    if (this.lists.pop()?.item) this.context.tree.close();
  }

  /** Opens what a `dt` or `dd` is; gives what closes it. */
  open(styled: StyledElement): () => void {
    const { tree } = this.context;
    const list = this.lists[this.lists.length - 1];
    if (!list) return () => {};
    const isTerm = styled.element.tagName === 'dt';
    if (isTerm && list.body) {
      list.body = undefined;
      list.item = false;
      tree.close();
    }
    if (!list.item) tree.open('LI');
    list.item = true;
    const options = this.context.optionsOf(styled);
    if (isTerm) tree.open('Lbl', options);
    else if (list.body) tree.reopen(list.body);
    else list.body = tree.open('LBody', options);
    return () => tree.close();
  }
}
