import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { Source } from '../../../src/diagnostics/source.js';
import { styleDocument } from '../../../src/typeset/style/cascade.js';
import { page, style } from './css.js';

const HTML = '<section class="reading"><h1 id="h">A</h1><p id="p">B <a href="#h">c</a></p></section>';

describe('what is outside the subset is reported at its place', () => {
  test.each([
    // Properties
    ['p { colour: red }', ['css-unsupported-property 1:5']],
    ['p {\n  color: red;\n  display: block; grid-area: a;\n}', ['css-unsupported-property 3:19']],
    ['p { -webkit-hyphens: auto }', ['css-unsupported-property 1:5']],
    ['p { size: 6in }', ['css-unsupported-property 1:5']],
    ['@page { display: block }', ['css-unsupported-property 1:9']],
    ['@page { padding: 1pt }', ['css-unsupported-property 1:9']],
    ['@font-face { font-family: A; src: url(a.ttf); font-display: swap }', ['css-unsupported-property 1:47']],

    // Values
    ['p { display: flex }', ['css-unsupported-value 1:14']],
    ['p { text-align: centre }', ['css-unsupported-value 1:17']],
    ['p { margin: 1pt 2pt 3pt 4pt 5pt }', ['css-unsupported-value 1:29']],
    ['p { margin: 1pt\n\n  wide }', ['css-unsupported-value 3:3']],
    ['p { border: 1pt solid solid }', ['css-unsupported-value 1:23']],
    ['p { background: url(a.png) }', ['css-unsupported-value 1:17']],
    ['p { color: rgb(0 0 0 / 50%) }', ['css-unsupported-value 1:12']],
    ['p { columns: 10em }', ['css-unsupported-value 1:14']],
    ['p { font: 12pt }', ['css-unsupported-value 1:11']],
    ['p { font-weight: 1001 }', ['css-unsupported-value 1:18']],
    ['p { orphans: 0 }', ['css-unsupported-value 1:14']],
    ['p { orphans: 1.5 }', ['css-unsupported-value 1:14']],
    ['p { hanging-punctuation: force-end allow-end }', ['css-unsupported-value 1:26']],
    ['p { font-variant-numeric: lining-nums oldstyle-nums }', ['css-unsupported-value 1:27']],
    ['p { font-feature-settings: "toolong" }', ['css-unsupported-value 1:28']],
    ['p { color: }', ['css-unsupported-value 1:12']],
    ['p { color: inherit inherit }', ['css-unsupported-value 1:12']],
    ['p { all: red }', ['css-unsupported-value 1:10']],
    ['p::before { content: counter(page, klingon) }', ['css-unsupported-value 1:36']],
    ['p::before { content: element(head) }', ['css-unsupported-value 1:22']],
    ['p::before { content: leader("") }', ['css-unsupported-value 1:22']],
    ['@page { size: a11 }', ['css-unsupported-value 1:15']],
    ['@page { size: 6in 9in 1in }', ['css-unsupported-value 1:23']],
    ['@page { margin: auto }', ['css-unsupported-value 1:17']],
    ['@font-face { font-family: A }', ['css-unsupported-value 1:1']],
    ['@font-face { src: url(a.ttf) }', ['css-unsupported-value 1:1']],
    ['@font-face { font-family: A; src: url(a.woff2) }', ['css-unsupported-value 1:35']],
    ['@font-face { font-family: A; src: url(https://x.org/a.ttf) }', ['css-unsupported-value 1:35']],
    ['@font-face { font-family: A; src: local("B") }', ['css-unsupported-value 1:35']],

    // Units
    ['p { margin: 5vw }', ['css-unsupported-unit 1:13']],
    ['p { margin: calc(1em + 5vw) }', ['css-unsupported-unit 1:24']],
    ['@page { size: 100vw }', ['css-unsupported-unit 1:15']],

    // Selectors
    ['p:hover { color: red }', ['css-unsupported-pseudo 1:2']],
    ['a, p:nth-chlid(2) { color: red }', ['css-unsupported-pseudo 1:5']],
    ['p::selection { color: red }', ['css-unsupported-pseudo 1:2']],
    ['p > { color: red }', ['css-unsupported-selector 1:1']],
    ['> p { color: red }', ['css-unsupported-selector 1:1']],
    ['p { color: red; .a { color: blue } }', ['css-unsupported-selector 1:17']],
    ['p::selection { color: red }', ['css-unsupported-pseudo 1:2']],
    ['p:selection { color: red }', ['css-unsupported-pseudo 1:2']],
    ['img { float: left }', ['css-unsupported-value 1:14']],
    ['p::before { content: url(a.png) }', ['css-unsupported-value 1:22']],
    ['p::before a { color: red }', ['css-unsupported-pseudo 1:2']],
    ['p:not(:focus) { color: red }', ['css-unsupported-pseudo 1:7']],
    ['p:is(a, ::before) { color: red }', ['css-unsupported-pseudo 1:9']],
    ['svg|p { color: red }', ['css-unsupported-selector 1:1']],
    ['p || a { color: red }', ['css-syntax 1:4']],
    ['p { & a { color: red } }', ['css-unsupported-selector 1:5']],
    ['p { a { color: red } }', ['css-unsupported-selector 1:7']],
    ['@page a b { margin: 0 }', ['css-unsupported-selector 1:7']],
    ['@page :top { margin: 0 }', ['css-unsupported-pseudo 1:7']],
    ['@page a, b:nth(x) { margin: 0 }', ['css-unsupported-pseudo 1:10']],

    // At-rules
    ['@import "a.css";', ['css-unsupported-at-rule 1:1']],
    ['@supports (display: grid) { p { color: red } }', ['css-unsupported-at-rule 1:1']],
    ['@layer a { p { color: red } }', ['css-unsupported-at-rule 1:1']],
    ['@keyframes a { from { color: red } }', ['css-unsupported-at-rule 1:1']],
    ['@page { @top { content: "a" } }', ['css-unsupported-at-rule 1:9']],
    ['@page { @top-left b { content: "a" } }', ['css-unsupported-at-rule 1:9']],
    ['p { @media print { color: red } }', ['css-unsupported-at-rule 1:5']],
    ['@media (min-width: 5in) { p { color: red } }', ['css-unsupported-media 1:8']],
    ['@media screen, paper { p { color: red } }', ['css-unsupported-media 1:16']],

    // Syntax
    ['p { color red }', ['css-syntax 1:11']],
    ['p { color: red } } q { color: red }', ['css-syntax 1:18']],
    ['p { color: red !importent }', ['css-syntax 1:5']],

    // Variables
    ['p { color: var(--a) }', ['css-unknown-variable 1:12']],
    ['p { --a: 1; color: var(--a) }', ['css-unsupported-value 1:20']],
    ['p { --a: var(--b); --b: var(--a) }', ['css-variable-cycle 1:5', 'css-variable-cycle 1:20']],
    ['p, a, h1 { margin: 1pt var(--a) 2pt }', ['css-unknown-variable 1:20']],
    ['@page { margin: var(--a) }', ['css-unknown-variable 1:17']],

    // Pages
    ['@page { @footnote { columns: 2 } }', ['css-unsupported-property 1:21']],
    ['@page { @top-left { content: "a"; break-before: page } }', ['css-unsupported-property 1:35']],
    ['@page { @footnote { padding: 1pt; max-height: 50%; color: red } }', []],
    ['@page { size: 2in; margin: 1in }', ['css-page-full 1:28']],
    ['@page { size: 2in; margin: 1in 0; margin-left: 0 }', ['css-page-full 1:28']],
  ])('%s', (css, problems) => {
    expect(style(HTML, css).problems).toEqual(problems);
  });

  test.each([
    ['p { colour: red }', 'color'],
    ['p { text-align: centre }', 'center'],
    ['p { margin: 2ptt }', 'pt'],
    ['p:frist-child { color: red }', 'first-child'],
    ['@pgae { margin: 0 }', 'page'],
    ['@page { @top-centre { content: "a" } }', 'top-center'],
    ['@page :frist { margin: 0 }', 'first'],
    ['p { border: 1pt soild }', 'solid'],
    ['p { break-before: recot }', 'recto'],
    ['@page { size: leter }', 'letter'],
  ])('%s: the nearest name is suggested', (css, name) => {
    const { diagnostics } = styleDocument(fromHtml(HTML), [new Source('print.css', css)]);
    expect(diagnostics[0]?.hint).toContain(`“${name}”`);
  });

  test.each([
    ['p { text-indent: 2 }', 'a length needs a unit: 2pt'],
    ['p { margin: 1em 12 }', 'a length needs a unit: 12pt'],
    ['p { font-size: 12 }', 'a length needs a unit: 12pt'],
    ['p { line-height: -1 }', undefined],
    ['p { orphans: 1.5 }', undefined],
  ])('%s: a unit that is missing is asked for', (css, hint) => {
    const { diagnostics } = styleDocument(fromHtml(HTML), [new Source('print.css', css)]);
    expect(diagnostics.map((each) => each.hint)).toEqual([hint]);
  });

  test('all are warnings with file, frame and place, in the order of the sheets', () => {
    const sheets = [
      new Source('a.css', 'p { b: 1 }\n} q { c: 2 }\nr { d: 3 }'),
      new Source('b.css', 'p { color: var(--x) }'),
    ];
    const { diagnostics } = styleDocument(fromHtml(HTML), sheets);
    expect(
      diagnostics.map(({ severity, file, range }) => `${severity} ${file} ${range?.start.line}`),
    ).toEqual([
      'warning a.css 1',
      'warning a.css 2',
      'warning a.css 2',
      'warning a.css 3',
      'warning b.css 1',
    ]);
    expect(diagnostics.every(({ frame }) => frame?.includes('^'))).toBe(true);
  });
});

