import type { ElementContent, Root, RootContent } from 'hast';
import { describe, expect, test } from 'vitest';
import type { AuthorNote } from '../../src/manuscript/manuscript.js';
import { places, READING, read, readBody, readValid } from './project.js';

/** A tree in short: `p(Once <em(upon)>)`, properties as `a[href=…](…)`. */
function short(nodes: readonly (ElementContent | RootContent)[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value.replaceAll('\n', '⏎');
      if (node.type !== 'element') return `?${node.type}`;
      const properties = Object.entries(node.properties)
        .map(([name, value]) => `[${name}=${[value].flat().join(' ')}]`)
        .join('');
      return `<${node.tagName}${properties}>${node.children.length > 0 ? `(${short(node.children)})` : ''}`;
    })
    .join('');
}

const tree = async (markdown: string) => short((await readBody(markdown)).body!.children);
const notes = (all: AuthorNote[]) => all.map(({ name, body }) => `${name}: ${short(body.children)}`);
/** What becomes of Markdown that something is said about. */
const repaired = async (markdown: string) => {
  const { value, diagnostics } = await read({ 'corpus/one.md': `---\ntitle: One\n---\n${markdown}` });
  return [short(value!.readings[0]!.body!.children), ...diagnostics.map(({ code }) => code)];
};

describe('Markdown becomes', () => {
  test.each([
    ['paragraphs', 'One.\n\nTwo\nlines.', '<p>(One.)<p>(Two⏎lines.)'],
    ['headings', '# A\n\n### B', '<h1>(A)<h3>(B)'],
    ['emphasis', '*a* **b** ~~c~~ ~d~', '<p>(<em>(a) <strong>(b) <del>(c) ~d~)'],
    ['hard breaks', 'a  \nb\\\nc', '<p>(a<br>b<br>c)'],
    ['quotations', '> a\n>\n> > b', '<blockquote>(<p>(a)<blockquote>(<p>(b)))'],
    ['lists', '- a\n- b\n\n3. c', '<ul>(<li>(a)<li>(b))<ol[start=3]>(<li>(c))'],
    ['lists that leave numbers out', '1. a\n2. b\n5. c', '<ol>(<li>(a)<li>(b)<li[value=5]>(c))'],
    ['lists that leave the numbers to it', '1. a\n1. b\n1. c', '<ol>(<li>(a)<li>(b)<li>(c))'],
    [
      'years at the beginning of paragraphs',
      '1789. Spring.\n1793.   *Winter*\nagain.\n\n   And on.\n\n> 1848)\n',
      '<p>(1789. Spring.)<p>(1793. <em>(Winter)⏎again.)<p>(And on.)<blockquote>(<p>(1848)))',
    ],
    ['loose lists', '- a\n\n- b', '<ul>(<li>(<p>(a))<li>(<p>(b)))'],
    ['tasks', '- [x] a\n- [ ] b', '<ul>(<li[className=task-item]>(☑ a)<li[className=task-item]>(☐ b))'],
    [
      'tables',
      '| a | b |\n|:-:|--:|\n| c | d |',
      '<table>(<thead>(<tr>(<th[className=align-center]>(a)<th[className=align-right]>(b)))<tbody>(<tr>(<td[className=align-center]>(c)<td[className=align-right]>(d))))',
    ],
    ['code', '`a  b`\n\n```js\nc\n  d\n```', '<p>(<code>(a  b))<pre>(<code[className=language-js]>(c⏎  d))'],
    [
      'links',
      '[a](https://example.org) <https://b.org>',
      '<p>(<a[href=https://example.org]>(a) <a[href=https://b.org]>(https://b.org))',
    ],
    ['links by reference', '[a][r]\n\n[r]: https://example.org', '<p>(<a[href=https://example.org]>(a))'],
    [
      'addresses',
      'See www.a.org, b@c.org.',
      '<p>(See <a[href=http://www.a.org]>(www.a.org), <a[href=mailto:b@c.org]>(b@c.org).)',
    ],
    ['rules', 'a\n\n***\n\nb', '<p>(a)<hr><p>(b)'],
    ['characters', 'AT&amp;T &copy; \\*', '<p>(AT&T © *)'],
  ])('%s', async (_, markdown, expected) => {
    expect(await tree(markdown)).toBe(expected);
  });
});

