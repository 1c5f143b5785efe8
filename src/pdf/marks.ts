import type { ArtifactType } from '../typeset/text/line.js';
import type { MarkedPage } from './drawn-structure.js';
import { numbers } from './syntax.js';

/** Points, from the page's bottom left corner as PDF has it: left, bottom, right, top. */
export type Box = [number, number, number, number];

/** What pages that were drawn together hold of a structure tree: which content stands for which slot. */
export interface Marks {
  /** By slot id: page index and MCID, one pair after the other, in the order of drawing. */
  content: (number[] | undefined)[];
  /** By slot id: what its graphics cover, on the first page that has some. */
  boxes: Map<number, Box>;
}

export function collectMarks(pages: readonly MarkedPage[]): Marks {
  const marks: Marks = { content: [], boxes: new Map() };
  pages.forEach(({ slots, boxes }, page) => {
    slots.forEach((slot, mcid) => {
      const known = marks.content[slot];
      if (known) known.push(page, mcid);
      else marks.content[slot] = [page, mcid];
    });
    for (const [slot, box] of boxes) if (!marks.boxes.has(slot)) marks.boxes.set(slot, box);
  });
  return marks;
}

/** The property list of an artifact (ISO 32000-1, 14.8.2.2). */
export function artifact(type: ArtifactType, box?: Box): string {
  switch (type) {
    case 'header':
      return '/Type/Pagination/Subtype/Header/Attached[/Top]';
    case 'footer':
      return '/Type/Pagination/Subtype/Footer/Attached[/Bottom]';
    case 'pagination':
      return '/Type/Pagination';
    case 'layout':
      return '/Type/Layout';
    case 'page':
      return '/Type/Page';
    case 'background':
      // A background without BBox is not allowed: text in one (there is none so far) would be layout.
      return box ? `/Type/Background/BBox[${numbers(box)}]` : '/Type/Layout';
  }
}

export function unite(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
