import type { Element, ElementContent, Root, RootContent } from 'hast';
import { toString as plainText } from 'hast-util-to-string';
import type { Code, FootnoteDefinition, FootnoteReference, Root as MarkdownRoot, Nodes, Table } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype, { defaultHandlers } from 'remark-rehype';
import { type Processor, unified } from 'unified';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { AuthorNote } from '../manuscript.js';
import { PHRASING_ELEMENTS } from './allowed-html.js';
import {
  type Gathered,
  type Handlers,
  type MarkdownText,
  type Point,
  placeOf,
  type State,
} from './markdown-text.js';
import { placeParts } from './place-parts.js';
import { parseMarkdown } from './plain-paragraphs.js';
import { hasRawHtml, isDeeper, MAX_TREE_DEPTH, withRawHtml } from './raw-html.js';
import { tidy } from './tidy.js';
import { contentStart, verse } from './verse.js';

/** What Markdown becomes. */
export interface Converted {
  tree: Root;
  /** In order of first reference; those that nothing refers to are left out (and reported). */
  authorNotes: AuthorNote[];
}

// A single tilde means “about” more often than it means a deletion.
const GFM = { singleTilde: false };

/** Constructs that make blocks, all of them off in a line of Markdown: “1917. A year” is no list there. */
const BLOCK_CONSTRUCTS = [
  ...[
    'blockQuote',
    'codeFenced',
    'codeIndented',
    'definition',
    'headingAtx',
    'htmlFlow',
    'list',
    'setextUnderline',
  ],
  ...['thematicBreak', 'table', 'gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'],
];

const blockParser = unified().use(remarkParse).use(remarkGfm, GFM).freeze();
const inlineParser = unified()
  .use(remarkParse)
  .use(remarkGfm, GFM)
  .use(function (this: Processor) {
    const data = this.data();
    data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: BLOCK_CONSTRUCTS } }];
  })
  .freeze();

const parseBlocks = (text: string): MarkdownRoot => blockParser.parse(text);
const parseInline = (text: string): MarkdownRoot => inlineParser.parse(text);

/** Element that holds a footnote's content until it is taken out of the tree. */
const NOTE_BODY = 'author-note-body';

interface NoteBodies {
  first: Map<string, Element>;
  /** Further ones with a name that is taken. */
  again: Element[];
}

/** Markdown with blocks as hast; see `Reading.body` for what is special about the tree. */
export function convertMarkdown(markdown: MarkdownText, gathered: Gathered): Converted {
  const { text, base } = markdown;
  const parsed = parseMarkdown(text, parseBlocks, ({ start, end, message }) =>
    gathered.diagnostics.push(
      diagnostic('markdown-too-complex', message, {
        at: markdown.locate(base.offset + start, base.offset + end),
        hint: 'the paragraph is taken as plain text; write it more simply',
      }),
    ),
  );
  return convertTree(parsed, markdown, gathered, true) ?? tooDeep(markdown, gathered);
}

/** One line of Markdown as phrasing content. */
export function convertLine(markdown: MarkdownText, gathered: Gathered): ElementContent[] {
  const parsed = parseMarkdown(markdown.text, parseInline, () => {});
  const converted = convertTree(parsed, markdown, gathered, false) ?? tooDeep(markdown, gathered);
  const children = phrasing(converted.tree.children as ElementContent[]);
  if (children.length === 0 && markdown.text.trim() !== '') return [{ type: 'text', value: markdown.text }];
  return children;
}

function convertTree(
  parsed: MarkdownRoot,
  markdown: MarkdownText,
  gathered: Gathered,
  hasFootnotes: boolean,
): Converted | undefined {
  if (isDeeper(parsed, MAX_TREE_DEPTH)) return undefined;
  const footnotes = prepare(parsed, markdown, gathered);
  let tree = toHast(parsed, markdown, footnotes);
  const bodies = takeNoteBodies(tree);
  if (hasRawHtml(tree)) {
    const clean = withRawHtml(tree, markdown, gathered);
    if (!clean) return undefined;
    tree = clean;
  }
  for (const body of bodies.first.values())
    if (hasRawHtml(body)) {
      const clean = withRawHtml(
        { type: 'root', children: body.children as RootContent[] },
        markdown,
        gathered,
      );
      if (!clean) return undefined;
      body.children = clean.children as ElementContent[];
    }
  tidy(tree, markdown, gathered, hasFootnotes ? footnotes : undefined);
  return { tree, authorNotes: authorNotes(tree, bodies, markdown, gathered, footnotes) };
}

