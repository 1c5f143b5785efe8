import type { Parents, Text } from 'hast';

/** The first text that is more than white space, outside of pictures and formulas or not. */
export function firstText(node: Parents): Text | undefined {
  for (const child of node.children) {
    if (child.type === 'text' && child.value.trim() !== '') return child;
    const text = child.type === 'element' ? firstText(child) : undefined;
    if (text) return text;
  }
  return undefined;
}
