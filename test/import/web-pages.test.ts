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

describe('footnotes', () => {
  const note = 'It was painted over in 1931.';

  test.each([
    [
      'whose links have the address of the page, as browsers save them',
      `<p>${LONG}<sup id="r1"><a href="https://example.org/p/#n1">(1)</a></sup></p>
<ol><li id="n1">${note} <a href="https://example.org/p/#r1">↩</a></li></ol>`,
    ],
    [
      'with places that hold nothing',
      `<p>${LONG}<span id="r-1"></span><a href="https://example.org/p/#n-1"><sup>1</sup></a></p><h4>Notes</h4>
<ol><li><span id="n-1"></span>${note}<a href="https://example.org/p/#r-1"></a></li></ol>`,
    ],
    [
      'in the margin',
      `<p>${LONG}<label for="s" class="margin-toggle sidenote-number"></label><input type="checkbox" id="s" class="margin-toggle"/><span class="sidenote">${note}</span></p>`,
    ],
    ['in the margin, between paragraphs', `<p>${LONG}</p><aside class="sidenote"><p>${note}</p></aside>`],
    [
      'that pop up',
      `<p>${LONG}<sup class="modern-footnotes-footnote"><a href="javascript:void(0)">1</a></sup><span role="tooltip" class="modern-footnotes-footnote__note">${note}</span></p>`,
    ],
  ])('%s', async (_, html) => {
    const { body } = await imported(`<article><h1>Chalk</h1>${html}</article>`);
    expect(body).toBe(`${LONG}[^1]\n\n[^1]: ${note}`);
  });

  test('keep links to places on other pages', async () => {
    const { body } = await imported(
      `<article><h1>Chalk</h1><p>${LONG}<a id="r1" href="#n1">1</a></p><p id="n1"><a href="#r1">1</a> See <a href="https://example.org/#x">there</a>.</p></article>`,
    );
    expect(body).toBe(`${LONG}[^1]\n\n[^1]: See [there](https://example.org/#x).`);
  });
});

test('words of the text that are shown once more are taken once', async () => {
  const pulled = (words: string) => `<div class="pullquote"><p>“${words}”</p></div>`;
  const { body } = await imported(
    `<article><h1>Chalk</h1><p>${LONG}</p>${pulled('a whole year of debts')}${pulled('Rye for all')}</article>`,
  );
  expect(body).toBe(`${LONG}\n\n“Rye for all”`);
});

test('numbers of pages in a text are none of its words', async () => {
  const { body } = await imported(
    `<article><h1>Chalk</h1><p>A <span class="pagenum ws-pagenum">[46]</span>door. ${LONG}</p></article>`,
  );
  expect(body).toBe(`A door. ${LONG}`);
});

test('what a library of journals says of an article', async () => {
  const meta = Object.entries({
    title: 'Chalk',
    author: 'Lund, Bjørn',
    publication_date: '1987/10',
    journal_title: 'Mill Studies',
    volume: '12',
    issue: '3',
    firstpage: '45',
    lastpage: '67',
  }).map(([name, content]) => `<meta name="citation_${name}" content="${content}">`);
  const { front } = await imported(`<head>${meta.join('')}</head><body><h1>Chalk</h1><p>${LONG}</p></body>`);
  expect(front).toContain(
    'title: Chalk\nauthor: Bjørn Lund\ndate: 1987-10\nsource: Mill Studies 12 (3), 45–67\n',
  );
});

test('the date of a text is not the day on which its page was changed; rules that part nothing go', async () => {
  const { front, body } = await imported(
    `<body><h1>Chalk</h1><hr><h4>(April 1924)</h4><hr><hr><p>${LONG}</p><hr><p>Last updated on 12 May 2010</p></body>`,
  );
  expect(front).toContain('date: 1924-04\n');
  expect(body).toBe(LONG);
});

test('a year below the title is the date of the text, and its author no subtitle', async () => {
  const { front, body } = await imported(
    `<head><meta name="author" content="Ida Moen"></head><body><h1>Chalk</h1><p class="subtitle">Ida Moen</p><p>1924</p><p>${LONG}</p></body>`,
  );
  expect(front).toContain('title: Chalk\nauthor: Ida Moen\ndate: "1924"\n');
  expect(body).toBe(LONG);
});

test('lists in lists as LibreOffice writes them, and the sides of a table', async () => {
  const { body } = await imported(
    `<body><h1>Chalk</h1><p>${LONG}</p><ul><li>rye</li></ul><ul><ul><li>of spring</li></ul></ul>
<table><tr><th>Year</th><th style="text-align: right;">Sacks</th></tr><tr><td>1901</td><td>12</td></tr></table></body>`,
  );
  expect(body).toBe(
    `${LONG}\n\n- rye\n  - of spring\n\n| Year | Sacks |\n| ---- | ----: |\n| 1901 |    12 |`,
  );
});

test('a page of a magazine as SingleFile saves it: its address, its authors in a box, a line that is shown once more', async () => {
  const { front, body } = await imported(
    `<!DOCTYPE html><html lang="en"><!--
 Page saved with SingleFile
 url: https://example.org/2021/chalk
--><body><main><h1>Chalk</h1><dl class="x-cn__authors"><dt>By</dt><dd><a href="/m">Ida Moen</a></dd><dd><a href="/l">Per Lie</a></dd></dl>
<p class="x-cn__highlight">a whole year of debts</p><p>${LONG}</p></main></body></html>`,
  );
  expect(front).toContain(
    'title: Chalk\nauthor:\n  - Ida Moen\n  - Per Lie\nurl: https://example.org/2021/chalk\n',
  );
  expect(body).toBe(LONG);
});

test('paragraphs of an old page that stand in one font', async () => {
  const { body } = await imported(
    `<body><h1>Chalk</h1><p><font face="Times">${LONG}<br><br>&nbsp;&nbsp;${LONG}</font></body>`,
  );
  expect(body).toBe(`${LONG}\n\n${LONG}`);
});
