import fc from 'fast-check';
import type { Nodes } from 'hast';
import type { Nodes as Markdown } from 'mdast';
import { expect, test } from 'vitest';
import { Source } from '../../src/diagnostics/source.js';
import { convertMarkdown } from '../../src/manuscript/markdown/convert.js';
import { Gathered, markdownOfFile } from '../../src/manuscript/markdown/markdown-text.js';
import { parseMarkdown } from '../../src/manuscript/markdown/parse-markdown.js';
import { parseBlocks } from '../../src/manuscript/markdown/parsers.js';
import { read } from './project.js';

/** Pieces that mean something to Markdown, HTML or YAML, mixed with words and line ends. */
const PIECES = [
  ...['word', 'Другое', '1917', ' ', ' ', '\n', '\n', '\n\n', '\n\n', '\r\n', '\r', '\t', '    ', '  \n'],
  ...[
    '*',
    '**',
    '_',
    '~~',
    '`',
    '```\n',
    '```verse\n',
    '~~~\n',
    '#',
    '# ',
    '> ',
    '- ',
    '1. ',
    '---\n',
    '===\n',
    '|',
    '| a |\n| - |\n',
  ],
  ...[
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '<',
    '>',
    '<!--',
    '-->',
    '<div>',
    '</div>',
    '<b>',
    '</b>',
    '<p',
    '<?',
    '<script>',
    '</script>',
  ],
  ...[
    '[^1]',
    '[^1]: ',
    '[a]: /x\n',
    '[a]',
    '&amp;',
    '&#0;',
    '\\',
    'www.a.org',
    'a@b.org',
    'https://a.org',
    '\u0000',
    '\ue000',
    '\u00a0',
    '\ud83d',
  ],
  ...[
    ': ',
    '"',
    "'",
    '&a',
    '*a',
    '{',
    '}',
    ',',
    '- ',
    '? ',
    '!t ',
    '@',
    '%',
    '<<: ',
    'notes:',
    'reading: one',
    '  note: n',
    'glossary:',
    '[x](note:a)',
  ],
  ...[
    'Nobody knew why the printer had left the town. ',
    ' Другие слова, которых никто не ждал',
    '1917, 1918; 1919-1920 (or 1921)',
  ],
];

const noise = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));
const RUNS = { numRuns: 400 };

test('no YAML makes it throw, and every message has a code and a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(noise, async (text) => {
      const { diagnostics } = await read({ 'annotations.yml': text });
      for (const { code, message } of diagnostics) expect(code && message).toBeTruthy();
    }),
    { numRuns: 150 },
  );
});

test('no front matter and no text make it throw', async () => {
  await fc.assert(
    fc.asyncProperty(noise, noise, async (front, body) => {
      await read({ 'corpus/one.md': `---\n${front}\n---\n${body}` });
    }),
    { numRuns: 150 },
  );
});

/**
 * Where a block ends that nothing closes depends on how many lines the parser looks ahead; where texts end, and where
 * anything begins, does not.
 */
function comparable(tree: Markdown): unknown {
  const { position, ...rest } = { position: undefined, ...tree };
  return {
    ...rest,
    start: tree.type === 'root' ? undefined : position?.start,
    ...(tree.type === 'text' ? { end: position?.end } : {}),
    ...('children' in tree ? { children: tree.children.map(comparable) } : {}),
  };
}

test('a text parsed in stretches, with paragraphs put aside, gives the tree that parsing it as a whole gives', () => {
  fc.assert(
    fc.property(noise, fc.constantFrom(1, 20, 1000), (text, length) => {
      let isExceeded = false;
      const exceeded = () => {
        isExceeded = true;
      };
      const tree = parseMarkdown(text, parseBlocks, exceeded, length);
      if (!isExceeded) expect(comparable(tree)).toEqual(comparable(parseBlocks(text)));
    }),
    RUNS,
  );
});

const SENTENCES = [
  'Nobody knew why the printer had left the town.',
  ' Другие слова, которых никто не ждал, ',
  '1917, 1918; 1919-1920 (or 1921) and so on',
  'Letters, of which few came back.md) to where they were sent',
  'Letters-of-which-few-came-back.md) to where they were sent',
  'A caption that is set in two lines") and so on (or not)',
];
const MARKS = [
  ...[
    '*',
    '**',
    '_',
    '[',
    ']',
    '(',
    '](',
    '](/x "',
    '](a_',
    '](reading:b#',
    '![',
    '")',
    '[a]: /x "',
    '[^1]',
    '[^1]: ',
    '[a]: /x\n',
    '#',
    '# ',
    ' ',
    '  \n',
  ],
  ...[
    '> ',
    '- ',
    '1. ',
    '|',
    '\n',
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '    ',
    '`',
    '```\n',
    '<b>',
    '&',
    '\\',
    'www.',
    '@b.org',
  ],
  ...['---', '\n:-\n', '- [ ] ', '\ue000', '\ud83d', '“', '”', '!'],
];
const sentences = fc
  .array(fc.oneof(fc.constantFrom(...SENTENCES), fc.constantFrom(...MARKS)), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

test('words put aside between marks come back where they were', () => {
  fc.assert(
    fc.property(sentences, (text) => {
      expect(parseMarkdown(text, parseBlocks, () => {})).toEqual({
        ...parseBlocks(text),
        position: undefined,
      });
    }),
    RUNS,
  );
});

test.each([
  'See [the letters](the_letters_of_a_printer.md), which were kept in the house, and *then* the rest.',
  '![A press](press.png "The press, in *italics*, as long as a caption can be.")',
  '[press]: press.png "The press, in *italics*, as long as a caption can be."\n\n![press]',
  'He *said* that nothing had been lost.\nSee [the letters](a_letter_and_another.md), and\nwhat *else* there was.',
])('an address is left as it is, with the marks in it and in its title: %s', (text) => {
  expect(parseMarkdown(text, parseBlocks, () => {})).toEqual({ ...parseBlocks(text), position: undefined });
});

test('the parser is given little of a text of sentences with some markup', () => {
  const item = `${SENTENCES[0]} *Nobody* asked, and _not one_ of the neighbours wrote about it later.`;
  let given = 0;
  const parse = (text: string) => {
    given += text.length;
    return parseBlocks(text);
  };
  const text = ['# ', '> ', '- ', '1. ', ''].map((mark) => mark + item).join('\n\n');
  expect(parseMarkdown(text, parse, () => {})).toEqual({ ...parseBlocks(text), position: undefined });
  expect(given).toBeLessThan(text.length / 2);
});

test('every text of a tree knows a place inside its file', () => {
  fc.assert(
    fc.property(noise, noise, (before, body) => {
      const source = new Source('corpus/one.md', `${before}\n${body}`);
      const gathered = new Gathered();
      const start = before.length + 1;
      const { tree } = convertMarkdown(markdownOfFile(source, start, 'corpus'), gathered);
      const visit = (node: Nodes): void => {
        if (node.type === 'text') {
          expect(node.position).toBeDefined();
          expect(node.position!.start.offset).toBeGreaterThanOrEqual(start);
          expect(node.position!.end.offset).toBeLessThanOrEqual(source.text.length);
        }
        if ('children' in node) for (const child of node.children) visit(child);
      };
      visit(tree);
    }),
    RUNS,
  );
});
