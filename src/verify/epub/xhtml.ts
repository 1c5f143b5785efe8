import { XmlElement } from '@rgrove/parse-xml';

/** Whether an element's epub:type, role or class has a word. */
export function has(element: XmlElement, word: string): boolean {
  const { attributes } = element;
  return ['epub:type', 'role', 'class'].some(
    (name) => attributes[name]?.split(/\s+/).includes(word) ?? false,
  );
}

/** An element and all elements in it, in document order. */
export function* elementsOf(root: XmlElement): Generator<XmlElement> {
  yield root;
  for (const kid of root.children) if (kid instanceof XmlElement) yield* elementsOf(kid);
}