describe('the rest of a sheet is used', () => {
  test.each([
    'p { nonsense: 1; orphans: 7 }',
    'p { nonsense; orphans: 7 }',
    'p { orphans: 0 } p { orphans: 7 }',
    'p { orphans: 7; orphans: many }',
    ':hover { color: red } p { orphans: 7 }',
    '@import "x"; p { orphans: 7 }',
    '@layer a { p { orphans: 3 } } p { orphans: 7 }',
    'p { orphans: 7',
    '} p { orphans: 3 } p { orphans: 7 }',
    '/* not closed ) */ p { orphans: 7 }',
    'p { content: "not closed\n; } p { orphans: 7 }',
    '\uFEFFp { orphans: 7 }',
  ])('%s', (css) => {
    expect(style(HTML, css).style('p').orphans).toBe(7);
  });

  test('one bad selector takes its rule with it', () => {
    expect(style(HTML, 'p, a:hover { orphans: 7 }').style('p').orphans).toBe(2);
  });
});

describe('media', () => {
  test.each([
    ['print', 7],
    ['all', 7],
    ['screen', 2],
    ['not screen', 7],
    ['not print', 2],
    ['only print', 7],
    ['screen, print', 7],
    ['SCREEN', 2],
  ])('%s', (query, orphans) => {
    const styled = style(HTML, `@media ${query} { p { orphans: 7 } }`);
    expect(styled.problems).toEqual([]);
    expect(styled.style('p').orphans).toBe(orphans);
  });

  test('rules of another medium are not even looked at', () => {
    expect(style(HTML, '@media screen { p { display: grid; x: y } }').problems).toEqual([]);
  });
});