describe('a verse block becomes stanzas of lines', () => {
  test.each([
    [
      'stanzas',
      '```verse\na\nb\n\nc\n```',
      '<div[className=verse]>(<p[className=stanza]>(<span[className=line]>(a<br>)<span[className=line]>(b))<p[className=stanza]>(<span[className=line]>(c)))',
    ],
    [
      'indentation',
      '```verse\na\n  b\n    c\n```',
      '<div[className=verse]>(<p[className=stanza]>(<span[className=line]>(a<br>)<span[className=line]>(\u2003b<br>)<span[className=line]>(\u2003\u2003c)))',
    ],
    [
      'markup over two lines',
      '```verse\na *b\nc* d\n```',
      '<div[className=verse]>(<p[className=stanza]>(<span[className=line]>(a <em>(b)<br>)<span[className=line]>(<em>(c) d)))',
    ],
    [
      'what would be a block is a line',
      '```verse\n1. a\n# b\n- c\n```',
      '<div[className=verse]>(<p[className=stanza]>(<span[className=line]>(1. a<br>)<span[className=line]>(# b<br>)<span[className=line]>(- c)))',
    ],
    [
      'in a quotation',
      '> ```verse\n> a\n> ```',
      '<blockquote>(<div[className=verse]>(<p[className=stanza]>(<span[className=line]>(a))))',
    ],
    ['nothing', '```verse\n```\n\na', '<div[className=verse]><p>(a)'],
  ])('%s', async (_, markdown, expected) => {
    expect(await tree(markdown)).toBe(expected);
  });

  test('with footnotes, each line knowing its place', async () => {
    const reading = await readBody('> ```verse\n> One *two\n>   three*[^1]\n> ```\n\n[^1]: Four.\n');
    const found: string[] = [];
    const visit = (nodes: readonly (ElementContent | RootContent)[]): void => {
      for (const node of nodes) {
        if (node.type === 'text')
          found.push(reading.file!.text.slice(node.position!.start.offset, node.position!.end.offset));
        if (node.type === 'element') visit(node.children);
      }
    };
    visit(reading.body!.children);
    expect(found).toEqual(['One ', 'two', '', 'three']);
    expect(notes(reading.authorNotes)).toEqual(['1: <p>(Four.)']);
  });
});

describe('an author’s footnotes', () => {
  test('come in order of first reference, whatever their names and wherever they stand', async () => {
    const { body, authorNotes } = await readBody(
      '[^b]: Bee.\n\nOne[^z] two[^b] three[^z].\n\n[^z]: Zed *it*.\n\n    More.\n',
    );
    expect(short(body!.children)).toBe(
      '<p>(One<author-note[name=z]> two<author-note[name=b]> three<author-note[name=z]>.)',
    );
    expect(notes(authorNotes)).toEqual(['z: <p>(Zed <em>(it).)<p>(More.)', 'b: <p>(Bee.)']);
  });

  test('may refer to one another; those come after the text’s own', async () => {
    const { authorNotes } = await readBody(
      'One[^a] two[^c].\n\n[^a]: See[^b].\n[^b]: Bee[^a].\n[^c]: Cee.\n',
    );
    expect(notes(authorNotes)).toEqual([
      'a: <p>(See<author-note[name=b]>.)',
      'c: <p>(Cee.)',
      'b: <p>(Bee<author-note[name=a]>.)',
    ]);
  });

  test('that only an unused one refers to are unused too', async () => {
    const { diagnostics } = await read({ 'corpus/one.md': `${READING}\n[^a]: See[^b].\n[^b]: Bee.\n` });
    expect(places(diagnostics)).toEqual([
      'corpus/one.md:6:1 footnote-unused',
      'corpus/one.md:7:1 footnote-unused',
    ]);
  });

  test('that are not there are told at their place, and escaped ones are text', async () => {
    const { diagnostics } = await read({ 'corpus/one.md': `${READING}\nA&amp;B \\[^x] *c[^y]*\n` });
    expect(places(diagnostics)).toEqual(['corpus/one.md:6:17 footnote-undefined']);
  });

  test('are none where they cannot be: in titles, and in HTML without empty lines', async () => {
    const { diagnostics } = await read({
      'corpus/one.md': '---\ntitle: One[^a]\n---\nA[^a]\n\n<dl><dd>B[^A]</dd></dl>\n\n[^a]: A note.\n',
    });
    expect(diagnostics.map(({ code, range, hint }) => [code, range?.start.line, hint])).toEqual([
      ['footnote-undefined', 2, expect.stringContaining('annotations.yml')],
      ['footnote-undefined', 6, expect.stringContaining('empty lines')],
    ]);
  });
});

