import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { makeProject } from './project.js';

const LONG =
  'The miller kept his accounts in chalk on the back of the door, and when the rain came through the thatch a whole year of debts ran down into the flour.';
const LONGER =
  'Nobody in the valley thought this strange, since the miller forgot nothing, and those who owed him most were the first to remind him of what the rain had washed away.';

const PAGE = `Anna Holm
7 min readMay 2, 2019

THE MILLER’S DOOR

${LONG}

A Second Reckoning

${LONGER}

Anna Holm

Written by Anna Holm

No responses yet
`;

describe('a source without a recipe', () => {
  test('becomes a reading and a draft of a recipe, and what was dropped is listed', async () => {
    const project = await makeProject({ 'page.txt': PAGE });
    const { status, readings } = await project.import(['page.txt']);
    expect(status).toBe('done');
    const [reading] = readings;
    expect(reading).toMatchObject({ id: 'the-millers-door', state: 'written', recipe: { draft: true } });
    expect(reading!.dropped.map(({ line }) => line)).toEqual([1, 2, 4, 12, 14, 16]);
    expect(await project.body('the-millers-door')).toBe(`${LONG}\n\n## A Second Reckoning\n\n${LONGER}`);
    const file = await project.read('project/corpus/the-millers-door.md');
    expect(file).toContain('title: THE MILLER’S DOOR\nauthor: Anna Holm\ndate: 2019-05-02\n');
  });

  test('the draft, followed as a recipe, gives the same reading', async () => {
    const project = await makeProject({ 'page.txt': PAGE });
    await project.import(['page.txt']);
    const first = await project.read('project/corpus/the-millers-door.md');
    const { readings } = await project.import(['page.txt']);
    expect(readings[0]).toMatchObject({ state: 'unchanged', recipe: { draft: false } });
    expect(await project.read('project/corpus/the-millers-door.md')).toBe(first);
  });

  test('what the caller says wins over what was found', async () => {
    const project = await makeProject({ 'page.txt': PAGE });
    await project.import(['page.txt'], {
      id: 'mill',
      metadata: { title: 'Flour', author: ['A. Holm', 'B. Lund'] },
    });
    expect(await project.read('project/corpus/mill.md')).toContain(
      'title: Flour\nauthor:\n  - A. Holm\n  - B. Lund\n',
    );
  });
});

describe('plain text', () => {
  const cases: [string, string, string][] = [
    ['one paragraph a line', `Title Here\n${LONG}\n${LONGER}\n`, `${LONG}\n\n${LONGER}`],
    [
      'wrapped lines',
      'Title Here\n\nIt rained\nfor nine days\nand stopped.\n\nThen it snowed\nfor ten.\n',
      'It rained for nine days and stopped.\n\nThen it snowed for ten.',
    ],
    [
      'a divided word that stands whole elsewhere',
      'Title Here\n\nThe waterwheel of the mill, the water-\nwheel of oak,\nturned.\n',
      'The waterwheel of the mill, the waterwheel of oak, turned.',
    ],
    [
      'a divided compound keeps its hyphen',
      'Title Here\n\nA well-\nknown face\nwent by.\n',
      'A well-known face went by.',
    ],
    [
      'indented paragraphs are quotations',
      `Title Here\n\n${LONG}\n\n    ${LONGER}\n\n${LONG}\n`,
      `${LONG}\n\n> ${LONGER}\n\n${LONG}`,
    ],
    [
      'mail-style quotations',
      `Title Here\n\n${LONG}\n\n> ${LONGER}\n\n${LONG}\n`,
      `${LONG}\n\n> ${LONGER}\n\n${LONG}`,
    ],
    [
      'an announced quotation',
      `Title Here\n${LONG} The miller said:\n${LONGER}\n${LONG}\n`,
      `${LONG} The miller said:\n\n> ${LONGER}\n\n${LONG}`,
    ],
    [
      'a numbered list',
      `Title Here\n${LONG}\n1. Wheat by the sack.\n2. Rye by the sack.\n${LONGER}\n`,
      `${LONG}\n\n1. Wheat by the sack.\n2. Rye by the sack.\n\n${LONGER}`,
    ],
    [
      'wrapped lines among lists and verse',
      'Title Here\nby Anna Holm\n\nIt rained for nine days on the roof of the mill, and then one more\nbefore it stopped.\n\n    Turn, wheel,\n    and turn\n\n    the river\n    goes down\n\n1. wheat\n2. rye\n3. oats\n\nShare this:\nLike Loading...\n',
      'It rained for nine days on the roof of the mill, and then one more before it stopped.\n\n```verse\nTurn, wheel,\nand turn\n\nthe river\ngoes down\n```\n\n1. wheat\n2. rye\n3. oats',
    ],
    [
      'sharing buttons',
      `Title Here\n${LONG}\n${LONGER}\nClick to share on Reddit (Opens in new window)\nLike Loading...\n`,
      `${LONG}\n\n${LONGER}`,
    ],
    ['runs of spaces', `Title Here\n${LONG}      And so on. ${LONGER}\n`, `${LONG} And so on. ${LONGER}`],
    [
      'signs that Markdown would read',
      `Title Here\n${LONG} 2 * 3 * 4 is not [a list] and # is no heading. ${LONGER}\n`,
      `${LONG} 2 \\* 3 \\* 4 is not \\[a list] and # is no heading. ${LONGER}`,
    ],
  ];
  test.each(cases)('%s', async (_, source, body) => {
    const project = await makeProject({ 'source.txt': source });
    await project.import(['source.txt'], { id: 'it' });
    expect(await project.body('it')).toBe(body);
  });
});

