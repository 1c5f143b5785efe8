import fc from 'fast-check';
import type { Element, ElementContent, Root } from 'hast';

const TAGS = (
  'p div blockquote ul ol li dl dt dd table thead tbody tfoot tr td th caption colgroup col h1 h2 h3 h4 h5 h6 em strong a span ' +
  'sup code pre figure figcaption img br hr details summary ruby rt rp q ins del section aside header footer nav main article ' +
  'address bdo time abbr input label button font center sub small dfn cite kbd var mark u s wbr'
).split(' ');
const EMPTY = ['img', 'br', 'hr', 'wbr', 'col', 'input'];

const attributes = fc.record(
  {
    id: fc.constantFrom('x', 'y', '1 z'),
    href: fc.constantFrom('https://example.org/', '#x', '#nowhere', 'other.html'),
    src: fc.constantFrom('images/tree.png', 'images/none.png'),
    alt: fc.constant('a tree'),
    align: fc.constant('right'),
    cite: fc.constant('no address'),
    colSpan: fc.constantFrom(0, 2),
    lang: fc.constantFrom('fr', 'no such'),
    title: fc.constant('<"&'),
    type: fc.constant('checkbox'),
  },
  { requiredKeys: [] },
);

const { node } = fc.letrec<{ node: ElementContent }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .constantFrom('word ', ' ', '\n', 'é', ']]>', '<b>')
      .map((value) => ({ type: 'text', value }) as ElementContent),
    fc
      .record({
        tagName: fc.constantFrom(...TAGS),
        properties: attributes,
        children: fc.array(tie('node'), { maxLength: 4 }),
      })
      .map(
        (it): Element => ({
          type: 'element',
          ...it,
          children: EMPTY.includes(it.tagName) ? [] : it.children,
        }),
      ),
  ),
}));

/** Trees in which anything stands in anything. */
export const randomTree: fc.Arbitrary<Root> = fc
  .array(node, { minLength: 1, maxLength: 6 })
  .map((children) => ({ type: 'root', children }));
