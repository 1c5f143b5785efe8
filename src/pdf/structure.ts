import type { StructureElement, StructureSlot, StructureType } from '../typeset/layout.js';
import type { LinkTarget } from '../typeset/text/line.js';
import { conform, isSlot, type Node } from './conform.js';
import type { DrawnBook } from './drawn.js';
import type { PlacedAnnotation } from './links.js';
import type { Box, Marks } from './marks.js';
import type { PdfFile } from './pdf-file.js';
import { name, numbers, type ObjectNumber, reference, textString } from './syntax.js';
import { nameTree, numberTree } from './trees.js';

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

/**
 * Writes the structure tree (ISO 32000-1, 14.7) with its parent tree and ID tree, after all pages are drawn.
 *
 * @param pages object numbers of the pages; page n has the key n in the parent tree
 * @param annotations the annotations of each link, by its id, in the order of pages
 * @returns the StructTreeRoot, and whether every figure has an alternative text
 */
export function writeStructure(
  file: PdfFile,
  book: DrawnBook,
  marks: Marks,
  pages: ObjectNumber[],
  annotations: Map<number, PlacedAnnotation[]>,
): { root: ObjectNumber; figuresDescribed: boolean } {
  const drawn = (slot: StructureSlot) => marks.content[slot.id] !== undefined;
  const document = conform(book.structure, drawn, (link) => annotations.has(link.id));
  const root = file.allocate();
  /** By slot id: the element that the content belongs to. */
  const owners: ObjectNumber[] = [];
  const annotated: [number, ObjectNumber][] = [];
  const ids: [string, string][] = [];
  let figuresDescribed = true;
  let titles = false;

  const write = (node: Node, parent: ObjectNumber): ObjectNumber => {
    const object = file.allocate();
    const kids: string[] = [];
    let page: number | undefined;
    let box: Box | undefined;
    for (const kid of node.kids) {
      if (!isSlot(kid)) {
        kids.push(reference(write(kid, object)));
        continue;
      }
      owners[kid.id] = object;
      box ??= marks.boxes.get(kid.id);
      const content = marks.content[kid.id]!;
      for (let i = 0; i < content.length; i += 2) {
        page ??= content[i]!;
        const mcid = content[i + 1]!;
        kids.push(
          content[i] === page
            ? String(mcid)
            : `<</Type/MCR/Pg ${reference(pages[content[i]!]!)}/MCID ${mcid}>>`,
        );
      }
    }
    if (node.type === 'Link' && node.link) {
      for (const annotation of annotations.get(node.link.id)!) {
        kids.push(
          `<</Type/OBJR/Obj ${reference(annotation.object)}/Pg ${reference(pages[annotation.page]!)}>>`,
        );
        annotated.push([annotation.key, object]);
      }
    }
    if (node.type === 'Figure' && !node.alt?.trim()) figuresDescribed = false;
    if (node.type === 'Title') titles = true;
    if (node.type === 'Note') ids.push([node.id!, reference(object)]);
    file.object(
      `<</Type/StructElem/S/${node.type}/P ${reference(parent)}` +
        (page === undefined ? '' : `/Pg ${reference(pages[page]!)}`) +
        (node.type === 'Note' ? `/ID${textString(node.id!)}` : '') +
        (node.lang && isLanguage(node.lang) ? `/Lang${textString(node.lang)}` : '') +
        (node.alt?.trim() ? `/Alt${textString(node.alt)}` : '') +
        attributes(node, node.type === 'Figure' ? (box ?? deepBox(node, marks)) : undefined) +
        (kids.length === 0 ? '' : kids.length === 1 ? `/K ${kids[0]}` : `/K[${kids.join(' ')}]`) +
        '>>',
      object,
    );
    return object;
  };

  const top = write(document, root);
  const parents: [number, string][] = book.pages.map(({ slots }, page) => [
    page,
    reference(file.object(`[${slots.map((slot) => reference(owners[slot]!)).join(' ')}]`)),
  ]);
  annotated.sort((a, b) => a[0] - b[0]);
  for (const [key, object] of annotated) parents.push([key, reference(object)]);
  file.object(
    `<</Type/StructTreeRoot/K[${reference(top)}]` +
      `/ParentTree ${reference(numberTree(file, parents))}/ParentTreeNextKey ${(parents.at(-1)?.[0] ?? -1) + 1}` +
      (ids.length > 0 ? `/IDTree ${reference(nameTree(file, ids))}` : '') +
      (titles ? '/RoleMap<</Title/P>>' : '') +
      '>>',
    root,
  );
  return { root, figuresDescribed };
}

/** BCP 47 as PDF/UA checks it: letters and digits in groups of up to eight, with hyphens between. */
export function isLanguage(tag: string): boolean {
  return /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(tag);
}

/** Where a figure's pictures are, when they stand in elements inside it. */
function deepBox(node: Node, marks: Marks): Box | undefined {
  for (const kid of node.kids) {
    const box = isSlot(kid) ? marks.boxes.get(kid.id) : deepBox(kid, marks);
    if (box) return box;
  }
  return undefined;
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
