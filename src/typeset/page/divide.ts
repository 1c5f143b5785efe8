import type { ComputedStyle } from '../style/computed.js';
import type { StyledDocument, StyledElement } from '../style/styled.js';
import { idOf } from './element-roles.js';
import { findNoteCalls } from './note-calls.js';

/**
 * Parts a document where a page must end: between two children of the body, if the first asks for a break after it, the
 * second for one before it, or both stand on pages of different names. Each part is a document of its own, with the
 * elements around it. A document whose body shows something itself (a border around all pages, a text of its own) is
 * one part.
 */
export function divide(document: StyledDocument): StyledDocument[] {
  const { root } = document;
  const [body, ...others] = root.children.filter((child) => child.kind === 'element');
  if (root.element.tagName !== 'html' || body?.element.tagName !== 'body' || others.length > 0)
    return [document];
  if (!isFrame(root) || !isFrame(body)) return [document];
  const parts: StyledElement[][] = [];
  let before: StyledElement | undefined;
  for (const child of body.children) {
    if (child.kind === 'text') {
      if (child.node.value.trim() !== '') return [document];
      continue;
    }
    if (before && isParted(before.style, child.style)) parts.push([child]);
    else if (before) parts.at(-1)!.push(child);
    else parts.push([child]);
    before = child;
  }
  if (parts.length < 2 || callsAcross(document, parts)) return [document];
  return parts.map((children) => ({ ...document, root: { ...root, children: [{ ...body, children }] } }));
}

/** Whether a note stands in another part than one of its calls: it would not be found there. */
function callsAcross(document: StyledDocument, parts: readonly StyledElement[][]): boolean {
  const { calls, called } = findNoteCalls(document);
  if (called.size === 0) return false;
  const notes = new Map<StyledElement, number>();
  const callers: [StyledElement, number][] = [];
  parts.forEach((children, part) => {
    const open = [...children];
    for (let styled = open.pop(); styled; styled = open.pop()) {
      if (called.has(styled)) notes.set(styled, part);
      const note = calls.get(styled.element);
      if (note) callers.push([note, part]);
      for (const child of styled.children) if (child.kind === 'element') open.push(child);
    }
  });
  return callers.some(([note, part]) => notes.get(note) !== part);
}

/**
 * What the ids of places without one begin with in a part: that of its first element, so that they stay as they are when
 * parts are put before it. @param index of the part
 */
export function placesOf({ root }: StyledDocument, index: number): string {
  const [body] = root.children;
  const [first] = body?.kind === 'element' ? body.children.filter((child) => child.kind === 'element') : [];
  return `place-${(first && idOf(first.element)) ?? index + 1}`;
}

/** Whether a page ends between two siblings. */
export function isParted(before: ComputedStyle, after: ComputedStyle): boolean {
  return isForced(before.breakAfter) || isForced(after.breakBefore) || before.page !== after.page;
}

function isForced(value: ComputedStyle['breakBefore']): boolean {
  return value !== 'auto' && value !== 'avoid';
}

/** Whether an element shows nothing, takes no room above and below and says nothing, apart from what stands in it. */
function isFrame(styled: StyledElement): boolean {
  const { style, element, before, after } = styled;
  return (
    style.display === 'block' &&
    !before &&
    !after &&
    idOf(element) === undefined &&
    style.marginTop === 0 &&
    style.marginBottom === 0 &&
    style.paddingTop === 0 &&
    style.paddingBottom === 0 &&
    [style.borderTop, style.borderRight, style.borderBottom, style.borderLeft].every(
      (border) => border.width === 0 || border.style === 'none',
    ) &&
    !style.backgroundColor &&
    style.height === 'auto' &&
    style.columnCount === 'auto' &&
    style.breakInside === 'auto' &&
    style.breakBefore === 'auto' &&
    style.breakAfter === 'auto' &&
    style.float === 'none' &&
    style.stringSet.length === 0 &&
    style.bookmarkLevel === 'none' &&
    ![...style.counterReset, ...style.counterSet, ...style.counterIncrement].some(
      ({ name }) => name === 'page',
    )
  );
}
