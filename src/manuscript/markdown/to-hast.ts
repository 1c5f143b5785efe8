import type { Element, ElementContent, Root } from 'hast';
import type {
  Code,
  FootnoteDefinition,
  FootnoteReference,
  List,
  ListItem,
  Root as MarkdownRoot,
  Parents,
  Table,
  TableRow,
} from 'mdast';
import remarkRehype, { defaultHandlers } from 'remark-rehype';
import { unified } from 'unified';
import { NOTE_BODY } from './author-notes.js';
import type { Handlers, State } from './markdown-text.js';
import { contentStart, type ParseStanza, verse } from './verse.js';

/**
 * A Markdown tree as HTML: verse, footnotes and tables in our own way, raw HTML as it is.
 *
 * @param whole the text that positions count in
 * @param footnotes the names that are defined
 */
export function toHast(
  tree: MarkdownRoot,
  whole: string,
  footnotes: Set<string>,
  parseStanza: ParseStanza,
): Root {
  const handlers: Handlers = {
    footnoteReference(state: State, node: FootnoteReference): Element {
      const element: Element = {
        type: 'element',
        tagName: 'author-note',
        properties: { name: node.identifier },
        children: [],
      };
      state.patch(node, element);
      return element;
    },
    footnoteDefinition(state: State, node: FootnoteDefinition): Element {
      const element: Element = {
        type: 'element',
        tagName: NOTE_BODY,
        properties: { name: node.identifier },
        children: state.all(node) as ElementContent[],
      };
      state.patch(node, element);
      return element;
    },
    code(state: State, node: Code): Element {
      if (node.lang === 'verse') return verse(state, node, parseStanza, whole, footnotes);
      const language = node.lang?.split(/\s+/)[0];
      const start = contentStart(node, whole);
      const code: Element = {
        type: 'element',
        tagName: 'code',
        properties: language ? { className: [`language-${language}`] } : {},
        children: [{ type: 'text', value: node.value, position: { start, end: node.position!.end } }],
      };
      state.patch(node, code);
      const pre: Element = { type: 'element', tagName: 'pre', properties: {}, children: [code] };
      state.patch(node, pre);
      return pre;
    },
    listItem(state: State, node: ListItem, parent: Parents | undefined): Element {
      return defaultHandlers.listItem(state, node, likeList(parent)) as Element;
    },
    tableRow(state: State, node: TableRow, parent: Parents | undefined): Element {
      return defaultHandlers.tableRow(state, node, likeTable(node, parent)) as Element;
    },
    table(state: State, node: Table): Element {
      const table = defaultHandlers.table(state, node) as Element;
      for (const section of table.children)
        if (section.type === 'element')
          for (const row of section.children) if (row.type === 'element') row.children.forEach(alignByClass);
      return table;
    },
  };
  return unified().use(remarkRehype, { allowDangerousHtml: true, handlers }).runSync(tree) as Root;
}

/*
 * The library's handlers look through all items of a list for each of them, and through all rows of a table. They are
 * given a parent that says the same and is short.
 */

const looseLists = new WeakMap<List, boolean>();

function likeList(parent: Parents | undefined): List | undefined {
  if (parent?.type !== 'list') return undefined;
  let isLoose = looseLists.get(parent);
  if (isLoose === undefined) {
    isLoose =
      (parent.spread ?? false) ||
      parent.children.some(({ spread, children }) => spread ?? children.length > 1);
    looseLists.set(parent, isLoose);
  }
  return { type: 'list', spread: isLoose, children: [] };
}

function likeTable(row: TableRow, parent: Parents | undefined): Table | undefined {
  if (parent?.type !== 'table') return undefined;
  const head = parent.children[0]!;
  return { type: 'table', align: parent.align ?? null, children: row === head ? [row] : [head, row] };
}

/** `align` is no attribute of HTML any more; stylesheets say what `align-right` looks like. */
function alignByClass(cell: ElementContent): void {
  if (cell.type !== 'element' || typeof cell.properties.align !== 'string') return;
  cell.properties = { className: [`align-${cell.properties.align}`] };
}
