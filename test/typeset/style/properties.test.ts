import { describe, expect, test } from 'vitest';
import type { ComputedStyle } from '../../../src/typeset/style/computed.js';
import { style } from './css.js';

type Expected = { [K in keyof ComputedStyle]?: unknown };

const BLACK = { red: 0, green: 0, blue: 0 };
const RED = { red: 1, green: 0, blue: 0 };
const border = (width: number, line: string, color = BLACK) => ({ width, style: line, color });

/** Declarations on a black paragraph of 10 points in a red parent of 12, and what they compute to. */
const TABLE: [declarations: string, expected: Expected][] = [
  // Boxes
  ['display: table-header-group', { display: 'table-header-group' }],
  ['page: chapter', { page: 'chapter' }],
  ['margin: 1pt', { marginTop: 1, marginRight: 1, marginBottom: 1, marginLeft: 1 }],
  ['margin: 1pt auto', { marginTop: 1, marginRight: 'auto', marginBottom: 1, marginLeft: 'auto' }],
  ['margin: 1pt 2pt 3pt', { marginTop: 1, marginRight: 2, marginBottom: 3, marginLeft: 2 }],
  ['margin: 1pt 2pt 3pt -4pt', { marginTop: 1, marginRight: 2, marginBottom: 3, marginLeft: -4 }],
  ['padding: 1pt 5%', { paddingTop: 1, paddingRight: { percent: 5, points: 0 }, paddingBottom: 1 }],
  ['border: 2pt solid', { borderTop: border(2, 'solid'), borderLeft: border(2, 'solid') }],
  ['border: red dashed', { borderRight: border(1, 'dashed', RED) }],
  ['border: solid 2pt; color: red', { borderTop: border(2, 'solid', RED) }],
  ['border: 2pt', { borderTop: border(0, 'none') }],
  ['border: none', { borderTop: border(0, 'none') }],
  ['border-top: thick double', { borderTop: border(2, 'double'), borderBottom: border(0, 'none') }],
  ['border-style: solid none', { borderTop: border(1, 'solid'), borderLeft: border(0, 'none') }],
  [
    'border-width: 1pt 2pt 3pt 4pt; border-style: solid',
    {
      borderTop: border(1, 'solid'),
      borderRight: border(2, 'solid'),
      borderBottom: border(3, 'solid'),
      borderLeft: border(4, 'solid'),
    },
  ],
  [
    'border: solid; border-color: red black',
    { borderTop: border(1, 'solid', RED), borderLeft: border(1, 'solid') },
  ],
  [
    'border: 3pt solid red; border-top: none',
    { borderTop: border(0, 'none'), borderLeft: border(3, 'solid', RED) },
  ],
  ['border-clip: 4em', { borderClip: 40 }],
  ['background: red', { backgroundColor: RED }],
  [
    'width: 50%; max-width: calc(100% - 1em)',
    { width: { percent: 50, points: 0 }, maxWidth: { percent: 100, points: -10 } },
  ],
  ['height: 3pt; max-height: none', { height: 3, maxHeight: 'none' }],
  ['object-fit: scale-down', { objectFit: 'scale-down' }],
  ['float: footnote; -fl-footnote-area: editor', { float: 'footnote', footnoteArea: 'editor' }],
  ['-fl-footnote-area: auto', { footnoteArea: '' }],
  ['footnote-policy: block', { footnotePolicy: 'block' }],

  // Fonts
  ['font-family: "EB Garamond", Source Sans, serif', { fontFamily: ['EB Garamond', 'Source Sans', 'serif'] }],
  [
    'font: italic small-caps 600 20pt/1.5 "A", serif',
    {
      fontStyle: 'italic',
      fontVariantCaps: 'small-caps',
      fontWeight: 600,
      fontSize: 20,
      lineHeight: 30,
      fontFamily: ['A', 'serif'],
    },
  ],
  [
    'font-variant-numeric: lining-nums; font: 9pt A',
    { fontVariantNumeric: [], lineHeight: 'normal', fontFamily: ['A'] },
  ],
  ['font: normal bold 1em/20pt A B', { fontWeight: 700, fontSize: 12, lineHeight: 20, fontFamily: ['A B'] }],
  ['font: medium A', { fontSize: 12, fontWeight: 400 }],
  ['font-weight: bold', { fontWeight: 700 }],
  ['font-weight: 350', { fontWeight: 350 }],
  [
    'font-variant: small-caps oldstyle-nums tabular-nums',
    { fontVariantCaps: 'small-caps', fontVariantNumeric: ['oldstyle-nums', 'tabular-nums'] },
  ],
  ['font-variant: none', { fontVariantLigatures: 'none', fontVariantCaps: 'normal' }],
  ['font-variant-caps: small-caps; font-variant: normal', { fontVariantCaps: 'normal' }],
  ['font-variant-ligatures: no-common-ligatures', { fontVariantLigatures: 'no-common-ligatures' }],
  ['font-kerning: none', { fontKerning: 'none' }],
  [
    'font-feature-settings: "sups", "ss01" 2, "liga" off, "dlig" on',
    { fontFeatureSettings: { sups: 1, ss01: 2, liga: 0, dlig: 1 } },
  ],
  ['letter-spacing: 0.1em; word-spacing: normal', { letterSpacing: 1, wordSpacing: 0 }],
  ['text-transform: uppercase', { textTransform: 'uppercase' }],
  ['text-decoration: underline', { textDecoration: 'underline' }],
  ['color: red', { color: RED }],
  ['vertical-align: super', { verticalAlign: 'super' }],
  ['vertical-align: -0.2em', { verticalAlign: -2 }],
  ['line-height: 20pt; vertical-align: 25%', { verticalAlign: 5 }],

  // Paragraphs
  [
    'direction: rtl; text-align: end; text-align-last: justify',
    { direction: 'rtl', textAlign: 'end', textAlignLast: 'justify' },
  ],
  ['text-indent: 2em', { textIndent: 20, textIndentHanging: false }],
  ['text-indent: 2em hanging', { textIndent: 20, textIndentHanging: true }],
  ['text-indent: hanging -5%', { textIndent: { percent: -5, points: 0 }, textIndentHanging: true }],
  ['hyphens: auto', { hyphens: 'auto' }],
  ['hyphenate-limit-chars: auto', { hyphenateLimitChars: [5, 2, 2] }],
  ['hyphenate-limit-chars: 7', { hyphenateLimitChars: [7, 2, 2] }],
  ['hyphenate-limit-chars: auto 3', { hyphenateLimitChars: [5, 3, 3] }],
  ['hyphenate-limit-chars: 6 3 auto', { hyphenateLimitChars: [6, 3, 2] }],
  ['text-wrap: balance', { textWrap: 'balance' }],
  ['hyphenate-limit-lines: 2', { hyphenateLimitLines: 2 }],
  ['hyphenate-limit-lines: no-limit', { hyphenateLimitLines: Number.POSITIVE_INFINITY }],
  ['white-space: pre-line', { whiteSpace: 'pre-line' }],
  ['word-wrap: break-word', { overflowWrap: 'break-word' }],
  ['hanging-punctuation: first allow-end', { hangingPunctuation: ['first', 'allow-end'] }],
  ['initial-letter: 3', { initialLetter: { size: 3, sink: 3 } }],
  ['initial-letter: 2.5 drop', { initialLetter: { size: 2.5, sink: 2 } }],
  ['initial-letter: 3 raise', { initialLetter: { size: 3, sink: 1 } }],
  ['initial-letter: 3 2', { initialLetter: { size: 3, sink: 2 } }],

  // Breaks
  ['break-before: recto; break-after: avoid-column', { breakBefore: 'recto', breakAfter: 'avoid' }],
  ['page-break-before: always; page-break-after: left', { breakBefore: 'page', breakAfter: 'left' }],
  ['page-break-inside: avoid', { breakInside: 'avoid' }],
  ['orphans: 3; widows: 1', { orphans: 3, widows: 1 }],
  ['columns: 2; column-gap: 1em; column-fill: auto', { columnCount: 2, columnGap: 10, columnFill: 'auto' }],

  // Lists, tables, generated content
  ['list-style: inside lower-roman', { listStyleType: 'lower-roman', listStylePosition: 'inside' }],
  ['list-style: "– "', { listStyleType: '"– "', listStylePosition: 'outside' }],
  ['list-style: none', { listStyleType: 'none' }],
  ['border-collapse: collapse; caption-side: bottom', { borderCollapse: 'collapse', captionSide: 'bottom' }],
  ['-fl-shrink: 0.75', { shrink: 0.75 }],
  [
    'counter-reset: a b 3',
    {
      counterReset: [
        { name: 'a', value: 0 },
        { name: 'b', value: 3 },
      ],
    },
  ],
  [
    'counter-increment: a b -1',
    {
      counterIncrement: [
        { name: 'a', value: 1 },
        { name: 'b', value: -1 },
      ],
    },
  ],
  ['counter-set: a 2', { counterSet: [{ name: 'a', value: 2 }] }],
  ['counter-reset: none', { counterReset: [] }],
  [
    'string-set: title content(text), n "§ " counter(n)',
    {
      stringSet: [
        { name: 'title', content: [{ kind: 'content', part: 'text' }] },
        {
          name: 'n',
          content: [
            { kind: 'text', text: '§ ' },
            { kind: 'counter', name: 'n', style: 'decimal' },
          ],
        },
      ],
    },
  ],
  [
    'quotes: "«" "»" "‹" "›"',
    {
      quotes: [
        ['«', '»'],
        ['‹', '›'],
      ],
    },
  ],
  [
    'bookmark-level: 2; bookmark-label: attr(title)',
    { bookmarkLevel: 2, bookmarkLabel: [{ kind: 'attr', name: 'title' }] },
  ],
  ['-fl-page-list: merge', { pageList: 'merge' }],

  // Keywords of every property
  ['display: initial', { display: 'inline' }],
  ['display: list-item; display: revert', { display: 'block' }],
  ['color: initial; font-weight: unset; margin: inherit', { color: BLACK, fontWeight: 700, marginTop: 7 }],
  ['border: inherit', { borderTop: border(5, 'solid', RED) }],
  [
    'text-indent: 3pt hanging; all: unset',
    { textIndent: 4, textIndentHanging: true, display: 'inline', color: RED, fontSize: 12 },
  ],
];

