import type { Element, ElementContent, Root, RootContent } from 'hast';
import { append } from '../../append.js';
import { PHRASING_ELEMENTS, PHRASING_HOLDERS } from './allowed-html.js';

/** What each of these may have as children, and what anything else is put into. */
const ONLY: Record<string, { children: string[]; wrap: string }> = {
  ul: { children: ['li'], wrap: 'li' },
  ol: { children: ['li'], wrap: 'li' },
  dl: { children: ['dt', 'dd'], wrap: 'dd' },
  table: { children: ['caption', 'colgroup', 'thead', 'tbody', 'tfoot'], wrap: 'tbody' },
  thead: { children: ['tr'], wrap: 'tr' },
  tbody: { children: ['tr'], wrap: 'tr' },
  tfoot: { children: ['tr'], wrap: 'tr' },
  tr: { children: ['td', 'th'], wrap: 'td' },
  colgroup: { children: ['col'], wrap: 'col' },
};

/** Elements that stand only in these; elsewhere they are taken for the block beside them. */
const INSIDE: Record<string, { parents: string[]; instead: string }> = {
  li: { parents: ['ul', 'ol'], instead: 'div' },
  dt: { parents: ['dl'], instead: 'div' },
  dd: { parents: ['dl'], instead: 'div' },
  figcaption: { parents: ['figure'], instead: 'div' },
};

/** Elements that hold blocks, or phrasing content alone. */
const EITHER = new Set(['li', 'dd', 'td', 'th', 'figcaption', 'div']);

/**
 * Makes a sanitised tree hold to the content models of HTML: blocks at the top and in what holds blocks, phrasing
 * content in paragraphs and headings, items in lists. Loose text becomes a paragraph; an element that holds what it
 * cannot hold is replaced by its content. No text is moved past other text.
 *
 * @param unwrapped called for each element that is replaced by its content
 */
export function blocks(root: Root, unwrapped: (element: Element) => void): void {
  root.children = flow(root.children as ElementContent[], 'root', unwrapped) as RootContent[];
}

function flow(
  nodes: ElementContent[],
  parent: string,
  unwrapped: (element: Element) => void,
): ElementContent[] {
  const result: ElementContent[] = [];
  for (const node of nodes) {
    if (node.type === 'comment') continue;
    if (node.type !== 'element') result.push(node);
    else append(result, element(node, parent, unwrapped));
  }
  const only = ONLY[parent];
  if (only) return wrapOthers(result, only.children, only.wrap);
  if (PHRASING_HOLDERS.has(parent))
    return PHRASING_ELEMENTS.has(parent) || parent === 'pre' ? result : trimmed(result);
  if (EITHER.has(parent) && !result.some(isBlock)) return trimmed(result);
  return paragraphs(result);
}

function element(node: Element, parent: string, unwrapped: (element: Element) => void): ElementContent[] {
  const inside = INSIDE[node.tagName];
  if (inside && !inside.parents.includes(parent)) node.tagName = inside.instead;
  node.children = flow(node.children, node.tagName, unwrapped);
  // Blocks came out of phrasing content (`<em><p>`), or stand in what holds none (`<h2><div>`).
  if (PHRASING_HOLDERS.has(node.tagName) && node.children.some(isBlock)) {
    unwrapped(node);
    return PHRASING_HOLDERS.has(parent) || PHRASING_ELEMENTS.has(node.tagName)
      ? node.children
      : paragraphs(node.children);
  }
  if (node.tagName === 'p' && !node.children.some(isContent)) return [];
  return [node];
}

/** Puts each run of phrasing content between blocks into a paragraph. */
function paragraphs(nodes: ElementContent[]): ElementContent[] {
  const result: ElementContent[] = [];
  let run: ElementContent[] = [];
  const close = () => {
    if (run.some(isContent))
      result.push({ type: 'element', tagName: 'p', properties: {}, children: trimmed(run) });
    run = [];
  };
  for (const node of nodes) {
    if (isBlock(node)) {
      close();
      result.push(node);
    } else run.push(node);
  }
  close();
  return result;
}

/** Without the white space that parts a run of phrasing content from the blocks around it. */
function trimmed(run: ElementContent[]): ElementContent[] {
  const first = run[0];
  if (first?.type === 'text') first.value = first.value.replace(/^[ \t\r\n]+/, '');
  const last = run.at(-1);
  if (last?.type === 'text') last.value = last.value.replace(/[ \t\r\n]+$/, '');
  return run.filter((node) => node.type !== 'text' || node.value !== '');
}

function wrapOthers(nodes: ElementContent[], allowed: string[], wrap: string): ElementContent[] {
  const result: ElementContent[] = [];
  let wrapper: Element | undefined;
  for (const node of nodes) {
    if (node.type === 'element' && allowed.includes(node.tagName)) {
      wrapper = undefined;
      result.push(node);
    } else if (wrapper || isContent(node)) {
      if (!wrapper) {
        wrapper = { type: 'element', tagName: wrap, properties: {}, children: [] };
        result.push(wrapper);
      }
      wrapper.children.push(node);
    }
  }
  return result;
}

function isBlock(node: ElementContent): boolean {
  return node.type === 'element' && !PHRASING_ELEMENTS.has(node.tagName);
}

/** Whether a node is more than white space. */
function isContent(node: ElementContent): boolean {
  return node.type === 'element' || (node.type === 'text' && /[^ \t\r\n]/.test(node.value));
}