describe('HTML is kept', () => {
  test.each([
    [
      'inside a line',
      'H<sub>2</sub>O <small>a</small> <abbr title="x">b</abbr> <q>c</q>',
      '<p>(H<sub>(2)O <small>(a) <abbr[title=x]>(b) <q>(c))',
    ],
    ['ruby', '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>', '<p>(<ruby>(漢<rp>(()<rt>(kan)<rp>())))'],
    ['languages and directions', '<span lang="ru" dir="ltr">а</span>', '<p>(<span[lang=ru][dir=ltr]>(а))'],
    [
      'blocks, with Markdown inside',
      '<div class="letter">\n\nDear *you*,\n\n</div>',
      '<div[className=letter]>(<p>(Dear <em>(you),))',
    ],
    ['definitions', '<dl><dt>a</dt><dd>b</dd></dl>', '<dl>(<dt>(a)<dd>(b))'],
    [
      'tables',
      '<table><tr><td colspan="2">a</td></tr></table>',
      '<table>(<tbody>(<tr>(<td[colSpan=2]>(a))))',
    ],
    ['comments are not', 'a <!-- b --> c\n\n<!--\nd\n-->', '<p>(a  c)'],
  ])('%s', async (_, markdown, expected) => {
    expect(await tree(markdown)).toBe(expected);
  });
});

describe('HTML is left out, and its words stay', () => {
  test.each([
    [
      'scripts and styles whole',
      'a\n\n<script>b</script>\n\n<style>c {}</style>',
      ['<p>(a)', 'html-left-out', 'html-left-out'],
    ],
    [
      'page furniture',
      '<section><nav>a</nav>b</section>',
      ['<div>(<div>(a)<p>(b))', 'html-left-out', 'html-left-out'],
    ],
    [
      'unknown elements',
      '<font color="red">a</font> <blink>b</blink>',
      ['<p>(a b)', 'html-left-out', 'html-left-out'],
    ],
    ['handlers, styles and ids', '<b onclick="x" style="y" id="z">a</b>', ['<p>(<b>(a))', 'html-left-out']],
    [
      'classes that the book’s pages use',
      '<p class="note own">a</p>',
      ['<p[className=own]>(a)', 'html-left-out'],
    ],
    ['frames', '<iframe src="https://example.org"></iframe>a', ['<p>(a)', 'html-left-out']],
    [
      'forms',
      '<form><label>a</label><input value="b"></form>',
      ['<div>(a)', 'html-left-out', 'html-left-out', 'html-left-out'],
    ],
    ['references to footnotes', 'a<author-note name="1"></author-note>', ['<p>(a)', 'html-left-out']],
    ['programs in links', '<a href="javascript:x">a</a>', ['<p>(a)', 'link-invalid']],
  ])('%s', async (_, markdown, expected) => {
    expect(await repaired(markdown)).toEqual(expected);
  });
});

