import type { Report } from '../report.js';
import { attribute, type Element, elementsIn, type PdfDocument, textOf } from './document.js';
import { Ref, Str } from './objects.js';
import { readTree } from './tree.js';

/** Kids that an element of a standard type may have; no entry: anything (ISO 14289-1, 7.2). */
const MAY_HOLD: Record<string, string[]> = {
  L: ['L', 'LI', 'Caption'],
  LI: ['Lbl', 'LBody'],
  TOC: ['TOC', 'TOCI', 'Caption'],
  TOCI: ['Lbl', 'Reference', 'NonStruct', 'P', 'TOC'],
};
/** Elements that stand only in some others. */
const STANDS_IN: Record<string, string[]> = {
  LI: ['L'],
  LBody: ['LI'],
  TOCI: ['TOC'],
};
/** Elements that group others and hold no content of their own. */
const GROUPING = new Set([
  'Document',
  'Part',
  'Art',
  'Sect',
  'Div',
  'TOC',
  'Index',
  'L',
  'LI',
  'Table',
  'THead',
  'TBody',
  'TFoot',
  'TR',
]);
const LIST_NUMBERING = new Set([
  'None',
  'Disc',
  'Circle',
  'Square',
  'Decimal',
  'UpperRoman',
  'LowerRoman',
  'UpperAlpha',
  'LowerAlpha',
]);
const BCP_47 = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/;

/** The structure tree by itself and against the content that it names. */
export function checkStructure(document: PdfDocument, report: Report): void {
  const { top, structureRoot } = document;
  report.expect('structure-tree', structureRoot !== undefined, () => 'there is no structure tree');
  report.expect(
    'structure-tree',
    top.length === 1 && top[0]!.standard === 'Document',
    () =>
      `the top of the tree is ${top.map((element) => element.type).join(', ') || 'empty'}, not one Document`,
  );
  checkOwnership(document, report);
  let heading = 0;
  for (const element of document.elements) {
    checkNesting(element, report);
    heading = checkHeading(element, heading, report);
    checkAlternative(document, element, report);
    checkLanguage(document, element, report);
    checkList(document, element, report);
  }
  const language = textOf(document.reader, document.catalog.get('Lang'));
  report.expect('language', language !== undefined && BCP_47.test(language), () =>
    language === undefined ? 'the document has no language' : `“${language}” is no language tag`,
  );
  checkIds(document, report);
}

/** K, content streams and parent tree must tell the same, in both directions. */
function checkOwnership(document: PdfDocument, report: Report): void {
  const { reader, structureRoot } = document;
  const parents = readTree(reader, structureRoot?.get('ParentTree'), 'Nums', (message) =>
    report.fail('parent-tree', message),
  );
  const keys = [...parents.keys()] as number[];
  const next = reader.number(structureRoot?.get('ParentTreeNextKey'));
  if (next !== undefined && next <= (keys.at(-1) ?? -1))
    report.fail('parent-tree', 'ParentTreeNextKey is not greater than every key');

  const owners = new Map<string, number>();
  const lists = new Map<number, (number | undefined)[]>();
  for (const page of document.pages) {
    const { texts } = page.content;
    if (texts.size === 0) continue;
    const key = reader.number(page.dict.get('StructParents'));
    const list = key === undefined ? undefined : reader.array(parents.get(key));
    if (
      !report.expect(
        'parent-tree',
        list !== undefined,
        () => `page ${page.index + 1} is not in the parent tree`,
      )
    )
      continue;
    lists.set(
      page.id,
      list!.map((item) => (item instanceof Ref ? item.id : undefined)),
    );
    list!.forEach((item, mcid) => {
      if (!texts.has(mcid) && item !== null)
        report.fail(
          'parent-tree',
          `page ${page.index + 1}: the parent tree names MCID ${mcid}, which is not there`,
        );
    });
  }
  const keysOfPages = document.pages.map((page) => reader.number(page.dict.get('StructParents')));
  const used = keysOfPages.filter((key) => key !== undefined);
  if (new Set(used).size !== used.length)
    report.fail('parent-tree', 'two pages share a key of the parent tree');

  for (const element of document.elements)
    for (const kid of element.kids) {
      if (kid.kind !== 'content') continue;
      const page = kid.page === undefined ? undefined : document.pageById.get(kid.page);
      const where = `${element.type} ${element.id}`;
      if (!page) {
        report.fail('mcid-owned', `${where} holds content of no page`);
        continue;
      }
      const place = `${page.index} ${kid.mcid}`;
      owners.set(place, (owners.get(place) ?? 0) + 1);
      if (!page.content.texts.has(kid.mcid))
        report.fail(
          'mcid-owned',
          `${where} holds MCID ${kid.mcid} of page ${page.index + 1}, which is not there`,
        );
      const list = lists.get(page.id);
      if (list)
        report.expect(
          'parent-tree',
          list[kid.mcid] === element.id,
          () =>
            `page ${page.index + 1}, MCID ${kid.mcid}: the parent tree names another element than ${where}`,
        );
    }
  for (const page of document.pages)
    for (const mcid of page.content.texts.keys()) {
      const count = owners.get(`${page.index} ${mcid}`) ?? 0;
      report.expect('mcid-owned', count === 1, () =>
        count === 0
          ? `page ${page.index + 1}: MCID ${mcid} belongs to no element`
          : `page ${page.index + 1}: MCID ${mcid} belongs to ${count} elements`,
      );
    }
}

