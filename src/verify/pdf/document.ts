import type { Report } from '../report.js';
import { ContentReader, type PageContent } from './content.js';
import { type Dict, isDict, type PdfObject, Ref, Str } from './objects.js';
import type { PdfReader } from './reader.js';
import { readTree } from './tree.js';

/** A page: its object, its place in the book, and what it shows. */
export interface Page {
  id: number;
  index: number;
  dict: Dict;
  width: number;
  height: number;
  content: PageContent;
  /** Object numbers of its annotations. */
  annotations: number[];
}

/** An element of the structure tree. */
export interface Element {
  id: number;
  dict: Dict;
  /** Its own type, and the standard type that it is or is mapped to. */
  type: string;
  standard: string;
  parent: Element | undefined;
  kids: Kid[];
}

export type Kid =
  | { kind: 'element'; element: Element }
  | { kind: 'content'; page: number | undefined; mcid: number }
  | { kind: 'annotation'; page: number | undefined; object: number };

/** All that the checks look at, read once. */
export interface PdfDocument {
  reader: PdfReader;
  catalog: Dict;
  pages: Page[];
  /** By object number. */
  pageById: Map<number, Page>;
  contents: ContentReader;
  structureRoot: Dict | undefined;
  /** The elements at the top, and all in reading order. */
  top: Element[];
  elements: Element[];
  /** By the bytes of its name. */
  destinations: Map<string, PdfObject>;
}

export function readDocument(reader: PdfReader, report: Report): PdfDocument {
  const catalog = reader.dict(reader.trailer.get('Root')) ?? new Map();
  const contents = new ContentReader(reader, report);
  const pages: Page[] = [];
  const seen = new Set<number>();
  const visit = (object: PdfObject, inherited: Dict) => {
    if (!(object instanceof Ref) || seen.has(object.id)) {
      report.fail('pdf-syntax', 'the page tree holds something twice, or something that is no reference');
      return;
    }
    seen.add(object.id);
    const node = reader.dict(object);
    if (!node) {
      report.fail('pdf-syntax', `the page tree leads to object ${object.id}, which is no page`);
      return;
    }
    const merged: Dict = new Map([...inherited, ...node]);
    if (reader.isName(node.get('Type'), 'Pages')) {
      const kept: Dict = new Map();
      for (const key of ['MediaBox', 'Resources', 'CropBox', 'Rotate'])
        if (merged.has(key)) kept.set(key, merged.get(key)!);
      for (const kid of reader.array(node.get('Kids')) ?? []) visit(kid, kept);
      return;
    }
    const index = pages.length;
    const box = (reader.array(merged.get('MediaBox')) ?? []).map((value) => reader.number(value) ?? 0);
    pages.push({
      id: object.id,
      index,
      dict: merged,
      width: (box[2] ?? 0) - (box[0] ?? 0),
      height: (box[3] ?? 0) - (box[1] ?? 0),
      content: contents.page(merged, `page ${index + 1}`),
      annotations: (reader.array(merged.get('Annots')) ?? []).flatMap((item) =>
        item instanceof Ref ? item.id : [],
      ),
    });
  };
  const root = catalog.get('Pages');
  if (root !== undefined) visit(root, new Map());
  const count = reader.number(reader.dict(root)?.get('Count'));
  if (count !== pages.length)
    report.fail('pdf-syntax', `the page tree counts ${count} pages but has ${pages.length}`);

  const structureRoot = reader.dict(catalog.get('StructTreeRoot'));
  const { top, elements } = readStructure(reader, catalog, report);
  const names = reader.dict(catalog.get('Names'));
  const destinations = readTree(reader, names?.get('Dests'), 'Names', (message) =>
    report.fail('destinations', message),
  );
  return {
    reader,
    catalog,
    pages,
    pageById: new Map(pages.map((page) => [page.id, page])),
    contents,
    structureRoot,
    top,
    elements,
    destinations: destinations as Map<string, PdfObject>,
  };
}

/** Standard structure types of ISO 32000-1, 14.8.4. */
export const STANDARD_TYPES = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody ' +
    'Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP ' +
    'Figure Formula Form'
  ).split(' '),
);

