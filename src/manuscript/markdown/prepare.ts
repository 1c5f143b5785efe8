import type { Nodes, Root, Table } from 'mdast';
import { keepNumbers } from './list-numbers.js';
import type { Gathered, MarkdownText, Point } from './markdown-text.js';
import { placeParts } from './place-parts.js';

/** One walk over the Markdown tree: moves positions to the file, keeps the numbers of lists, ticks boxes, and gives the names of the footnotes. */
export function prepare(tree: Root, markdown: MarkdownText, gathered: Gathered): Set<string> {
  const { base } = markdown;
  const names = new Set<string>();
  const shift = (point: Point) => {
    point.offset = point.offset! + base.offset;
    point.line += base.line;
  };
  const stack: Nodes[] = [tree];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if ('children' in node) {
      placeParts(node, markdown.text);
      keepNumbers(node, markdown.text);
    }
    if (node.position && base.offset > 0) {
      shift(node.position.start);
      shift(node.position.end);
    }
    if (node.type === 'footnoteDefinition') names.add(node.identifier);
    else if (node.type === 'listItem' && typeof node.checked === 'boolean') {
      const first = node.children[0];
      if (first?.type === 'paragraph')
        first.children.unshift({
          type: 'text',
          value: node.checked ? '☑ ' : '☐ ',
          ...(first.position
            ? { position: { start: { ...first.position.start }, end: { ...first.position.start } } }
            : {}),
        });
      node.checked = null;
      node.data = { ...node.data, hProperties: { ...node.data?.hProperties, className: ['task-item'] } };
    } else if (node.type === 'table') longRows(node, markdown, gathered);
    if ('children' in node) for (const child of node.children) stack.push(child);
  }
  return names;
}

/** Tells of rows whose last cells are left out, since the head has none above them. */
function longRows(table: Table, markdown: MarkdownText, gathered: Gathered): void {
  const columns = table.children[0]!.children.length;
  for (const { children } of table.children) {
    const extra = children[columns];
    if (!extra) continue;
    // Its children have not been moved to the file yet.
    const start = (extra.position?.start.offset ?? 0) + markdown.base.offset;
    const end = (extra.position?.end.offset ?? 0) + markdown.base.offset;
    gathered.tell(
      'table-row-long',
      'this row has more cells than the table’s head, and they are left out',
      markdown,
      { start, end },
      { hint: 'add cells to the head, or write “\\|” for a bar that is no border' },
    );
  }
}
