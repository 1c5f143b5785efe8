import { describe, expect, test } from 'vitest';
import { makeProject } from './project.js';

const LONG =
  'The miller kept his accounts in chalk on the back of the door, and when the rain came through the thatch a whole year of debts ran down into the flour.';

/** What a page becomes: its front matter and its text. */
async function imported(html: string): Promise<{ front: string; body: string }> {
  const project = await makeProject({ 'page.html': html });
  const { status } = await project.import(['page.html'], { id: 'it' });
  expect(status).toBe('done');
  return { front: await project.read('project/corpus/it.md'), body: await project.body('it') };
}

describe('a page of a MediaWiki', () => {
  const page = `<html lang="en"><body><div role="main"><h1>Weir</h1><div><label>34 languages</label><ul><li>Deutsch</li></ul></div>
<div>From the free encyclopedia</div><div class="mw-parser-output"><p>${LONG}<sup id="r1"><a href="#n1">[1]</a></sup> It is 3 km<sup>2</sup>, and CO<sub><i>2</i></sub>.</p>
<div class="thumb"><img src="x.png"><div>The weir in spring</div></div>
<p>They were built, in the words of a chronicler:</p><blockquote><p>With hammers that the river lifted up.</p></blockquote>
<p>There were hammers in every mill along the river at that time, and nobody slept well.</p>
<h2>See also</h2><ul><li>Pulp</li></ul><h2>References</h2>
<ol><li id="n1"><a href="#r1">^</a> <span><cite>Low, A. (1911). <i>Dams</i>. London.</cite></span></li></ol></div>
<div class="printfooter">Retrieved from here</div></div></body></html>`;

  test('is its text, without what the site puts around it', async () => {
    const { body } = await imported(page);
    expect(body).toBe(
      [
        `${LONG}[^1] It is 3 km<sup>2</sup>, and CO<sub>*2*</sub>.`,
        'They were built, in the words of a chronicler:',
        '> With hammers that the river lifted up.',
        'There were hammers in every mill along the river at that time, and nobody slept well.',
        '[^1]: Low, A. (1911). *Dams*. London.',
      ].join('\n\n'),
    );
  });
});

describe('a page of WordPress', () => {
  test('is without captions, and with its author and its verse', async () => {
    const { front, body } = await imported(`<html><body><article><h1>The Leat</h1>
<p>by <span class="author vcard"><a href="x">Ruth Penrose</a></span></p><p>${LONG}</p>
<div class="wp-caption"><img src="x.png"><p class="wp-caption-text">The old gate</p></div>
<pre class="wp-block-verse">The water runs
  and runs again</pre><div class="sharedaddy"><div class="jp-relatedposts"><h3>Related</h3></div></div></article></body></html>`);
    expect(front).toContain('author: Ruth Penrose\n');
    expect(body).toBe(`${LONG}\n\n\`\`\`verse\nThe water runs\n  and runs again\n\`\`\``);
  });
});

test('a subtitle has many names', async () => {
  const { front, body } = await imported(
    `<article><h1>Mills</h1><h2 class="x pw-subtitle-paragraph">The last of them</h2><p>${LONG}</p></article>`,
  );
  expect(front).toContain('subtitle: The last of them\n');
  expect(body).toBe(LONG);
});

describe('JSON-LD', () => {
  const page = (data: string) =>
    `<html><head><script type="application/ld+json">${data}</script></head><body><article><h1>Mills</h1><p>${LONG}</p></article></body></html>`;

  test.each([
    [
      'an article',
      '{"@type":"NewsArticle","datePublished":"2024-03-02T10:00:00Z","author":[{"@type":"Person","name":"Ida Moen"}]}',
    ],
    [
      'an article in a graph',
      '{"@graph":[{"@type":"WebSite","author":"X"},{"@type":["Article"],"datePublished":"2024-03-02","author":"Ida Moen"}]}',
    ],
  ])('says who wrote %s, and when', async (_, data) => {
    const { front } = await imported(page(data));
    expect(front).toContain('author: Ida Moen\ndate: 2024-03-02\n');
  });

  test.each(['{', '[null, 3]', '{"@type":"Article","author":{"@id":"x"},"datePublished":7}'])(
    'that says nothing is passed over: %s',
    async (data) => {
      const { front } = await imported(page(data));
      expect(front).not.toMatch(/author|date:/);
    },
  );
});

test('a blog whose articles are known by names of classes only', async () => {
  const { front, body } = await imported(
    `<body><h1>The Blog</h1><p>Home, and what else there is to see here</p><div class="post-content"><h2 class="entry-title">The Leat</h2>
<p>Par <a rel="author" href="x">Jeanne Morel</a> le 12 mars 2019</p><p>${LONG}</p></div><p>Tags: water</p></body>`,
  );
  expect(front).toContain('title: The Leat\nauthor: Jeanne Morel\n');
  expect(body).toBe(LONG);
});
