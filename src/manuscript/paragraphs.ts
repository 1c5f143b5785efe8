import type { Element, ElementContent, Root, RootContent } from 'hast';

/** What a number would say nothing about: cited by their own names, or no text. */
const UNCOUNTED = new Set('h1 h2 h3 h4 h5 h6 table figure figcaption caption hr img dt summary'.split(' '));
const PHRASES = new Set(
  'a abbr author-note b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);

/**
 * The blocks of a text that are counted as its paragraphs, in order, so that every passage of it can be cited by a
 * number: paragraphs, those of quotations and lists too, each item of a list without paragraphs, each stanza of
 * verse, preformatted text. Headings, tables, figures and footnotes are not counted. The first is number 1; the count
 * depends on the text alone, so that it is the same in every edition.
 */
export function countedBlocks(body: Root): Element[] {
  const blocks: Element[] = [];
  const visit = (nodes: readonly RootContent[]): void => {
    for (const node of nodes) {
      if (node.type !== 'element' || UNCOUNTED.has(node.tagName) || PHRASES.has(node.tagName)) continue;
      if (node.tagName === 'p' || node.tagName === 'pre') {
        if (hasText(node.children)) blocks.push(node);
        continue;
      }
      // An item, a definition or an HTML block that holds its words itself.
      if (hasText(node.children.filter(isPhrase))) blocks.push(node);
      visit(node.children);
    }
  };
  visit(body.children);
  return blocks;
}

function isPhrase(node: ElementContent): boolean {
  return node.type === 'text' || (node.type === 'element' && PHRASES.has(node.tagName));
}

function hasText(nodes: readonly ElementContent[]): boolean {
  return nodes.some((node) =>
    node.type === 'text' ? node.value.trim() !== '' : node.type === 'element' && hasText(node.children),
  );
}
