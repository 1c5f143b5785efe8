import type { Element } from 'hast';
import { append } from '../../append.js';
import type { StyledDocument, StyledElement } from '../style/styled.js';
import { idOf, internalTarget, isContents, isNoteReference } from './element-roles.js';

/** Which elements are notes, and which links call them. */
export interface NoteCalls {
  /** Every element that has an id and is shown. */
  ids: ReadonlyMap<string, StyledElement>;
  /** The links that call a note at the foot of the page or in the margin. */
  calls: ReadonlyMap<Element, StyledElement>;
  /** These, and the links that say they call one that stands elsewhere: running heads, contents and outline leave them out. */
  references: ReadonlySet<Element>;
  /** Notes that a link calls: they are set at the foot of the page of their first call, not where they stand. */
  called: ReadonlySet<StyledElement>;
}

/**
 * Finds the notes and their calls. Where a note is referred to by links that say they are its call
 * (`role="doc-noteref"`), other links to it are cross-references; else each link to it is a call.
 */
export function findNoteCalls(document: StyledDocument): NoteCalls {
  const ids = new Map<string, StyledElement>();
  const links: { element: Element; target: string; within: StyledElement | undefined }[] = [];
  const stack: { styled: StyledElement; within: StyledElement | undefined; inContents: boolean }[] = [
    { styled: document.root, within: undefined, inContents: false },
  ];
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { styled } = entry;
    if (styled.style.display === 'none') continue;
    const id = idOf(styled.element);
    if (id !== undefined && !ids.has(id)) ids.set(id, styled);
    const inContents = entry.inContents || isContents(styled.element);
    // Contents repeat headings, but not their notes.
    const isLink = styled.element.tagName === 'a' && !inContents;
    const target = isLink ? internalTarget(styled.element) : undefined;
    if (target !== undefined) links.push({ element: styled.element, target, within: entry.within });
    const within = styled.style.float === 'footnote' ? styled : entry.within;
    for (let i = styled.children.length - 1; i >= 0; i--) {
      const child = styled.children[i]!;
      if (child.kind === 'element') stack.push({ styled: child, within, inContents });
    }
  }
  const byNote = new Map<StyledElement, typeof links>();
  for (const link of links) {
    const note = ids.get(link.target);
    if (note?.style.float !== 'footnote' || link.within === note) continue;
    const list = byNote.get(note);
    if (list) list.push(link);
    else byNote.set(note, [link]);
  }
  const reached = reachable(byNote);
  const calls = new Map<Element, StyledElement>();
  for (const [note, all] of byNote) {
    if (!reached.has(note)) continue;
    const references = all.filter(({ element }) => isNoteReference(element));
    for (const { element } of references.length > 0 ? references : all) calls.set(element, note);
  }
  const references = new Set(calls.keys());
  for (const { element } of links) if (isNoteReference(element)) references.add(element);
  return { ids, calls, references, called: reached };
}

/** Notes that the text calls, or a note that the text calls: not those that only call each other. */
function reachable(
  byNote: Map<StyledElement, { within: StyledElement | undefined }[]>,
): ReadonlySet<StyledElement> {
  const calledIn = new Map<StyledElement | undefined, StyledElement[]>();
  for (const [note, callers] of byNote)
    for (const { within } of callers) {
      const list = calledIn.get(within);
      if (list) list.push(note);
      else calledIn.set(within, [note]);
    }
  const reached = new Set<StyledElement>();
  const open = [...(calledIn.get(undefined) ?? [])];
  // A note that no link calls stands where it is, and what it calls is called from there.
  for (const within of calledIn.keys())
    if (within && !byNote.has(within)) append(open, calledIn.get(within)!);
  for (let note = open.pop(); note; note = open.pop()) {
    if (reached.has(note)) continue;
    reached.add(note);
    append(open, calledIn.get(note) ?? []);
  }
  return reached;
}