describe('blocks stand where blocks may', () => {
  test.each([
    ['loose text becomes paragraphs', '<div>a<p>b</p>c</div>', '<div>(<p>(a)<p>(b)<p>(c))'],
    ['a block ends a paragraph', 'a <div>b</div> c', '<p>(a)<div>(b)<p>(c)'],
    ['items without a list', '<li>a</li>', '<div>(a)'],
    ['text in a list', '<ul>a<li>b</li></ul>', '<ul>(<li>(a)<li>(b))'],
    ['a caption without a figure', '<figcaption>a</figcaption>', '<div>(a)'],
  ])('%s', async (_, markdown, expected) => {
    expect(await tree(markdown)).toBe(expected);
  });

  test('and what holds a block that it cannot hold is replaced by its content', async () => {
    expect(await repaired('<h2>a<div>b</div></h2>')).toEqual(['<p>(a)<div>(b)', 'html-left-out']);
    expect(await repaired('<em>a<p>b</p></em>')).toEqual(['<p>(<em>(a))<p>(<em>(b))']);
  });
});

describe('links lead into the book', () => {
  const project = {
    'annotations.yml': [
      'anthology: { title: T }',
      'readings: [one, two]',
      'notes: [{ id: n, reading: one, quote: Once, note: "[See](glossary:VChK)" }]',
      'glossary: [{ term: Extraordinary Commission, forms: [VChK], definition: "[It](reading:two)" }]',
      '',
    ].join('\n'),
    'corpus/two.md':
      '---\ntitle: Two\n---\n[a](note:n) [b](reading:one) [c](one.md) [d](<glossary:Extraordinary Commission>) [](note:n)\n',
  };

  test('by note:, reading: and glossary:, a form leading to its term', async () => {
    const { readings, notes, glossary } = await readValid(project);
    expect(short(readings[1]!.body!.children)).toBe(
      '<p>(<a[href=note:n]>(a) <a[href=reading:one]>(b) <a[href=reading:one]>(c) <a[href=glossary:Extraordinary%20Commission]>(d) <a[href=note:n]>)',
    );
    expect(short(notes[0]!.note.tree.children)).toBe(
      '<p>(<a[href=glossary:Extraordinary%20Commission]>(See))',
    );
    expect(short(glossary[0]!.definition.tree.children)).toBe('<p>(<a[href=reading:two]>(It))');
  });
});

describe('a line of Markdown', () => {
  test.each([
    ['1917. A year', '1917. A year'],
    ['- dashed', '- dashed'],
    ['# 1', '# 1'],
    ['> than', '> than'],
    ['snake_case_name', 'snake_case_name'],
    ['AT&T', 'AT&T'],
    ['A < B > C', 'A < B > C'],
    ['5 * 3 * 2', '5 * 3 * 2'],
    ['[sic]', '[sic]'],
    ['\\[^1]: a', '[^1]: a'],
    ['---', '---'],
    ['What *is* to be **done**?', 'What <em>(is) to be <strong>(done)?'],
    ['H<sub>2</sub>O', 'H<sub>(2)O'],
    ['A [link](https://example.org)', 'A <a[href=https://example.org]>(link)'],
  ])('%s', async (title, expected) => {
    const { readings } = await readValid({
      'corpus/one.md': `---\ntitle: ${JSON.stringify(title)}\n---\nOnce.\n`,
    });
    expect(short(readings[0]!.title.children)).toBe(expected);
    expect(readings[0]!.title.plain).toBe(expected.replace(/<[^()]*>\(([^)]*)\)/g, '$1'));
  });
});