const PARENT = `
  div { margin: 7pt; color: red; font-weight: bold; font-size: 12pt; text-indent: 4pt hanging; border: 5pt solid }
  p { font-size: 10pt; color: black }
`;

describe('a declaration computes to', () => {
  test.each(TABLE)('%s', (declarations, expected) => {
    const styled = style('<div><p id="p">A</p></div>', PARENT, `p { ${declarations} }`);
    expect(styled.problems).toEqual([]);
    expect(styled.style('p')).toMatchObject(expected);
  });
});

describe('content', () => {
  test.each([
    ['"a\\2014 b"', [{ kind: 'text', text: 'a—b' }]],
    [
      'attr(data-x) attr(href string)',
      [
        { kind: 'attr', name: 'data-x' },
        { kind: 'attr', name: 'href' },
      ],
    ],
    [
      'counter(page) counter(n, upper-roman)',
      [
        { kind: 'counter', name: 'page', style: 'decimal' },
        { kind: 'counter', name: 'n', style: 'upper-roman' },
      ],
    ],
    ['counters(n, ".")', [{ kind: 'counters', name: 'n', separator: '.', style: 'decimal' }]],
    [
      'string(title) string(title, first-except)',
      [
        { kind: 'string', name: 'title', position: 'first' },
        { kind: 'string', name: 'title', position: 'first-except' },
      ],
    ],
    [
      'content() content(marker)',
      [
        { kind: 'content', part: 'text' },
        { kind: 'content', part: 'marker' },
      ],
    ],
    [
      'target-counter(attr(href url), page, lower-roman)',
      [
        {
          kind: 'target-counter',
          target: { kind: 'attr', name: 'href' },
          name: 'page',
          style: 'lower-roman',
        },
      ],
    ],
    [
      'target-counter(url("#a"), page)',
      [{ kind: 'target-counter', target: { kind: 'url', url: '#a' }, name: 'page', style: 'decimal' }],
    ],
    [
      'target-text(attr(href))',
      [{ kind: 'target-text', target: { kind: 'attr', name: 'href' }, part: 'content' }],
    ],
    [
      'target-text(attr(href), first-letter)',
      [{ kind: 'target-text', target: { kind: 'attr', name: 'href' }, part: 'first-letter' }],
    ],
    [
      'leader(dotted) leader(" . ")',
      [
        { kind: 'leader', text: '.' },
        { kind: 'leader', text: ' . ' },
      ],
    ],
    ['open-quote no-close-quote', [{ kind: 'open-quote' }, { kind: 'no-close-quote' }]],
  ])('%s', (value, content) => {
    const styled = style('<p id="p">', `p::before { content: ${value} }`);
    expect(styled.problems).toEqual([]);
    expect(styled.element('p').before?.content).toEqual(content);
  });

  test.each(['none', 'normal'])('%s generates nothing', (value) => {
    expect(style('<p id="p">', `p::before { content: ${value} }`).element('p').before).toBeUndefined();
  });

  test('what generates nothing by itself is nothing without content', () => {
    expect(style('<p id="p">', 'p::after { color: red }').element('p').after).toBeUndefined();
  });
});

