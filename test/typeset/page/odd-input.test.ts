import { expect, test } from 'vitest';
import { drawPages } from './draw.js';
import { setText } from './set.js';

/** Documents and stylesheets that nobody would write. Each gives pages with all its words; none hangs or throws. */
const odd: [name: string, text: string, css: string, words: string][] = [
  ['quotations five hundred deep', `${'<blockquote>'.repeat(500)}aa`, '', 'aa'],
  ['lists five hundred deep', `${'<ul><li>'.repeat(500)}aa`, 'ul { padding-left: 2pt }', 'aa'],
  ['tables two hundred deep', `${'<table><tr><td>'.repeat(200)}aa`, '', 'aa'],
  ['a note that calls itself', '<p>aa{1}\n{1} bb{1} cc', '', 'aa bb cc'],
  ['notes that call each other', '<p>aa{1}\n{1} bb{2}\n{2} cc{1}', '', 'aa bb cc'],
  ['notes that only call each other', '<p>aa\n{1} bb{2}\n{2} cc{1}', '', 'aa'],
  ['a note without anything in it', '<p>aa{1}<div class="note" id="note-1"></div>', '', 'aa'],
  ['a note with a high picture', '<p>aa{1}\n{1} <img src="10x100.png" alt="x">bb', '', 'aa bb'],
  [
    'a note with a table that calls a note',
    '<p>aa{1}\n{1} <table><tr><td>bb{2}</td></tr></table>\n{2} cc',
    '',
    'aa bb cc',
  ],
  ['a page of a point', '<p>a b', '@page { size: 1pt }', 'a b'],
  ['type larger than the page', '<p>aa{1}\n{1} bb', 'p { font-size: 100pt; line-height: 120pt }', 'aa bb'],
  ['lines without height', '<p>aa bb{1}\n{1} cc', 'html { line-height: 0 }', 'aa bb cc'],
  ['margins larger than the page', '<p>aa<p>bb', 'p { margin: 500pt 30pt }', 'aa bb'],
  ['padding larger than the page', '<p>aa<p>bb', 'p { padding: 50pt 30pt; border: 3pt solid }', 'aa bb'],
  ['a height larger than the page', '<p>aa<p>bb', 'p { height: 300% }', 'aa bb'],
  ['negative margins', '<p>aa<p>bb<p>cc', 'p { margin: -5pt -3pt }', ''],
  ['forty columns', '<div><p>a b</div>', 'div { columns: 40 }', 'a b'],
  ['columns in columns', '<div><div><p>aa<p>bb</div></div>', 'div { columns: 2 }', 'aa bb'],
  [
    'a page break in columns',
    '<div><p>aa<h2>bb</h2></div>',
    'div { columns: 2 } h2 { break-before: page }',
    'aa bb',
  ],
  ['a page break in a table', '<table><tr><td>aa<h2>bb</h2></table>', 'h2 { break-before: page }', 'aa bb'],
  ['a named page in a table', '<table><tr><td>aa<h2>bb</h2></table>cc', 'h2 { page: x }', 'aa bb cc'],
  ['a cell over a thousand rows', '<table><tr><td rowspan="999">aa<td>bb<tr><td>cc</table>', '', 'aa bb cc'],
  ['a cell over a thousand columns', '<table><tr><td colspan="999">aa<td>bb</table>', '', 'aa bb'],
  ['items without lists', '<li>aa</li><dd>bb</dd><dt>cc</dt>', '', 'aa bb cc'],
  [
    'rows without tables',
    '<div>aa<p>bb</p></div>',
    'div { display: table-row } p { display: table-cell }',
    'aa bb',
  ],
  ['text in a table', '<div>aa<p>bb</p></div>', 'div { display: table }', 'aa bb'],
  ['a word longer than the page', `<p>${'a'.repeat(300)}`, '', ''],
  [
    'three hundred notes on a line',
    `<p>${Array.from({ length: 300 }, (_, i) => `{${i}}`).join('')}\n${Array.from({ length: 300 }, (_, i) => `{${i}} n${i}`).join('\n')}`,
    '',
    '',
  ],
  [
    'nothing that may be parted',
    '<p>aa</p>'.repeat(30),
    'p { break-after: avoid; break-inside: avoid }',
    'aa aa aa',
  ],
  [
    'a hundred lines that must stand together',
    `<p>${'aaaa '.repeat(100)}`,
    'html { orphans: 100; widows: 100 }',
    'aaaa',
  ],
  [
    'an area that is higher than the page',
    '<p>aa{1}\n{1} bb',
    '@page { @footnote { padding-top: 50pt } }',
    'aa bb',
  ],
  [
    'an area without height',
    `<p>aa{1}\n{1} ${'bb '.repeat(40)}`,
    '@page { @footnote { max-height: 0pt } }',
    'aa bb',
  ],
  [
    'a drop capital on a page of a line',
    '<p>aaaa aaaa aaaa',
    '@page { size: 12pt 1pt } p::first-letter { initial-letter: 2 }',
    '',
  ],
  [
    'a drop capital beside lines of hardly any height',
    '<p>Aaaa aaaa aaaa',
    'p { line-height: 1e-9 } p::first-letter { initial-letter: 2 }',
    'aaaa',
  ],
  [
    'a drop capital beside lines of no height',
    '<p>Aaaa aaaa aaaa',
    'p { line-height: 0 } p::first-letter { initial-letter: 2 }',
    'aaaa',
  ],
  ['foreign elements', '<svg><text>aa</text></svg><p>bb', '', 'bb'],
];

test.each(odd)('%s', (_, text, css, words) => {
  const { value } = setText(text, css);
  expect(value.pages.length).toBeGreaterThan(0);
  expect(value.pages.length).toBeLessThan(400);
  expect(drawPages(value).length).toBeGreaterThan(0);
  const set = value.pages
    .flatMap(({ lines }) => lines.flatMap(({ fragments }) => fragments.map(({ shaped }) => shaped.text)))
    .join(' ');
  for (const word of words.split(' ')) expect(set).toContain(word);
  const numbers = value.pages.flatMap(({ lines }) => lines.flatMap(({ x, baseline }) => [x, baseline]));
  expect(numbers.every(Number.isFinite)).toBe(true);
});

test('a line of pictures alone is not loose', () => {
  const css = '@page { size: 9pt 20pt } p { text-align: justify }';
  const picture = '<img src="4x8.png" alt="A">';
  expect(setText(`<p>${`${picture}\n`.repeat(3)}`, css).diagnostics).toEqual([]);
});

test('of very many loose lines some are named, and the others counted', () => {
  const css = '@page { size: 9pt 4pt } p { text-align: justify }';
  const said = (words: number) =>
    setText(`<p>${'aaaaaa '.repeat(words)}`, css).diagnostics.map(
      ({ code, message }) => `${code} ${message}`,
    );
  expect(said(13)).toHaveLength(12);
  const many = said(101);
  expect(many).toHaveLength(13);
  expect(many.at(-1)).toBe('line-loose The book: 88 more lines are stretched too far, on pages 4 to 25.');
});