describe('no stylesheet makes it fail', () => {
  const words = [
    ...'{ } ( ) [ ] : ; , . # * > + ~ | / ! " \' \\ @ & % - -- <!-- --> /* */'.split(' '),
    ...'p a .b #c ::before :is( :not( :has(+ :nth-child(2n+1 of ::first-letter [x= [epub|type~=y] :lang( @page @media print'.split(
      ' ',
    ),
    ...'@top-left @footnote @font-face src url( var(--x) --x: calc( max( 1em 1e999pt -5% #fff rgb( margin: font: content: size:'.split(
      ' ',
    ),
    ...'border: string-set: counter( target-counter(attr(href),page) leader( inherit revert !important 12pt/1 \u0000 \uD800 é 😀'.split(
      ' ',
    ),
    '\n',
  ];
  const noise = fc.array(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: fc.string() }),
    {
      maxLength: 60,
    },
  );

  test('of noise', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom('', ' '), (parts, between) => {
        const styled = style(HTML, parts.join(between));
        styled.document.pages.resolve(page({ name: 'a', first: true }));
        expect(styled.style('p').fontSize).toBeGreaterThanOrEqual(0);
        expect(JSON.stringify(styled.style('p'))).not.toMatch(/NaN|Infinity/);
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  test('of declarations of noise', () => {
    fc.assert(
      fc.property(noise, (parts) => {
        style(HTML, `p { ${parts.join(' ')} } @page { ${parts.join(' ')} }`);
      }),
      { numRuns: 400, seed: 2 },
    );
  });

  test.each([
    ['brackets', 'p { margin: '.concat('('.repeat(50_000))],
    ['calc', `p { margin: ${'calc('.repeat(5000)}1pt${')'.repeat(5000)} }`],
    ['selectors', `${':is('.repeat(5000)}p${')'.repeat(5000)} { color: red }`],
    ['blocks', '@media print {'.repeat(5000)],
    ['fallbacks', `p { margin: ${'var(--a,'.repeat(5000)}1pt${')'.repeat(5000)} }`],
    [
      'variables',
      `p { ${Array.from({ length: 5000 }, (_, i) => `--a${i}: var(--a${i + 1});\n`).join('')} margin: var(--a0) }`,
    ],
    [
      'doubling',
      `p { ${Array.from({ length: 60 }, (_, i) => `--a${i}: var(--a${i + 1}) var(--a${i + 1});`).join('')} --a60: 1pt; margin: var(--a0) }`,
    ],
  ])('of %s without end', (_, css) => {
    expect(() => style(HTML, css)).not.toThrow();
  });

  test('a document that is nested ten thousand deep', () => {
    let node = { type: 'element' as const, tagName: 'div', properties: {}, children: [] as never[] };
    for (let i = 0; i < 10_000; i++)
      node = { type: 'element', tagName: 'div', properties: {}, children: [node as never] };
    const css = new Source('print.css', 'div div { color: red } div:has(> div) { margin: 1pt }');
    expect(styleDocument({ type: 'root', children: [node] }, [css]).diagnostics).toEqual([]);
  });
});
