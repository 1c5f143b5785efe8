import { describe, expect, test } from 'vitest';
import type { StructureElement, StructureSlot } from '../../../src/typeset/layout.js';
import { setText } from './set.js';

/** The logical structure as it is read, an element as `Type[what is said of it](kids)`, text as it is set in its slots. */
function read(text: string, css = '', lang = 'en'): string {
  const { value } = setText(text, `@page { size: 40pt 30pt } ${css}`, lang);
  const words = new Map<number, string[]>();
  for (const page of value.pages)
    for (const line of page.lines)
      for (const { owner, shaped } of line.fragments) {
        if (owner.kind !== 'slot') continue;
        const list = words.get(owner.slot.id);
        if (list) list.push(shaped.text);
        else words.set(owner.slot.id, [shaped.text]);
      }
  const show = (kid: StructureElement | StructureSlot): string => {
    if (kid.kind === 'slot') return (words.get(kid.id) ?? ['▒']).join('').trim();
    const { type, lang, alt, attributes, link, kids } = kid;
    const said = [
      ...(lang === undefined ? [] : [lang]),
      ...(alt === undefined ? [] : [`alt ${alt}`]),
      ...(link === undefined ? [] : ['dest' in link ? `#${link.dest}` : link.uri]),
      ...Object.entries(attributes ?? {}).map(([name, value]) => `${name} ${value}`),
    ];
    return `${type}${said.length > 0 ? `[${said.join(', ')}]` : ''}(${kids.map(show).join(' ')})`;
  };
  return value.structure.kids.map(show).join(' ');
}

