import { describe, expect, test } from 'vitest';
import { places, READING, read, readBody } from './project.js';

/*
 * Texts that take a Markdown parser a time that grows with their square, or that overflow its stack. Each has to come
 * to an end within the test's time, with a result or a message, and none may throw.
 */

const N = 4_000;
const lines = (make: (index: number) => string, count = N, between = '\n') =>
  Array.from({ length: count }, (_, i) => make(i)).join(between);

const TEXTS: [string, string][] = [
  ['quotations', '>'.repeat(N)],
  ['items in items', '- '.repeat(N)],
  ['items, each further in', lines((i) => `${'  '.repeat(i)}- a`, 500)],
  ['a list', '- *a* [b](https://example.org)\n'.repeat(N)],
  ['a loose list', '- a\n\n'.repeat(N)],
  ['opening emphasis', '*a **b '.repeat(N)],
  ['closing emphasis', 'a* b_ '.repeat(N)],
  ['emphasis that never fits', '*a_ '.repeat(N)],
  ['emphasis that never fits, in many paragraphs', lines(() => '*a_ '.repeat(1_400), 20, '\n\n')],
  ['stars around stars', `${'*'.repeat(N)}a${'*'.repeat(N)}`],
  ['brackets', `${'['.repeat(N)}a${']'.repeat(N)}`],
  ['links that do not end', '[a]('.repeat(N)],
  ['images that do not end', '![['.repeat(N)],
  ['code that does not end', lines((i) => `e${'`'.repeat(i)}`, 300, '')],
  ['fences', '```\n'.repeat(N)],
  ['verse of emphasis', `\`\`\`verse\n${'- *a_ \n'.repeat(N)}\`\`\``],
  ['definitions', lines((i) => `[${i}]: /x\n\n[${i}]`, N, '\n\n')],
  ['footnotes', lines((i) => `a[^${i}]\n\n[^${i}]: b`, 1_000, '\n\n')],
  ['a wide table', `${'|a'.repeat(N)}\n${'|-'.repeat(N)}\n${'|b\n'.repeat(N)}`],
  ['a long table', `|a|b\n|-|-\n${'|c|d\n'.repeat(N)}`],
  ['elements', '<b>'.repeat(N)],
  ['elements that are blocks', '<div>\n\n'.repeat(N)],
  ['elements that are left out', '<u1>a</u1> '.repeat(N)],
  ['tags that do not end', '<a href="'.repeat(N)],
  ['comments that do not end', '<!--'.repeat(N)],
  ['addresses', 'www.a@b.'.repeat(N)],
  ['white space', ' '.repeat(100_000)],
  ['one long line', 'a'.repeat(1_000_000)],
];

describe('a text of nothing but', () => {
  test.each(TEXTS)(
    '%s',
    async (_, text) => {
      const { value, diagnostics } = await read({ 'corpus/one.md': `${READING}\n${text}\n` });
      expect(value!.readings[0]!.body).toBeDefined();
      expect(diagnostics.length).toBeLessThan(1_000);
    },
    60_000,
  );
});

test('problems of one kind are told two hundred times a file, then counted', async () => {
  const { diagnostics } = await read({ 'corpus/one.md': `${READING}\n${'[a](#b)\n'.repeat(500)}` });
  expect(diagnostics).toHaveLength(201);
  expect(places(diagnostics).filter((place) => place === 'corpus/one.md link-invalid')).toHaveLength(1);
  expect(diagnostics.find(({ range }) => !range)!.message).toContain('300 more');
});

test('a reading of twenty megabytes is read', async () => {
  const paragraph = `${'Nobody knew why the printer had left town before the snow. '.repeat(12).trim()}\n\n`;
  const marked =
    'And *nobody* asked; see [the ledger](https://example.org) for the “rest”.\n\n> He left.\n\n';
  const count = Math.ceil(20_000_000 / (20 * paragraph.length + marked.length));
  const { body } = await readBody((paragraph.repeat(20) + marked).repeat(count));
  expect(body!.children).toHaveLength(count * 22);
}, 120_000);

test('annotations.yml of five megabytes, with forty thousand notes, is read', async () => {
  const note =
    '  - reading: one\n    quote: upon a time\n    note: Nobody knew why the printer had left town before the snow fell.\n';
  const count = Math.ceil(5_000_000 / note.length);
  const { value, diagnostics } = await read({
    'annotations.yml': `anthology: { title: T }\nreadings: [one]\nnotes:\n${note.repeat(count)}`,
  });
  expect(diagnostics).toEqual([]);
  expect(value!.notes).toHaveLength(count);
}, 120_000);
