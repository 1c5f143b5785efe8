import fc from 'fast-check';
import type { Nodes } from 'hast';
import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { Source } from '../../src/diagnostics/source.js';
import { convertMarkdown } from '../../src/manuscript/markdown/convert.js';
import { type Gathered, markdownOfFile } from '../../src/manuscript/markdown/markdown-text.js';
import { parseMarkdown } from '../../src/manuscript/markdown/plain-paragraphs.js';
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

test('paragraphs put aside and put back give the tree that parsing everything gives', () => {
  const processor = unified().use(remarkParse).use(remarkGfm, { singleTilde: false }).freeze();
  const parse = (text: string): Root => processor.parse(text);
  fc.assert(
    fc.property(noise, (text) => {
      let isExceeded = false;
      const tree = parseMarkdown(text, parse, () => {
        isExceeded = true;
      });
      if (isExceeded) return;
      const whole = parse(text);
      // Only where the tree as a whole begins and ends is of no interest.
      expect(tree.children).toEqual(whole.children);
    }),
    RUNS,
  );
});

test('every text of a tree knows a place inside its file', () => {
  fc.assert(
    fc.property(noise, noise, (before, body) => {
      const source = new Source('corpus/one.md', `${before}\n${body}`);
      const gathered: Gathered = { diagnostics: [], links: [], images: [] };
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
