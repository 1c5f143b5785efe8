import type { Element, ElementContent } from 'hast';
import { append } from '../../append.js';

/** Whether a link stands inside a node. */
export function holdsLink(node: ElementContent): boolean {
  return node.type === 'element' && (node.tagName === 'a' || node.children.some(holdsLink));
}

/**
 * A link that holds links, as the pieces of it that do not: `[words^1 more]` → `[words]^1[ more]`. The inner link
 * wins, because a note that is called inside a link has no other way to be called. The first piece keeps the id.
 */
export function splitLink(link: Element): ElementContent[] {
  let id = link.properties.id;
  const wrap = (children: ElementContent[]): Element => {
    const { id: _, ...properties } = link.properties;
    const piece: Element = {
      ...link,
      properties: id === undefined ? properties : { id, ...properties },
      children,
    };
    id = undefined;
    return piece;
  };
  const split = (children: ElementContent[]): ElementContent[] => {
    const result: ElementContent[] = [];
    let run: ElementContent[] = [];
    const flush = () => {
      if (run.some(hasContent)) result.push(wrap(run));
      else append(result, run);
      run = [];
    };
    for (const child of children) {
      if (!holdsLink(child)) {
        run.push(child);
        continue;
      }
      flush();
      const element = child as Element;
      result.push(element.tagName === 'a' ? element : { ...element, children: split(element.children) });
    }
    flush();
    return result;
  };
  return split(link.children);
}

function hasContent(node: ElementContent): boolean {
  return node.type === 'text' ? node.value.trim() !== '' : node.type === 'element';
}