function readStructure(
  reader: PdfReader,
  catalog: Dict,
  report: Report,
): { top: Element[]; elements: Element[] } {
  const elements: Element[] = [];
  const rootObject = catalog.get('StructTreeRoot');
  const root = reader.dict(rootObject);
  if (!root || !(rootObject instanceof Ref)) return { top: [], elements };
  const roles = reader.dict(root.get('RoleMap')) ?? new Map();
  for (const type of roles.keys())
    if (STANDARD_TYPES.has(type))
      report.fail('structure-tree', `the standard type ${type} is mapped to another`);
  for (const type of roles.keys())
    if (!STANDARD_TYPES.has(standard(type)))
      report.fail('structure-tree', `the role map leads from ${type} to no standard type`);
  function standard(type: string): string {
    let current = type;
    const passed = new Set<string>();
    while (!STANDARD_TYPES.has(current)) {
      const next = reader.name(roles.get(current));
      if (next === undefined || passed.has(current)) return current;
      passed.add(current);
      current = next;
    }
    return current;
  }
  const seen = new Set<number>();
  const list = (object: PdfObject | undefined): PdfObject[] => {
    const value = object instanceof Ref ? object : reader.resolve(object);
    if (value instanceof Ref) {
      const resolved = reader.resolve(value);
      return Array.isArray(resolved) ? resolved : [value];
    }
    return value === null ? [] : Array.isArray(value) ? value : [value];
  };

  const visit = (object: Ref, parent: Element | undefined, parentId: number): Element | undefined => {
    if (seen.has(object.id)) {
      report.fail('structure-tree', `element ${object.id} stands in the tree twice`);
      return undefined;
    }
    seen.add(object.id);
    const dict = reader.dict(object);
    if (!dict) {
      report.fail('structure-tree', `object ${object.id} is no element`);
      return undefined;
    }
    const type = reader.name(dict.get('S')) ?? '';
    const element: Element = { id: object.id, dict, type, standard: standard(type), parent, kids: [] };
    elements.push(element);
    const up = dict.get('P');
    report.expect(
      'structure-tree',
      up instanceof Ref && up.id === parentId,
      () => `${type} ${object.id} names another parent than the one that holds it`,
    );
    report.expect(
      'structure-tree',
      STANDARD_TYPES.has(element.standard),
      () => `the type ${type || '(none)'} of element ${object.id} is neither standard nor mapped`,
    );
    const page = pageOf(dict.get('Pg'));
    for (const kid of list(dict.get('K'))) {
      if (typeof kid === 'number') {
        element.kids.push({ kind: 'content', page, mcid: kid });
        continue;
      }
      const value = reader.resolve(kid);
      if (!isDict(value)) {
        report.fail('structure-tree', `${type} ${object.id} has a kid that is nothing`);
        continue;
      }
      const kidType = reader.name(value.get('Type'));
      const kidPage = pageOf(value.get('Pg')) ?? page;
      if (kidType === 'MCR')
        element.kids.push({ kind: 'content', page: kidPage, mcid: reader.number(value.get('MCID')) ?? -1 });
      else if (kidType === 'OBJR') {
        const target = value.get('Obj');
        element.kids.push({
          kind: 'annotation',
          page: kidPage,
          object: target instanceof Ref ? target.id : -1,
        });
      } else if (kid instanceof Ref) {
        const inner = visit(kid, element, object.id);
        if (inner) element.kids.push({ kind: 'element', element: inner });
      }
    }
    return element;
  };
  const top = list(root.get('K')).flatMap((kid) =>
    kid instanceof Ref ? (visit(kid, undefined, rootObject.id) ?? []) : [],
  );
  return { top, elements };
}

function pageOf(object: PdfObject | undefined): number | undefined {
  return object instanceof Ref ? object.id : undefined;
}

/** The attribute of an element, of whatever owner. */
export function attribute(reader: PdfReader, element: Element, key: string): PdfObject {
  const value = reader.resolve(element.dict.get('A'));
  for (const item of Array.isArray(value) ? value : [value]) {
    const found = reader.dict(item ?? undefined)?.get(key);
    if (found !== undefined) return reader.resolve(found);
  }
  return null;
}

export function textOf(reader: PdfReader, object: PdfObject | undefined): string | undefined {
  const value = reader.resolve(object);
  return value instanceof Str ? value.text : undefined;
}

export function elementsIn(element: Element): Element[] {
  return element.kids.flatMap((kid) => (kid.kind === 'element' ? kid.element : []));
}
