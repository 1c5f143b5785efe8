import type { Comment, Element, ElementContent, Nodes, Text } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { append } from '../../append.js';
import { cleanProperties } from './attributes.js';
import type { PageContext } from './conform-page.js';
import { descriptionList, list, table } from './containers.js';
import {
  BLOCKS,
  DROPPED,
  HEADINGS,
  HOMES,
  ISLANDS,
  PARAGRAPHS,
  PHRASES,
  PLAIN_BLOCK,
  RENAMED,
  TRANSPARENT,
} from './content-model.js';
import { holdsLink, splitLink } from './nested-links.js';

/**
 * How deep elements may lie in each other; deeper ones become their content. Books stay below twenty; parsers of
 * reading systems, and recursion here, are safe well above a hundred.
 */
const MAX_DEPTH = 100;

/** What a place in the tree takes. */
export interface Place {
  /**
   * `flow`: blocks and phrases. `lift`: phrases; a block may be given back, and the parent is parted around it.
   * `phrasing`: phrases only; a block becomes its content between line breaks.
   */
  takes: 'flow' | 'lift' | 'phrasing';
  /** Whether headings and sections are not allowed here (in dt, th). */
  plain: boolean;
  /** Whether it lies in a header or footer, where there is no other. */
  inHeader?: boolean;
  /** Whether it lies in a dfn, where there is no other. */
  inTerm?: boolean;
  depth: number;
}

type Loose = Nodes | { type: 'raw'; value: string };

/** Makes the content of one page conform; see `conformPage`. Cost: linear in the nodes. */
export class Conformer {
  readonly repeatedIds: string[] = [];

  constructor(private readonly context: PageContext) {}

  page(element: Element): ElementContent[] {
    return this.children([element], { takes: 'flow', plain: false, depth: 0 });
  }

  /** A list of siblings, for a place that takes them. */
  children(nodes: readonly Loose[], place: Place): ElementContent[] {
    const result: ElementContent[] = [];
    let parted = false;
    for (const node of place.takes === 'phrasing' ? allParsed(nodes) : housed(nodes)) {
      const pieces = this.node(node, place);
      if (pieces.length === 0) continue;
      const isBlock = place.takes === 'phrasing' && node.type === 'element' && isBlockName(nameOf(node));
      if ((isBlock || parted) && result.some(isVisible) && pieces.some(isVisible)) result.push(lineBreak());
      parted = isBlock || (parted && !pieces.some(isVisible));
      append(result, pieces);
    }
    return result;
  }

  private node(node: Element | Text | Comment, place: Place): ElementContent[] {
    if (node.type === 'text') return [this.text(node)];
    if (node.type !== 'element') return [];
    const name = nameIn(node, place);
    if (name === 'input') return checkbox(node);
    if (DROPPED.has(name)) return [];
    if (name === 'img') return this.image(node);
    if (name === 'br' || name === 'wbr')
      return [{ type: 'element', tagName: name, properties: {}, children: [] }];
    if (name === 'hr') return place.takes === 'phrasing' ? [] : [this.copy(node, name, [])];
    if (ISLANDS.has(name)) return [this.island(node)];
    if (place.depth >= MAX_DEPTH && name !== 'a' && name !== 'sup')
      return this.children(node.children, { ...place, takes: 'phrasing' });
    if (BLOCKS.has(name))
      return place.takes === 'phrasing' ? this.inlined(node, place) : this.block(node, name, place);
    if (PHRASES.has(name) || TRANSPARENT.has(name)) return this.phrase(node, name, place);
    return this.children(node.children, place);
  }

  /**
   * A text without its place in a file, which no later stage asks for. A node that stands in the book already is copied,
   * so that each stands for one place.
   */
  private text(node: Text): Text {
    const { texts } = this.context.seen;
    if (node.position || texts.has(node)) return { type: 'text', value: node.value };
    texts.add(node);
    return node;
  }

  private block(node: Element, name: string, place: Place): ElementContent[] {
    const inHeader = place.inHeader || name === 'header' || name === 'footer';
    const inside = (takes: Place['takes'], plain = place.plain): Place => ({
      ...place,
      takes,
      plain,
      inHeader,
      depth: place.depth + 1,
    });
    if (name === 'ul' || name === 'ol') return list(this, node, name, inside('flow', false));
    if (name === 'dl') return descriptionList(this, node, inside('flow', false));
    if (name === 'table') return table(this, node, inside('flow', false));
    if (PARAGRAPHS.has(name)) {
      const shell = this.copy(node, name, []);
      return partAroundBlocks(shell, this.children(node.children, inside('lift')));
    }
    if (HEADINGS.has(name)) {
      const children = this.children(node.children, inside('phrasing'));
      const shell = this.copy(node, name, children);
      return children.some(isVisible) || shell.properties.id !== undefined ? [shell] : children;
    }
    if (name === 'figure') return [this.copy(node, name, this.figure(node, inside('flow')))];
    if (name === 'details') return [this.details(node, inside('flow'))];
    return [this.copy(node, name, this.children(node.children, inside('flow')))];
  }

