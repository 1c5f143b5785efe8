import type { Element } from 'hast';
import type { StyledElement } from '../style/styled.js';

/** The text of an element as a reader sees it, in one line: without calls of notes, notes and what is not shown. */
export function plainText(styled: StyledElement, calls: { has(element: Element): boolean }): string {
  const parts: string[] = [];
  const walk = ({ element, style, children }: StyledElement) => {
    if (calls.has(element) || style.display === 'none') return;
    if (element.tagName === 'br') parts.push(' ');
    if (element.tagName === 'img' && typeof element.properties.alt === 'string')
      parts.push(element.properties.alt);
    for (const child of children) {
      if (child.kind === 'text') parts.push(child.node.value);
      else if (child.style.float === 'none') walk(child);
    }
  };
  walk(styled);
  return parts
    .join('')
    .replace(/\u00ad/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
