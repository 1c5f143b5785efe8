import type { ElementContent, Root, RootContent } from 'hast';
import type { Root as MarkdownRoot } from 'mdast';
import type { AuthorNote } from '../manuscript.js';
import { PHRASING_ELEMENTS } from './allowed-html.js';
import { authorNotes, takeNoteBodies } from './author-notes.js';
import { MarkdownLimits } from './limits.js';
import type { Gathered, MarkdownText } from './markdown-text.js';
import { type Parse, parseMarkdown } from './parse-markdown.js';
import { parseBlocks, parseInline } from './parsers.js';
import { prepare } from './prepare.js';
import { hasRawHtml, isDeeper, MAX_TREE_DEPTH, withRawHtml } from './raw-html.js';
import { tidy } from './tidy.js';
import { toHast } from './to-hast.js';
import type { ParseStanza } from './verse.js';

/** What Markdown becomes. */
export interface Converted {
  tree: Root;
  /** In order of first reference; those that nothing refers to are left out (and reported). */
  authorNotes: AuthorNote[];
}

const PLAIN = { hint: 'the paragraph is taken as plain text; write it more simply' };

/** Markdown with blocks as hast; see `Reading.body` for what is special about the tree. */
export function convertMarkdown(
  markdown: MarkdownText,
  gathered: Gathered,
  parse: Parse = parseBlocks,
): Converted {
  const { text, base } = markdown;
  const parsed = parseMarkdown(text, parse, ({ start, end, message }) =>
    gathered.tell(
      'markdown-too-complex',
      message,
      markdown,
      { start: base.offset + start, end: base.offset + end },
      PLAIN,
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
  let tree = toHast(parsed, markdown.whole, footnotes, stanzaParser(markdown, gathered));
  if (isDeeper(tree, MAX_TREE_DEPTH)) return undefined;
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

/** Parses the stanzas of a text, whose lines count as one paragraph whatever they begin with. */
function stanzaParser(markdown: MarkdownText, gathered: Gathered): ParseStanza {
  const limits = new MarkdownLimits();
  return (text, { offset = 0 }) => {
    const excess = limits.checkParagraph(text);
    if (excess === undefined) return parseInline(text);
    gathered.tell('markdown-too-complex', excess, markdown, { start: offset, end: offset }, PLAIN);
    return { type: 'root', children: [] };
  };
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
  gathered.tell(
    'markdown-too-complex',
    `elements stand more than ${MAX_TREE_DEPTH} deep in one another`,
    markdown,
    { start: base.offset, end: base.offset },
    { hint: 'the text is taken as plain text; write it more simply' },
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
