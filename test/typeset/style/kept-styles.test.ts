import { deserialize, serialize } from 'node:v8';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { Source } from '../../../src/diagnostics/source.js';
import { DocumentStyler, type KeptStyles } from '../../../src/typeset/style/cascade.js';
import type { PageContext, StyledDocument, StyledElement } from '../../../src/typeset/style/styled.js';
import { page } from './css.js';

/*
 * What was computed for a document is kept, as the cache keeps it, and another of the same sheets is styled with it. All
 * must be as if it had been styled anew.
 */

const CSS = `
@font-face { font-family: Missing; src: url(fonts/missing.ttf) }
@page { size: 200pt 300pt; margin: 20pt; @top-center { content: 'head' } @footnote { border-top: 1pt solid } }
@page :left { margin-left: 40pt }
@page chapter:nth(2n) { margin-top: 60pt }
:root { --gap: 3pt }
p { margin: var(--gap) 0; page: chapter }
p:first-child::first-letter { font-size: 200% }
em { color: red }
p > em:last-child { letter-spacing: 1pt }
.note { float: footnote; -fl-footnote-area: apparatus }
`;
const HTML = '<section><p>One <em>word</em>.</p><p>Two.</p></section>';

const sheets = (css: string) => [new Source('first.css', 'p { orphans: 3 }'), new Source('print.css', css)];

function styler(html: string, css: string, kept?: KeptStyles): DocumentStyler {
  return new DocumentStyler(fromHtml(html), sheets(css), kept);
}

/** What is kept of a document, as another process finds it. */
function keptOf(html: string, css: string): KeptStyles | undefined {
  const first = styler(html, css);
  first.whole();
  const kept = first.keep();
  return kept && deserialize(serialize(kept));
}

const CONTEXTS: PageContext[] = [
  page(),
  page({ side: 'left' }),
  page({ name: 'chapter', nth: 1 }),
  page({ name: 'chapter', nth: 4 }),
  page({ first: true }),
];

function stylesOf({ root }: StyledDocument) {
  const styles: unknown[] = [];
  const open: StyledElement[] = [root];
  for (let styled = open.pop(); styled; styled = open.pop()) {
    const { kind, element, children, ...rest } = styled;
    styles.push([element.tagName, rest]);
    open.push(...children.filter((child) => child.kind === 'element'));
  }
  return styles;
}

function looks(document: StyledDocument) {
  const { pages, fontFaces } = document;
  return {
    styles: stylesOf(document),
    pages: CONTEXTS.map((context) => pages.resolve(context)),
    fontFaces: fontFaces.map(({ at, ...face }) => [face, at.source.path, at.source.position(at.start)]),
  };
}

describe('a document that is styled with what was kept of one', () => {
  test.each([
    ['the same', HTML],
    ['with a paragraph more', `${HTML}<p>Three.</p>`],
    ['with an element that nothing was known of', HTML.replace('Two', '<b>T<em>w</em>o</b>')],
    ['in another language', HTML.replace('<section>', '<section lang="fr">')],
  ])('%s', (_, html) => {
    const kept = keptOf(HTML, CSS)!;
    const known = styler(html, CSS, kept);
    const anew = styler(html, CSS);
    expect(looks(known.whole())).toEqual(looks(anew.whole()));
    expect(known.diagnostics).toEqual(anew.diagnostics);
  });

  test('the same values are one object, whether they were kept or not', () => {
    const html = HTML.replace('Two', '<b>Two</b>');
    const known = styler(html, CSS, keptOf(HTML, CSS)).whole();
    const styles = new Map<string, unknown>();
    const open: StyledElement[] = [known.root];
    for (let styled = open.pop(); styled; styled = open.pop()) {
      const key = JSON.stringify(styled.style);
      expect(styles.get(key) ?? styled.style).toBe(styled.style);
      styles.set(key, styled.style);
      open.push(...styled.children.filter((child) => child.kind === 'element'));
    }
  });

  test('reads no stylesheet', () => {
    const kept = keptOf(HTML, CSS)!;
    const other = styler(HTML, 'p { colour: red }', kept);
    expect(stylesOf(other.whole())).toEqual(stylesOf(styler(HTML, CSS).whole()));
    expect(other.diagnostics).toEqual([]);
  });

  test('is kept again where more was computed', () => {
    const kept = keptOf(HTML, CSS)!;
    const same = styler(HTML, CSS, kept);
    same.whole();
    expect(same.keep()).toBeUndefined();
    const more = styler(HTML.replace('Two', '<b>Two</b>'), CSS, keptOf(HTML, CSS));
    more.whole();
    const again: KeptStyles = deserialize(serialize(more.keep()));
    expect(again.elements.length).toBeGreaterThan(kept.elements.length);
    const html = HTML.replace('Two', '<b>Two</b>');
    expect(looks(styler(html, CSS, again).whole())).toEqual(looks(styler(html, CSS).whole()));
  });
});

test.each([
  ['a property that there is not', 'p { colour: red }'],
  ['a variable that has no value', 'p { color: var(--nothing) }'],
])('nothing is kept where something is wrong with the stylesheets: %s', (_, css) => {
  expect(keptOf(HTML, css)).toBeUndefined();
});
