import { append } from '../append.js';
import { STRUCTURE_TYPES, type StructureType } from '../typeset/layout.js';
import { Continuity } from './continuity.js';
import type { DrawnBook } from './drawn.js';
import type { DrawnStructure } from './drawn-structure.js';
import type { Links } from './links.js';
import type { PdfFile } from './pdf-file.js';
import { type ObjectNumber, reference, textString } from './syntax.js';
import { nameTree, numberTree } from './trees.js';

/**
 * Writes the structure tree (ISO 32000-1, 14.7) with its parent tree and ID tree, after all pages are drawn.
 *
 * @param pages object numbers of the pages; page n has the key n in the parent tree
 * @param links whose annotations are in the file
 * @returns the StructTreeRoot
 */
export function writeStructure(
  file: PdfFile,
  book: DrawnBook,
  pages: readonly ObjectNumber[],
  links: Links,
): ObjectNumber {
  const root = file.allocate();
  const document = file.allocate();
  const state: State = {
    file,
    pages,
    document,
    links,
    top: [],
    annotated: [],
    ids: [],
    continuity: new Continuity(),
  };
  const parents: [number, string][] = [];
  book.structure.forEach((part, index) => {
    const first = writePart(part, index, parents.length, state);
    for (const owners of part.owners)
      parents.push([
        parents.length,
        reference(file.object(`[${owners.map((element) => reference(first + element)).join(' ')}]`)),
      ]);
  });
  const { top, annotated, ids, continuity } = state;
  file.object(`<</Type/StructElem/S/Document/P ${reference(root)}${kidsEntry(top)}>>`, document);
  annotated.sort((a, b) => a[0] - b[0]);
  for (const [key, object] of annotated) parents.push([key, reference(object)]);
  return file.object(
    `<</Type/StructTreeRoot/K[${reference(document)}]` +
      `/ParentTree ${reference(numberTree(file, parents))}/ParentTreeNextKey ${(parents.at(-1)?.[0] ?? -1) + 1}` +
      (ids.length > 0 ? `/IDTree ${reference(nameTree(file, ids))}` : '') +
      (continuity.hasTitle ? '/RoleMap<</Title/P>>' : '') +
      '>>',
    root,
  );
}

/** What is being written, and what of it goes on from part to part. */
interface State {
  file: PdfFile;
  pages: readonly ObjectNumber[];
  document: ObjectNumber;
  links: Links;
  /** The document's kids. */
  top: string[];
  /** Elements of annotations, by their keys in the parent tree. */
  annotated: [number, ObjectNumber][];
  ids: [string, string][];
  continuity: Continuity;
}

/**
 * Writes the elements of a part.
 *
 * @param firstPage where in the book its pages begin
 * @returns what an element's number in the part and that of its object differ by
 */
function writePart(part: DrawnStructure, index: number, firstPage: number, state: State): ObjectNumber {
  const { file, pages, continuity } = state;
  const { kids } = part;
  const annotations = state.links.annotationsOf(index);
  const count = part.types.length;
  const first = file.allocate(count - 1) - 1;
  const parents = new Int32Array(count);
  let at = 0;
  for (let element = 0; element < count; element++) {
    const held: string[] = [];
    let page: number | undefined;
    for (const end = at + 1 + kids[at]!; ++at < end; ) {
      const kid = kids[at]!;
      if (kid > 0) {
        parents[kid] = element === 0 ? state.document : first + element;
        held.push(reference(first + kid));
        continue;
      }
      const on = firstPage - 1 - kid;
      const mcid = kids[++at]!;
      page ??= on;
      held.push(on === page ? String(mcid) : `<</Type/MCR/Pg ${reference(pages[on]!)}/MCID ${mcid}>>`);
    }
    if (element === 0) {
      append(state.top, held);
      continue;
    }
    const object = first + element;
    const placed = annotations.get(element);
    for (const annotation of placed ?? []) {
      held.push(
        `<</Type/OBJR/Obj ${reference(annotation.object)}/Pg ${reference(pages[annotation.page]!)}>>`,
      );
      state.annotated.push([annotation.key, object]);
    }
    const type = typeOf(STRUCTURE_TYPES[part.types[element]!]!, placed !== undefined, continuity);
    const asked = part.notes.get(element);
    const id = asked === undefined ? undefined : continuity.note(asked);
    if (id !== undefined) state.ids.push([id, reference(object)]);
    file.object(
      `<</Type/StructElem/S/${type}/P ${reference(parents[element]!)}` +
        (page === undefined ? '' : `/Pg ${reference(pages[page]!)}`) +
        (id === undefined ? '' : `/ID${textString(id)}`) +
        (part.entries.get(element) ?? '') +
        `${kidsEntry(held)}>>`,
      object,
    );
  }
  return first;
}

/** A link that leads nowhere is mere words. */
function typeOf(type: StructureType, isLinked: boolean, continuity: Continuity): StructureType {
  return type === 'Link' && !isLinked ? 'Span' : continuity.type(type);
}

function kidsEntry(kids: readonly string[]): string {
  return kids.length === 0 ? '' : kids.length === 1 ? `/K ${kids[0]}` : `/K[${kids.join(' ')}]`;
}
