import type { Element, ElementContent, Text } from 'hast';
import { append } from '../../append.js';

/** Far deeper than any text, and far less than what recursion can stand. */
const LIMIT = 500;

/** A tree whose elements lie at most `LIMIT` deep: below that, only texts are left. Walks with a stack of its own. */
export function limitDepth(element: Element): Element {
  if (!isDeep(element)) return element;
  const result: Element = { ...element, children: [] };
  const stack = [{ from: element, to: result, depth: 0 }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { from, to, depth } = top;
    for (const child of from.children) {
      if (child.type !== 'element') to.children.push(child);
      else if (depth >= LIMIT) append(to.children, texts(child));
      else {
        const copy: Element = { ...child, children: [] };
        to.children.push(copy);
        stack.push({ from: child, to: copy, depth: depth + 1 });
      }
    }
  }
  return result;
}

function isDeep(element: Element): boolean {
  const stack = [{ element, depth: 0 }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.depth > LIMIT) return true;
    for (const child of top.element.children)
      if (child.type === 'element') stack.push({ element: child, depth: top.depth + 1 });
  }
  return false;
}

function texts(element: Element): Text[] {
  const found: Text[] = [];
  const stack: ElementContent[] = [element];
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.type === 'text') found.push(top);
    else if (top.type === 'element') append(stack, top.children.toReversed());
  }
  return found;
}
