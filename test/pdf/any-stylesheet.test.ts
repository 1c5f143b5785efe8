import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { expect, test } from 'vitest';
import { Source } from '../../src/diagnostics/source.js';
import { type PdfMetadata, writePdf } from '../../src/pdf/write-pdf.js';
import { typesetTree } from '../../src/typeset/typeset.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { htmlOf } from '../typeset/page/set.js';
import { codes, rows } from '../typeset/style/print-css-doc.js';
import { METADATA, png } from './sample.js';

/** One of everything that a stylesheet may do something to. */
const TEXT = `<section class="reading"><h2>The Mill</h2>
<p class="text">The miller{1} kept <em>his</em> <code>\u200b</code> accounts in <a href="#door">chalk{2}</a>, and <cite>nobody</cite> asked.
<ul><li>Rye.<li>Barley.<ol><li>Two sacks.</ol></ul>
<blockquote id="door"><p>On the inside of the door.<blockquote><p>Within.</blockquote></blockquote>
<table><caption>Sacks</caption><thead><tr><th>Year<th>Rye</thead>${'<tr><td>1917<td>A few of them{3}.'.repeat(4)}</table>
<figure><img src="mill.png" alt="A mill"><figcaption>The mill.</figcaption></figure>
<dl><dt>Rye<dd>A grain.</dl><pre>a  b
c</pre><hr></section>
<section class="reading"><h2>The Weir</h2><p lang="ar">\u0627\u0644\u0633\u062f<p>It fell.</section>
{1} He was not the first.
{2} <p>White.<blockquote><p>As it was.</blockquote>
{3} Of rye.`;

const SELECTORS =
  'p,.text,h2,section,li,ul,ol,blockquote,table,tr,td,th,thead,figure,img,figcaption,caption,.note,a,em,cite,code,*,body,html,hr,pre,dt,dd,' +
  'p::first-letter,p::first-line,p::before,a::after,li::marker,.note::footnote-call,.note::footnote-marker,p:first-child,td:last-child';
const PAGES = '@page,@page :left,@page :first,@page :blank,@page chapter';
const BOXES = '@top-left,@top-center,@bottom-right,@left-middle,@footnote';
const ODD =
  '0,1,-1,3,1em,-3em,50%,300%,0.01pt,1000pt,1e9,1e-9,auto,none,normal,inherit,initial,avoid,always,recto,right,block,inline,table,' +
  'table-cell,list-item,footnote,center,justify,red,"x",counter(page),string(title),leader(dotted),calc(1em + 10%),3 2,nowrap,pre,rtl,merge';

const fromList = (list: string) => fc.constantFrom(...list.split(','));
const properties = rows().filter(({ kind }) => kind === 'property');
/** What the page of the subset shows of each property, and of each a value that may mean nothing. */
const declaration = fc.oneof(
  fc.constantFrom(...properties.flatMap(({ cells }) => codes(cells.at(-1)!).slice(-1))),
  fc
    .tuple(fc.constantFrom(...properties.flatMap(({ cells }) => codes(cells[0]!))), fromList(ODD))
    .map(([name, value]) => `${name}: ${value}`),
);
const block = fc.array(declaration, { minLength: 1, maxLength: 3 }).map((all) => `{ ${all.join('; ')} }`);
const rule = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fromList(SELECTORS), block).map((both) => both.join(' ')) },
  { weight: 1, arbitrary: fc.tuple(fromList(PAGES), block).map((both) => both.join(' ')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fromList(PAGES), fromList(BOXES), block)
      .map(([page, box, own]) => `${page} { ${box} ${own} }`),
  },
);
const size = fc.constantFrom('', '@page { size: a6; margin: 1cm }', '@page { size: 3cm 4cm; margin: 2mm }');

/** What a stylesheet may bring about: something stands off its page or has no extent, or there is nothing at all. */
const ALLOWED = new Set(['annotation-flags', 'figure-box']);
const NOTHING = /^Document \d+ is empty$/;

test('whatever a stylesheet says, there are pages, and a PDF that can be read', async () => {
  const images = new Map([['mill.png', { ...png('<path d="M0 0h9v9z"/>'), path: 'mill.png' }]]);
  const metadata: PdfMetadata = { ...METADATA, title: 'T' };
  await fc.assert(
    fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 6 }), size, async (rules, page) => {
      const root = fromHtml(`<html lang="en"><body>${htmlOf(TEXT)}</body></html>`);
      const base = '.note { float: footnote } .reading { page: chapter; string-set: title content(text) }';
      const sheets = [base, page, rules.join('\n')].map((css, n) => new Source(`${n}.css`, css));
      const { value: layout } = typesetTree(root, sheets, { images });
      expect(layout.pages.length).toBeGreaterThan(0);
      const { value } = await writePdf(layout, metadata);
      const { report } = verifyPdf(value);
      const found = report.list().filter(({ name, failed }) => failed > 0 && !ALLOWED.has(name));
      expect(found.filter(({ failures }) => !failures.every((failure) => NOTHING.test(failure)))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