test('words between underlines are emphasised, and a footnote in brackets is one', async () => {
  const source = `Title Here\n${LONG} It was _very_ wet,[1] and snake_case_names stay. ${LONGER}\n[Footnote 1: Of _rye_.]\n`;
  const project = await makeProject({ 'source.txt': source });
  await project.import(['source.txt'], { id: 'it' });
  expect(await project.body('it')).toBe(
    `${LONG} It was *very* wet,[^1] and snake_case_names stay. ${LONGER}\n\n[^1]: Of *rye*.`,
  );
});

test('of a file of Project Gutenberg the text is kept, and its header says what it is', async () => {
  const source = `The Project Gutenberg eBook of Flour\n\nThis eBook is for the use of anyone anywhere.\n\nTitle: Flour\n\nAuthor: Anna Holm\n\nLanguage: French\n\n*** START OF THE PROJECT GUTENBERG EBOOK FLOUR ***\n\nProduced by Many Hands\n\nFLOUR\n\nBY\n\nANNA HOLM\n\n${LONG}\n\n${LONGER}\n\n*** END OF THE PROJECT GUTENBERG EBOOK FLOUR ***\n\nUpdated editions will replace the previous one.\n`;
  const project = await makeProject({ 'source.txt': source });
  const { readings } = await project.import(['source.txt']);
  expect(readings[0]!.id).toBe('flour');
  expect(await project.read('project/corpus/flour.md')).toContain(
    'title: Flour\nauthor: Anna Holm\nlang: fr\n',
  );
  expect(await project.body('flour')).toBe(`${LONG}\n\n${LONGER}`);
});

test('a line of asterisks parts a text', async () => {
  const project = await makeProject({ 'source.txt': `Title Here\n${LONG}\n* * *\n${LONGER}\n` });
  await project.import(['source.txt'], { id: 'it' });
  expect(await project.read('project/corpus/it.md')).toContain(`${LONG}\n\n---\n\n${LONGER}`);
});

