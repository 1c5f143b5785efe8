import type { Element } from 'hast';
import type { StructureElement } from '../layout.js';
import type { ComputedStyle } from '../style/computed.js';
import type { StyledElement } from '../style/styled.js';
import { anonymous, isSpace } from './block-content.js';
import type { BlockBox, TableBox, TableCell, TableRow } from './box.js';
import type { BoxContext } from './box-context.js';
import { countElement, marksOf } from './element-marks.js';
import type { BoxMaker } from './make-boxes.js';

const GROUPS = {
  'table-header-group': { group: 'head', type: 'THead' },
  'table-row-group': { group: 'body', type: 'TBody' },
  'table-footer-group': { group: 'foot', type: 'TFoot' },
} as const;

/** Cells of more columns or rows than this are taken for an error (HTML allows 1000 columns). */
const MOST_SPAN = 1000;

/** The grid of a table: rows in the order head, body, foot; cells at their columns, as HTML's table model has it. */
export function makeTable(styled: StyledElement, maker: BoxMaker): TableBox {
  const { context } = maker;
  const { tree } = context;
  countElement(styled, context);
  const box: TableBox = {
    kind: 'table',
    style: styled.style,
    captions: [],
    rows: [],
    columns: 0,
    marks: marksOf(styled, context),
  };
  tree.open('Table', context.optionsOf(styled));
  for (const child of elements(styled, context))
    if (child.style.display === 'table-caption') box.captions.push(maker.block(child));
  const grid = new Grid();
  const read: { element: StructureElement; columns: number }[] = [];
  const groups = elements(styled, context).filter(({ style }) => style.display in GROUPS);
  const loose = elements(styled, context).filter(
    ({ style }) => !(style.display in GROUPS) && style.display !== 'table-caption',
  );
  const ordered = [
    ...groups.filter(({ style }) => style.display === 'table-header-group'),
    ...groups.filter(({ style }) => style.display === 'table-row-group'),
    ...groups.filter(({ style }) => style.display === 'table-footer-group'),
  ];
  for (const section of ordered) {
    const { group, type } = GROUPS[section.style.display as keyof typeof GROUPS];
    countElement(section, context);
    tree.open(type, context.optionsOf(section));
    for (const row of elements(section, context)) addRow(row, group, section.style);
    tree.close();
    grid.endGroup();
  }
  if (loose.length > 0) {
    tree.open('TBody');
    for (const row of loose) addRow(row, 'body', undefined);
    tree.close();
  }
  tree.close();
  box.columns = grid.columns;
  // Readers count on rows of the same length.
  for (const { element, columns } of read)
    for (let c = columns; c < grid.columns; c++) element.kids.push({ kind: 'element', type: 'TD', kids: [] });
  return box;

  function addRow(
    element: StyledElement,
    group: TableRow['group'],
    groupStyle: ComputedStyle | undefined,
  ): void {
    countElement(element, context);
    const structure = tree.open('TR', context.optionsOf(element));
    const isRow = element.style.display === 'table-row';
    const row: TableRow = {
      group,
      style: isRow ? element.style : anonymous(element.style),
      groupStyle,
      cells: [],
      marks: marksOf(element, context),
    };
    const cells = isRow ? elements(element, context) : [element];
    grid.startRow();
    for (const cell of cells) {
      row.cells.push(addCell(cell, group));
    }
    read.push({ element: structure, columns: grid.covered });
    tree.close();
    box.rows.push(row);
  }

  function addCell(cell: StyledElement, group: TableRow['group']): TableCell {
    const { element } = cell;
    const colSpan = span(element.properties.colSpan);
    const rowSpan = span(element.properties.rowSpan);
    const isHeader = element.tagName === 'th';
    const column = grid.place(colSpan, rowSpan);
    tree.open(isHeader ? 'TH' : 'TD', {
      ...context.optionsOf(cell),
      attributes: {
        ...(isHeader ? { scope: scopeOf(element.properties.scope, group) } : {}),
        ...(colSpan > 1 ? { colSpan } : {}),
        ...(rowSpan > 1 ? { rowSpan } : {}),
      },
    });
    const content: BlockBox = maker.block(cell, true);
    tree.close();
    return { box: content, column, colSpan, rowSpan };
  }
}

/** Which places of the rows are taken. */
class Grid {
  columns = 0;
  /** For each column, for how many more rows a cell above reaches into it. */
  private taken: number[] = [];
  private column = 0;
  private fresh: { column: number; colSpan: number; rowSpan: number }[] = [];

  startRow(): void {
    this.settle();
    this.column = 0;
  }

  place(colSpan: number, rowSpan: number): number {
    while ((this.taken[this.column] ?? 0) > 0) this.column++;
    const column = this.column;
    this.column += colSpan;
    this.columns = Math.max(this.columns, this.column);
    this.fresh.push({ column, colSpan, rowSpan });
    return column;
  }

  /** How many places of the row are taken. */
  get covered(): number {
    let count = 0;
    for (const rows of this.taken) if (rows > 0) count++;
    for (const { colSpan } of this.fresh) count += colSpan;
    return count;
  }

  /** Cells do not reach over the end of their group. */
  endGroup(): void {
    this.taken = [];
    this.fresh = [];
  }

  private settle(): void {
    this.taken = this.taken.map((rows) => Math.max(0, rows - 1));
    for (const { column, colSpan, rowSpan } of this.fresh)
      for (let c = column; c < column + colSpan; c++) this.taken[c] = rowSpan - 1;
    this.fresh = [];
  }
}

/** What stands in a part of a table; text between its rows or cells comes into a box of its own, so that it is not lost. */
function elements({ children, style }: StyledElement, context: BoxContext): StyledElement[] {
  return children.flatMap((node): StyledElement[] => {
    if (node.kind === 'element') return context.stands(node) ? [node] : [];
    if (isSpace(node.node.value)) return [];
    const element: Element = { type: 'element', tagName: 'div', properties: {}, children: [node.node] };
    return [{ kind: 'element', element, style: anonymous(style), children: [node] }];
  });
}

function span(value: unknown): number {
  const number = Number(value ?? 1);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, MOST_SPAN) : 1;
}

function scopeOf(value: unknown, group: TableRow['group']): 'Row' | 'Column' | 'Both' {
  const scope = String(value ?? '').toLowerCase();
  if (scope.startsWith('row')) return 'Row';
  if (scope.startsWith('col')) return 'Column';
  return group === 'head' ? 'Column' : 'Row';
}
