import { describe, expect, test } from 'vitest';
import { makeProject } from './project.js';

/** What Markdown of another program becomes: its front matter, its text, and what was dropped. */
async function imported(markdown: string) {
  const project = await makeProject({ 'page.md': markdown });
  const { readings, diagnostics } = await project.import(['page.md'], { id: 'it' });
  expect(diagnostics).toEqual([]);
  return {
    front: await project.read('project/corpus/it.md'),
    body: await project.body('it'),
    dropped: readings[0]!.dropped.map(({ text, reason }) => `${reason}: ${text}`),
  };
}

const PARAGRAPH = 'The miller kept his accounts in chalk on the back of the door.';

describe('Markdown of other programs', () => {
  test.each<[string, string, string]>([
    [
      'links to other pages',
      'See [[Water rights|the rights]], [[Weir#Top]] and [[#here]].',
      'See the rights, Weir and \\[\\[#here]].',
    ],
    ['words that are marked', 'It is ==very wet== there: a == b.', 'It is very wet there: a == b.'],
    ['the name of a paragraph', `${PARAGRAPH} ^abc-12`, PARAGRAPH],
    ['boxes', '> [!note] On weirs\n> They are low.', '> On weirs\n> They are low.'],
    [
      'footnotes where they are called',
      'One ^[First.] and two.^[Second.]',
      'One[^inline-1] and two.[^inline-2]\n\n[^inline-1]: First.\n\n[^inline-2]: Second.',
    ],
    [
      'names and bold type of headings',
      `## **The hedge** {#the-hedge .x}\n\n${PARAGRAPH}`,
      `## The hedge\n\n${PARAGRAPH}`,
    ],
    ['what Jekyll fills in', '{% include toc.html %}\n\nOne {{ site.x }}two.\n{: .lead}', 'One two.'],
    ['what stands between tags of Jekyll', '{% raw %}\nputs 1\n{% endraw %}', 'puts 1'],
    ['a link that Jekyll fills in', 'See [the weir]({% post_url 2019-weir %}).', 'See the weir.'],
    ['comments', '<!--more-->\n\nOne <!-- mine -->two.', 'One two.'],
    ['words with attributes', 'The [mill]{.smallcaps} stood.', 'The mill stood.'],
    ['code, which stays', '`[[page]] ==x==`', '`[[page]] ==x==`'],
  ])('%s', async (_, given, expected) => {
    const { body } = await imported(`# The Mill\n\n${PARAGRAPH}\n\n${given}\n`);
    expect(body).toBe(`${PARAGRAPH}\n\n${expected}`);
  });

  test('what is left out is listed', async () => {
    const { body, dropped } = await imported(
      `# The Mill\n\n${PARAGRAPH} ![[mill.png]] %%ask her%%\n\n![a wheel][one]\n\n[one]: <data:image/png;base64,AAAA>\n`,
    );
    expect(body).toBe(PARAGRAPH);
    expect(dropped).toEqual([
      'the title: The Mill',
      'what is shown of another file: mill.png',
      'comment: ask her',
      'picture: a wheel',
    ]);
  });

  test('of citations it is told that they stay', async () => {
    const project = await makeProject({ 'page.md': `# The Mill\n\n${PARAGRAPH} [@low1911, p. 3]\n` });
    const { readings } = await project.import(['page.md'], { id: 'it' });
    expect(readings[0]!.remarks).toContainEqual(expect.stringContaining('citations'));
  });

  test('front matter: several authors of whom there is more, and a date that is none yet', async () => {
    const { front } = await imported(
      `---\ntitle: T\nauthors: [{ name: Per Lie, orcid: 0000 }, Ada Ek]\ndate: last-modified\n---\n\n${PARAGRAPH}\n`,
    );
    expect(front).toContain('title: T\nauthor:\n  - Per Lie\n  - Ada Ek\n---');
  });

  test('front matter: dates with a time, authors with an address', async () => {
    const { front } = await imported(
      `---\ntitle: "The Bridge: A History"\ndate: 2018-07-01 12:00:00 +0200\nauthor: { name: Per Lie, url: https://x.example }\n---\n\n${PARAGRAPH}\n`,
    );
    expect(front).toContain('title: "The Bridge: A History"\nauthor: Per Lie\ndate: 2018-07-01\n');
  });

  test('front matter in TOML is no text', async () => {
    const { body, dropped } = await imported(`+++\ntitle = "The Toll"\n+++\n\n# The Toll\n\n${PARAGRAPH}\n`);
    expect(body).toBe(PARAGRAPH);
    expect(dropped).toContain('front matter that is not YAML: title = "The Toll"');
  });
});

test('the only paragraph of a source is its text, not its title', async () => {
  const project = await makeProject({ 'page.txt': `${PARAGRAPH}\n` });
  const { diagnostics } = await project.import(['page.txt']);
  expect(diagnostics.map(({ code }) => code)).toEqual(['import-title']);
  await project.import(['page.txt'], { id: 'it', metadata: { title: 'Chalk' } });
  expect(await project.body('it')).toBe(PARAGRAPH);
});

describe('files that import does not read', () => {
  test.each([
    ['page.odt', 'PK', '.docx'],
    ['page.rtf', '{\\rtf1 x}', '.docx'],
    ['page.pdf', '%PDF-1.4', '.docx or .txt'],
    ['page.mhtml', 'From: x', 'HTML only'],
    ['page.tex', '\\section{x}', 'pandoc'],
    ['page.qmd', 'x', 'ending .md'],
    ['page.xyz', 'x', 'expected one of'],
    ['page.txt', '{\\rtf1 x}', '.docx'],
    ['page.html', '%PDF-1.4', '.docx or .txt'],
    ['page.md', 'PK\x03\x04', '.docx'],
  ])('%s (%s) is refused, with what to do', async (name, content, hint) => {
    const project = await makeProject({ [name]: content });
    const { diagnostics } = await project.import([name]);
    expect(diagnostics).toMatchObject([{ code: 'import-source', hint: expect.stringContaining(hint) }]);
  });
});