describe('encodings', () => {
  const text = `Größe und Ähre\n${LONG} Žižka’s naïve “mill”. ${LONGER}\n`;
  const latin = `Größe und Ähre\n${LONG} Die Mühle “mahlt”. ${LONGER}\n`;
  type Case = [string, Uint8Array, string, string | undefined];
  const cases: Case[] = [
    ['UTF-8', Buffer.from(text), 'Žižka’s', undefined],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'Žižka’s', undefined],
    ['UTF-16 with a mark', iconv.encode(text, 'utf-16le', { addBOM: true }), 'Žižka’s', undefined],
    ['UTF-16 without', iconv.encode(text, 'utf-16be', { addBOM: false }), 'Žižka’s', undefined],
    ['Windows-1252', iconv.encode(latin, 'windows-1252'), 'Mühle “mahlt”', undefined],
    [
      'Windows-1251',
      iconv.encode('Мельник\n\nКолесо вертится всю ночь, и река идёт.\n', 'windows-1251'),
      'Колесо',
      undefined,
    ],
    [
      'KOI8-R',
      iconv.encode('Мельник\n\nКолесо вертится всю ночь, и река идёт.\n', 'koi8-r'),
      'Колесо',
      undefined,
    ],
    ...(
      [
        [
          'gb18030',
          '水车\n\n磨坊主用粉笔在门背后记账，雨水从茅草顶漏下来，一年的账就流进了面粉里。\n',
          '记账，',
        ],
        [
          'big5',
          '水車\n\n磨坊主用粉筆在門背後記賬，雨水從茅草頂漏下來，一年的賬就流進了麵粉裡。\n',
          '記賬，',
        ],
        ['shift_jis', '水車\n\n粉屋は、扉の裏に白墨で勘定をつけていた。\n', '勘定を'],
        ['euc-jp', '水車\n\n粉屋は、扉の裏に白墨で勘定をつけていた。\n', '勘定を'],
        ['euc-kr', '물레방아\n\n방앗간 주인은 문 뒤에 분필로 셈을 적었다.\n', '분필로'],
      ] as const
    ).map(([encoding, text, found]): Case => [encoding, iconv.encode(text, encoding), found, undefined]),
    [
      'what the caller names',
      iconv.encode(text.replace('ï', 'i'), 'windows-1250'),
      'Žižka’s',
      'windows-1250',
    ],
  ];
  test.each(cases)('%s', async (_, bytes, found, encoding) => {
    const project = await makeProject({ 'source.txt': bytes });
    await project.import(['source.txt'], { id: 'it', ...(encoding && { encoding }) });
    expect(await project.body('it')).toContain(found);
  });
});

describe('web pages', () => {
  const page = `<!DOCTYPE html><html lang="en-GB"><head><title>Mill | Site</title>
<meta property="og:title" content="The Miller’s Door"><meta name="author" content="Anna Holm">
<meta property="article:published_time" content="2019-05-02T10:00:00Z"><script>track()</script></head><body>
<nav>Home About</nav><article><h1>The Miller’s Door</h1><p>It <em>rained</em> on the
flour.<sup><a href="#fn1" id="ref1">1</a></sup></p><figure><img src="mill.jpg" alt="A mill"><figcaption>The mill</figcaption></figure>
<h2>Later</h2><blockquote><p>Chalk runs.</p></blockquote><ul><li>rye</li></ul>
<div class="share">Tweet this</div><ol><li id="fn1">Nine days. <a href="#ref1">↩</a></li></ol></article><footer>© Site</footer></body></html>`;

  test('the article becomes Markdown with its footnotes; the rest is listed', async () => {
    const project = await makeProject({ 'page.html': page });
    const { readings } = await project.import(['page.html']);
    expect(readings[0]!.id).toBe('the-millers-door');
    expect(await project.body('the-millers-door')).toBe(
      'It *rained* on the flour.[^1]\n\n## Later\n\n> Chalk runs.\n\n- rye\n\n[^1]: Nine days.',
    );
    const dropped = readings[0]!.dropped.map(({ text }) => text);
    for (const text of ['Home About', 'The mill', 'Tweet this', '© Site', 'The Miller’s Door'])
      expect(dropped).toContain(text);
    expect(await project.read('project/corpus/the-millers-door.md')).toContain(
      'date: 2019-05-02\nlang: en-GB\n',
    );
  });
});

