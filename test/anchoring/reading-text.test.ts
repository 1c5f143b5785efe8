import { fromHtml } from 'hast-util-from-html';
import { describe, expect, it } from 'vitest';
import { readingText } from '../../src/anchoring/reading-text.js';
import { reading } from './reading.js';

/** The text that a body written as HTML has, without the title's line. */
function bodyText(html: string): string {
  const { text, zones } = readingText(reading({ body: html }));
  const body = zones.find((zone) => zone.kind === 'body')!;
  return text.slice(body.start, body.end);
}

describe('the text of a body', () => {
  it.each([
    ['blocks are apart by one line end', '<p>One</p><p>Two</p>', 'One\nTwo'],
    ['white space between tags is nothing', '\n<p>One</p>\n\n  <p>Two</p>\n', 'One\nTwo'],
    [
      'blocks in blocks',
      '<blockquote>\n<p>One</p>\n<p>Two</p>\n</blockquote><p>Three</p>',
      'One\nTwo\nThree',
    ],
    [
      'list items',
      '<ul>\n<li>One</li>\n<li>Two\n<ul>\n<li>Three</li>\n</ul>\n</li>\n</ul>',
      'One\nTwo\nThree',
    ],
    ['a list item that is text, then a block', '<ul><li>One\n<p>Two</p>\n</li></ul>', 'One\nTwo'],
    ['line breaks', '<p>One<br>\nTwo<br/>Three</p>', 'One\nTwo\nThree'],
    ['several line breaks are one', '<p>One<br><br>Two</p>', 'One\nTwo'],
    [
      'cells of a table',
      '<table>\n<tr>\n<td>A</td>\n<td>B</td>\n</tr>\n<tr><td>C</td></tr></table>',
      'A\nB\nC',
    ],
    ['inline markup parts nothing', '<p>an<em>arch</em>ist <b>and</b> <i>free</i></p>', 'anarchist and free'],
    ['a soft line end stays in its piece', '<p>One\nTwo</p>', 'One\nTwo'],
    ['lines of code', '<pre><code>a\n\n  b\n</code></pre><p>c</p>', 'a\n\n  b\nc'],
    ['white space alone in code', '<pre><code><i>a</i>\n\n<i>b</i></code></pre>', 'a\n\nb'],
    [
      'verse',
      '<div class="verse"><p class="stanza"><span class="line">One</span><span class="line">Two</span></p></div>',
      'One\nTwo',
    ],
    ['rules and images', '<p>One</p><hr><p>Two<img src="x.png" alt="seen"></p>', 'One\nTwo'],
    ['references to an author’s note', '<p>One<author-note name="1"></author-note>, two</p>', 'One, two'],
    ['comments', '<p>One<!-- two --> three</p>', 'One three'],
    ['nothing', '', ''],
  ])('%s', (_, html, text) => expect(bodyText(html)).toBe(text));

  it('has the value of each text node as a piece', () => {
    const { text, pieces } = readingText(
      reading({ title: 'A *b*', body: '<p>One <em>two</em></p><p>three</p>' }),
    );
    expect(pieces.map(({ node, start, end }) => [node.value, text.slice(start, end)])).toEqual([
      ['A *b*', 'A *b*'],
      ['One ', 'One '],
      ['two', 'two'],
      ['three', 'three'],
    ]);
  });

  it('is of any depth', () => {
    const depth = 50_000;
    const deep = fromHtml('<blockquote>x</blockquote>', { fragment: true });
    let inner = deep.children[0]!;
    for (let i = 0; i < depth; i++)
      inner = { type: 'element', tagName: 'blockquote', properties: {}, children: [inner as never] };
    const given = reading({ body: '' });
    given.body = { type: 'root', children: [inner] };
    expect(readingText(given).text).toBe(`${given.title.plain}\nx`);
  });
});

describe('zones', () => {
  it('are title, subtitle, body and each author’s note, a line apart', () => {
    const { text, zones } = readingText(
      reading({
        title: 'Title',
        subtitle: 'Subtitle',
        body: '<p>Body</p>',
        authorNotes: { a: '<p>First</p><p>note</p>', b: '<p>Second</p>' },
      }),
    );
    expect(text).toBe('Title\nSubtitle\nBody\nFirst\nnote\nSecond');
    expect(zones.map(({ kind, name, start, end }) => [kind, name, text.slice(start, end)])).toEqual([
      ['title', undefined, 'Title'],
      ['subtitle', undefined, 'Subtitle'],
      ['body', undefined, 'Body'],
      ['author-note', 'a', 'First\nnote'],
      ['author-note', 'b', 'Second'],
    ]);
  });

  it('may be empty', () => {
    const { text, zones } = readingText(reading({ title: '', body: '', authorNotes: { a: '<p>Note</p>' } }));
    expect(text).toBe('Note');
    expect(zones.map(({ start, end }) => [start, end])).toEqual([
      [0, 0],
      [0, 0],
      [0, 4],
    ]);
  });
});
