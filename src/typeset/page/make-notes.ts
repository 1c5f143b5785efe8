import { formatCounter, styleOfLabel } from '../../counter-style.js';
import type { ComputedStyle, ContentItem } from '../style/computed.js';
import type { PseudoElement, StyledElement, StyledNode } from '../style/styled.js';
import type { LinkTarget } from '../text/line.js';
import { BlockContent } from './block-content.js';
import type { NoteBox, Piece } from './box.js';
import type { BoxContext } from './box-context.js';
import { countElement, marksOf } from './element-marks.js';
import { hasRole, idOf, internalTarget } from './element-roles.js';
import { contentPieces, textPiece } from './generated-content.js';
import type { BoxMaker } from './make-boxes.js';
import { plainText } from './plain-text.js';

/** A number that stands for a note, in its call or before it: by page it is known only when pages are. */
export interface NoteLabel {
  note: string;
  /** The counter style. */
  style: string;
  /** Whether it has been set: it stands once, whatever nodes the text that it replaces is made of. */
  done: boolean;
}

/** Takes a note that a link calls out of the flow, at its first call. */
export function placeNote(styled: StyledElement, content: BlockContent, maker: BoxMaker): void {
  const { context } = maker;
  const note = newNote(styled, idOf(styled.element)!, context);
  const outer = { note: context.note, link: context.link };
  context.note = styled;
  context.link = undefined;
  note.box = context.tree.note({ id: note.id, ...context.languageOfNote(styled) }, () =>
    maker.block(styled, true),
  );
  Object.assign(context, outer);
  content.addMark({ kind: 'note', note });
}

/** A note that stands where it is called (CSS GCPM): its call and its marker are generated. */
export function generateNote(styled: StyledElement, content: BlockContent, maker: BoxMaker): void {
  const { context } = maker;
  const { tree, counters } = context;
  if (!styled.style.counterIncrement.some(({ name }) => name === 'footnote'))
    counters.increment({ name: 'footnote', value: 1 });
  const id = idOf(styled.element) ?? context.newPlace();
  const note = newNote(styled, id, context);
  const link = tree.linkTarget(plainText(styled, context.calls.calls), { dest: id });
  content.openInline('Reference', {});
  content.openInline('Link', { link });
  addPieces(styled.footnoteCall, styled, id, link, content, context);
  content.closeInline();
  content.closeInline();
  note.box = tree.note({ id, ...context.languageOfNote(styled) }, () => {
    const inner = new BlockContent(styled.style, tree);
    countElement(styled, context);
    const marks = marksOf(styled, context);
    if (idOf(styled.element) === undefined) marks.push({ kind: 'id', id });
    inner.openInline('Lbl', {});
    addPieces(styled.footnoteMarker, styled, id, undefined, inner, context);
    inner.closeInline();
    counters.enter();
    maker.children(styled.children, inner, { style: styled.style });
    counters.leave();
    inner.flush();
    return { kind: 'block', style: styled.style, children: inner.boxes, marks };
  });
  content.addMark({ kind: 'note', note });
}

/** The label that a link is, of the note that it calls or that it stands before; undefined for other links. */
export function labelOf(styled: StyledElement, context: BoxContext): NoteLabel | undefined {
  if (!context.numberedByPage) return undefined;
  const note =
    context.calls.calls.get(styled.element) ?? (isBackLink(styled, context) ? context.note : undefined);
  const id = note && idOf(note.element);
  if (id === undefined) return undefined;
  return { note: id, style: styleOfLabel(plainText(styled, new Set())), done: false };
}

/** A label as a piece; undefined where it stands already. */
export function labelPiece(
  label: NoteLabel,
  style: ComputedStyle,
  link: LinkTarget | undefined,
  context: BoxContext,
): Piece | undefined {
  if (label.done) return undefined;
  label.done = true;
  return numberPiece(label.note, label.style, style, link, context);
}

/** Whether a link is the label of the note that is being built, leading back to its call. */
export function isBackLink({ element }: StyledElement, { note, calls }: BoxContext): boolean {
  if (!note || element.tagName !== 'a') return false;
  if (hasRole(element, 'doc-backlink')) return true;
  const target = internalTarget(element);
  const call = target === undefined ? undefined : calls.ids.get(target);
  return call !== undefined && calls.calls.get(call.element) === note;
}

/** Whether a link leads to the block that it is the first thing in: the block's number, for instance. */
export function isOwnLabel(styled: StyledElement, { calls }: BoxContext): boolean {
  const target = internalTarget(styled.element);
  let block: StyledNode | undefined = target === undefined ? undefined : calls.ids.get(target);
  while (block?.kind === 'element' && block !== styled)
    block = block.children.find((child) => child.kind === 'element' || child.node.value.trim() !== '');
  return block === styled;
}

function newNote(styled: StyledElement, id: string, { notes }: BoxContext): NoteBox {
  const { style } = styled;
  const box = { kind: 'block' as const, style, children: [], marks: [] };
  const note: NoteBox = { index: notes.length, id, area: style.footnoteArea, box };
  notes.push(note);
  return note;
}

function addPieces(
  pseudo: PseudoElement | undefined,
  styled: StyledElement,
  id: string,
  link: LinkTarget | undefined,
  content: BlockContent,
  context: BoxContext,
): void {
  if (!pseudo) return;
  const { tree } = context;
  for (const item of pseudo.content) {
    const pieces = isNumber(item)
      ? context.numberedByPage
        ? [numberPiece(id, item.style, pseudo.style, link, context)]
        : contentPieces([item], pseudo.style, styled, context.content, () => tree.owner(), link)
      : contentPieces([item], pseudo.style, styled, context.content, () => tree.owner(), link);
    for (const piece of pieces) content.add(() => piece);
  }
}

function isNumber(item: ContentItem): item is Extract<ContentItem, { kind: 'counter' }> {
  return item.kind === 'counter' && item.name === 'footnote';
}

function numberPiece(
  note: string,
  counting: string,
  style: ComputedStyle,
  link: LinkTarget | undefined,
  { tree }: BoxContext,
): Piece {
  const owner = tree.owner();
  return {
    kind: 'deferred',
    resolve: (pages) => [textPiece(formatCounter(pages.note(note) ?? 1, counting), style, owner, link)],
  };
}