describe('footnotes of web pages', () => {
  const cases: [string, string][] = [
    [
      'that begin with the link back',
      `<div class="footnote"><a id="fn1" href="#ref1">1</a><div><p>Nine days.</p><p>Or ten.</p></div></div>
       <div class="footnote"><a id="fn2" href="#ref2">2</a><div><p>Rye flour.</p></div></div>`,
    ],
    [
      'as a word processor saves them',
      `<div><div id="ftn1"><p><a name="fn1" href="#ref1">[1]</a> Nine days.</p><p>Or ten.</p></div>
       <div id="ftn2"><p><a name="fn2" href="#ref2">[2]</a> Rye flour.</p></div></div>`,
    ],
    [
      'in paragraphs, with the number raised',
      `<p><sup><a id="fn1" href="#ref1">1</a></sup> Nine days.</p><p><sup><a id="fn2" href="#ref2">2</a></sup> Rye flour.</p>`,
    ],
  ];

  test.each(cases)('%s', async (_, notes) => {
    const bracket = (n: number) => (notes.includes('[1]') ? `[${n}]` : n);
    const call = (n: number) => `<a id="ref${n}" name="ref${n}" href="#fn${n}">${bracket(n)}</a>`;
    const page = `<html><body><article><h1>The Door</h1><p>It rained on the flour.${call(1)} ${LONG}</p><p>It dried.${call(2)} ${LONGER}</p>${notes}</article></body></html>`;
    const project = await makeProject({ 'page.html': page });
    await project.import(['page.html'], { id: 'it' });
    const first =
      notes.includes('Or ten') && !notes.startsWith('<p>') ? 'Nine days.\n\n    Or ten.' : 'Nine days.';
    expect(await project.body('it')).toBe(
      `It rained on the flour.[^1] ${LONG}\n\nIt dried.[^2] ${LONGER}\n\n[^1]: ${first}\n\n[^2]: Rye flour.`,
    );
  });

  test('of an old page: tables that lay it out are none, and two line breaks part paragraphs', async () => {
    const page = `<HTML><HEAD><TITLE>On Fish</TITLE></HEAD><BODY><CENTER>On Fish<BR>by Otto Grim</CENTER>
<TABLE><TR><TD><A HREF=i.html>Home</A><TD>${LONG}<BR>
<BR>${LONGER}<P><I>Nobody</I> asked.<BR>The fish.<BLOCKQUOTE>Cod.</BLOCKQUOTE>
<TABLE><TR><TD>rye<TD>3</TR></TABLE></TR></TABLE></BODY></HTML>`;
    const project = await makeProject({ 'page.html': page });
    await project.import(['page.html'], { id: 'it' });
    expect(await project.read('project/corpus/it.md')).toContain('title: On Fish\nauthor: Otto Grim\n');
    expect(await project.body('it')).toMatch(
      /^The miller .*\n\nNobody in .*\n\n\*Nobody\* asked\.\\\nThe fish\.\n\n> Cod\.\n\n\|.*\|\n\| -+ \| -+ \|\n\| rye +\| 3 +\|$/,
    );
  });

  test('of an encyclopedia: no links for editing, and footnotes whole', async () => {
    const page = `<html><body><main><h1>Weir</h1><table class="infobox"><tr><td>Dam</td></tr></table><p>${LONG}<sup id="r1"><a href="#n1">[1]</a></sup></p>
<h2>History<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2><p>${LONGER}</p>
<ol><li id="n1"><span class="mw-cite-backlink">^ <a href="#r1"><b>a</b></a></span> <span>Low (1911).</span></li></ol></main></body></html>`;
    const project = await makeProject({ 'page.html': page });
    await project.import(['page.html'], { id: 'it' });
    expect(await project.body('it')).toBe(`${LONG}[^1]\n\n## History\n\n${LONGER}\n\n[^1]: Low (1911).`);
  });

  test('a subtitle is where the page says so', async () => {
    const page = `<html><body><article><h1>The Door</h1><h3 class="subtitle">On chalk</h3><p>${LONG}</p><p>${LONGER}</p></article></body></html>`;
    const project = await makeProject({ 'page.html': page });
    await project.import(['page.html'], { id: 'it' });
    expect(await project.read('project/corpus/it.md')).toContain('subtitle: On chalk\n');
    expect(await project.body('it')).toBe(`${LONG}\n\n${LONGER}`);
  });
});

