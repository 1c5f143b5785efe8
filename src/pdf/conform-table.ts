import { append } from '../append.js';
import type { Node } from './conform.js';

/** A table wider than this many columns, or a span over more, is taken at this: nothing of the kind can be printed. */
const MOST_COLUMNS = 1000;

/**
 * Makes a table regular (ISO 14289-1, 7.2 and 7.5): one THead, one TFoot, and TBody where there is a THead; a caption
 * that comes first; as many columns in every row, spans counted; a scope on every TH. Cost is linear in its cells and
 * what they span.
 */
export function regularise(table: Node): void {
  sections(table);
  const rows: { row: Node; head: boolean }[][] = [];
  let straight: { row: Node; head: boolean }[] | undefined;
  for (const kid of table.kids) {
    if (!isElement(kid)) continue;
    if (kid.type === 'TR') {
      if (!straight) {
        straight = [];
        rows.push(straight);
      }
      straight.push({ row: kid, head: false });
    } else if (kid.type === 'THead' || kid.type === 'TBody' || kid.type === 'TFoot') {
      straight = undefined;
      rows.push(kid.kids.filter(isElement).map((row) => ({ row, head: kid.type === 'THead' })));
    }
  }
  const lengths = rows.map(measure);
  const columns = lengths.flat().reduce((most, length) => Math.max(most, length), 0);
  const first = rows.find((section) => section.length > 0)?.[0]?.row;
  rows.forEach((section, s) => {
    section.forEach(({ row, head }, r) => {
      for (let missing = columns - lengths[s]![r]!; missing > 0; missing--)
        row.kids.push({ type: 'TD', kids: [] });
      for (const cell of row.kids)
        if (isElement(cell) && cell.type === 'TH')
          cell.attributes = { scope: head || row === first ? 'Column' : 'Row', ...cell.attributes };
    });
  });
}

function isElement(kid: Node['kids'][number]): kid is Node {
  return !('kind' in kid);
}

/** One head, one foot, bodies between; the caption first, and only one. */
function sections(table: Node): void {
  const elements = table.kids.filter(isElement);
  const rowsOnly = !elements.some((kid) => kid.type === 'TBody' || kid.type === 'TFoot' || kid.type === 'TR');
  let head = false;
  let foot = false;
  let caption: Node | undefined;
  const kids: Node['kids'] = [];
  for (const kid of table.kids) {
    if (!isElement(kid)) {
      kids.push(kid);
      continue;
    }
    if (kid.type === 'Caption') {
      if (caption) append(caption.kids, kid.kids);
      else caption = kid;
      continue;
    }
    if (kid.type === 'THead' && (head || rowsOnly)) kid.type = 'TBody';
    else if (kid.type === 'THead') head = true;
    if (kid.type === 'TFoot' && foot) kid.type = 'TBody';
    else if (kid.type === 'TFoot') foot = true;
    kids.push(kid);
  }
  // Rows straight in a table that has sections become a body of their own.
  const sectioned = kids.some((kid) => isElement(kid) && kid.type !== 'TR');
  const tidy: Node['kids'] = [];
  for (const kid of kids) {
    const last = tidy.at(-1);
    if (!sectioned || !isElement(kid) || kid.type !== 'TR') tidy.push(kid);
    else if (last && isElement(last) && last.type === 'TBody') last.kids.push(kid);
    else tidy.push({ type: 'TBody', kids: [kid] });
  }
  if (sectioned && !tidy.some((kid) => isElement(kid) && kid.type === 'TBody'))
    for (const kid of tidy) if (isElement(kid) && kid.type === 'TFoot') kid.type = 'TBody';
  table.kids = caption ? [caption, ...tidy] : tidy;
}

/** How many columns each row of a section takes, with what hangs down from rows above; row spans end with the section. */
function measure(section: { row: Node }[]): number[] {
  /** By column: how many more rows a cell above takes. */
  const hanging: number[] = [];
  return section.map(({ row }, r) => {
    let column = 0;
    const skip = () => {
      for (; (hanging[column] ?? 0) > 0; column++) hanging[column]!--;
    };
    for (const cell of row.kids) {
      if (!isElement(cell)) continue;
      skip();
      const attributes = cell.attributes ?? {};
      const across = Math.max(1, Math.min(MOST_COLUMNS, attributes.colSpan ?? 1));
      const down = Math.max(1, Math.min(section.length - r, attributes.rowSpan ?? 1));
      if (attributes.colSpan !== undefined) attributes.colSpan = across;
      if (attributes.rowSpan !== undefined) attributes.rowSpan = down;
      for (let i = 0; i < across; i++) hanging[column++] = down - 1;
    }
    let width = column;
    for (; column < hanging.length; column++) {
      if (hanging[column]! === 0) continue;
      hanging[column]!--;
      width = column + 1;
    }
    return width;
  });
}
