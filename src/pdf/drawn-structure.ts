import { STRUCTURE_TYPES, type StructureElement, type StructureSlot } from '../typeset/layout.js';
import { conform, isSlot, type Node } from './conform.js';
import { isLanguage } from './language.js';
import { type Box, collectMarks, type Marks } from './marks.js';
import { name, numbers, textString } from './syntax.js';

/**
 * The structure of some pages that were drawn together as it goes into the file, but for the numbers of objects and for
 * what only the whole book decides: how deep a heading lies, how a note's id differs from another, whether a link leads
 * anywhere. Plain values, few and large, because they are kept for hundreds of thousands of elements. Elements are
 * numbered in reading order from 1; 0 is the document, of which this is a part.
 */
export interface DrawnStructure {
  /** By element: its type, an index in `STRUCTURE_TYPES`. */
  types: Uint8Array;
  /**
   * Of one element after the other: how many numbers follow, then what it holds. An element is its number; content is
   * −1 − its page (an index in the pages drawn together), then its MCID.
   */
  kids: Int32Array;
  /** Further entries of elements' dictionaries, of those that have some. */
  entries: Map<number, string>;
  /** The ids that notes ask for. */
  notes: Map<number, string>;
  /** By the id of each link that an element stands for: the element, and the destination, if it leads into the book. */
  links: Map<number, { element: number; dest: string | undefined }>;
  /** By page and MCID: the element that the content belongs to. */
  owners: number[][];
  figuresDescribed: boolean;
}

/** What pages hold of a structure tree: by MCID the slot that the content fills, what graphics cover, links. */
export interface MarkedPage {
  slots: readonly number[];
  boxes: readonly (readonly [slot: number, box: Box])[];
  links: readonly (readonly [link: number, place: string, action: string])[];
}

/** The structure of pages that were drawn together, as PDF/UA-1 allows it. */
export function drawStructure(root: StructureElement, pages: readonly MarkedPage[]): DrawnStructure {
  const marks = collectMarks(pages);
  const shown = new Set(pages.flatMap(({ links }) => links.map(([link]) => link)));
  const drawn = (slot: StructureSlot) => marks.content[slot.id] !== undefined;
  const document = conform(root, drawn, (link) => shown.has(link.id));
  const writer = new StructureWriter(marks);
  writer.element(document);
  return writer.finish(pages);
}

class StructureWriter {
  private readonly types: number[] = [];
  private readonly kids: number[] = [];
  private readonly entries: DrawnStructure['entries'] = new Map();
  private readonly notes: DrawnStructure['notes'] = new Map();
  private readonly links: DrawnStructure['links'] = new Map();
  /** By slot. */
  private readonly owners: number[] = [];
  private figuresDescribed = true;

  constructor(private readonly marks: Marks) {}

  element(node: Node): void {
    const element = this.types.length;
    const { type, id, link } = node;
    this.types.push(STRUCTURE_TYPES.indexOf(type));
    if (type === 'Note') this.notes.set(element, id!);
    if (type === 'Figure' && !node.alt?.trim()) this.figuresDescribed = false;
    if (type === 'Link' && link)
      this.links.set(link.id, { element, dest: 'dest' in link ? link.dest : undefined });
    const entries = entriesOf(node, type === 'Figure' ? boxOf(node, this.marks) : undefined);
    if (entries !== '') this.entries.set(element, entries);
    this.kidsOf(node, element);
  }

  private kidsOf({ kids }: Node, element: number): void {
    const contentOf = (slot: StructureSlot) => this.marks.content[slot.id]!;
    let at = this.kids.length;
    this.kids.push(kids.reduce((sum, kid) => sum + (isSlot(kid) ? contentOf(kid).length : 1), 0));
    // Those of its kids stand behind its own.
    for (let n = this.kids[at++]!; n > 0; n--) this.kids.push(0);
    for (const kid of kids) {
      if (isSlot(kid)) {
        this.owners[kid.id] = element;
        const content = contentOf(kid);
        for (let i = 0; i < content.length; i += 2) {
          this.kids[at++] = -1 - content[i]!;
          this.kids[at++] = content[i + 1]!;
        }
      } else {
        this.kids[at++] = this.types.length;
        this.element(kid);
      }
    }
  }

  finish(pages: readonly MarkedPage[]): DrawnStructure {
    const { entries, notes, links, figuresDescribed } = this;
    return {
      types: Uint8Array.from(this.types),
      kids: Int32Array.from(this.kids),
      entries,
      notes,
      links,
      owners: pages.map(({ slots }) => slots.map((slot) => this.owners[slot]!)),
      figuresDescribed,
    };
  }
}

/** What a figure's pictures cover; they may stand in elements inside it. */
function boxOf(node: Node, marks: Marks): Box | undefined {
  for (const kid of node.kids) {
    const box = isSlot(kid) ? marks.boxes.get(kid.id) : boxOf(kid, marks);
    if (box) return box;
  }
  return undefined;
}

function entriesOf(node: Node, box: Box | undefined): string {
  return (
    (node.lang && isLanguage(node.lang) ? `/Lang${textString(node.lang)}` : '') +
    (node.alt?.trim() ? `/Alt${textString(node.alt)}` : '') +
    attributes(node, box)
  );
}

function attributes({ type, attributes = {} }: Node, box: Box | undefined): string {
  const owners: string[] = [];
  const { listNumbering, scope, colSpan, rowSpan, placement } = attributes;
  if (type === 'L') owners.push(`<</O/List/ListNumbering${name(listNumbering ?? 'None')}>>`);
  if (type === 'TH' || type === 'TD') {
    const cell =
      (type === 'TH' && scope ? `/Scope/${scope}` : '') +
      (colSpan && colSpan > 1 ? `/ColSpan ${colSpan}` : '') +
      (rowSpan && rowSpan > 1 ? `/RowSpan ${rowSpan}` : '');
    if (cell) owners.push(`<</O/Table${cell}>>`);
  }
  const layout = (placement ? `/Placement/${placement}` : '') + (box ? `/BBox[${numbers(box)}]` : '');
  if (layout) owners.push(`<</O/Layout${layout}>>`);
  if (owners.length === 0) return '';
  return `/A ${owners.length === 1 ? owners[0] : `[${owners.join('')}]`}`;
}