test('a Word document: headings, quotations, footnotes, comments, tracked changes', async () => {
  const project = await makeProject({ 'mill.docx': await wordDocument() });
  const { readings, diagnostics } = await project.import(['mill.docx']);
  expect(diagnostics).toEqual([]);
  expect(readings[0]!.id).toBe('the-millers-door');
  expect(await project.body('the-millers-door')).toBe(
    'It rained **hard**.[^1]\n\n## Later\n\n> Chalk runs.\n\nBeside *it*.\n\n[^1]: Nine days.',
  );
  expect(readings[0]!.dropped).toContainEqual({ line: 0, text: 'Which door? Ask.', reason: 'comment' });
  expect(readings[0]!.dropped).toContainEqual({ line: 0, text: 'Later 3', reason: 'table of contents' });
  expect(await project.read('project/corpus/the-millers-door.md')).toContain('author: Anna Holm\n');
  expect(readings[0]!.remarks).toEqual([expect.stringMatching(/styles Sidebar$/)]);
});

test('Markdown keeps its markup, its verse and its front matter', async () => {
  const source =
    '---\ntitle: Mill Songs\nauthor: Anna Holm\nlayout: post\n---\n\nA *song*[^a].\n\n```verse\nTurn, wheel,\nturn\n```\n\n[^a]: Sung.\n';
  const project = await makeProject({ 'songs.md': source });
  const { readings } = await project.import(['songs.md']);
  expect(await project.body('mill-songs')).toBe(
    'A *song*[^a].\n\n```verse\nTurn, wheel,\nturn\n```\n\n[^a]: Sung.',
  );
  expect(readings[0]!.dropped).toEqual([{ line: 1, text: 'layout: "post"', reason: expect.any(String) }]);
});

test('Markdown keeps the numbers of lists', async () => {
  const source = `# Mill\n\n1789. ${LONG}\n\n1793. ${LONGER}\n\n${LONG}\n\n1. a\n2. b\n5. c\n`;
  const project = await makeProject({ 'mill.md': source });
  await project.import(['mill.md']);
  const body = await project.body('mill');
  expect(body).toMatch(/^1789\\?\. The miller/);
  expect(body).toMatch(/^1793\\?\. Nobody/m);
  expect(body).toMatch(/1\. a\n2\. b\n+5[.)] c$/);
});

test('Markdown of other programs: an image is no heading, and one tilde strikes nothing out', async () => {
  const source = `# Mill\n\n![A mill](mill.png "The mill")\n\n${LONG} H~2~O. ~~No.~~\n`;
  const project = await makeProject({ 'mill.md': source });
  await project.import(['mill.md']);
  expect(await project.body('mill')).toBe(`![A mill](mill.png "The mill")\n\n${LONG} H\\~2\\~O. ~~No.~~`);
});