describe('images', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>';
  const png = (width: number, height: number) => {
    const bytes = Buffer.alloc(33);
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  };

  test('alone are figures, in a line are not; addresses are relative to the file', async () => {
    const { readings, images, glossary } = await readValid({
      'annotations.yml':
        'anthology: { title: T }\nreadings: [one]\nglossary: [{ term: t, definition: "![B](images/b.svg)" }]\n',
      'corpus/one.md':
        '---\ntitle: One\n---\n![A](../images/a%20b.png "A *press*")\n\nOr ![B](../images/b.svg) so.\n\n![A](<../images/a b.png>)\n![B](../images/b.svg)\n',
      'images/a b.png': png(640, 480),
      'images/b.svg': svg,
    });
    expect(short(readings[0]!.body!.children)).toBe(
      '<figure>(<img[src=images/a b.png][alt=A]><figcaption>(A *press*))<p>(Or <img[src=images/b.svg][alt=B]> so.)<p[className=images]>(<img[src=images/a b.png][alt=A]>⏎<img[src=images/b.svg][alt=B]>)',
    );
    expect(short(glossary[0]!.definition.tree.children)).toBe('<figure>(<img[src=images/b.svg][alt=B]>)');
    expect(
      Object.fromEntries(
        [...images].map(([key, { path, mediaType, width, height }]) => [
          key,
          [path, mediaType, width, height],
        ]),
      ),
    ).toEqual({
      'images/a b.png': ['images/a b.png', 'image/png', 640, 480],
      'images/b.svg': ['images/b.svg', 'image/svg+xml', 30, 20],
    });
  });

  test('in a figure of HTML are no figures of their own', async () => {
    const figure = (src: string) =>
      `<figure><img src="${src}" alt="A"/><figcaption>\n\nIn *1917*\n\n</figcaption></figure>`;
    const { readings } = await readValid({
      'annotations.yml': 'anthology: { title: T }\nreadings: [one]\n',
      'corpus/one.md': `---\ntitle: One\n---\n${figure('../a.svg')}\n\n<figure><img src="../a.svg" alt="A"/>\n\n![B](../a.svg)\n\n</figure>\n`,
      'a.svg': svg,
    });
    const [a, b] = ['<img[src=a.svg][alt=A]>', '<img[src=a.svg][alt=B]>'];
    expect(short(readings[0]!.body!.children)).toBe(
      `<figure>(${a}<figcaption>(<p>(In <em>(1917))))<figure>(${a}${b})`,
    );
    expect(await repaired(figure('press.png'))).toEqual([
      '<figure>(<span>(A)<figcaption>(<p>(In <em>(1917))))',
      'image-missing',
    ]);
  });

  test('that are not there are those with nearly their names', async () => {
    const { diagnostics } = await read({
      'corpus/one.md': `${READING}\n![A](../images/Prss-1.SVG)\n\n![B](../images/press-2.svg)\n\n![C](../nowhere/press-1.svg)\n`,
      'images/press-1.svg': svg,
    });
    const elsewhere = 'the address is relative to the file that it stands in';
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ['image-missing', 'did you mean “press-1.svg”?'],
      ['image-missing', elsewhere],
      ['image-missing', elsewhere],
    ]);
  });

  test('that cannot be had leave their alternative text', async () => {
    expect(
      await repaired('![A press](press.png "In 1917")\n\nSee ![it](https://example.org/x.png).'),
    ).toEqual(['<div>(<p>(<span>(A press))<p>(In 1917))<p>(See it.)', 'image-missing', 'image-remote']);
  });
});

test('control characters are left out; a form feed parts words', async () => {
  expect(await repaired('a\u0000b\u0001c d\ftwo&#12;e')).toEqual([
    '<p>(a\ufffdbc d two e)',
    'character-forbidden',
  ]);
});

describe('every text knows the place where it stands', () => {
  const markdown =
    'Плain 📖 text\nof two lines.\n\n> An *emphasised* quo&shy;tation with <b>bold</b>\n> words.\n\n- www.a.org is an address\n\n<div>\nraw <i>text</i>\n</div>\n\n1917. A\nyear\n';
  test.each([
    ['\n', markdown],
    ['\r\n', markdown.replaceAll('\n', '\r\n')],
  ])('%j', async (_, text) => {
    const { body, file } = await readBody(text);
    const seen: string[] = [];
    const visit = (node: Root | ElementContent | RootContent): void => {
      if (node.type === 'text') {
        const { start, end } = node.position!;
        seen.push(file!.text.slice(start.offset, end.offset).replace(/\s+>?\s*/g, ' '));
        expect({ line: start.line, column: start.column }).toEqual({
          line: file!.position(start.offset!).line,
          column: start.offset! - file!.lineStart(start.line) + 1,
        });
      } else if ('children' in node) for (const child of node.children) visit(child);
    };
    visit(body!);
    expect(seen).toEqual([
      'Плain 📖 text of two lines.',
      'An ',
      'emphasised',
      ' quo&shy;tation with ',
      'bold',
      ' words.',
      'www.a.org',
      ' is an address',
      ' raw ',
      'text',
      '1917. A year',
    ]);
  });
});
