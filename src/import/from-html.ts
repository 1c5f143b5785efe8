import type { Element, ElementContent, Nodes, Root, RootContent } from 'hast';
import { fromHtml as parseHtml } from 'hast-util-from-html';
import { defaultHandlers, type Handle, toMdast } from 'hast-util-to-mdast';
import { toString as textOf } from 'hast-util-to-string';
import type { FootnoteDefinition, Root as MdastRoot, PhrasingContent } from 'mdast';
import { collapse, type Draft } from './draft.js';
import { blocksOf } from './from-markdown.js';
import { find, hasClass, isClass } from './html-elements.js';
import { FOOTNOTE, isSideNote, takeFootnotes } from './html-footnotes.js';
import { metadataOf, namesInByLine } from './html-metadata.js';
import { modernise } from './old-html.js';

/** Elements that are never an author's text. */
const NOT_TEXT: Record<string, string> = {
  script: 'script',
  style: 'style sheet',
  noscript: 'fallback for browsers without scripts',
  template: 'template',
  nav: 'site navigation',
  aside: 'side bar',
  footer: 'page footer',
  form: 'form',
  button: 'button',
  iframe: 'embedded page',
  object: 'embedded object',
  embed: 'embedded object',
  video: 'video',
  audio: 'audio',
  canvas: 'drawing',
  svg: 'drawing',
  dialog: 'dialog',
  select: 'form',
  input: 'form',
  textarea: 'form',
};
const NOT_TEXT_ROLES = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'complementary',
  'search',
  'dialog',
  'alert',
]);
const NOT_TEXT_CLASSES =
  /^(comments?(-.*)?|respond|related(-.*)?|share(-.*)?|sharing(-.*)?|sharedaddy|jp-relatedposts|social(-.*)?|sidebar(-.*)?|advert(-.*)?|ads?|promo|newsletter(-.*)?|subscri(be|ption)(-.*)?|cookie(-.*)?|breadcrumbs?|pagination|print-only|screen-reader-text|noprint|mw-editsection|hatnote|infobox|navbox(-.*)?|catlinks|linkback|licensecontainer|margin-toggle|side-?note-number|modern-footnotes-footnote)$/;

/** Numbers of the pages of a book, as Wikisource, Project Gutenberg and others set them into the text. */
const PAGE_NUMBER_CLASSES = /^(ws-)?pagenum(ber)?$/;

/** Words of the text that a page shows once more, to catch the eye. */
const PULL_QUOTE_CLASSES = /(?:^|[-_])(?:pull-?quote|highlight)$/;