/** One walk over the Markdown tree: moves positions to the file, ticks boxes, and gives the names of the footnotes. */
function prepare(tree: MarkdownRoot, markdown: MarkdownText, gathered: Gathered): Set<string> {
  const { base } = markdown;
  const names = new Set<string>();
  const shift = (point: Point) => {
    point.offset = point.offset! + base.offset;
    point.line += base.line;
  };
  const stack: Nodes[] = [tree];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if ('children' in node) placeParts(node, markdown.text);
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
    } else if (node.type === 'table')
      for (const row of node.children)
        if (row.children.length > node.children[0]!.children.length) {
          const extra = row.children[node.children[0]!.children.length]!;
          const at = { start: extra.position?.start.offset ?? 0, end: extra.position?.end.offset ?? 0 };
          gathered.diagnostics.push(
            diagnostic(
              'table-row-long',
              'this row has more cells than the table’s head, and they are left out',
              {
                at: markdown.locate(at.start + base.offset, at.end + base.offset),
                hint: 'add cells to the head, or write “\\|” for a bar that is no border',
              },
            ),
          );
        }
    if ('children' in node) stack.push(...node.children);
  }
  return names;
}

function isVerse(node: Code): boolean {
  return node.lang === 'verse';
}

function toHast(tree: MarkdownRoot, { whole }: MarkdownText, footnotes: Set<string>): Root {
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
      if (isVerse(node)) return verse(state, node, parseInline, whole, footnotes);
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

/** `align` is no attribute of HTML any more; stylesheets say what `align-right` looks like. */
function alignByClass(cell: ElementContent): void {
  if (cell.type !== 'element' || typeof cell.properties.align !== 'string') return;
  cell.properties = { className: [`align-${cell.properties.align}`] };
}

/** Takes the footnotes' contents out of a tree: name to element, the first one where a name is there twice. */
function takeNoteBodies(tree: Root): NoteBodies {
  const bodies: NoteBodies = { first: new Map(), again: [] };
  const take = (parent: Root | Element): void => {
    if (parent.children.some((child) => child.type === 'element' && child.tagName === NOTE_BODY)) {
      const kept: ElementContent[] = [];
      for (const child of parent.children as ElementContent[]) {
        if (child.type !== 'element' || child.tagName !== NOTE_BODY) kept.push(child);
        else {
          const name = String(child.properties.name);
          if (bodies.first.has(name)) bodies.again.push(child);
          else bodies.first.set(name, child);
          take(child);
        }
      }
      parent.children = kept;
    }
    for (const child of parent.children) if (child.type === 'element') take(child);
  };
  take(tree);
  return bodies;
}

/** The footnotes in order of first reference: those of the text, then those that only other footnotes refer to. */
function authorNotes(
  tree: Root,
  { first, again }: NoteBodies,
  markdown: MarkdownText,
  gathered: Gathered,
  names: Set<string>,
): AuthorNote[] {
  const notes: AuthorNote[] = [];
  const seen = new Set<string>();
  const collect = (parent: Root | Element): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue;
      if (child.tagName === 'author-note') reference(String(child.properties.name));
      else collect(child);
    }
  };
  const reference = (name: string): void => {
    const element = first.get(name);
    if (seen.has(name) || !element) return;
    seen.add(name);
    const body: Root = { type: 'root', children: element.children as RootContent[] };
    tidy(body, markdown, gathered, names);
    if (plainText(body).trim() === '' && body.children.length === 0)
      gathered.diagnostics.push(
        diagnostic('footnote-empty', `the footnote “${name}” is empty`, { at: placeOf(element, markdown) }),
      );
    notes.push({ name, body, at: placeOf(element, markdown) });
  };
  collect(tree);
  for (let i = 0; i < notes.length; i++) collect(notes[i]!.body);
  for (const [name, element] of first)
    if (!seen.has(name))
      gathered.diagnostics.push(
        diagnostic('footnote-unused', `nothing refers to the footnote “${name}”, and it is left out`, {
          at: placeOf(element, markdown),
          hint: `write [^${name}] where its mark should stand`,
        }),
      );
  for (const element of again) {
    const name = String(element.properties.name);
    gathered.diagnostics.push(
      diagnostic('footnote-duplicate', `there are two footnotes “${name}”`, {
        at: placeOf(element, markdown),
        hint: 'give each a name of its own',
        related: [{ message: 'the first one', at: placeOf(first.get(name)!, markdown) }],
      }),
    );
  }
  return notes;
}

/** Blocks made one run of phrasing content, for what turns out to have blocks where one line is wanted. */
function phrasing(nodes: ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element' || PHRASING_ELEMENTS.has(node.tagName)) return [node];
    return phrasing(node.children);
  });
}

/** The text as it is written, a paragraph for each run of lines, where it cannot be taken as Markdown. */
function tooDeep(markdown: MarkdownText, gathered: Gathered): Converted {
  const { text, base } = markdown;
  gathered.diagnostics.push(
    diagnostic('markdown-too-complex', `elements stand more than ${MAX_TREE_DEPTH} deep in one another`, {
      at: markdown.locate(base.offset, base.offset),
      hint: 'the text is taken as plain text; write it more simply',
    }),
  );
  const start = { line: base.line + 1, column: 1, offset: base.offset };
  const child: ElementContent = { type: 'text', value: text, position: { start, end: start } };
  const root: Root = {
    type: 'root',
    children: [{ type: 'element', tagName: 'p', properties: {}, children: [child] }],
  };
  tidy(root, markdown, gathered, new Set());
  return { tree: root, authorNotes: [] };
}
