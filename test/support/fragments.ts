import type { ElementContent, Root } from 'hast';
import { Source } from '../../src/diagnostics/source.js';
import { parseMarkup } from '../../src/render/parse-markup.js';
import { book, chapter } from './book.js';
import { picture } from './picture.js';

/**
 * Pieces of text whose markup is wrong, odd or rare, written as XML so that no parser repairs them. Each becomes the
 * text of a reading; all of them together go through the checkers. To add a case, add a line: its name says what is odd.
 */
export const FRAGMENTS: Record<string, string> = {
  // Blocks where only phrases may stand
  'paragraph in a paragraph': '<p>One <p>two</p> three</p>',
  'list in a paragraph': '<p>One <ul><li>two</li></ul> three</p>',
  'table in a paragraph': '<p>One <table><tr><td>two</td></tr></table> three</p>',
  'quotation in emphasis': '<p><em>One <blockquote><p>two</p></blockquote> three</em></p>',
  'paragraph in emphasis': '<em><p>One</p><p>two</p></em>',
  'heading in a paragraph': '<p>One <h3>two</h3> three</p>',
  'paragraphs in a heading': '<h2><p>One</p><p>two</p></h2>',
  'list in a heading': '<h2>One <ul><li>two</li><li>three</li></ul></h2>',
  'block in a link': '<a href="https://example.org/"><div>One</div></a>',
  'block in a link in a paragraph': '<p>One <a href="https://example.org/"><div>two</div></a> three</p>',
  'rule in a paragraph': '<p>One<hr/>two</p>',
  'figure in a paragraph':
    '<p>One <figure><img src="images/tree.png" alt="A tree"/><figcaption>two</figcaption></figure></p>',
  'paragraph with an id around a block': '<p id="kept-1"><div>One</div></p>',
  'division in a span in a quotation': '<blockquote><span>One <div>two</div></span></blockquote>',
  'pre in a paragraph': '<p>One<pre>two\n  three</pre></p>',
  'block in pre': '<pre>One<div>two</div></pre>',
  'paragraph in a superscript': '<p>One<sup><p>two</p></sup></p>',
  // Lists
  'items outside a list': '<li>One</li><li>two</li>',
  'text in a list': '<ul>One<li>two</li>three</ul>',
  'list between items': '<ul><li>One</li><ul><li>two</li></ul></ul>',
  'list that begins with a list': '<ol><ol><li>One</li></ol></ol>',
  'empty list': '<ul></ul><p>One</p>',
  'empty item': '<ol><li></li><li>One</li></ol>',
  'task list':
    '<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" disabled="disabled" checked="checked"/> One</li><li><input type="checkbox" disabled="disabled"/> two</li></ul>',
  'loose task list': '<ul><li><p><input type="checkbox"/> One</p></li></ul>',
  'list that starts at 4': '<ol start="4" type="a" reversed="reversed"><li value="9">One</li></ol>',
  'list with nonsense attributes': '<ol start="x" type="disc"><li value="one">One</li></ol>',
  'unordered list with a value': '<ul type="square"><li value="3">One</li></ul>',
  'terms without descriptions': '<dl><dt>One</dt></dl>',
  'description without a term': '<dl><dd>One</dd><dt>two</dt><dd>three</dd></dl>',
  'terms outside a list': '<dt>One</dt><dd>two</dd>',
  'text in a description list': '<dl>One<dt>two</dt>three<dd>four</dd></dl>',
  'grouped descriptions': '<dl><div><dt>One</dt><dd>two</dd></div></dl>',
  'heading in a term': '<dl><dt><h3>One</h3></dt><dd>two</dd></dl>',
  // Tables
  'table without rows': '<table><caption>One</caption></table>',
  'text in a table': '<table>One<tr><td>two</td></tr></table>',
  'cells without a row': '<table><td>One</td><td>two</td></table>',
  'row outside a table': '<tr><td>One</td></tr>',
  'two heads': '<table><thead><tr><th>One</th></tr></thead><thead><tr><th>two</th></tr></thead></table>',
  'foot before body':
    '<table><tfoot><tr><td>One</td></tr></tfoot><tbody><tr><td>two</td></tr></tbody></table>',
  'aligned cells':
    '<table><thead><tr><th align="left">One</th><th align="center">two</th></tr></thead><tbody><tr><td align="right">three</td><td style="text-align: right">four</td></tr></tbody></table>',
  'empty headings':
    '<table><thead><tr><th></th><th>One</th></tr></thead><tbody><tr><td>two</td><td></td></tr></tbody></table>',
  'spans of nonsense':
    '<table><tr><td colspan="0" rowspan="-1">One</td><td colspan="2">two</td></tr></table>',
  'heading in a table heading':
    '<table><thead><tr><th><h4>One</h4></th></tr></thead><tbody><tr><td>two</td></tr></tbody></table>',
  'table in a table': '<table><tr><td><table><tr><td>One</td></tr></table></td></tr></table>',
  'caption after the rows': '<table><tr><td>One</td></tr><caption>two</caption></table>',
  columns: '<table><colgroup><col span="2" width="30"/></colgroup><tr><td>One</td><td>two</td></tr></table>',
  'table with obsolete attributes':
    '<table border="1" cellpadding="3" width="100%" summary="x"><tr><td nowrap="nowrap" bgcolor="red">One</td></tr></table>',
  // Headings
  'headings that skip levels': '<h2>One</h2><h5>two</h5><h3>three</h3><h6>four</h6>',
  'second first heading': '<h1>One</h1><p>two</p><h1>three</h1>',
  'empty heading': '<h2></h2><p>One</p>',
  'heading in a quotation': '<blockquote><h4>One</h4><p>two</p></blockquote>',
  // Quotations, figures, ruby, details
  'quotations in quotations':
    '<blockquote><p>One</p><blockquote><p>two</p><blockquote><p>three</p></blockquote></blockquote></blockquote>',
  'quotation with a bad source':
    '<blockquote cite="not a url"><p>One</p></blockquote><q cite="https://example.org/a b">two</q>',
  'caption in the middle': '<figure><p>One</p><figcaption>two</figcaption><p>three</p></figure>',
  'two captions': '<figure><figcaption>One</figcaption><p>two</p><figcaption>three</figcaption></figure>',
  'caption without a figure': '<figcaption>One</figcaption>',
  ruby: '<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>',
  'ruby text without ruby': '<p>One <rt>two</rt></p>',
  'ruby without ruby text': '<p><ruby>One</ruby></p>',
  details: '<details open="open"><summary>One <p>two</p></summary><p>three</p></details>',
  'details without a summary': '<details><p>One</p></details>',
  'summary without details': '<summary>One</summary>',
  // Images
  image: '<p><img src="images/tree.png" alt="A tree" width="4" height="4"/></p>',
  'image without alternative text': '<p><img src="images/tree.png"/> One</p>',
  'image that is not there': '<p><img src="images/none.png" alt="One"/></p>',
  'image from the network': '<p><img src="https://example.org/x.png" alt="One"/></p>',
  'image with an accent': '<p><img src="images/été à Paris.png" alt="One"/></p>',
  'image with bad sizes':
    '<p><img src="images/tree.png" alt="One" width="50%" height="auto" align="left"/></p>',
  // Links and ids
  'link in a link':
    '<p><a href="https://example.org/">One <a href="https://example.org/2">two</a> three</a></p>',
  'link around emphasis around a link':
    '<p><a href="https://example.org/">One <em>two <a href="https://example.org/2">three</a> four</em></a></p>',
  'link to a place that is not there': '<p><a href="#nowhere">One</a></p>',
  'link to a file': '<p><a href="other.html">One</a> <a href="../up.md#x">two</a></p>',
  'script link': '<p><a href="javascript:alert(1)">One</a></p>',
  'data link': '<p><a href="data:text/html,x">One</a></p>',
  'address with spaces': '<p><a href="https://example.org/a b?c=d e#f g">One</a></p>',
  'address with odd characters':
    '<p><a href="https://example.org/a[b]|c^{d}`?e=%zz&amp;f=&quot;#g#h">One</a></p>',
  'address in another script': '<p><a href="https://пример.рф/путь?запрос">One</a></p>',
  'address without a scheme': '<p><a href="//example.org/x">One</a></p>',
  'address that is none':
    '<p><a href="http://">One</a> <a href="http://[::1">two</a> <a href="">three</a></p>',
  mail: '<p><a href="mailto:a@example.org?subject=One two">One</a></p>',
  'anchor without address': '<p><a name="x">One</a> <a id="anchor-1">two</a></p>',
  'ids that clash': '<p id="same-id">One</p><p id="same-id">two</p>',
  'ids that are no names': '<p id="1 é.b">One</p><p id=" ">two</p><p><a href="#1 é.b">three</a></p>',
  // Elements and attributes that are not ours
  'obsolete elements':
    '<center>One</center><p><font color="red">two</font> <big>three</big> <tt>four</tt> <strike>five</strike> <acronym>six</acronym> <nobr>seven</nobr></p>',
  'unknown elements': '<p><foo>One</foo></p><bar><p>two</p></bar>',
  form: '<form action="x"><fieldset><legend>One</legend><label>two <input type="text"/></label><button>three</button></fieldset></form>',
  'frame and script':
    '<iframe src="https://example.org/"></iframe><script>alert(1)</script><style>p{}</style><p onclick="x()" style="color: red">One</p>',
  media: '<video src="x.mp4" controls="controls"></video><audio src="x.mp3"></audio><p>One</p>',
  svg: '<p><svg viewBox="0 0 10 10" role="img" aria-label="A dot"><title>One</title><circle cx="5" cy="5" r="4" onclick="x()"/></svg></p>',
  'attributes of nonsense':
    '<p lang="not a language" dir="up" title="t" tabindex="x" contenteditable="true" data-x="1" aria-label="l">One</p>',
  time: '<p><time datetime="1917-11-07">One</time> <time datetime="last week">two</time></p>',
  'ins and del': '<p>One <ins cite="x" datetime="soon">two</ins></p><del><p>three</p></del>',
  'bidirectional override': '<p><bdo>One</bdo> <bdo dir="rtl">two</bdo> <bdi>three</bdi></p>',
  'sections in the text':
    '<section><h2>One</h2><header><p>two</p></header></section><aside><p>three</p></aside><nav><ul><li>four</li></ul></nav><main><p>five</p></main>',
  'upper case': '<P>One <EM>two</EM></P>',
  // Text
  Arabic: '<p lang="ar" dir="rtl">نص <em>عربي</em> مع <bdi>Latin</bdi></p>',
  Chinese: '<p lang="zh-Hant">革命的人道主義</p>',
  emoji: '<p>One 👩🏽‍🌾 🏴󠁧󠁢󠁳󠁣󠁴󠁿 two</p>',
  'combining marks': '<p>e\u0301 Z\u0351\u0343\u035b\u0323algo</p>',
  'characters of markup': '<p>a &lt; b &amp;&amp; c &gt; d ]]&gt; "e" \'f\' &lt;!-- g --&gt;</p>',
  'template syntax': '<p>{{one}} &lt;% two %&gt; $(three)</p>',
  'soft hyphens and odd spaces': '<p>co\u00adop\u00a0x\u2009y\u200bz\u2028w\ufeffv</p>',
  code: '<pre><code class="language-js">if (a &lt; b) {\n\treturn "c";\n}\n</code></pre><p><code>&lt;p&gt;</code></p>',
  'hard break at the end': '<p>One<br/></p><p><br/></p>',
  'text without a paragraph': 'One <em>two</em>',
  nothing: '<div></div>',
  verse:
    '<div class="verse"><p class="stanza"><span class="line">One<br/></span><span class="line">two<br/></span></p></div>',
};

/** A fragment as the text of a reading. */
export function fragmentTree(markup: string): Root {
  const { element, diagnostics } = parseMarkup(
    `<div>${markup}</div>`,
    [],
    [],
    new Source('fragment', markup),
  );
  if (!element) throw new Error(diagnostics[0]?.message);
  return { type: 'root', children: element.children as ElementContent[] };
}

/** A book in which each fragment is a reading. */
export function bookOfFragments() {
  const readings = Object.entries(FRAGMENTS).map(([name, markup], index) => ({
    ...chapter(`fragment-${index + 1}`, { number: index + 1, title: name.replaceAll('<', '‹') }),
    body: fragmentTree(markup),
  }));
  const images = new Map([picture('images/tree.png'), picture('images/été à Paris.png')]);
  return book({ body: readings, images });
}
