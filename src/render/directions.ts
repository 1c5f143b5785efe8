import type { Element, ElementContent, Nodes } from 'hast';
import { RIGHT_TO_LEFT } from '../direction.js';

type Direction = 'ltr' | 'rtl';

/** What is a paragraph of its own for the bidirectional algorithm. */
const PARAGRAPHS = new Set('p li dd td th caption figcaption h2 h3 h4 h5 h6'.split(' '));

const LETTERS = /\p{L}/gu;

/**
 * Gives paragraphs the direction of their letters where it is another than that of what they stand in: a quotation in
 * Arabic in an English text begins at the right, and its full stop stands at the left. The first letter and most of the
 * others have to agree, so that an English sentence may begin with an Arabic word. Who has written `dir` knows better.
 * Markdown has no way to say it.
 *
 * @param nodes changed in place
 * @param around the direction of what they stand in
 */
export function markDirections(nodes: readonly ElementContent[], around: Direction): void {
  if (around === 'rtl' || nodes.some(hasRightToLeft)) mark(nodes, around);
}

function mark(nodes: readonly ElementContent[], around: Direction): void {
  for (const node of nodes) {
    if (node.type !== 'element' || node.tagName === 'nav') continue;
    const { dir } = node.properties;
    let own = dir === 'ltr' || dir === 'rtl' ? dir : around;
    if (dir === undefined && PARAGRAPHS.has(node.tagName) && isOtherwise(node, around)) {
      own = around === 'rtl' ? 'ltr' : 'rtl';
      node.properties.dir = own;
    }
    mark(node.children, own);
  }
}

/** Whether the first letter of a paragraph and most of the others run the other way than what is around it. */
function isOtherwise(paragraph: Element, around: Direction): boolean {
  let isFirst = true;
  let balance = 0;
  for (const text of textsOf(paragraph))
    for (const [letter] of text.matchAll(LETTERS)) {
      const isOther = RIGHT_TO_LEFT.test(letter) === (around === 'ltr');
      if (isFirst && !isOther) return false;
      isFirst = false;
      balance += isOther ? 1 : -1;
    }
  return balance > 0;
}

/** The texts of a paragraph but for what has a direction of its own, and for paragraphs in it. */
function* textsOf({ children }: Element): Generator<string> {
  for (const child of children)
    if (child.type === 'text') yield child.value;
    else if (child.type === 'element' && !child.properties.dir && !PARAGRAPHS.has(child.tagName))
      yield* textsOf(child);
}

function hasRightToLeft(node: Nodes): boolean {
  if (node.type === 'text') return RIGHT_TO_LEFT.test(node.value);
  return 'children' in node && node.children.some(hasRightToLeft);
}