describe('pseudo-elements', () => {
  test('inherit from their element', () => {
    const { before } = style(
      '<p id="p">',
      'p { font-size: 20pt } p::before { content: "a"; margin-left: 1em }',
    ).element('p');
    expect(before?.style).toMatchObject({ fontSize: 20, marginLeft: 20, display: 'inline' });
  });

  test('::first-letter has a style where a rule speaks of it', () => {
    const styled = style('<p id="p">A<p id="q">B', '#p:first-letter { initial-letter: 2 }');
    expect(styled.element('p').firstLetter?.initialLetter).toEqual({ size: 2, sink: 2 });
    expect(styled.element('q').firstLetter).toBeUndefined();
  });

  test('::marker is of list items, with content or without', () => {
    const styled = style(
      '<ul><li id="a">A<li id="b">B</ul><p id="p">C',
      '::marker { color: red } #b::marker { content: "+" }',
    );
    expect(styled.element('a').marker).toMatchObject({ content: [], style: { color: RED } });
    expect(styled.element('b').marker?.content).toEqual([{ kind: 'text', text: '+' }]);
    expect(styled.element('p').marker).toBeUndefined();
  });

  test('a footnote has its call and its marker, a paragraph has none', () => {
    const styled = style(
      '<p id="p">A <span id="n">B</span>',
      'span { float: footnote } ::footnote-call { content: "*" }',
    );
    expect(styled.element('n').footnoteCall?.content).toEqual([{ kind: 'text', text: '*' }]);
    expect(styled.element('n').footnoteMarker?.content).toContainEqual({
      kind: 'counter',
      name: 'footnote',
      style: 'decimal',
    });
    expect(styled.element('p').footnoteCall).toBeUndefined();
  });
});

