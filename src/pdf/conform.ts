import type { StructureElement, StructureSlot, StructureType } from '../typeset/layout.js';
import type { LinkTarget } from '../typeset/text/line.js';
import { regularise } from './conform-table.js';

/** A structure element as it goes into the file: nothing empty, and nested as PDF/UA asks. */
export interface Node {
  type: StructureType;
  id?: string;
  lang?: string;
  alt?: string;
  attributes?: StructureElement['attributes'];
  /** The annotations' link. */
  link?: LinkTarget;
  kids: (Node | StructureSlot)[];
}

/** Content that stands in a line, and may not stand straight in a grouping element. */
const INLINE = new Set<StructureType>(['Span', 'Quote', 'Reference', 'Code', 'Link']);
const GROUPING = new Set<StructureType>(['Document', 'Part', 'Sect', 'Div', 'BlockQuote', 'Index']);

/**
 * Turns the layout's structure into one that PDF/UA-1 allows, whatever the markup was: elements without content are
 * left out; lists, tables of contents and tables hold what ISO 14289-1, 7.2 lets them hold; grouping elements hold no
 * bare text; notes have ids. The reading order never changes: elements are only wrapped and renamed. What headings and
 * ids are in the whole file is a matter of `Continuity`.
 *
 * @param drawn whether a slot has content
 * @param linked whether a link has an annotation; without one its element is a mere Span
 */
export function conform(
  root: StructureElement,
  drawn: (slot: StructureSlot) => boolean,
  linked: (link: LinkTarget) => boolean,
): Node {
  const pruned = prune(root, drawn) ?? { type: 'Document', kids: [] };
  pruned.type = 'Document';
  const state: State = { links: new Set(), linked };
  return settle(pruned, undefined, state);
}

interface State {
  /** Links that an element has taken. */
  links: Set<LinkTarget>;
  linked: (link: LinkTarget) => boolean;
}

/** Without what is empty; cells stay, because a row must have them all. */
function prune(element: StructureElement, drawn: (slot: StructureSlot) => boolean): Node | undefined {
  const kids: Node['kids'] = [];
  for (const kid of element.kids) {
    if (kid.kind === 'slot') {
      if (drawn(kid)) kids.push(kid);
    } else {
      const node = prune(kid, drawn);
      if (node) kids.push(node);
    }
  }
  const cell = element.type === 'TD' || element.type === 'TH';
  if (kids.length === 0 && !cell) return undefined;
  if (element.type === 'TR' && !kids.some(hasContent)) return undefined;
  const node: Node = { type: element.type, kids };
  if (element.id !== undefined) node.id = element.id;
  if (element.lang !== undefined) node.lang = element.lang;
  if (element.alt !== undefined) node.alt = element.alt;
  if (element.attributes) node.attributes = { ...element.attributes };
  if (element.link) node.link = element.link;
  return node;
}

function hasContent(kid: Node | StructureSlot): boolean {
  return isSlot(kid) || kid.kids.length > 0;
}

export function isSlot(kid: Node | StructureSlot): kid is StructureSlot {
  return 'kind' in kid;
}

/** Makes an element valid in its parent, then its kids in it. */
function settle(node: Node, parent: StructureType | undefined, state: State): Node {
  rename(node, parent, state);
  node.kids = fit(node.type, node.kids);
  if (node.type === 'Table') {
    for (const part of node.kids) {
      if (isSlot(part)) continue;
      part.kids = fit(part.type, part.kids);
      for (const row of part.kids) if (!isSlot(row) && row.type === 'TR') row.kids = fit('TR', row.kids);
    }
    regularise(node);
  }
  node.kids = node.kids.map((kid) => (isSlot(kid) ? kid : settle(kid, node.type, state)));
  return node;
}

