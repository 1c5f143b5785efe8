import fc from 'fast-check';
import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { Source } from '../../../src/diagnostics/source.js';
import { styleDocument } from '../../../src/typeset/style/cascade.js';
import type { StyledElement } from '../../../src/typeset/style/styled.js';
import { style } from './css.js';

/** A styled tree as text: names of elements with their children, texts between quotation marks. */
function outline(styled: StyledElement): string {
  const children = styled.children.map((child) =>
    child.kind === 'text' ? JSON.stringify(child.node.value) : outline(child),
  );
  return children.length > 0 ? `${styled.element.tagName}(${children.join(' ')})` : styled.element.tagName;
}

function elements(styled: StyledElement): StyledElement[] {
  return [styled, ...styled.children.flatMap((child) => (child.kind === 'element' ? elements(child) : []))];
}

describe('the styled tree', () => {
  const styled = (html: string, css: string) => {
    const root = fromHtml(html, { fragment: !html.startsWith('<!') });
    return outline(styleDocument(root, [new Source('print.css', css)]).value.root);
  };

  test.each([
    ['<!doctype html><title>T</title><p>A</p>', '', 'html(body(p("A")))'],
    ['<p>A</p>', '', 'p("A")'],
    ['<p>A</p><p>B</p>', '', 'html(body(p("A") p("B")))'],
    ['A', '', 'html(body("A"))'],
    ['', '', 'html(body)'],
    ['<div> <p>A</p>\n <b>B</b> </div>', '', 'div(" " p("A") "\\n " b("B") " ")'],
    ['<div>A<!-- B -->C</div>', '', 'div("A" "C")'],
    ['<div><p class="x">A<b>B</b></p><p>C</p></div>', '.x { display: none }', 'div(p("C"))'],
    ['<div hidden>A</div>', '', 'div'],
    ['<div><style>p { }</style><p>A</p></div>', '', 'div(p("A"))'],
    ['<div><p class="x">A</p></div>', '.x { display: none } div .x { display: revert }', 'div(p("A"))'],
  ])('of %s', (html, css, expected) => {
    expect(styled(html, css)).toBe(expected);
  });

  test('holds every visible word once and in order, whatever the tree', () => {
    const leaf = fc.string({ minLength: 1 }).map((value) => ({ type: 'text' as const, value }));
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'medium' },
        leaf,
        fc
          .tuple(fc.constantFrom('div', 'p', 'b', 'ul', 'li', 'td'), fc.array(tie('node'), { maxLength: 4 }))
          .map(([tagName, children]) => ({ type: 'element', tagName, properties: {}, children })),
      ),
    }));
    const text = (at: { type: string; value?: string; children?: never[] }): string =>
      at.value ?? at.children?.map(text).join('') ?? '';
    const styledText = (at: StyledElement): string =>
      at.children.map((child) => (child.kind === 'text' ? child.node.value : styledText(child))).join('');
    fc.assert(
      fc.property(fc.array(node, { maxLength: 5 }), (children) => {
        const root = { type: 'root' as const, children: children as Element[] };
        expect(styledText(styleDocument(root, []).value.root)).toBe(text(root as never));
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

describe('styles are shared', () => {
  const count = (html: string, css: string) =>
    new Set(elements(style(html, css).document.root).map((element) => element.style)).size;

  test('by all elements that have the same values', () => {
    const html = '<body>'.concat('<p class="a">A <b>B</b></p><p class="b">C <b>D</b></p>'.repeat(50));
    // html, body and p are blocks; b.
    expect(count(html, '.a { color: black } .b { color: #000 }')).toBe(2);
    expect(count(html, '.a { color: red }')).toBe(4);
  });

  test('but not what is inherited with a number for the line height', () => {
    const styled = style(
      '<p class="n"><b id="n">A</b></p><p class="l"><b id="l">B</b></p>',
      'p { font-size: 10pt } b { font-size: 20pt } .n { line-height: 1.5 } .l { line-height: 15pt }',
    );
    expect([styled.style('n').lineHeight, styled.style('l').lineHeight]).toEqual([30, 15]);
  });
});

describe('origins', () => {
  test('a stylesheet outweighs what HTML says, however weak its selector', () => {
    expect(style('<ul><li id="x">', '* { display: block }').style('x').display).toBe('block');
  });

  test.each([
    ['revert', 'list-item'],
    ['unset', 'inline'],
    ['initial', 'inline'],
    ['inherit', 'block'],
  ])('%s', (keyword, display) => {
    const styled = style('<ul><li id="x">', `li { display: table } #x { display: ${keyword} }`);
    expect(styled.style('x').display).toBe(display);
  });

  test('revert of what HTML says nothing of is unset', () => {
    const styled = style(
      '<p id="x">',
      'p { orphans: 5; margin: 1pt } #x { orphans: revert; margin: revert }',
    );
    expect(styled.style('x')).toMatchObject({ orphans: 2, marginTop: 0 });
  });
});

describe('variables', () => {
  const margin = (css: string) => {
    const styled = style('<section><p id="p">', css);
    return styled.problems.length > 0 ? styled.problems.join() : styled.style('p').marginTop;
  };

  test.each([
    ['html { --a: 3pt } p { margin: var(--a) }', 3],
    ['html { --a: 3pt } section { --a: 4pt } p { margin: var(--a) }', 4],
    ['p { --a: 3pt; --a: 4pt; margin: var(--a) }', 4],
    ['p { --a: 3pt !important; --a: 4pt; margin: var(--a) }', 3],
    ['p { --A: 3pt; --a: 4pt; margin: var(--A) }', 3],
    ['p { margin: var(--a, 5pt) }', 5],
    ['p { margin: var(--a,5pt) }', 5],
    ['p { margin: var(--a, var(--b, 6pt)) }', 6],
    ['p { --a: 3pt; margin: var(--a, 5pt) }', 3],
    ['p { --a: var(--b); --b: 3pt; margin: var(--a) }', 3],
    ['p { --a: 3; margin: calc(var(--a) * 2pt) }', 6],
    ['p { --a: 1pt 2pt; margin: 3pt var(--a) }', 3],
    ['p { --a: 3pt; margin: VAR( --a ) }', 3],
    ['html { --a: 2em } p { font-size: 10pt; margin: var(--a) }', 20],
    ['html { --a: 3pt } p { --a: initial; margin: var(--a, 5pt) }', 5],
    ['html { --a: 3pt } p { --a: inherit; margin: var(--a) }', 3],
    ['p { margin: 9pt; margin: var(--a, inherit) }', 0],
    ['p { --a: { b: c }; margin: 3pt }', 3],
    ['p { --a: ; margin: var(--a) 3pt }', 3],
    ['p { --a: 1; margin: var(--a)pt }', 'css-unsupported-value 1:21'],
    ['p { margin: 9pt; margin: var(--a) }', 'css-unknown-variable 1:26'],
    ['p { --a: red; margin: var(--a) }', 'css-unsupported-value 1:23'],
    ['p { --a: var(--a); margin: var(--a, 3pt) }', 'css-variable-cycle 1:5'],
  ])('%s', (css, expected) => {
    expect(margin(css)).toBe(expected);
  });

  test('a value that turns out wrong is as if it were unset, and the others stay', () => {
    const styled = style(
      '<section><p id="p">',
      'section { orphans: 5 } p { orphans: 3; orphans: var(--no); margin: 7pt }',
    );
    expect(styled.style('p')).toMatchObject({ orphans: 5, marginTop: 7 });
  });

  test('each part of a shorthand is set from its variables', () => {
    const styled = style('<p id="p">', 'html { --w: 2pt } p { border: solid var(--w); font: var(--w)/2 A }');
    expect(styled.style('p')).toMatchObject({
      borderLeft: { width: 2 },
      fontSize: 2,
      lineHeight: 4,
      fontFamily: ['A'],
    });
  });

  test('pages and their boxes have those of the root element', () => {
    const { document } = style(
      '<p>',
      'html { --m: 30pt } @page { margin: var(--m); @top-left { content: "a"; margin-left: var(--m) } }',
    );
    const { marginTop, marginBoxes } = document.pages.resolve({
      name: '',
      side: 'left',
      first: true,
      blank: false,
      nth: 1,
    });
    expect([marginTop, marginBoxes.get('top-left')?.style.marginLeft]).toEqual([30, 30]);
  });
});