describe('a recipe', () => {
  const SOURCE = `HOME\nThe Mill\n${LONG}\nHarvest\nHe wrote to his sister:\nDear sister, send no more sacks.\n${LONGER}\n1. rye\n2. wheat\nTurn, wheel,\nturn and turn\nThe flourxyz was white.\nHOME\n`;
  const RECIPE = `recognise: { phrase: Dear sister }
metadata: { title: The Mill, author: Anna Holm }
drop:
  - { line: HOME, occurrence: 1, reason: navigation }
  - { line: The Mill, reason: the title }
  - { line: HOME, occurrence: 2 }
headings: [{ line: Harvest, level: 3 }]
quotations: [{ from: Dear sister, to: Nobody in }]
lists: [{ from: 1. rye, to: 2. wheat }]
verse: [{ from: "Turn, wheel", to: turn and turn }]
corrections: [{ find: flourxyz, replace: flour, reason: A slip of the scanner. }]
`;

  test('is followed to the letter', async () => {
    const project = await makeProject({ 'source.txt': SOURCE, 'project/corpus/mill.recipe.yml': RECIPE });
    const { status, readings } = await project.import(['source.txt']);
    expect(status).toBe('done');
    expect(readings[0]!.counts).toEqual({ headings: 1, quotations: 1, verse: 1, lists: 1, corrections: 1 });
    expect(await project.body('mill')).toBe(
      `${LONG}\n\n### Harvest\n\nHe wrote to his sister:\n\n> Dear sister, send no more sacks.\n>\n> ${LONGER}\n\n1. rye\n2. wheat\n\n\`\`\`verse\nTurn, wheel,\nturn and turn\n\`\`\`\n\nThe flour was white.`,
    );
  });

  test('every source in a folder finds its own', async () => {
    const project = await makeProject({
      'in/a.txt': SOURCE,
      'in/b.txt': PAGE,
      'in/README.md': '# About these files',
      'in/photo.jpg': 'x',
      'project/corpus/mill.recipe.yml': RECIPE,
    });
    const { readings, diagnostics } = await project.import(['in']);
    expect(readings.map(({ id }) => id)).toEqual(['mill', 'the-millers-door']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['import-skipped']);
  });

  const misfits: [string, string, string, string][] = [
    ['a line that is not there', 'drop: [{ line: HOMES }]', 'recipe-misfit', '2:8'],
    ['a line that several begin with', 'drop: [{ line: HOME }]', 'recipe-misfit', '2:8'],
    ['an end that does not come', 'drop: [{ from: Harvest, to: Sowing }]', 'recipe-misfit', '2:8'],
    [
      'a correction that finds nothing',
      'corrections: [{ find: flower, replace: flour, reason: x }]',
      'recipe-misfit',
      '2:15',
    ],
    [
      'a correction that finds too much',
      'corrections: [{ find: turn, replace: burn, reason: x }]',
      'recipe-misfit',
      '2:15',
    ],
    ['an unknown key', 'dropp: [{ line: HOME }]', 'key-unknown', '2:1'],
    ['a heading of level 1', 'headings: [{ line: Harvest, level: 1 }]', 'value-invalid', '2:36'],
    ['a line and a stretch at once', 'verse: [{ line: Harvest, to: end }]', 'key-unknown', '2:26'],
    [
      'no reason for a correction',
      'corrections: [{ find: flourxyz, replace: flour }]',
      'key-missing',
      '2:15',
    ],
  ];
  test.each(misfits)('%s is an error with its place', async (_, entry, code, place) => {
    const recipe = `recognise: { phrase: his accounts in chalk }\n${entry}\nmetadata: { title: Mill }\n`;
    const project = await makeProject({ 'source.txt': SOURCE, 'project/corpus/mill.recipe.yml': recipe });
    const { status, diagnostics } = await project.import(['source.txt'], { id: 'mill' });
    expect(status).toBe('content');
    const found = diagnostics.find((d) => d.code === code);
    expect(found && `${found.range!.start.line}:${found.range!.start.column}`).toBe(place);
    expect(found!.file).toBe('corpus/mill.recipe.yml');
  });
});

describe('importing again', () => {
  test('a reading that was edited is kept, unless it is forced', async () => {
    const project = await makeProject({ 'page.txt': PAGE });
    await project.import(['page.txt'], { id: 'mill' });
    const imported = await project.read('project/corpus/mill.md');
    await project.write('project/corpus/mill.md', imported.replace('chalk', 'charcoal'));
    const again = await project.import(['page.txt'], { id: 'mill' });
    expect(again.diagnostics.map(({ code }) => code)).toEqual(['import-edited']);
    expect(await project.read('project/corpus/mill.md')).toContain('charcoal');
    await project.import(['page.txt'], { id: 'mill', force: true });
    expect(await project.read('project/corpus/mill.md')).toBe(imported);
  });

  test('a reading that was only imported follows its recipe', async () => {
    const project = await makeProject({ 'page.txt': PAGE });
    await project.import(['page.txt'], { id: 'mill' });
    const recipe = await project.read('project/corpus/mill.recipe.yml');
    await project.write(
      'project/corpus/mill.recipe.yml',
      recipe.replace('title: THE MILLER’S DOOR', 'title: Chalk'),
    );
    const { readings } = await project.import(['page.txt'], { id: 'mill' });
    expect(readings[0]!.state).toBe('written');
    expect(await project.read('project/corpus/mill.md')).toContain('title: Chalk\n');
  });
});

test('what a page says of itself and front matter would not take is left out, and told', async () => {
  const page = (lang: string, date: string) =>
    `<html lang="${lang}"><head><meta property="article:published_time" content="${date}"></head>` +
    '<body><article><h1>Bread</h1><p>It is old.</p></article></body></html>';
  const project = await makeProject({
    'a.html': page('english', '2020-13-45'),
    'b.html': page('en_US', '2020-12-01'),
  });
  const { readings, status } = await project.import(['a.html', 'b.html']);
  expect(status).toBe('done');
  expect(readings.map(({ remarks }) => remarks.length)).toEqual([2, 0]);
  expect(await project.read(`project/${readings[0]!.path}`)).not.toMatch(/^(?:lang|date):/m);
  expect(await project.read(`project/${readings[1]!.path}`)).toMatch(/^date: 2020-12-01\nlang: en-US$/m);
});