  private phrase(node: Element, name: string, place: Place): ElementContent[] {
    if (name === 'a' && node.children.some(holdsLink))
      return splitLink(node).flatMap((n) => this.node(n as Element, place));
    if (name === 'ruby') return this.ruby(node, { ...place, takes: 'phrasing', depth: place.depth + 1 });
    const takes = place.takes === 'phrasing' ? 'phrasing' : 'lift';
    const shell = this.copy(node, name, []);
    const inTerm = place.inTerm || name === 'dfn';
    const children = this.children(node.children, { ...place, takes, inTerm, depth: place.depth + 1 });
    if (name === 'a' && shell.properties.href === undefined)
      return partAroundBlocks({ ...shell, tagName: 'span' }, children).filter(
        (piece) =>
          piece.type !== 'element' ||
          piece.tagName !== 'span' ||
          isVisible(piece) ||
          piece.properties.id !== undefined,
      );
    if (TRANSPARENT.has(name)) return [{ ...shell, children }];
    return partAroundBlocks(shell, children);
  }

  /** Each base text with its gloss as a ruby of its own; what has no partner is plain text. */
  private ruby(node: Element, place: Place): ElementContent[] {
    const result: ElementContent[] = [];
    let shell = node;
    let base: ElementContent[] = [];
    for (const child of node.children) {
      const isGloss = child.type === 'element' && child.tagName === 'rt';
      const content = this.children(isGloss ? child.children : [child], { ...place, depth: place.depth + 1 });
      if (!isGloss) append(base, content);
      else if (base.some(isVisible)) {
        result.push(this.copy(shell, 'ruby', [...base, this.copy(child, 'rt', content)]));
        shell = { ...node, properties: { ...node.properties, id: undefined } };
        base = [];
      } else append(result, content);
    }
    return [...result, ...base];
  }

  /** A block where only phrases may stand: a span with its content, if it has something that must be kept. */
  private inlined(node: Element, place: Place): ElementContent[] {
    const children = this.children(node.children, { ...place, depth: place.depth + 1 });
    const { id, lang, dir } = this.copy(node, 'span', []).properties;
    if (id === undefined && lang === undefined && dir === undefined) return children;
    const properties = { ...(id && { id }), ...(lang && { lang }), ...(dir && { dir }) };
    return [{ type: 'element', tagName: 'span', properties, children }];
  }

  private figure(node: Element, place: Place): ElementContent[] {
    const isCaption = (child: Loose) => child.type === 'element' && child.tagName === 'figcaption';
    const captions = node.children.filter(isCaption) as Element[];
    const rest = node.children.filter((child) => !isCaption(child));
    const caption = captions.map((each) =>
      this.copy(each, 'figcaption', this.children(each.children, { ...place, depth: place.depth + 1 })),
    );
    const extra = caption.slice(1).map((each): Element => ({ ...each, tagName: 'div' }));
    const captionFirst = node.children.find(isVisible) === captions[0];
    const content = [...this.children(rest, place), ...extra];
    return captionFirst ? [...caption.slice(0, 1), ...content] : [...content, ...caption.slice(0, 1)];
  }

  private details(node: Element, place: Place): Element {
    const summary = node.children.find((child) => child.type === 'element' && child.tagName === 'summary') as
      | Element
      | undefined;
    const content = () =>
      this.children(
        node.children.filter((child) => child !== summary),
        place,
      );
    if (!summary) return this.copy(node, 'div', content());
    const words = this.children(summary.children, { ...place, takes: 'phrasing', depth: place.depth + 1 });
    return this.copy(node, 'details', [this.copy(summary, 'summary', words), ...content()]);
  }

  private image(node: Element): ElementContent[] {
    const { src, alt } = node.properties;
    if (typeof src !== 'string' || !this.context.images.has(src))
      return typeof alt === 'string' && alt !== '' ? [{ type: 'text', value: alt }] : [];
    const image = this.copy(node, 'img', []);
    image.properties = { ...image.properties, src, alt: typeof alt === 'string' ? alt : '' };
    return [image];
  }

  /** SVG and MathML as they stand, without scripts and handlers, and with ids that are counted. */
  private island(node: Element): Element {
    const properties = Object.fromEntries(
      Object.entries(node.properties).filter(([key]) => !/^on[A-Za-z]/.test(key) && key !== 'id'),
    );
    const { id } = this.copy(node, 'span', []).properties;
    return {
      type: 'element',
      tagName: node.tagName,
      properties: id === undefined ? properties : { id, ...properties },
      children: node.children.flatMap((child): ElementContent[] => {
        if (child.type === 'text') return [this.text(child)];
        if (child.type !== 'element' || /^(script|foreignObject)$/i.test(child.tagName)) return [];
        return [this.island(child)];
      }),
    };
  }

