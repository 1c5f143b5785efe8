import type { Element, ElementContent, Root } from 'hast';

/**
 * Parts of a document in their place. A selector may look at the elements around a section and beside it, and at what
 * these are: so a document that holds some sections whole holds shells of the others, which are told from them by no
 * selector that looks no deeper than an element's children (`StyledDocument.looksDeep`).
 */
export interface BookDocument {
  html: Element['properties'];
  body: Element['properties'];
  /** The children of the body. */
  roots: Element[];
}

/** The document that `treeOf` makes a tree of. */
export function bookDocument(root: Root): BookDocument {
  const html = root.children[0] as Element;
  const body = html.children[0] as Element;
  return { html: html.properties, body: body.properties, roots: body.children as Element[] };
}

/** An element with its children, and nothing in them. */
export function shellOf({ tagName, properties, children }: Element): Element {
  return { type: 'element', tagName, properties, children: children.flatMap(hollow) };
}

/** What stands in the place of something that a shell leaves out: it is not empty. */
const SOMETHING: ElementContent = { type: 'text', value: '.' };

function hollow(child: ElementContent): ElementContent[] {
  if (child.type === 'text') return [SOMETHING];
  if (child.type !== 'element') return [];
  const { tagName, properties, children } = child;
  return [{ type: 'element', tagName, properties, children: children.length > 0 ? [SOMETHING] : [] }];
}

/** A document of sections and shells. */
export function treeOf({ html, body, roots }: BookDocument): Root {
  const element = (tagName: string, properties: Element['properties'], children: Element[]): Element => ({
    type: 'element',
    tagName,
    properties,
    children,
  });
  return { type: 'root', children: [element('html', html, [element('body', body, roots)])] };
}