function rename(node: Node, parent: StructureType | undefined, state: State): void {
  if (node.type === 'Document' && parent !== undefined) node.type = 'Part';
  if (node.type === 'LBody' && parent !== 'LI') node.type = 'Div';
  if (node.type === 'Link') {
    const { link } = node;
    const usable = link && state.linked(link) && !state.links.has(link);
    if (usable) state.links.add(link);
    else {
      node.type = 'Span';
      delete node.link;
    }
  }
  if (node.type === 'Note') node.id ??= 'note';
}

/** What an element of a type may hold; anything else is wrapped in `wrap`, neighbours together. */
const CONTENTS: Partial<
  Record<StructureType, { only: Set<StructureType>; wrap: StructureType; single?: boolean }>
> = {
  L: { only: new Set(['L', 'LI', 'Caption']), wrap: 'LI', single: true },
  LI: { only: new Set(['Lbl', 'LBody']), wrap: 'LBody' },
  TOC: { only: new Set(['TOC', 'TOCI', 'Caption']), wrap: 'TOCI', single: true },
  TOCI: { only: new Set(['Lbl', 'Reference', 'P', 'TOC']), wrap: 'Reference' },
  Table: { only: new Set(['TR', 'THead', 'TBody', 'TFoot', 'Caption']), wrap: 'TR' },
  THead: { only: new Set(['TR']), wrap: 'TR' },
  TBody: { only: new Set(['TR']), wrap: 'TR' },
  TFoot: { only: new Set(['TR']), wrap: 'TR' },
  TR: { only: new Set(['TH', 'TD']), wrap: 'TD' },
};

/** Elements that may stand only in some others, and what is put around them elsewhere. */
const PARENTS: Partial<Record<StructureType, { within: Set<StructureType>; wrap: StructureType }>> = {
  LI: { within: new Set(['L']), wrap: 'L' },
  TOCI: { within: new Set(['TOC']), wrap: 'TOC' },
  TH: { within: new Set(['TR']), wrap: 'TR' },
  TD: { within: new Set(['TR']), wrap: 'TR' },
  TR: { within: new Set(['Table', 'THead', 'TBody', 'TFoot']), wrap: 'Table' },
  THead: { within: new Set(['Table']), wrap: 'Table' },
  TBody: { within: new Set(['Table']), wrap: 'Table' },
  TFoot: { within: new Set(['Table']), wrap: 'Table' },
};

function fit(type: StructureType, kids: Node['kids']): Node['kids'] {
  const homeless = (kid: Node | StructureSlot): StructureType | undefined => {
    if (isSlot(kid)) return undefined;
    const rule = PARENTS[kid.type];
    return rule && !rule.within.has(type) ? rule.wrap : undefined;
  };
  let housed = kids;
  while (housed.some(homeless)) housed = gather(housed, homeless);
  const rule = CONTENTS[type];
  if (rule) {
    const misfit = (kid: Node | StructureSlot) =>
      isSlot(kid) || !rule.only.has(kid.type) ? rule.wrap : undefined;
    return housed.some(misfit) ? gather(housed, misfit, rule.single) : housed;
  }
  if (!GROUPING.has(type)) return housed;
  const bare = (kid: Node | StructureSlot): StructureType | undefined =>
    isSlot(kid) || INLINE.has(kid.type) ? 'P' : undefined;
  return housed.some(bare) ? gather(housed, bare) : housed;
}

/** Puts neighbours that need the same wrapper into one; `single` gives each element one of its own. */
function gather(
  kids: Node['kids'],
  wrapper: (kid: Node | StructureSlot) => StructureType | undefined,
  single = false,
): Node['kids'] {
  const result: Node['kids'] = [];
  let open: Node | undefined;
  for (const kid of kids) {
    const type = wrapper(kid);
    if (!type) {
      result.push(kid);
      open = undefined;
    } else if (open?.type === type && !(single && !isSlot(kid))) open.kids.push(kid);
    else {
      open = { type, kids: [kid] };
      result.push(open);
    }
  }
  return result;
}