function checkNesting(element: Element, report: Report): void {
  const { standard, parent } = element;
  const cell = standard === 'TD' || standard === 'TH';
  if (!cell)
    report.expect('element-empty', element.kids.length > 0, () => `${element.type} ${element.id} is empty`);
  const allowed = MAY_HOLD[standard];
  const wrong = allowed && elementsIn(element).find((kid) => !allowed.includes(kid.standard));
  const homes = STANDS_IN[standard];
  const homeless = homes && !homes.includes(parent?.standard ?? '');
  const bare = GROUPING.has(standard) && element.kids.some((kid) => kid.kind === 'content');
  const captions = allowed
    ? elementsIn(element)
        .map((kid) => kid.standard)
        .lastIndexOf('Caption')
    : -1;
  report.expect('element-nesting', !wrong && !homeless && !bare && captions <= 0, () =>
    wrong
      ? `${element.type} ${element.id} holds a ${wrong.type}`
      : homeless
        ? `${element.type} ${element.id} stands in ${parent?.type ?? 'nothing'}`
        : bare
          ? `${element.type} ${element.id} holds bare content`
          : `a caption of ${element.type} ${element.id} does not come first`,
  );
}

function checkHeading(element: Element, last: number, report: Report): number {
  const level = /^H([1-6])$/.exec(element.standard);
  if (element.standard === 'H') report.fail('heading-order', `H ${element.id} has no level`);
  if (!level) return last;
  const current = Number(level[1]);
  report.expect('heading-order', current <= last + 1, () =>
    last === 0 ? `the first heading is ${element.type}` : `${element.type} ${element.id} follows H${last}`,
  );
  return current;
}

function checkAlternative(document: PdfDocument, element: Element, report: Report): void {
  const { reader, pageById } = document;
  const { standard, dict } = element;
  for (const key of ['Alt', 'ActualText', 'E'])
    if (/\p{Co}/u.test(textOf(reader, dict.get(key)) ?? ''))
      report.fail('alternative-text', `${element.type} ${element.id} has characters that mean nothing`);
  if (standard !== 'Figure' && standard !== 'Formula') return;
  const text = textOf(reader, dict.get('Alt')) ?? textOf(reader, dict.get('ActualText'));
  report.expect(
    'alternative-text',
    (text ?? '').trim() !== '',
    () => `${element.type} ${element.id} has none`,
  );
  if (standard !== 'Figure') return;
  const box = attribute(reader, element, 'BBox');
  const pageId = element.dict.get('Pg');
  const page = pageId instanceof Ref ? pageById.get(pageId.id) : undefined;
  const sides = Array.isArray(box) ? box.map((side) => reader.number(side) ?? Number.NaN) : [];
  const [left = 0, bottom = 0, right = 0, top = 0] = sides;
  const inside = left >= -1 && bottom >= -1 && (!page || (right <= page.width + 1 && top <= page.height + 1));
  report.expect(
    'figure-box',
    sides.length === 4 && left < right && bottom < top && inside,
    () =>
      `${element.type} ${element.id} has ${sides.length === 4 ? 'a box that is empty or off its page' : 'no box'}`,
  );
}

function checkLanguage({ reader }: PdfDocument, element: Element, report: Report): void {
  const language = textOf(reader, element.dict.get('Lang'));
  if (language === undefined) return;
  report.expect(
    'language',
    BCP_47.test(language),
    () => `“${language}” of ${element.type} ${element.id} is no tag`,
  );
}

function checkList({ reader }: PdfDocument, element: Element, report: Report): void {
  if (element.standard !== 'L') return;
  const numbering = attribute(reader, element, 'ListNumbering');
  const name = reader.name(numbering);
  report.expect('list-numbering', name !== undefined && LIST_NUMBERING.has(name), () =>
    name === undefined ? `L ${element.id} does not say` : `L ${element.id} says “${name}”`,
  );
}

function checkIds({ reader, structureRoot, elements }: PdfDocument, report: Report): void {
  const tree = readTree(reader, structureRoot?.get('IDTree'), 'Names', (message) =>
    report.fail('id-tree', message),
  );
  const ids = new Map<string, number>();
  for (const element of elements) {
    const id = reader.resolve(element.dict.get('ID'));
    if (element.standard === 'Note')
      report.expect(
        'note-id',
        id instanceof Str && id.bytes.length > 0,
        () => `Note ${element.id} has no id`,
      );
    if (!(id instanceof Str)) continue;
    if (ids.has(id.key)) report.fail('note-id', `the id “${id.text}” stands twice`);
    ids.set(id.key, element.id);
    const named = tree.get(id.key);
    report.expect('id-tree', named instanceof Ref && named.id === element.id, () =>
      named === undefined ? `“${id.text}” is not in the tree` : `“${id.text}” leads to another element`,
    );
  }
  for (const key of tree.keys())
    if (!ids.has(String(key))) report.fail('id-tree', `“${key}” is the id of no element`);
}
