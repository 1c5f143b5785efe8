import type { Element, ElementContent, Nodes, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { find, hasClass, isClass } from './html-elements.js';

/** Marks a link that calls a footnote; a property, since the conversion to Markdown copies the elements. */
export const FOOTNOTE = 'dataFootnote';

/** Notes that stand in the sentence that they are about, and are shown in the margin or popped up. */
const SIDE_NOTE = /^(?:(?:side|margin)-?note|modern-footnotes-footnote__note)$/;

export function isSideNote(element: Element): boolean {
  return hasClass(element, SIDE_NOTE);
}

/** How footnotes are called: 1, [1], (1), 1., *, [a]. */
const CALL = /^[[(]?(?:\d+|[*†‡§]+|[a-z])[\])]?\.?$/;

/**
 * Footnotes as web pages and word processors write them: a short link to an element further down that links back, or
 * to the link back itself, with which that element begins; or a note in its sentence, beside which it is shown. The
 * elements are taken out of the article and given by name; their links back go.
 */
export function takeFootnotes(article: Element | Root): Map<string, Element> {
  const byId = new Map<string, Element>();
  for (const element of find(article, ({ properties }) => properties.id !== undefined))
    byId.set(String(element.properties.id), element);
  for (const element of find(article, ({ tagName, properties }) => tagName === 'a' && !!properties.name))
    if (!byId.has(String(element.properties.name))) byId.set(String(element.properties.name), element);
  const parents = parentsIn(article);
  const footnotes = new Map<string, Element>();
  const names = new Map<Element, string>();
  const isInside = (element: Element) => element.tagName === 'a' && fragment(element, byId) !== undefined;
  for (const element of find(article, (each) => each.tagName === 'a' || isSideNote(each))) {
    if (isSideNote(element)) {
      const name = String(names.size + 1);
      const body = { ...element };
      names.set(body, name);
      footnotes.set(name, body);
      callInPlace(element, name, parents.get(element) ?? article);
      continue;
    }
    const target = fragment(element, byId);
    const named = target === undefined ? undefined : byId.get(target);
    const body = named && blockBegunBy(named, parents, byId);
    if (!body || !CALL.test(textOf(element).trim())) continue;
    const backLinks = find(body, isInside);
    if (backLinks.length === 0 || backLinks.includes(element)) continue;
    const name = names.get(body) ?? String(names.size + 1);
    names.set(body, name);
    element.properties[FOOTNOTE] = name;
    footnotes.set(name, body);
  }
  const bodies = new Set(names.keys());
  for (const body of bodies)
    remove(body, (element) => isInside(element) || isClass(element.properties, 'mw-cite-backlink'));
  remove(article, (element) => bodies.has(element));
  return footnotes;
}

/** Makes of a note in its sentence the call of it; one that stands between paragraphs is called at the end of the one before. */
function callInPlace(element: Element, name: string, parent: Element | Root): void {
  const call: Element = { type: 'element', tagName: 'a', properties: { [FOOTNOTE]: name }, children: [] };
  const before = parent.children
    .slice(0, parent.children.indexOf(element))
    .findLast((child) => child.type === 'element');
  if (element.tagName === 'span' || before?.tagName !== 'p') {
    Object.assign(element, call);
    return;
  }
  before.children.push(call);
  remove(parent, (child) => child === element);
}

const BLOCK = /^(li|p|div|dd|aside)$/;

/**
 * The block that an element is, or that begins with it: the largest, so that all paragraphs of a footnote are in it whose
 * number stands in the first.
 */
function blockBegunBy(
  element: Element,
  parents: ReadonlyMap<Nodes, Element>,
  byId: ReadonlyMap<string, Element>,
): Element | undefined {
  if (BLOCK.test(element.tagName)) return element;
  let block: Element | undefined;
  for (let parent = parents.get(element); parent; parent = parents.get(parent)) {
    if (wordsBefore(element, parent) || block?.tagName === 'li') break;
    // What holds the next footnote as well holds all of them.
    const anchors = find(
      parent,
      ({ tagName, properties }) => tagName === 'a' && !!(properties.id ?? properties.name),
    );
    if (anchors.some((anchor) => anchor !== element && fragment(anchor, byId) !== undefined)) break;
    if (BLOCK.test(parent.tagName)) block = parent;
  }
  return block;
}

/** Whether something is said in a holder before an element of it. */
function wordsBefore(element: Element, holder: Element): boolean {
  for (const child of holder.children) {
    if (child === element) return false;
    if (child.type === 'element' && find(child, (each) => each === element).length > 0)
      return wordsBefore(element, child);
    if (textOf(child).trim() !== '') return true;
  }
  return false;
}

function parentsIn(node: Nodes, parents = new Map<Nodes, Element>()): Map<Nodes, Element> {
  if ('children' in node)
    for (const child of node.children as Nodes[]) {
      if (node.type === 'element') parents.set(child, node);
      parentsIn(child, parents);
    }
  return parents;
}

/** The place on the same page that a link leads to. Browsers write the whole address into the pages that they save. */
function fragment(element: Element, byId: ReadonlyMap<string, Element>): string | undefined {
  const { href } = element.properties;
  const [, page, place] = typeof href === 'string' ? (/^([^#]*)#(.+)$/.exec(href) ?? []) : [];
  if (place === undefined) return undefined;
  if (byId.has(place)) return place;
  const plain = decoded(place);
  return page === '' || byId.has(plain) ? plain : undefined;
}

function decoded(place: string): string {
  try {
    return decodeURIComponent(place);
  } catch {
    return place;
  }
}

function remove(node: Element | Root, unwanted: (element: Element) => boolean): void {
  const kept = (node.children as RootContent[]).filter(
    (child) => child.type !== 'element' || !unwanted(child),
  );
  node.children = kept as ElementContent[];
  for (const child of node.children) if (child.type === 'element') remove(child, unwanted);
}
