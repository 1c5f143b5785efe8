import type { Element, Nodes, Root, RootContent } from 'hast';
import { raw } from 'hast-util-raw';
import { sanitize } from 'hast-util-sanitize';
import { VFile } from 'vfile';
import {
  ALLOWED,
  isAllowedClass,
  isAllowedElement,
  isAllowedProperty,
  isRemovedWhole,
  PAGE_BLOCKS,
} from './allowed-html.js';
import { blocks } from './blocks.js';
import { type Gathered, type MarkdownText, rangeOf } from './markdown-text.js';

/** Elements inside one another. The tools that walk a tree call themselves for each, and the stack is not endless. */
export const MAX_TREE_DEPTH = 200;

/** The library gives positions where it is given a file; it takes nothing else from it. */
const POSITIONS = { file: new VFile('') };

/**
 * The raw HTML in a tree made elements, with what is not allowed left out and reported, and with blocks only where
 * blocks may be. Undefined where elements stand too deep in one another.
 */
export function withRawHtml(tree: Root, markdown: MarkdownText, gathered: Gathered): Root | undefined {
  let parsed: Nodes;
  try {
    parsed = raw(tree, POSITIONS);
  } catch (error) {
    // The library walks the tree by calling itself.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  if (isDeeper(parsed, MAX_TREE_DEPTH)) return undefined;
  const root: Root = parsed.type === 'root' ? parsed : { type: 'root', children: [parsed as RootContent] };
  const report = new Report(markdown, gathered);
  report.children(root);
  const clean = sanitize(root, ALLOWED);
  const result: Root = clean.type === 'root' ? clean : { type: 'root', children: [clean as RootContent] };
  blocks(result, (element) => report.misplaced(element));
  return result;
}

/** Whether a tree has raw HTML in it, found without recursion. */
export function hasRawHtml(tree: Root | Element): boolean {
  const stack: (Root | Element)[] = [tree];
  while (stack.length > 0)
    for (const child of stack.pop()!.children) {
      if ((child.type as string) === 'raw') return true;
      if (child.type === 'element') stack.push(child);
    }
  return false;
}

/** Whether nodes stand more than a number of levels deep in one another, found without recursion. */
export function isDeeper(tree: object, limit: number): boolean {
  let level: object[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    const next: object[] = [];
    for (const node of level)
      for (const child of (node as { children?: object[] }).children ?? []) next.push(child);
    level = next;
  }
  return false;
}

/** Tells what the sanitiser is going to leave out, and makes a `div` of what only a page needs. */
class Report {
  /** Where the last element with a place stands: what the HTML parser adds by itself has none. */
  private last: Element | undefined;

  constructor(
    private readonly markdown: MarkdownText,
    private readonly gathered: Gathered,
  ) {}

  children(parent: Root | Element): void {
    for (const child of parent.children) {
      // An element that the source does not close may have half a place.
      const { position } = child;
      if (position && !(position.start && position.end)) delete child.position;
      if (child.type === 'element') this.element(child);
    }
  }

  misplaced(element: Element): void {
    this.warn(
      element,
      `<${element.tagName}> cannot stand inside the element that it is in`,
      'its content is kept, without it',
    );
  }

  private element(element: Element): void {
    if (element.position) this.last = element;
    const { tagName } = element;
    if (isRemovedWhole(tagName)) {
      this.warn(
        element,
        `<${tagName}> and what is in it is left out`,
        'a text has no programs or stylesheets of its own',
      );
      return;
    }
    if (!isAllowedElement(tagName)) {
      this.warn(
        element,
        `<${tagName}> is left out`,
        'what is in it is kept; where no HTML is meant, write \\< for the sign',
      );
      if (PAGE_BLOCKS.has(tagName)) {
        element.tagName = 'div';
        element.properties = {};
      }
    } else this.properties(element);
    this.children(element);
  }

  private properties(element: Element): void {
    const { tagName, properties } = element;
    const dropped = Object.keys(properties).filter((property) => !isAllowedProperty(tagName, property));
    if (dropped.length > 0)
      this.warn(
        element,
        `${dropped.map((name) => `“${attribute(name)}”`).join(', ')} of <${tagName}> ${dropped.length > 1 ? 'are' : 'is'} left out`,
      );
    if (Array.isArray(properties.className)) {
      const names = properties.className.map(String);
      const reserved = names.filter((name) => !isAllowedClass(name));
      if (reserved.length > 0) {
        this.warn(
          element,
          `the class “${reserved.join(' ')}” of <${tagName}> is left out`,
          'it has a meaning in the pages of a book',
        );
        const kept = names.filter(isAllowedClass);
        if (kept.length > 0) properties.className = kept;
        else delete properties.className;
      }
    }
  }

  private warn(element: Element, message: string, hint?: string): void {
    const place = rangeOf(element.position ? element : (this.last ?? element));
    this.gathered.tell('html-left-out', message, this.markdown, place, hint === undefined ? {} : { hint });
  }
}

/** The attribute that a property of hast stands for. */
function attribute(property: string): string {
  if (property === 'className') return 'class';
  return property.replace(/^(aria|data)(?=[A-Z])/, '$1-').toLowerCase();
}