describe('what the markup says', () => {
  test('lang is inherited, xml:lang too', () => {
    const styled = style('<html lang="en"><p id="p"><i id="i" lang="fr"><b id="b">');
    expect([styled.style('p').lang, styled.style('i').lang, styled.style('b').lang]).toEqual([
      'en',
      'fr',
      'fr',
    ]);
  });

  test.each([
    ['<div id="x" dir="rtl">', { display: 'block', direction: 'rtl' }],
    ['<table><tr><td id="x" align="right">', { display: 'table-cell', textAlign: 'right' }],
    ['<table><caption id="x">', { display: 'table-caption' }],
    ['<table><thead id="x">', { display: 'table-header-group' }],
    ['<ul><li id="x">', { display: 'list-item', listStyleType: 'disc' }],
    ['<ol type="i"><li id="x">', { listStyleType: 'lower-roman' }],
    ['<em id="x">', { display: 'inline', fontStyle: 'italic' }],
    ['<h3 id="x">', { display: 'block', bookmarkLevel: 3 }],
    ['<pre id="x">', { whiteSpace: 'pre-wrap', hyphens: 'none' }],
    ['<sup id="x">', { verticalAlign: 'super' }],
  ])('%s', (html, expected) => {
    expect(style(html).style('x')).toMatchObject(expected);
  });
});
