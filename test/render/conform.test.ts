import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { serialise } from '../../src/epub/serialise.js';
import { conformPage } from '../../src/render/conform/conform-page.js';
import { FRAGMENTS, fragmentTree } from '../support/fragments.js';
import { picture } from '../support/picture.js';

const images = new Map([picture('images/tree.png')]);

function conformed(tree: Root): Root {
  const page: Element = { type: 'element', tagName: 'section', properties: {}, children: [] };
  page.children = tree.children as Element['children'];
  return conformPage(page, { images, seen: { ids: new Set(), texts: new WeakSet() } }).tree;
}

/** What a fragment becomes, without the section around it. */
function becomes(markup: string): string {
  return serialise(conformed(fragmentTree(markup))).replace(/^<section>|<\/section>$/g, '');
}

describe('markup that is wrong becomes markup that says the same', () => {
  test.each([
    // A block goes out of the paragraph that it stands in.
    ['<p>a <ul><li>b</li></ul> c</p>', '<p>a </p><ul><li>b</li></ul><p> c</p>'],
    ['<p id="x">a<div>b</div></p>', '<p id="x">a</p><div>b</div>'],
    ['<p id="x"><div>b</div></p>', '<div id="x">b</div>'],
    ['<p><em>a<div>b</div>c</em></p>', '<p><em>a</em></p><div>b</div><p><em>c</em></p>'],
    // Where there is no place for a block, its content stays.
    ['<h1><p>a</p><p>b</p></h1>', '<h1>a<br/>b</h1>'],
    [
      '<table><caption><p>a</p></caption><tr><td>b</td></tr></table>',
      '<table><caption>a</caption><tbody><tr><td>b</td></tr></tbody></table>',
    ],
    // What stands alone gets its home.
    ['<li>a</li><li>b</li>', '<ul><li>a</li><li>b</li></ul>'],
    ['<dt>a</dt><dd>b</dd>', '<dl><dt>a</dt><dd>b</dd></dl>'],
    ['<td>a</td>', '<table><tbody><tr><td>a</td></tr></tbody></table>'],
    ['<ul><li>a</li><ul><li>b</li></ul></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    ['<dl><dt>a</dt></dl>', '<dl><dt>a</dt><dd></dd></dl>'],
    // Links do not nest; the inner one wins.
    [
      '<a href="https://a.org/">a<em>b<a href="https://b.org/">c</a></em>d</a>',
      '<a href="https://a.org/">a</a><em><a href="https://a.org/">b</a><a href="https://b.org/">c</a></em><a href="https://a.org/">d</a>',
    ],
    ['<a href="javascript:x()">a</a>', '<span>a</span>'],
    ['<a href="https://a.org/b c|d">a</a>', '<a href="https://a.org/b%20c%7Cd">a</a>'],
    // Headings make an outline; the title of a page is its only h1.
    [
      '<h1>a</h1><h4>b</h4><h5>c</h5><h2>d</h2><h1>e</h1>',
      '<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2><h2>e</h2>',
    ],
    // Looks are classes.
    ['<p style="color:red" onclick="x" align="right">a</p>', '<p class="align-right">a</p>'],
    ['<input type="checkbox" checked="checked"/>a', '<span class="task">[x]</span>a'],
    ['<center>a</center><tt>b</tt><blink>c</blink>', '<div>a</div><code>b</code>c'],
    // Images are there, or their words are.
    ['<img src="images/tree.png"/>', '<img src="images/tree.png" alt=""/>'],
    ['<img src="gone.png" alt="a"/>', 'a'],
  ])('%s', (markup, expected) => {
    expect(becomes(markup)).toBe(expected);
  });

  test('raw HTML that a tree still holds is parsed, and its scripts are gone', () => {
    const raw = { type: 'raw', value: 'a <b>b</b><script>c</script>' };
    const tree = { type: 'root', children: [raw] } as unknown as Root;
    expect(serialise(conformed(tree))).toBe('<section>a <b>b</b></section>');
  });
});

/** Fragments of which something is said in another order, or that say more or less than their text nodes. */
const TOLD_OTHERWISE: Record<string, string> = {
  'foot before body': 'twoOne',
  'caption after the rows': 'twoOne',
  'caption in the middle': 'Onethreetwo',
  'text in a description list': 'Onetwothreefour',
  'image that is not there': 'One',
  'image from the network': 'One',
  'image with an accent': 'One',
  'task list': 'xOnetwo',
  'loose task list': 'One',
  ruby: '漢kan',
  'frame and script': 'One',
};

test.each(Object.entries(FRAGMENTS))('%s: every word stays, in order', (name, markup) => {
  const letters = (tree: Root) => textOf(tree).replace(/[^\p{L}\p{N}]/gu, '');
  expect(letters(conformed(fragmentTree(markup)))).toBe(
    TOLD_OTHERWISE[name] ?? letters(fragmentTree(markup)),
  );
});

test('nodes of text are the same nodes, so that places in them can be found again', () => {
  const tree = fragmentTree('<p>a<ul><li>b</li></ul></p>');
  const texts = (root: Root | Element): unknown[] =>
    root.children.flatMap((child) => (child.type === 'element' ? texts(child) : [child]));
  const before = texts(tree);
  const after = texts(conformed(tree));
  expect(after).toHaveLength(2);
  after.forEach((node, i) => {
    expect(node).toBe(before[i]);
  });
});

test('an id that the book has already is left out and reported', () => {
  const page = { type: 'element', tagName: 'section', properties: {}, children: [] } as Element;
  page.children = fragmentTree('<p id="a">x</p><p id="b">y</p>').children as Element['children'];
  const { repeatedIds } = conformPage(page, { images, seen: { ids: new Set(['b']), texts: new WeakSet() } });
  expect(repeatedIds).toEqual(['b']);
});

test('quotations nested twenty thousand deep end as a tree that any parser takes', () => {
  let tree: Element = {
    type: 'element',
    tagName: 'p',
    properties: {},
    children: [{ type: 'text', value: 'deep' }],
  };
  for (let i = 0; i < 20_000; i++)
    tree = { type: 'element', tagName: 'blockquote', properties: {}, children: [tree] };
  const out = serialise(conformed({ type: 'root', children: [tree] }));
  expect(out.match(/<blockquote>/g)!.length).toBeLessThanOrEqual(100);
  expect(out).toContain('deep');
});