describe('the logical structure', () => {
  test.each<[name: string, text: string, structure: string]>([
    ['paragraphs and headings', '<h1>One</h1><p>Two.', 'H1(One) P(Two.)'],
    [
      'headings do not skip',
      '<h1>a</h1><h3>b</h3><h3>c</h3><h2>d</h2><h1>e</h1>',
      'H1(a) H2(b) H2(c) H2(d) H1(e)',
    ],
    ['the first heading is of the first level', '<h2>a</h2><h3>b</h3>', 'H1(a) H2(b)'],
    ['sections', '<section><h1>a</h1><p>b</section>', 'Sect(H1(a) P(b))'],
    ['a quotation', '<blockquote><p>a<p>b</blockquote>', 'BlockQuote(P(a) P(b))'],
    ['text in a division stands in a paragraph', '<div>a</div>', 'Div(P(a))'],
    ['text around a block', '<div>a<p>b</p>c</div>', 'Div(P(a) P(b) P(c))'],
    ['a list', '<ul><li>a</li><li>b</li></ul>', 'L[listNumbering None](LI(LBody(a)) LI(LBody(b)))'],
    [
      'nested lists',
      '<ul><li>a<ul><li>b</li></ul></li></ul>',
      'L[listNumbering None](LI(LBody(a L[listNumbering None](LI(LBody(b))))))',
    ],
    [
      'a definition list',
      '<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt><dd>e</dd></dl>',
      'L[listNumbering None](LI(Lbl(a) LBody(b c)) LI(Lbl(d) LBody(e)))',
    ],
    ['inline elements that say nothing', '<p>a <em>b</em> c', 'P(a b c)'],
    ['code and quotations', '<p><code>a</code> <q>b</q>', 'P(Code(a)  Quote(“b”))'],
    ['a link', '<p>a <a href="https://example.org/">b</a> c', 'P(a Link[https://example.org/](b) c)'],
    ['a link within the book', '<p><a href="#x">b</a><p id="x">c', 'P(Link[#x](b)) P(c)'],
    ['a foreign word', '<p>a <i lang="fr">mot</i> c', 'P(a Span[fr](mot) c)'],
    [
      'a foreign paragraph with a word that is not',
      '<p lang="fr">a <i lang="en">b</i>',
      'P[fr](a Span[en](b))',
    ],
    ['a division in another language', '<div lang="ru"><p>a</div>', 'Div[ru](P(a))'],
    ['an image', '<p>a <img src="4x2.png" alt="A map">', 'P(a Figure[alt A map](▒))'],
    ['an image that says nothing', '<p>a <img src="4x2.png" alt="">', 'P(a)'],
    [
      'a figure',
      '<figure><img src="4x2.png" alt="A map"><figcaption>b</figcaption></figure>',
      'Figure[alt A map](▒ Caption(b))',
    ],
    [
      'a figure without a picture',
      '<figure><pre>a</pre><figcaption>b</figcaption></figure>',
      'Div(P(a) P(b))',
    ],
    ['a call and its note', '<p>a{1} b.<p>c\n{1} n', 'P(a Reference(Link[#note-1](1)) b.) Note(P(n)) P(c)'],
    [
      'the label of a note',
      '<p>a{1}\n{1} <a href="#call-note-1">1</a> n',
      'P(a Reference(Link[#note-1](1))) Note(P(Lbl(Link[#call-note-1](1)) n))',
    ],
    [
      'a note cited twice',
      '<p>a{1} b{1}\n{1} n',
      'P(a Reference(Link[#note-1](1)) b Reference(Link[#note-1](1))) Note(P(n))',
    ],
    [
      'a note in a list',
      '<ul><li>a{1}</li></ul>\n{1} n',
      'L[listNumbering None](LI(LBody(a Reference(Link[#note-1](1)) Note(P(n)))))',
    ],
    [
      'a note on a heading',
      '<section><h1>a{1}</h1><p>b</section>\n{1} n',
      'Sect(H1(a Reference(Link[#note-1](1))) Note(P(n)) P(b))',
    ],
    [
      'a note in a cell',
      '<table><tr><td>a{1}</td></tr></table>\n{1} n',
      'Table(TBody(TR(TD(a Reference(Link[#note-1](1)) Note(P(n))))))',
    ],
    [
      'a note within a note follows it',
      '<p>a{1}\n{1} n{2}\n{2} m',
      'P(a Reference(Link[#note-1](1))) Note(P(n Reference(Link[#note-2](2)))) Note(P(m))',
    ],
    [
      'a note of paragraphs with a quotation',
      '<p>a{1}\n{1} <p>n</p><blockquote><p>m</p></blockquote>',
      'P(a Reference(Link[#note-1](1))) Note(P(n) BlockQuote(P(m)))',
    ],
    [
      'a generated note',
      '<p>a<span class="note" id="n">b</span> c',
      'P(a Reference(Link[#n](1)) c) Note(P(Lbl(1.) b))',
    ],
    [
      'a table',
      '<table><caption>c</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
      'Table(Caption(c) THead(TR(TH[scope Column](a))) TBody(TR(TD(b))))',
    ],
    [
      'heads of rows, and spans',
      '<table><tr><th>a</th><td colspan="2">b</td></tr><tr><th scope="col" rowspan="2">c</th><td>d</td><td>e</td></tr><tr><td>f</td><td></td></tr></table>',
      'Table(TBody(TR(TH[scope Row](a) TD[colSpan 2](b)) TR(TH[scope Column, rowSpan 2](c) TD(d) TD(e)) TR(TD(f) TD())))',
    ],
    [
      'a ragged row is filled up',
      '<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>',
      'Table(TBody(TR(TD(a) TD()) TR(TD(b) TD(c))))',
    ],
    [
      'the contents',
      '<nav role="doc-toc"><h1>C</h1><ol><li><a href="#x">a</a><ol><li><a href="#x">b</a></li></ol></li></ol></nav><p id="x">c',
      'Sect(H1(C) TOC(TOCI(Reference(Link[#x](a)) TOC(TOCI(Reference(Link[#x](b))))))) P(c)',
    ],
    [
      'an index',
      '<section role="doc-index"><ul><li><a href="#x">a</a></li></ul></section><p id="x">c',
      'Index(L[listNumbering None](LI(LBody(Link[#x](a))))) P(c)',
    ],
    ['empty elements are left out', '<div><p></p><section></section></div><p>a', 'P(a)'],
    ['a block in a link', '<a href="#x"><p>a</p></a><p id="x">b', 'P(Link[#x](a)) P(b)'],
  ])('%s', (_, text, structure) => {
    expect(read(text)).toBe(structure);
  });

  test('markers are labels', () => {
    const css = 'ol { padding-left: 4pt } li { list-style: decimal }';
    expect(read('<ol><li>a</li></ol>', css)).toBe('L[listNumbering Decimal](LI(Lbl(1.) LBody(a)))');
  });

  test('the numbers of an index entry are links, each to the first use on its page', () => {
    const css = '.l { -fl-page-list: merge } .p { break-before: page }';
    const text = `<p>a <span class="l"><a href="#x">1</a><a href="#y">2</a><a href="#z">3</a></span>
<p class="p" id="x">b <span id="y">c</span><p class="p">d<p class="p" id="z">e`;
    expect(read(text, css)).toBe('P(a Span(Link[#x](2,) Link[#z](4))) P(b c) P(d) P(e)');
  });

  test('a head that is set again is not read again, and leaders are not read', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `<tr><td>r${i}</td></tr>`).join('');
    const table = read(`<table><thead><tr><th>h</th></tr></thead><tbody>${rows}</tbody></table>`);
    expect(table.match(/TH/g)).toHaveLength(2);
    expect(read('<p><i>a</i>b', 'i::after { content: leader(".") }')).toBe('P(ab)');
  });

  test('the order of reading is the order of the text, wherever notes are drawn', () => {
    const structure = read('<p>a{1} b{2}.<p>c{3}\n{1} one\n{2} two\n{3} three');
    expect(
      structure
        .replace(/[A-Z]\w*(\[[^\]]*\])?|[()]/g, ' ')
        .split(/\s+/)
        .join(' ')
        .trim(),
    ).toBe('a 1 b 2 . one two c 3 three');
  });
});

