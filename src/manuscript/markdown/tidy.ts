import type { Element, ElementContent, Root, Text } from 'hast';
import { append } from '../../append.js';
import { hasForbidden, withoutForbidden } from '../characters.js';
import { imagePath } from './image-path.js';
import { linkTarget } from './link-target.js';
import { type Gathered, type MarkdownText, type Position, rangeOf } from './markdown-text.js';
import { tellUnread } from './unread.js';

/**
 * The last walk over a tree: leaves out the white space that only formats HTML, corrects line ends, makes a figure of a
 * paragraph that is one image, and gathers links and images. Whatever is wrong with a link or an image is reported, and
 * its text stays.
 *
 * @param footnotes the names of the footnotes that there are; undefined where there can be none, as in a title
 */
export function tidy(
  root: Root,
  markdown: MarkdownText,
  gathered: Gathered,
  footnotes: Set<string> | undefined,
): void {
  const start = { line: markdown.base.line + 1, column: 1, offset: markdown.base.offset };
  const context: Context = { markdown, gathered, footnotes, last: { start, end: start } };
  root.children = children(root.children as ElementContent[], context, false, undefined);
}

interface Context {
  markdown: MarkdownText;
  gathered: Gathered;
  footnotes: Set<string> | undefined;
  /** Where the text before stands, for one whose own place the HTML parser has lost. */
  last: Position;
}

function children(
  nodes: ElementContent[],
  context: Context,
  preformatted: boolean,
  around: Text['position'],
): ElementContent[] {
  const result: ElementContent[] = [];
  let afterBreak = false;
  for (const node of nodes) {
    if (node.type === 'text') {
      if (!node.position && /^[ \t\r\n]*$/.test(node.value)) continue;
      node.position ??= around ?? context.last;
      context.last = node.position;
      text(node, context, preformatted);
      if (afterBreak && !preformatted) node.value = node.value.replace(/^[ \t\n]+/, '');
      if (node.value !== '') result.push(node);
      afterBreak = false;
    } else if (node.type === 'element') {
      if (!node.position && around) node.position = around;
      append(result, element(node, context, preformatted));
      afterBreak = node.tagName === 'br';
    }
  }
  return result;
}

function text(node: Text, context: Context, preformatted: boolean): void {
  if (node.value.includes('\r')) node.value = node.value.replace(/\r\n?/g, '\n');
  if (hasForbidden(node.value)) node.value = withoutForbidden(node.value);
  if (!preformatted) tellUnread(node, context);
}

function element(node: Element, context: Context, preformatted: boolean): ElementContent[] {
  const { tagName } = node;
  for (const [name, value] of Object.entries(node.properties))
    if (typeof value === 'string' && hasForbidden(value)) node.properties[name] = withoutForbidden(value);
  if (tagName === 'img') return image(node, context);
  if (tagName === 'author-note') {
    if (context.footnotes?.has(String(node.properties.name))) return [node];
    context.gathered.tell('html-left-out', '<author-note> is left out', context.markdown, rangeOf(node), {
      hint: 'a reference to a footnote is written [^1]',
    });
    return children(node.children, context, preformatted, node.position);
  }
  const isCode = tagName === 'pre' || tagName === 'code';
  node.children = children(node.children, context, preformatted || isCode, node.position);
  if (tagName === 'a') return link(node, context);
  if (tagName === 'p') return figureOf(node, context);
  if (tagName === 'figure') unnest(node, context);
  return [node];
}

function link(node: Element, { markdown, gathered }: Context): ElementContent[] {
  const { href } = node.properties;
  // An anchor of a page that the text was taken from.
  if (typeof href !== 'string') return node.children;
  const place = rangeOf(node);
  const target = linkTarget(href);
  if (target.kind === 'fault') {
    gathered.tell(target.code, target.message, markdown, place, { hint: target.hint });
    return node.children;
  }
  node.properties = { href: target.href };
  if (target.kind !== 'web')
    gathered.links.push({
      kind: target.kind,
      target: target.target,
      element: node,
      at: () => markdown.locate(place.start, place.end),
    });
  return [node];
}

function image(node: Element, { markdown, gathered }: Context): ElementContent[] {
  const place = rangeOf(node);
  const alt = typeof node.properties.alt === 'string' ? node.properties.alt.trim() : '';
  const path = imagePath(String(node.properties.src ?? ''), markdown.folder);
  if (path.kind === 'fault') {
    gathered.tell(path.code, path.message, markdown, place, { hint: path.hint });
    return alt === '' ? [] : [alternative(node, alt)];
  }
  const isOrnament = alt === '' && node.properties.role === 'presentation';
  if (alt === '' && !isOrnament)
    gathered.tell('image-without-alt', `the image “${path.path}” has no alternative text`, markdown, place, {
      hint: 'say in a few words what it shows: ![A printing press](press.png)',
    });
  const { title } = node.properties;
  node.properties = {
    src: path.path,
    alt,
    ...(isOrnament && { role: 'presentation' }),
    ...(typeof title === 'string' ? { title } : {}),
  };
  gathered.images.push({
    element: node,
    path: path.path,
    at: () => markdown.locate(place.start, place.end),
  });
  return [node];
}

/** What stands for an image that is not there. */
export function alternative(node: Element, alt: string): Text {
  return { type: 'text', value: alt, ...(node.position ? { position: node.position } : {}) };
}

/**
 * A paragraph that is one image and nothing else is a figure; the image's title is its caption. One of several images is
 * no running text: stylesheets are told.
 */
function figureOf(node: Element, { gathered }: Context): ElementContent[] {
  const content = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (content.length === 0) return [];
  const images = content.filter((child) => child.type === 'element' && child.tagName === 'img') as Element[];
  const [only] = images;
  if (!only || images.length < content.length) return [node];
  if (images.length > 1) {
    const { className } = node.properties;
    const names = Array.isArray(className) ? className : [];
    return [{ ...node, properties: { ...node.properties, className: [...names, 'images'] } }];
  }
  const { title, ...properties } = only.properties;
  only.properties = properties;
  const figure: Element = { ...node, tagName: 'figure', properties: {}, children: [only] };
  if (typeof title === 'string' && title.trim() !== '')
    figure.children.push({
      type: 'element',
      tagName: 'figcaption',
      properties: {},
      children: [alternative(only, title)],
    });
  const use = gathered.images.findLast(({ element }) => element === only);
  if (use) use.figure = figure;
  return [figure];
}

/** In a figure that is written as one, in HTML, an image alone is no figure of its own. */
function unnest(figure: Element, { gathered }: Context): void {
  const isBare = (child: ElementContent): child is Element =>
    child.type === 'element' && child.tagName === 'figure' && child.children.length === 1;
  for (const { children } of figure.children.filter(isBare))
    delete gathered.images.findLast(({ element }) => element === children[0])?.figure;
  figure.children = figure.children.flatMap((child) => (isBare(child) ? child.children : [child]));
}
