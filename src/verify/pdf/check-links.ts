import type { Report } from '../report.js';
import { type Element, type Page, type PdfDocument, textOf } from './document.js';
import { type Dict, type PdfObject, Ref, Str } from './objects.js';
import { readTree } from './tree.js';

/** Points that an annotation may reach over its page or its own rectangle: rounding. */
const TOLERANCE = 1;
const [HIDDEN_FLAGS, PRINT_FLAG] = [0x1 | 0x2 | 0x20 | 0x100, 0x4];

/** Link annotations against the structure tree, and where they lead. */
export function checkLinks(document: PdfDocument, report: Report): void {
  const { reader, elements, structureRoot } = document;
  const parents = readTree(reader, structureRoot?.get('ParentTree'), 'Nums', () => {});
  const holders = new Map<number, { element: Element; page: number | undefined }[]>();
  for (const element of elements) {
    let own = 0;
    for (const kid of element.kids) {
      if (kid.kind !== 'annotation') continue;
      own++;
      const list = holders.get(kid.object) ?? [];
      list.push({ element, page: kid.page });
      holders.set(kid.object, list);
    }
    if (element.standard === 'Link')
      report.expect('link-element', own > 0, () => `Link ${element.id} has no annotation`);
  }
  const annotated = new Set<number>();
  for (const page of document.pages) {
    if (page.annotations.length > 0)
      report.expect('tab-order', reader.isName(page.dict.get('Tabs'), 'S'), () => `page ${page.index + 1}`);
    for (const id of page.annotations) {
      const dict = reader.dict(new Ref(id, 0));
      if (!dict) {
        report.fail('link-element', `page ${page.index + 1} names the annotation ${id}, which is not there`);
        continue;
      }
      const where = `annotation ${id} on page ${page.index + 1}`;
      if (annotated.has(id)) report.fail('link-element', `${where} is on another page too`);
      annotated.add(id);
      checkHolder(document, page, id, dict, holders.get(id) ?? [], parents, report, where);
      const contents = textOf(reader, dict.get('Contents'));
      report.expect('link-contents', (contents ?? '').trim() !== '', () => `${where} has none`);
      checkShape(document, page, dict, report, where);
      const problem = deadEnd(document, dict);
      report.expect('link-target', problem === undefined, () => `${where} ${problem}`);
    }
  }
  for (const [id] of holders)
    if (!annotated.has(id))
      report.fail('link-element', `an element holds annotation ${id}, which is on no page`);
}

function checkHolder(
  document: PdfDocument,
  page: Page,
  id: number,
  dict: Dict,
  holders: { element: Element; page: number | undefined }[],
  parents: Map<string | number, PdfObject>,
  report: Report,
  where: string,
): void {
  const [holder] = holders;
  if (!holder || holders.length > 1) {
    report.look('link-element');
    report.fail('link-element', `${where} stands in ${holders.length} elements`);
    return;
  }
  report.expect(
    'link-element',
    holder.element.standard === 'Link' && holder.page === page.id,
    () =>
      `${where} stands in ${holder.element.type}${holder.page === page.id ? '' : ', as if it were on another page'}`,
  );
  const key = document.reader.number(dict.get('StructParent'));
  const named = key === undefined ? undefined : parents.get(key);
  report.expect(
    'parent-tree',
    named instanceof Ref && named.id === holder.element.id,
    () => `${where}: StructParent does not lead to its Link (annotation ${id})`,
  );
}

function checkShape(document: PdfDocument, page: Page, dict: Dict, report: Report, where: string): void {
  const { reader } = document;
  const flags = reader.number(dict.get('F')) ?? 0;
  const numbers = (key: string) =>
    (reader.array(dict.get(key)) ?? []).map((item) => reader.number(item) ?? Number.NaN);
  const [left = Number.NaN, bottom = Number.NaN, right = Number.NaN, top = Number.NaN] = numbers('Rect');
  const quads = numbers('QuadPoints');
  const inRect = quads.every((value, i) =>
    i % 2 === 0
      ? value >= left - TOLERANCE && value <= right + TOLERANCE
      : value >= bottom - TOLERANCE && value <= top + TOLERANCE,
  );
  const problem = !reader.isName(dict.get('Subtype'), 'Link')
    ? 'is no link'
    : (flags & HIDDEN_FLAGS) !== 0 || (flags & PRINT_FLAG) === 0
      ? `has the flags ${flags}`
      : !(left < right && bottom < top)
        ? 'has an empty rectangle'
        : left < -TOLERANCE ||
            bottom < -TOLERANCE ||
            right > page.width + TOLERANCE ||
            top > page.height + TOLERANCE
          ? 'lies off its page'
          : quads.length % 8 !== 0 || !inRect
            ? 'has quadrilaterals outside its rectangle'
            : undefined;
  report.expect('annotation-flags', problem === undefined, () => `${where} ${problem}`);
}

function deadEnd(document: PdfDocument, dict: Dict): string | undefined {
  const { reader } = document;
  const action = reader.dict(dict.get('A'));
  if (action) {
    if (!reader.isName(action.get('S'), 'URI')) return `does ${reader.name(action.get('S'))}`;
    const uri = reader.resolve(action.get('URI'));
    if (!(uri instanceof Str) || !/^[\x21-\x7e]+$/.test(uri.key)) return 'has no URI in ASCII';
    return undefined;
  }
  return deadDestination(document, dict.get('Dest'));
}

/** Says what is wrong with a destination, named or explicit. */
export function deadDestination(document: PdfDocument, object: PdfObject | undefined): string | undefined {
  const { reader, destinations, pageById } = document;
  const value = reader.resolve(object);
  let target: PdfObject = value;
  if (value instanceof Str) {
    const found = destinations.get(value.key);
    if (found === undefined) return `leads to “${value.text}”, which is nowhere`;
    target = reader.resolve(found);
    const inner = reader.dict(target)?.get('D');
    if (inner !== undefined) target = reader.resolve(inner);
  }
  if (!Array.isArray(target)) return 'leads nowhere';
  const [page, kind, x, y] = target;
  if (!(page instanceof Ref) || !pageById.has(page.id)) return 'leads to no page';
  if (
    reader.name(kind) === 'XYZ' &&
    [x, y].some((value) => value !== null && typeof reader.resolve(value) !== 'number')
  )
    return 'leads to no place on its page';
  return undefined;
}
