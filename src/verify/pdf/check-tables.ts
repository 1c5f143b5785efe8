import type { Report } from '../report.js';
import { attribute, type Element, elementsIn, type PdfDocument } from './document.js';

const TABLE_KIDS = ['TR', 'THead', 'TBody', 'TFoot', 'Caption'];
const SECTIONS = ['THead', 'TBody', 'TFoot'];
const SCOPES = ['Row', 'Column', 'Both'];

/** Tables: what they hold, that every row is as wide as the others, and that header cells have a scope. */
export function checkTables(document: PdfDocument, report: Report): void {
  for (const element of document.elements) {
    const { standard, parent } = element;
    if (standard === 'Table') checkTable(document, element, report);
    const homes =
      standard === 'TR' ? ['Table', ...SECTIONS] : SECTIONS.includes(standard) ? ['Table'] : undefined;
    const within = standard === 'TH' || standard === 'TD' ? ['TR'] : homes;
    if (within)
      report.expect(
        'table-shape',
        within.includes(parent?.standard ?? ''),
        () => `${element.type} ${element.id} stands in ${parent?.type ?? 'nothing'}`,
      );
    if (standard === 'TH') {
      const scope = document.reader.name(attribute(document.reader, element, 'Scope'));
      report.expect(
        'table-scope',
        scope !== undefined && SCOPES.includes(scope),
        () => `TH ${element.id} has none`,
      );
    }
  }
}

function checkTable(document: PdfDocument, table: Element, report: Report): void {
  const kids = elementsIn(table);
  const wrong = kids.find((kid) => !TABLE_KIDS.includes(kid.standard));
  const count = (type: string) => kids.filter((kid) => kid.standard === type).length;
  const captions = kids.flatMap((kid, i) => (kid.standard === 'Caption' ? i : []));
  const problem = wrong
    ? `holds a ${wrong.type}`
    : count('THead') > 1 || count('TFoot') > 1
      ? 'has two heads or feet'
      : count('THead') + count('TFoot') > 0 && count('TBody') === 0
        ? 'has a head or foot but no body'
        : captions.length > 1 ||
            (captions.length === 1 && captions[0] !== 0 && captions[0] !== kids.length - 1)
          ? 'has a caption in its middle, or several'
          : undefined;
  report.expect('table-shape', problem === undefined, () => `Table ${table.id} ${problem}`);

  const groups = kids.some((kid) => kid.standard === 'TR')
    ? [kids.filter((kid) => kid.standard === 'TR')]
    : kids.filter((kid) => SECTIONS.includes(kid.standard)).map(elementsIn);
  let width: number | undefined;
  for (const rows of groups) {
    const wrongRow = rows.find((row) => row.standard !== 'TR');
    if (wrongRow) report.fail('table-shape', `Table ${table.id} has a ${wrongRow.type} among its rows`);
    const hanging: number[] = [];
    rows.forEach((row, r) => {
      const cells = elementsIn(row);
      const wrongCell = cells.find((cell) => cell.standard !== 'TH' && cell.standard !== 'TD');
      if (wrongCell) report.fail('table-shape', `TR ${row.id} holds a ${wrongCell.type}`);
      let column = 0;
      let columns = 0;
      let overlap = false;
      for (const cell of cells) {
        for (; (hanging[column] ?? 0) > 0; column++) hanging[column]!--;
        const across = span(document, cell, 'ColSpan');
        const down = span(document, cell, 'RowSpan');
        if (r + down > rows.length)
          report.fail('table-shape', `a cell of TR ${row.id} hangs out of its section`);
        for (let i = 0; i < across; i++, column++) {
          if ((hanging[column] ?? 0) > 0) overlap = true;
          hanging[column] = down - 1;
        }
      }
      columns = column;
      for (; column < hanging.length; column++)
        if (hanging[column]! > 0) {
          hanging[column]!--;
          columns = column + 1;
        }
      width ??= columns;
      report.expect('table-shape', columns === width && !overlap, () =>
        overlap ? `cells overlap in TR ${row.id}` : `TR ${row.id} has ${columns} columns instead of ${width}`,
      );
    });
  }
}

function span(document: PdfDocument, cell: Element, key: string): number {
  const value = attribute(document.reader, cell, key);
  return typeof value === 'number' && value >= 1 ? Math.min(value, 10_000) : 1;
}