test('lines that are blocks are parted by a space where a break ends them', () => {
  const { value } = setText('<p><span>ab<br></span><span>cd</span></p>', 'span { display: block }');
  const lines = value.pages.flatMap((page) => page.lines);
  expect(lines.map((line) => line.fragments.map(({ shaped }) => shaped.text))).toEqual([['ab', ' '], ['cd']]);
});

test.each([
  ['<p>ab <em>cd</em> ef</p>', ['ab ', 'cd ', 'ef']],
  ['<p>ab <a href="#x">cd</a> <em>ef</em></p>', ['ab ', 'cd ', 'ef']],
  ['<div><em>ab</em> <p>cd</p></div>', ['ab', 'cd']],
])('a block in a text is parted from it by a space: %s', (html, expected) => {
  const { value } = setText(html, 'em, a { display: block }');
  const lines = value.pages.flatMap((page) => page.lines);
  expect(lines.map(({ fragments }) => fragments.map(({ shaped }) => shaped.text).join(''))).toEqual(expected);
});

describe('what stands in the margin', () => {
  const page = '@page { margin: 0 12pt }';

  test('a note follows the paragraph that calls it', () => {
    const css = `${page} @page { @footnote { float: -fl-outside } }`;
    expect(read('<p>One{1}.</p><p>Two.</p>\n{1} A note.', css)).toBe(
      'P(One Reference(Link[#note-1](1)) .) Note(P(A note.)) P(Two.)',
    );
  });

  test('numbers of lines are no part of the text', () => {
    expect(read('<p>One.<p>Two.', `${page} html { -fl-line-numbers: 1 }`)).toBe('P(One.) P(Two.)');
  });

  test('what hangs is read where it stands, before an initial letter', () => {
    const css = `${page} .n { float: -fl-inside } p::first-letter { initial-letter: 2 }`;
    const text = '<p><span class="n">1</span> One two three four five six seven eight nine.';
    expect(read(text, css)).toBe('P(Span(1) One two three four five six seven eight nine.)');
    const { value } = setText(text, `@page { size: 40pt 30pt } ${css}`);
    const drawn = value.pages[0]!.lines.map(({ fragments }) => fragments[0]!.shaped.text);
    expect(drawn.slice(0, 3)).toEqual(['1', 'O', 'ne']);
  });
});