/** What browsers and SingleFile say of a page that they save. */
const SAVED_FROM =
  /<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: )(https?:\/\/[^\s<>"]+)/;

/** What WordPress and MediaWiki put a picture with its caption into. */
const FIGURE_CLASSES = new Set(['wp-caption', 'thumb']);

/** Reads a web page: the article in it, as Markdown's tree; what is around and between is listed as dropped. */
export function fromHtml(html: string): Draft {
  const tree = parseHtml(html);
  const metadata = metadataOf(tree);
  metadata.url ??= SAVED_FROM.exec(html)?.[1];
  const draft: Draft = { blocks: [], metadata, dropped: [], remarks: [] };
  const article = mainPart(tree);
  const drop = (node: Element, reason: string) => {
    const text = collapse(textOf(node));
    if (text !== '' && !['script', 'style', 'template', 'svg'].includes(node.tagName))
      draft.dropped.push({ line: node.position?.start.line ?? 0, text, reason });
  };
  dropAround(tree, article, drop);
  const dropPicture = ({ properties, position }: Element) => {
    const text = collapse(String(properties.alt ?? '')) || String(properties.src ?? '').slice(0, 80);
    draft.dropped.push({ line: position?.start.line ?? 0, text, reason: 'picture' });
  };
  clean(article, drop, dropPicture);
  dropRepeated(article, drop);
  modernise(article);
  const footnotes = takeFootnotes(article);
  const mdast = toMdast(article, {
    handlers: {
      a: ((state, node: Element) => {
        const name = node.properties[FOOTNOTE];
        if (typeof name === 'string') return { type: 'footnoteReference', identifier: name, label: name };
        const { href } = node.properties;
        const children = state.all(node) as never[];
        if (typeof href !== 'string' || !/^(https?|mailto):/i.test(href)) return children;
        return { type: 'link', url: href, children };
      }) as Handle,
      pre: ((state, node: Element) =>
        isClass(node.properties, 'wp-block-verse')
          ? { type: 'code', lang: 'verse', value: textOf(node).trim() }
          : defaultHandlers.pre(state, node)) as Handle,
      sub: raised,
      sup: raised,
    },
  }) as MdastRoot;
  for (const [name, body] of footnotes) {
    const content = toMdast({ type: 'root', children: body.children }, { document: true }) as MdastRoot;
    const definition = {
      type: 'footnoteDefinition',
      identifier: name,
      label: name,
      children: content.children,
    };
    mdast.children.push(definition as FootnoteDefinition);
  }
  // Old pages set in the first lines of paragraphs with spaces.
  for (const node of mdast.children)
    if (node.type === 'paragraph' && node.children[0]?.type === 'text' && !node.children.some(isLineBreak))
      node.children[0].value = node.children[0].value.trimStart();
  draft.blocks = blocksOf(mdast).filter(({ text, node }) => text !== '' || node.type === 'thematicBreak');
  return draft;
}

function isLineBreak({ type }: PhrasingContent): boolean {
  return type === 'break';
}

/** Text above or below the line, which Markdown has no sign for; calls of footnotes have one. */
const raised: Handle = (state, node: Element) => {
  const children = state.all(node) as PhrasingContent[];
  const isText = children.length > 0 && children.every(({ type }) => type === 'text' || type === 'emphasis');
  if (!isText) return children;
  const tag = (value: string): PhrasingContent => ({ type: 'html', value });
  return [tag(`<${node.tagName}>`), ...children, tag(`</${node.tagName}>`)];
};

/** What blogs call the part of a page that holds an article, where they have no element for it. */
const MAIN_CLASSES = /^(?:(?:entry|post|article)-(?:content|body)|hentry)$/i;

function isMainClass({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.some((name) => MAIN_CLASSES.test(String(name)));
}

/** The article: the text of a MediaWiki, else the longest `article`, else `main` or what has that name, else the body. */
function mainPart(tree: Root): Element | Root {
  const [wiki] = find(tree, ({ properties }) => isClass(properties, 'mw-parser-output'));
  if (wiki) return wiki;
  const articles = find(tree, ({ tagName }) => tagName === 'article');
  const largest = articles.sort((a, b) => textOf(b).length - textOf(a).length)[0];
  if (largest) return largest;
  return (
    find(tree, ({ tagName, properties }) => tagName === 'main' || properties.role === 'main')[0] ??
    onlyOne(find(tree, isMainClass)) ??
    find(tree, ({ tagName }) => tagName === 'body')[0] ??
    tree
  );
}

/** Pages of a blog with several articles are taken whole. */
function onlyOne(elements: Element[]): Element | undefined {
  return elements.length === 1 ? elements[0] : undefined;
}

/** Lists what stands outside the article, piece by piece. */
function dropAround(node: Nodes, article: Nodes, drop: (element: Element, reason: string) => void): boolean {
  if (node === article) return true;
  if (!('children' in node)) return false;
  const inside = node.children.map((child) => dropAround(child as Nodes, article, drop));
  if (!inside.includes(true)) return false;
  for (const [i, child] of node.children.entries())
    if (!inside[i] && child.type === 'element' && child.tagName !== 'head')
      drop(child, 'outside the article');
  return true;
}

/** Takes out of the article what is not text. */
function clean(
  node: Element | Root,
  drop: (element: Element, reason: string) => void,
  dropPicture: (image: Element) => void,
): void {
  const kept: RootContent[] = [];
  for (const child of node.children) {
    if (child.type !== 'element') {
      if (child.type === 'text') kept.push(child);
      continue;
    }
    const reason = notText(child);
    if (reason) drop(child, reason);
    else if (child.tagName === 'img') dropPicture(child);
    else {
      clean(child, drop, dropPicture);
      kept.push(child);
    }
  }
  node.children = kept as ElementContent[];
}

function notText(element: Element): string | undefined {
  const { className, role, hidden } = element.properties;
  if (isSideNote(element)) return undefined;
  if (namesInByLine(element).length > 0) return 'the by-line';
  const byTag = NOT_TEXT[element.tagName];
  if (byTag) return byTag;
  if (hidden !== undefined && hidden !== false) return 'hidden';
  const classes = Array.isArray(className) ? className.map((name) => String(name).toLowerCase()) : [];
  const isFigure = element.tagName === 'figure' || classes.some((name) => FIGURE_CLASSES.has(name));
  if (isFigure && find(element, ({ tagName }) => tagName === 'img').length > 0)
    return 'picture and its caption';
  if (typeof role === 'string' && NOT_TEXT_ROLES.has(role)) return 'page furniture';
  if (classes.includes('toc')) return 'table of contents';
  if (classes.some((name) => PAGE_NUMBER_CLASSES.test(name))) return 'number of a page';
  return classes.some((name) => NOT_TEXT_CLASSES.test(name)) ? 'page furniture' : undefined;
}

/** Takes out those quotations whose words stand in the text as well. */
function dropRepeated(article: Element | Root, drop: (element: Element, reason: string) => void): void {
  const quotes = find(article, (element) => hasClass(element, PULL_QUOTE_CLASSES));
  if (quotes.length === 0) return;
  const all = collapse(textOf(article));
  for (const quote of quotes) {
    const words = collapse(textOf(quote)).replace(/^[“”"‘’'«»]+|[“”"‘’'«».…]+$/g, '');
    if (words === '' || all.indexOf(words) === all.lastIndexOf(words)) continue;
    drop(quote, 'words of the text, shown once more');
    quote.children = [];
  }
}
