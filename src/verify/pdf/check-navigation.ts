import type { Report } from '../report.js';
import { deadDestination } from './check-links.js';
import { type PdfDocument, textOf } from './document.js';
import { Ref } from './objects.js';
import { readTree } from './tree.js';

const LABEL_STYLES = ['D', 'R', 'r', 'A', 'a'];

/** Destinations, outline and page labels. */
export function checkNavigation(document: PdfDocument, report: Report): void {
  for (const [name, target] of document.destinations) {
    const problem = deadDestination(document, document.reader.array(target) ?? target);
    report.expect('destinations', problem === undefined, () => `“${name}” ${problem}`);
  }
  checkOutline(document, report);
  checkLabels(document, report);
}

function checkOutline(document: PdfDocument, report: Report): void {
  const { reader, catalog } = document;
  const root = catalog.get('Outlines');
  if (root === undefined) return;
  const seen = new Set<number>();
  /** How many lines the items under one show when it is open. */
  const visit = (parent: Ref): number => {
    const dict = reader.dict(parent);
    let previous: Ref | undefined;
    let lines = 0;
    for (let item = dict?.get('First'); item !== undefined; ) {
      if (!(item instanceof Ref) || seen.has(item.id)) {
        report.fail('outline', 'the items lead in a circle or to nothing');
        return lines;
      }
      seen.add(item.id);
      const entry = reader.dict(item);
      const title = textOf(reader, entry?.get('Title'));
      report.expect('outline', (title ?? '').trim() !== '', () => `item ${(item as Ref).id} has no title`);
      const dead = deadDestination(document, entry?.get('Dest'));
      if (dead) report.fail('outline', `“${title}” ${dead}`);
      if (!same(entry?.get('Parent'), parent)) report.fail('outline', `“${title}” names another parent`);
      if (!same(entry?.get('Prev'), previous))
        report.fail('outline', `“${title}” names another item before it`);
      const inner = visit(item);
      const count = reader.number(entry?.get('Count')) ?? 0;
      if (Math.abs(count) !== inner)
        report.fail('outline', `“${title}” counts ${count} instead of ±${inner}`);
      lines += 1 + (count > 0 ? inner : 0);
      previous = item;
      item = entry?.get('Next');
    }
    if (!same(dict?.get('Last'), previous)) report.fail('outline', 'Last is not the last item');
    return lines;
  };
  if (!(root instanceof Ref)) {
    report.fail('outline', 'the outline is no indirect object');
    return;
  }
  const lines = visit(root);
  const count = reader.number(reader.dict(root)?.get('Count')) ?? 0;
  if (count !== lines) report.fail('outline', `the outline counts ${count} lines instead of ${lines}`);
}

function same(a: unknown, b: Ref | undefined): boolean {
  if (b === undefined) return a === undefined;
  return a instanceof Ref && a.id === b.id;
}

function checkLabels(document: PdfDocument, report: Report): void {
  const { reader, catalog, pages } = document;
  const labels = catalog.get('PageLabels');
  if (!report.expect('page-labels', labels !== undefined, () => 'there are none')) return;
  const entries = readTree(reader, labels, 'Nums', (message) => report.fail('page-labels', message));
  const starts = [...entries.keys()] as number[];
  if (starts[0] !== 0) report.fail('page-labels', 'the first page has none');
  if ((starts.at(-1) ?? 0) >= pages.length) report.fail('page-labels', 'a range begins after the last page');
  for (const [start, value] of entries) {
    const range = reader.dict(value);
    const style = reader.name(range?.get('S'));
    const first = reader.number(range?.get('St'));
    report.expect(
      'page-labels',
      range !== undefined &&
        (style === undefined || LABEL_STYLES.includes(style)) &&
        (first === undefined || (Number.isInteger(first) && first >= 1)),
      () => `the range from page ${Number(start) + 1} is no label`,
    );
  }
}
