import type { StructureElement, StructureType } from '../typeset/layout.js';
import type { LinkTarget } from '../typeset/text/line.js';

/** What the slots of a layout's structure are part of, for drawing. */
export interface SlotIndex {
  types: (StructureType | undefined)[];
  links: Map<number, LinkTarget>;
}

export function indexSlots(root: StructureElement): SlotIndex {
  const index: SlotIndex = { types: [], links: new Map() };
  const visit = (element: StructureElement, link: LinkTarget | undefined) => {
    const inner = element.link ?? link;
    for (const kid of element.kids) {
      if (kid.kind === 'element') visit(kid, inner);
      else {
        index.types[kid.id] = element.type;
        if (inner) index.links.set(kid.id, inner);
      }
    }
  };
  visit(root, undefined);
  return index;
}
