import type { Element, ElementContent } from 'hast';
import type { Words } from '../words.js';

/** First parts of ids that the book gives out itself: a reading of such a name has another first part. */
const TAKEN = /^(?:call|note|notes|part|reading|term|use)(?:-|$)/;

/** The id of a paragraph: `SLUG-p12`. No other id of a book has this form. */
export function paragraphId(slug: string, number: number): string {
  return `${TAKEN.test(slug) ? `text-${slug}` : slug}-p${number}`;
}

/**
 * A counted block with its id, and the number as its first child: a link to the block itself, so that it can be
 * copied, and so that it is no part of the sentence for those who listen. A stanza has it in its first line.
 */
export function withNumber(block: Element, slug: string, number: number, words: Words): Element {
  const id = paragraphId(slug, number);
  const label: Element = {
    type: 'element',
    tagName: 'a',
    properties: {
      className: ['paragraph-number'],
      href: `#${id}`,
      ariaLabel: words.say('paragraph', { number }),
    },
    children: [{ type: 'text', value: String(number) }],
  };
  return {
    ...block,
    properties: { ...block.properties, id },
    children: inFront(label, block.children),
  };
}

function inFront(label: Element, children: ElementContent[]): ElementContent[] {
  const first = children.findIndex((node) => node.type !== 'text' || node.value.trim() !== '');
  const line = children[first];
  if (line?.type !== 'element' || !isLine(line)) return [label, ...children];
  return children.with(first, { ...line, children: [label, ...line.children] });
}

function isLine({ properties }: Element): boolean {
  return Array.isArray(properties.className) && properties.className.includes('line');
}
