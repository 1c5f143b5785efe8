import type { FootnoteDefinition, Heading, Nodes, PhrasingContent, Root } from 'mdast';
import { EXIT, visit } from 'unist-util-visit';
import { collapse, type Draft } from './draft.js';

/** `[[page]]`, `[[page#part]]`, `[[page|words]]`: a link of Obsidian and of wikis to another page. */
const WIKI_LINK = /\[\[([^[\]|#]*)(?:#[^[\]|]*)?(?:\|([^[\]]+))?\]\]/g;

/** `![[file]]`: something that Obsidian shows here. */
const EMBEDDED = /!\[\[([^[\]]+)\]\]/g;

/** `%%words%%`: a comment in Obsidian. */
const COMMENT = /%%([^%]+)%%/g;

/** `==words==`: marked with a pen. */
const HIGHLIGHT = /==(?=\S)([^=\n]*\S)==/g;

/** `[!note]` at the beginning of a quotation: a box in Obsidian. */
const CALLOUT = /^\[!\w+\][+-]? ?/;

/** `^[words]`: a footnote where it is called, as Pandoc and Obsidian have it. */
const INLINE_NOTE = /\^\[([^[\]]+)\]/;

/** `{% tag %}`, `{{ value }}`, `{{< shortcode >}}`: what Jekyll, Hugo and Quarto fill in. */
const FILLED_IN = /\{%[^{}]*%\}|\{\{[^{}]*\}\}/g;

/** A link or a picture whose address is filled in. */
const LINK_FILLED_IN = /(!?)\[([^[\]]*)\]\((?=[^()]*\{[{%])[^()]*\)/g;

/** `{: .class}`: attributes in kramdown. */
const KRAMDOWN_ATTRIBUTES = /\s*\{:[^{}]*\}/g;

/** `[words]{.class}`: words with attributes, as Pandoc and Quarto have them. */
const SPAN = /\[([^[\]]+)\]\{[#.][^{}]*\}/g;

/** `[@key]`: a citation of Pandoc’s; its words are in a file that is not here. */
const CITATION = /\[-?@[\w:]/;

/** `{#name .class}` behind a heading: a name for links, as Google Docs, Pandoc and others write it. */
const ATTRIBUTES = /\s*\{[#.][^{}]*\}$/;

/** ` ^name` at the end of a paragraph: a name for links in Obsidian. */
const BLOCK_NAME = /\s\^[\w-]+$/;

/**
 * Takes out what other programs write into Markdown and Markdown does not know. Links to other pages become their words;
 * pictures and comments are listed as dropped.
 */
export function tidyOtherMarkdown(tree: Root, draft: Draft): void {
  const drop = (node: Nodes, text: string, reason: string) => {
    draft.dropped.push({ line: node.position?.start.line ?? 0, text: collapse(text), reason });
    return '';
  };
  visit(tree, 'text', (node) => {
    node.value = node.value
      .replace(EMBEDDED, (_, name: string) => drop(node, name, 'what is shown of another file'))
      .replace(COMMENT, (_, words: string) => drop(node, words, 'comment'))
      .replace(WIKI_LINK, (whole, page: string, words?: string) => words ?? (page.trim() || whole))
      .replace(LINK_FILLED_IN, (_, bang: string, words: string) =>
        bang ? drop(node, words, 'picture') : words,
      )
      .replace(FILLED_IN, (tag) => drop(node, tag, 'filled in by another program'))
      .replace(KRAMDOWN_ATTRIBUTES, '')
      .replace(SPAN, '$1')
      .replace(HIGHLIGHT, '$1')
      .replace(CALLOUT, '');
  });
  inlineNotes(tree);
  dropComments(tree, drop);
  visit(tree, 'text', ({ value }) => {
    if (!CITATION.test(value)) return true;
    draft.remarks.push('citations such as [@key] stay as they are: write out what they cite');
    return EXIT;
  });
  visit(tree, 'paragraph', ({ children }) => {
    trimEnd(children, BLOCK_NAME);
    trimEnd(children, /\s+$/);
    if (children[0]?.type === 'text') children[0].value = children[0].value.trimStart();
  });
  visit(tree, 'heading', tidyHeading);
  dropDataImages(tree, drop);
}

/** Takes out comments of HTML: where a blog cuts its article short, for instance. */
function dropComments(tree: Root, drop: (node: Nodes, text: string, reason: string) => string): void {
  visit(tree, 'html', (node, index, parent) => {
    const words = /^<!--([\s\S]*)-->$/.exec(node.value.trim())?.[1];
    if (words === undefined || !parent || index === undefined) return undefined;
    drop(node, words, 'comment');
    parent.children.splice(index, 1);
    return index;
  });
}

/** Makes footnotes of those that stand where they are called. */
function inlineNotes(tree: Root): void {
  const definitions: FootnoteDefinition[] = [];
  visit(tree, 'text', (node, index, parent) => {
    const found = INLINE_NOTE.exec(node.value);
    if (!found || !parent || index === undefined) return undefined;
    const name = `inline-${definitions.length + 1}`;
    const words = { type: 'paragraph' as const, children: [{ type: 'text' as const, value: found[1]! }] };
    definitions.push({ type: 'footnoteDefinition', identifier: name, label: name, children: [words] });
    const after = node.value.slice(found.index + found[0].length);
    node.value = node.value.slice(0, found.index).trimEnd();
    const call = { type: 'footnoteReference' as const, identifier: name, label: name };
    parent.children.splice(
      index + 1,
      0,
      call,
      ...(after === '' ? [] : [{ type: 'text' as const, value: after }]),
    );
    return index + 2;
  });
  tree.children.push(...definitions);
}

/** A heading without attributes, and not bold all through, which it is anyway. */
function tidyHeading(heading: Heading): void {
  trimEnd(heading.children, ATTRIBUTES);
  const words = heading.children.filter((child) => child.type !== 'text' || child.value !== '');
  const [only] = words;
  if (words.length === 1 && only?.type === 'strong') heading.children = only.children;
}

function trimEnd(nodes: readonly PhrasingContent[], end: RegExp): void {
  const last = nodes.at(-1);
  if (last?.type === 'text') last.value = last.value.replace(end, '');
}

/** Pictures that stand in the text as data, mostly in references: nothing in a project is so. */
function dropDataImages(tree: Root, drop: (node: Nodes, text: string, reason: string) => string): void {
  const isData = (url: string) => url.startsWith('data:');
  const names = new Set<string>();
  visit(tree, 'definition', ({ identifier, url }) => {
    if (isData(url)) names.add(identifier);
  });
  visit(tree, (node, index, parent) => {
    const isDropped =
      (node.type === 'image' && isData(node.url)) ||
      (node.type === 'imageReference' && names.has(node.identifier));
    const isDefinition = node.type === 'definition' && names.has(node.identifier);
    if ((!isDropped && !isDefinition) || !parent || index === undefined) return undefined;
    if (isDropped) drop(node, node.alt || 'without words', 'picture');
    parent.children.splice(index, 1);
    return index;
  });
}
