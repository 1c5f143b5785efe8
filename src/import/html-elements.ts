import type { Element, Nodes } from 'hast';

/** The elements of a tree that are wanted, in order. */
export function find(node: Nodes, wanted: (element: Element) => boolean): Element[] {
  if (!('children' in node)) return [];
  return (node.children as Nodes[]).flatMap((child) => [
    ...(child.type === 'element' && wanted(child) ? [child] : []),
    ...find(child, wanted),
  ]);
}

export function isClass({ className }: Element['properties'], name: string): boolean {
  return Array.isArray(className) && className.includes(name);
}

/** Whether one of an element's classes has such a name, in capitals or not. */
export function hasClass({ properties: { className } }: Element, name: RegExp): boolean {
  return Array.isArray(className) && className.some((each) => name.test(String(each).toLowerCase()));
}