test('title, by-line and date on lines without blank ones between them', async () => {
  const long = 'The clock on the market stopped at ten past four, and nobody said in which';
  const project = await makeProject({
    'clock.txt': `The Clock\nby Ángela Ruiz\nMay 4, 1931\n\n${long}\nyear. Those who passed it every day had learned to read it, and the others\nasked the time.\n`,
  });
  await project.import(['clock.txt'], { id: 'clock' });
  expect(await project.read('project/corpus/clock.md')).toMatch(
    /\ntitle: The Clock\nauthor: Ángela Ruiz\ndate: 1931-05-04\n/,
  );
});

test.each(['by Ángela Ruiz, 4 May 1931', 'By Ángela Ruiz | May 4, 1931', 'By Ángela Ruiz on May 4, 1931'])(
  'a by-line with its date, “%s”, is neither text nor a subtitle',
  async (line) => {
    const long =
      'The clock on the market stopped at ten past four, and nobody said in which year it had been.';
    const project = await makeProject({ 'clock.html': `<h1>The Clock</h1><p>${line}</p><p>${long}</p>` });
    await project.import(['clock.html'], { id: 'clock' });
    expect(await project.read('project/corpus/clock.md')).toMatch(
      /\ntitle: The Clock\nauthor: Ángela Ruiz\ndate: 1931-05-04\n---\n\nThe clock/,
    );
  },
);

describe('calls that cannot be followed', () => {
  const cases: [string, Record<string, string | Uint8Array>, string[], object, string][] = [
    ['no such file', {}, ['no.txt'], {}, 'import-source'],
    ['a page on the web', {}, ['https://example.org/a.html'], {}, 'import-source'],
    ['an unknown ending', { 'a.xyz': 'x' }, ['a.xyz'], {}, 'import-source'],
    ['an unknown encoding', { 'a.txt': 'x' }, ['a.txt'], { encoding: 'klingon' }, 'import-source'],
    ['a page too deep', { 'a.html': `${'<div>'.repeat(20_000)}x` }, ['a.html'], {}, 'import-source'],
    ['Markdown too deep', { 'a.md': `${'>'.repeat(5_000)} x` }, ['a.md'], {}, 'import-source'],
    [
      'a web archive by another name',
      {
        'a.html':
          'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n--b',
      },
      ['a.html'],
      {},
      'import-source',
    ],
    ['no Word document', { 'a.docx': 'x' }, ['a.docx'], {}, 'import-source'],
    ['an empty file', { 'a.txt': '\n \n' }, ['a.txt'], {}, 'import-empty'],
    [
      'a file for the folder of texts',
      { 'a.txt': PAGE, 'project/corpus': 'x' },
      ['a.txt'],
      {},
      'file-unreadable',
    ],
    ['an id for two', { 'a.txt': PAGE, 'b.txt': PAGE }, ['a.txt', 'b.txt'], { id: 'x' }, 'import-id'],
    ['an id that leads out', { 'a.txt': PAGE }, ['a.txt'], { id: '../x' }, 'import-id'],
    ['an id that Windows keeps', { 'a.txt': PAGE }, ['a.txt'], { id: 'con' }, 'import-id'],
    [
      'a date that does not exist',
      { 'a.txt': PAGE },
      ['a.txt'],
      { metadata: { date: '1931-13-01' } },
      'date-invalid',
    ],
    ['an address that is none', { 'a.txt': PAGE }, ['a.txt'], { metadata: { url: 'there' } }, 'url-invalid'],
    [
      'a language that is none',
      { 'a.txt': PAGE },
      ['a.txt'],
      { metadata: { lang: 'xx' } },
      'language-invalid',
    ],
    [
      'a recipe with a date that does not exist',
      {
        'a.txt': PAGE,
        'project/corpus/b.recipe.yml': 'metadata: { date: 1931-13-01 }\nrecognise: { phrase: b }\n',
      },
      ['a.txt'],
      {},
      'date-invalid',
    ],
    [
      'another source’s recipe',
      { 'a.txt': PAGE, 'project/corpus/b.recipe.yml': 'recognise: { phrase: elsewhere }\n' },
      ['a.txt'],
      { id: 'b' },
      'import-recipe-other',
    ],
    [
      'a recipe that recognises nothing',
      { 'a.txt': PAGE, 'project/corpus/b.recipe.yml': 'metadata: { title: B }\nrecognise: {}\n' },
      ['a.txt'],
      {},
      'recipe-recognise',
    ],
  ];
  test.each(cases)('%s', async (_, files, sources, options, code) => {
    const project = await makeProject(files);
    const { status, diagnostics } = await project.import(sources, options);
    expect(status).not.toBe('done');
    expect(diagnostics.map((d) => d.code)).toContain(code);
  });

  test('of an id for a source that is not there only that is said', async () => {
    const project = await makeProject({});
    const { diagnostics } = await project.import(['no.txt'], { id: 'x' });
    expect(diagnostics.map((d) => d.code)).toEqual(['import-source']);
  });

  test('no project', async () => {
    const project = await makeProject({ 'a.txt': PAGE });
    const { status, diagnostics } = await project.import(['a.txt'], { project: project.folder });
    expect([status, diagnostics[0]!.code]).toEqual(['configuration', 'project-missing']);
  });
});

