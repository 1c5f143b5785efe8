import type { Element, ElementContent, Root, RootContent } from 'hast';

/** What no cell of a table in Markdown can hold. */
const BLOCKS =
  /^(address|article|blockquote|center|dir|div|dl|fieldset|h[1-6]|hr|menu|ol|pre|section|table|ul)$/;

/**
 * Makes of a page what later HTML would have of it: tables that lay out the page become what their cells hold, two
 * line breaks in a row part paragraphs, and a list in a list belongs to the item before it.
 */
export function modernise(node: Element | Root): void {
  for (const child of node.children) if (child.type === 'element') modernise(child);
  nestLists(node);
  alignCell(node);
  node.children = (node.children as ElementContent[]).flatMap((child) =>
    child.type === 'element' && child.tagName === 'table' && isLayout(child) ? cells(child) : [child],
  );
  partParagraphs(node);
  // Of a font that had paragraphs in it.
  if (node.type === 'element' && node.tagName === 'p' && node.children.some(isBlock)) node.tagName = 'div';
}

function isList(node: ElementContent | RootContent | undefined): node is Element {
  return node?.type === 'element' && (node.tagName === 'ul' || node.tagName === 'ol');
}

/**
 * Lists that stand in a list, or, as LibreOffice writes them, in one of their own behind it, put into the last item before
 * them.
 */
function nestLists(node: Element | Root): void {
  const children: Element['children'] = [];
  const inList = node.type === 'element' && isList(node);
  for (const child of node.children as ElementContent[]) {
    const before = children.findLast((each) => each.type === 'element');
    if (isList(child) && inList && before?.tagName === 'li') before.children.push(child);
    else if (isList(child) && isList(before) && holdsListsOnly(child)) {
      before.children.push(...child.children);
      nestLists(before);
    } else children.push(child);
  }
  node.children = children;
}

function holdsListsOnly({ children }: Element): boolean {
  const said = children.filter((child) => !isSpace(child));
  return said.length > 0 && said.every(isList);
}

/** What a stylesheet says of the sides of a cell, as its attribute. */
function alignCell(node: Element | Root): void {
  if (node.type !== 'element' || !/^t[dh]$/.test(node.tagName)) return;
  const side = /text-align:\s*(left|right|center)/i.exec(String(node.properties.style ?? ''))?.[1];
  if (side) node.properties.align ??= side.toLowerCase();
}

/** Whether a table has blocks or several paragraphs in a cell, or one cell only. Tables in it were looked at before. */
function isLayout(table: Element): boolean {
  const all = cells(table);
  return all.length === 1 || all.some(holdsBlocks);
}

function holdsBlocks({ children }: Element): boolean {
  const elements = children.filter((child) => child.type === 'element');
  return (
    elements.some(({ tagName }) => BLOCKS.test(tagName)) ||
    elements.filter(({ tagName }) => tagName === 'p').length > 1
  );
}

/** The cells of a table, each as a block; not those of tables in it. */
function cells(node: Element): Element[] {
  return node.children.flatMap((child): Element[] => {
    if (child.type !== 'element') return [];
    if (child.tagName === 'td' || child.tagName === 'th' || child.tagName === 'caption')
      return [{ ...child, tagName: 'div' }];
    return cells(child);
  });
}

/** What may hold paragraphs, or is one. */
const HOLDERS = /^(article|blockquote|body|center|dd|div|font|li|main|p|section|td)$/;

/** Makes a paragraph of each run of text between two line breaks that stand together. */
function partParagraphs(node: Element | Root): void {
  if (node.type === 'element' && !HOLDERS.test(node.tagName)) return;
  const all = node.children as ElementContent[];
  const nodes = all.filter((child, i) => !isSpace(child) || !(isBreak(all[i - 1]) || isBreak(all[i + 1])));
  if (!nodes.some((child, i) => isBreak(child) && isBreak(nodes[i + 1]))) return;
  const children: ElementContent[] = [];
  let run: ElementContent[] = [];
  const flush = () => {
    if (run.some((child) => !isBreak(child)))
      children.push({ type: 'element', tagName: 'p', properties: {}, children: run });
    run = [];
  };
  for (const [i, child] of nodes.entries()) {
    if (isBlock(child)) {
      flush();
      children.push(child);
    } else if (isBreak(child) && (isBreak(nodes[i + 1]) || isBreak(nodes[i - 1]))) flush();
    else run.push(child);
  }
  flush();
  node.children = children;
  if (node.type === 'element' && /^(p|font)$/.test(node.tagName)) node.tagName = 'div';
}

function isSpace(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

function isBreak(node: ElementContent | undefined): boolean {
  return node?.type === 'element' && node.tagName === 'br';
}

function isBlock(node: ElementContent): boolean {
  return node.type === 'element' && (node.tagName === 'p' || BLOCKS.test(node.tagName));
}
