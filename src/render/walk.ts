import type { Element, Parents, Text } from 'hast';

/**
 * Calls a function with every element below a node, in document order. unist-util-visit does this for any tree and
 * visitor; over the tens of thousands of elements of a book, and several times, it took longer than making the pages.
 */
export function eachElement(parent: Parents, visit: (element: Element) => void): void {
  for (const child of parent.children)
    if (child.type === 'element') {
      visit(child);
      eachElement(child, visit);
    }
}

/** Calls a function with every text below a node, in document order. */
export function eachText(parent: Parents, visit: (text: Text) => void): void {
  for (const child of parent.children)
    if (child.type === 'text') visit(child);
    else if (child.type === 'element') eachText(child, visit);
}

/** Whether some element below a node passes a test. */
export function someElement(parent: Parents, test: (element: Element) => boolean): boolean {
  return parent.children.some(
    (child) => child.type === 'element' && (test(child) || someElement(child, test)),
  );
}