/**
 * The least that Word would open: a title, a paragraph with a bold word and a footnote, a heading, a quotation, and a
 * paragraph with tracked changes and a comment.
 */
async function wordDocument(): Promise<Uint8Array> {
  const zip = new JSZip();
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const paragraph = (style: string, runs: string) =>
    `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${runs}</w:p>`;
  const run = (text: string, bold = false) =>
    `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`;
  const style = (id: string, name: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;
  zip.file(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/word/footnotes.xml" ContentType="${type}.footnotes+xml"/><Override PartName="/word/comments.xml" ContentType="${type}.comments+xml"/></Types>`,
  );
  zip.file(
    '_rels/.rels',
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${rel}/officeDocument" Target="word/document.xml"/></Relationships>`,
  );
  zip.file(
    'word/_rels/document.xml.rels',
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${rel}/styles" Target="styles.xml"/><Relationship Id="r2" Type="${rel}/footnotes" Target="footnotes.xml"/><Relationship Id="r3" Type="${rel}/comments" Target="comments.xml"/></Relationships>`,
  );
  zip.file(
    'word/styles.xml',
    `<w:styles ${w}>${style('T', 'Title')}${style('A', 'Author')}${style('B', 'Body Text')}${style('S', 'Sidebar')}${style('N', 'Normal')}${style('C', 'toc 1')}${style('H', 'heading 2')}${style('Q', 'Quote')}<w:style w:type="character" w:styleId="E"><w:name w:val="Emphasis"/></w:style></w:styles>`,
  );
  zip.file(
    'word/comments.xml',
    `<w:comments ${w}><w:comment w:id="0" w:author="E" w:initials="E">${paragraph('N', run('Which door?'))}${paragraph('N', run('Ask.'))}</w:comment></w:comments>`,
  );
  zip.file(
    'word/footnotes.xml',
    `<w:footnotes ${w}><w:footnote w:id="1">${paragraph('N', run('Nine days.'))}</w:footnote></w:footnotes>`,
  );
  zip.file(
    'word/document.xml',
    `<w:document ${w}><w:body>${paragraph('T', run('The Miller’s Door'))}${paragraph('A', run('Anna Holm'))}${paragraph('C', run('Later 3'))}${paragraph('B', `${run('It rained ')}${run('hard', true)}${run('.')}<w:r><w:footnoteReference w:id="1"/></w:r>`)}${paragraph('H', run('Later'))}${paragraph('Q', run('Chalk runs.'))}${paragraph('S', `<w:del><w:r><w:delText>Over </w:delText></w:r></w:del><w:ins>${run('Beside ')}</w:ins><w:r><w:rPr><w:rStyle w:val="E"/></w:rPr><w:t>it</w:t></w:r>${run('.')}<w:r><w:commentReference w:id="0"/></w:r>`)}</w:body></w:document>`,
  );
  return zip.generateAsync({ type: 'uint8array' });
}
