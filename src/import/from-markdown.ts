import type { List, Nodes, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parse } from 'yaml';
import { keepNumbers } from '../manuscript/markdown/list-numbers.js';
import { type Block, collapse, type Draft, type Metadata } from './draft.js';
import { tidyOtherMarkdown } from './other-markdown.js';

const KEYS = [
  'title',
  'subtitle',
  'author',
  'translator',
  'date',
  'source',
  'url',
  'rights',
  'lang',
] as const;

/** Reads Markdown, with or without front matter. Keys of front matter that a reading does not have are listed as dropped. */
export function fromMarkdown(text: string): Draft {
  const tree = unified()
    .use(remarkParse)
    // One tilde is what other programs set below the line with.
    .use(remarkGfm, { singleTilde: false })
    .use(remarkFrontmatter, ['yaml', 'toml'])
    .parse(text);
  const draft: Draft = { blocks: [], metadata: {}, dropped: [], remarks: [] };
  const [first] = tree.children;
  if (first?.type === 'yaml') {
    readFrontMatter(first.value, draft);
    tree.children.shift();
  } else if ((first?.type as string | undefined) === 'toml') {
    const text = collapse((first as { value: string }).value);
    draft.dropped.push({ line: 1, text, reason: 'front matter that is not YAML' });
    tree.children.shift();
  }
  tidyOtherMarkdown(tree, draft);
  keepNumbers(tree, text);
  tree.children = tree.children.flatMap(apart);
  draft.blocks = blocksOf(tree).filter(
    ({ text, node }) => text !== '' || node.type !== 'paragraph' || holdsImage(node),
  );
  return draft;
}

/** A list in parts, each with the number that it begins with, where numbers are left out: what is written counts on by itself. */
function apart(node: RootContent): RootContent[] {
  if (node.type !== 'list') return [node];
  const parts: List[] = [];
  for (const item of node.children) {
    const value = item.data?.hProperties?.value;
    if (parts.length === 0) parts.push({ ...node, children: [] });
    else if (value !== undefined) parts.push({ ...node, start: Number(value), children: [] });
    parts.at(-1)!.children.push(item);
  }
  return parts;
}

/** The top-level nodes of a tree as blocks. */
export function blocksOf(tree: Root): Block[] {
  return tree.children.map((node: RootContent) => {
    const text = wordsOf(node);
    return {
      node,
      text: collapse(text),
      line: node.position?.start.line ?? 0,
      lines: text.split('\n').map(collapse),
      indented: false,
    };
  });
}

/** The words of a node; the ends of lines part them. */
function wordsOf(node: Nodes): string {
  if (node.type === 'break') return '\n';
  return 'children' in node ? node.children.map(wordsOf).join('') : textOf(node, { includeHtml: false });
}

function readFrontMatter(source: string, draft: Draft): void {
  let data: unknown;
  try {
    data = parse(source, { schema: 'failsafe' });
  } catch {
    draft.dropped.push({ line: 1, text: collapse(source), reason: 'front matter that is not YAML' });
    return;
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return;
  for (const [key, given] of Object.entries(data as Record<string, unknown>)) {
    const value = plainValue(key, given);
    const known = KEYS.find((each) => each === key.replace(/^(author|translator)s$/, '$1'));
    // “today” and “last-modified” are no dates yet.
    const isDate = known !== 'date' || /\d/.test(String(value));
    if (known && typeof value === 'string' && isDate) draft.metadata[known] = value;
    else if ((known === 'author' || known === 'translator') && isNames(value)) draft.metadata[known] = value;
    else
      draft.dropped.push({
        line: 1,
        text: `${key}: ${JSON.stringify(value)}`,
        reason: 'front matter of no use here',
      });
  }
}

/** A date without its time of day; the name of somebody of whom there is more. */
function plainValue(key: string, value: unknown): unknown {
  if (key === 'date' && typeof value === 'string') return value.replace(/^(\d{4}-\d\d-\d\d)[T ]\d.*$/, '$1');
  if (Array.isArray(value)) return value.map(nameOf);
  return nameOf(value);
}

function nameOf(value: unknown): unknown {
  const { name } = (value ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : value;
}

function holdsImage(node: Nodes): boolean {
  if (node.type === 'image' || node.type === 'imageReference') return true;
  return 'children' in node && node.children.some(holdsImage);
}

function isNames(value: unknown): value is NonNullable<Extract<Metadata['author'], string[]>> {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}