  /** A copy of an element under a name, with clean attributes; an id that the book has already is left out. */
  copy(node: Element, tagName: string, children: ElementContent[]): Element {
    const properties = cleanProperties({ ...node, tagName });
    const { id } = properties;
    if (typeof id === 'string') {
      const { ids } = this.context.seen;
      if (ids.has(id)) {
        this.repeatedIds.push(id);
        delete properties.id;
      } else ids.add(id);
    }
    return { type: 'element', tagName, properties, children };
  }
}

/** Raw HTML parsed; items that stand outside their list or table put into one. */
function housed(nodes: readonly Loose[]): (Element | Text | Comment)[] {
  const result: (Element | Text | Comment)[] = [];
  let home: Element | undefined;
  for (const node of allParsed(nodes)) {
    const needed = node.type === 'element' ? HOMES[node.tagName] : undefined;
    if (needed) {
      if (home?.tagName !== needed) {
        home = { type: 'element', tagName: needed, properties: {}, children: [] };
        result.push(home);
      }
      home.children.push(node as Element);
    } else if (home && node.type === 'text' && node.value.trim() === '') home.children.push(node);
    else {
      home = undefined;
      result.push(node);
    }
  }
  return result;
}

/** A paragraph or phrase whose children hold blocks, as pieces with the blocks between them; the first one has the id. */
function partAroundBlocks(shell: Element, children: ElementContent[]): ElementContent[] {
  if (!children.some(isBlock)) return [{ ...shell, children }];
  const { id, ...rest } = shell.properties;
  const result: ElementContent[] = [];
  let run: ElementContent[] = [];
  const flush = () => {
    if (run.some(isVisible)) result.push({ ...shell, properties: { ...rest }, children: run });
    run = [];
  };
  for (const child of children) {
    if (isBlock(child)) {
      flush();
      result.push(child);
    } else run.push(child);
  }
  flush();
  if (id !== undefined) {
    const first = result[0] as Element;
    if (first.properties.id === undefined) first.properties = { id, ...first.properties };
    else result.unshift({ type: 'element', tagName: 'span', properties: { id }, children: [] });
  }
  return result;
}

/** Whether a conformed node may only stand where blocks may. */
function isBlock(node: ElementContent): boolean {
  if (node.type !== 'element') return false;
  return BLOCKS.has(node.tagName) || (TRANSPARENT.has(node.tagName) && node.children.some(isBlock));
}

/** Whether there is anything to see or to link to in a node. */
export function isVisible(node: ElementContent | Loose): boolean {
  if (node.type === 'text') return node.value.trim() !== '';
  if (node.type !== 'element') return false;
  if (/^(img|svg|math|hr)$/.test(node.tagName) || node.properties.id !== undefined) return true;
  return node.children.some(isVisible);
}

function isBlockName(name: string): boolean {
  return BLOCKS.has(name) || name === 'li' || Object.hasOwn(HOMES, name) || name === 'hr';
}

/** What an element is called at a place, when the place does not take it under its own name. */
function nameIn(node: Element, place: Place): string {
  const name = nameOf(node);
  if (place.inHeader && (name === 'header' || name === 'footer')) return 'div';
  if (place.inTerm && name === 'dfn') return 'span';
  if (
    name === 'time' &&
    cleanProperties(node).datetime === undefined &&
    cleanProperties(node).dateTime === undefined
  )
    return 'span';
  if (name === 'data' && node.properties.value === undefined) return 'span';
  return place.plain ? (PLAIN_BLOCK[name] ?? name) : name;
}

function nameOf(node: Element): string {
  const name = /^[A-Z]/.test(node.tagName) ? node.tagName.toLowerCase() : node.tagName;
  return RENAMED[name] ?? name;
}

function allParsed(nodes: readonly Loose[]): readonly (Element | Text | Comment)[] {
  return nodes.every(isSettled) ? nodes : nodes.flatMap(parsed);
}

function isSettled(node: Loose): node is Element | Text {
  return node.type === 'element' || node.type === 'text';
}

/** Raw HTML that was left in a tree is parsed, so that its words are not lost. */
function parsed(node: Loose): (Element | Text | Comment)[] {
  if (node.type === 'raw') return fromHtml(node.value, { fragment: true }).children.flatMap(parsed);
  if (node.type === 'root') return node.children.flatMap(parsed);
  return isSettled(node) ? [node] : [];
}

/** A task list's box as text: a form control in a book does nothing, and has no label. */
function checkbox(node: Element): ElementContent[] {
  if (node.properties.type !== 'checkbox') return [];
  const value = node.properties.checked ? '[x]' : '[ ]';
  return [
    {
      type: 'element',
      tagName: 'span',
      properties: { className: ['task'] },
      children: [{ type: 'text', value }],
    },
  ];
}

function lineBreak(): Element {
  return { type: 'element', tagName: 'br', properties: {}, children: [] };
}
