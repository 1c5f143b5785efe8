import { Source } from '../../diagnostics/source.js';

/**
 * What the elements of HTML are, as the Rendering section of the HTML standard says it: blocks, lists, tables,
 * emphasis, quotations. Anything about looks is print.css's. Margin boxes are aligned as CSS Paged Media 3 has it,
 * notes called as CSS Generated Content for Paged Media 3 has it.
 */
export const USER_AGENT = new Source(
  'user-agent.css',
  `
html, body, address, article, aside, blockquote, dd, details, div, dl, dt, fieldset, figcaption, figure, footer,
form, h1, h2, h3, h4, h5, h6, header, hgroup, hr, legend, main, menu, nav, ol, p, pre, search, section, summary, ul {
  display: block;
}
area, base, col, colgroup, head, link, meta, noscript, param, script, style, template, title, [hidden] {
  display: none;
}
li { display: list-item; }
table { display: table; text-indent: 0; }
caption { display: table-caption; text-align: center; }
thead { display: table-header-group; vertical-align: middle; }
tbody { display: table-row-group; vertical-align: middle; }
tfoot { display: table-footer-group; vertical-align: middle; }
tr { display: table-row; vertical-align: inherit; }
td, th { display: table-cell; vertical-align: inherit; }
th { font-weight: bold; text-align: center; }
[align=left] { text-align: left; }
[align=right] { text-align: right; }
[align=center] { text-align: center; }
[align=justify] { text-align: justify; }

[dir=rtl] { direction: rtl; }
[dir=ltr] { direction: ltr; }

b, strong, h1, h2, h3, h4, h5, h6 { font-weight: bold; }
address, cite, dfn, em, i, var { font-style: italic; }
code, kbd, pre, samp { font-family: monospace; hyphens: none; }
pre { white-space: pre-wrap; }
ins, u { text-decoration: underline; }
del, s { text-decoration: line-through; }
small, sub, sup { font-size: smaller; line-height: 1; }
sub { vertical-align: sub; }
sup { vertical-align: super; }
q::before { content: open-quote; }
q::after { content: close-quote; }

ol, ul, menu { padding-left: 30pt; }
:is(ol, ul, menu):dir(rtl) { padding-left: 0; padding-right: 30pt; }
ul, menu { list-style-type: disc; }
:is(ul, ol) ul { list-style-type: circle; }
:is(ul, ol) :is(ul, ol) ul { list-style-type: square; }
ol { list-style-type: decimal; }
ol[type="a"] { list-style-type: lower-alpha; }
ol[type="A"] { list-style-type: upper-alpha; }
ol[type="i"] { list-style-type: lower-roman; }
ol[type="I"] { list-style-type: upper-roman; }

h1 { bookmark-level: 1; }
h2 { bookmark-level: 2; }
h3 { bookmark-level: 3; }
h4 { bookmark-level: 4; }
h5 { bookmark-level: 5; }
h6 { bookmark-level: 6; }

::footnote-call { content: counter(footnote); vertical-align: super; font-size: smaller; line-height: 1; }
::footnote-marker { content: counter(footnote) ". "; }

@page {
  margin: 2cm;
  @top-left-corner { text-align: right; vertical-align: middle; }
  @top-left { text-align: left; vertical-align: middle; }
  @top-center { text-align: center; vertical-align: middle; }
  @top-right { text-align: right; vertical-align: middle; }
  @top-right-corner { text-align: left; vertical-align: middle; }
  @bottom-left-corner { text-align: right; vertical-align: middle; }
  @bottom-left { text-align: left; vertical-align: middle; }
  @bottom-center { text-align: center; vertical-align: middle; }
  @bottom-right { text-align: right; vertical-align: middle; }
  @bottom-right-corner { text-align: left; vertical-align: middle; }
  @left-top { text-align: center; vertical-align: top; }
  @left-middle { text-align: center; vertical-align: middle; }
  @left-bottom { text-align: center; vertical-align: bottom; }
  @right-top { text-align: center; vertical-align: top; }
  @right-middle { text-align: center; vertical-align: middle; }
  @right-bottom { text-align: center; vertical-align: bottom; }
  @-fl-line-number { float: -fl-outside; margin: 0 1em; }
}
`,
);
