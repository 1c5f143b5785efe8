import type { Element, ElementContent, Parent, Root, RootContent } from 'hast';
import { find, html } from 'property-information';

type Node = Root | RootContent | ElementContent;

/**
 * A hast tree with what selectors ask for and hast does not hold: parents, and places among siblings. Made in one
 * walk, so that every question is answered at once however long a list of siblings is.
 */
export class Tree {
  /** Held by their elements, which may go while others come. */
  private readonly places = new WeakMap<Element, Place>();
  private lastElement: Element | undefined;
  private lastPlace: Place | undefined;

  /** @param root the element (or root) whose descendants selectors may ask about */
  constructor(root: Root | Element) {
    this.enter(root);
  }

  /** Finds the places of a tree's elements: what stands in those that were in one before is as it was. */
  enter(root: Root | Element): void {
    this.lastElement = undefined;
    if (root.type === 'element')
      this.places.set(root, { parent: undefined, index: 0, previous: undefined, next: undefined });
    const open: Parent[] = [root];
    for (let parent = open.pop(); parent; parent = open.pop()) {
      let previous: Element | undefined;
      let index = 0;
      for (const child of parent.children) {
        if (child.type !== 'element') continue;
        const place = {
          parent: parent.type === 'element' ? (parent as Element) : undefined,
          index: index++,
          previous,
          next: undefined,
        };
        if (!this.places.has(child)) open.push(child);
        this.places.set(child, place);
        if (previous) this.places.get(previous)!.next = child;
        previous = child;
      }
    }
  }

  /** Many selectors are asked about one element after the other: the last place is kept at hand. */
  private place(element: Element): Place | undefined {
    if (element !== this.lastElement) {
      this.lastElement = element;
      this.lastPlace = this.places.get(element);
    }
    return this.lastPlace;
  }

  parent(element: Element): Element | undefined {
    return this.place(element)?.parent;
  }

  /** The element sibling before it. */
  previous(element: Element): Element | undefined {
    return this.place(element)?.previous;
  }

  /** The element sibling after it. */
  next(element: Element): Element | undefined {
    return this.place(element)?.next;
  }

  /** How many element siblings stand before it. */
  index(element: Element): number {
    return this.place(element)?.index ?? 0;
  }

  /** The element and its element siblings, in order. */
  siblings(element: Element): Element[] {
    const parent = this.parent(element);
    return parent ? childElements(parent) : [element];
  }
}

interface Place {
  parent: Element | undefined;
  index: number;
  previous: Element | undefined;
  next: Element | undefined;
}

export function childElements(element: Element): Element[] {
  return element.children.filter(isElement);
}

function isElement(node: Node): node is Element {
  return node.type === 'element';
}

const hastNames = new Map<string, string>();

/** What hast calls an attribute: `className` for `class`. */
export function hastName(attribute: string): string {
  let name = hastNames.get(attribute);
  if (name === undefined) {
    name = find(html, attribute).property;
    hastNames.set(attribute, name);
  }
  return name;
}

/**
 * An attribute by its name in markup (`class`, `epub:type`, `data-page`), as it would stand there; undefined where the
 * element has none.
 */
export function attribute(element: Element, name: string): string | undefined {
  const { properties } = element;
  // A tree that was not made from HTML may hold an attribute under its own name.
  const value = properties[hastName(name)] ?? properties[name];
  if (value === undefined || value === null || value === false) return undefined;
  if (value === true) return '';
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(' ') : String(value);
}

export function classesOf({ properties }: Element): readonly string[] {
  const classes = properties.className ?? properties.class;
  if (Array.isArray(classes)) return classes as string[];
  return typeof classes === 'string' ? classes.split(/\s+/) : [];
}

export function hasClass(element: Element, name: string): boolean {
  return classesOf(element).includes(name);
}

/** The language that an element's markup gives it. */
export function languageOf({ properties }: Element): string | undefined {
  const lang = properties.lang ?? properties.xmlLang ?? properties['xml:lang'];
  return typeof lang === 'string' ? lang : undefined;
}
