import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORGETFUL, Memo } from '../../src/cache/memo.js';
import { Store } from '../../src/cache/store.js';
import type { Span } from '../../src/diagnostics/source.js';
import { partNotes } from '../../src/manuscript/note-groups.js';
import { readManuscript } from '../../src/manuscript/read.js';
import { write } from './project.js';

/** Notes in the ways in which they can be written, a few of them wrong. `I` is their indentation. */
const NOTES = [
  'I- reading: one\nI  quote: Once\nI  note: A note.\n',
  'I- reading: one\nI  quote: upon\n\nI  note: >-\nI    Folded, with a [link](reading:one)\nI    and *more*.\n\n',
  'I- id: a\nI  note: |\nI    - no item\n\nI    # no comment\nI  reading: one\nI  quote: a time\n',
  'I- reading: one\nI  note: |+\nI    Kept.\n\n\nI  quote: Once\n',
  'I- quote: Once\nI  reading: one\nI  note: |+\nI    Kept.\n\n\n',
  'I- {reading: one, quote: upon,\nI   note: "in braces", prefix: \'Once \'}\n',
  'I-\nI  reading: one\nI  quote: Once\nI  note: "over\n\nI    lines - here"\n',
  'I- reading: one # a comment\nI  quote: upon\nI  note: plain text that\nI   goes on\nI    - and on\n# at the margin\n',
  'I# before\n\nI- note: An umbrella\u2028notes: are for rain\nI  reading: one\nI  quote: Once\n',
  'I- reading: two\nI  quote: Once\nI  note: No such reading.\n',
  'I- reading: one\nI  id: a\nI  series: none\nI  quote: Once\nI  note: Twice, perhaps.\n',
  'I- reading: one\nI  quotation: Once\nI  note: No such key.\n',
  'I- reading: one\nI  quote: Once\nI  note: |\nI    Too little\nI indented.\n',
  'I- reading: one\nI  quote: "Once\nI- reading: one\nI  note: open.\n',
  'I- &anchor\nI  reading: one\nI  quote: Once\nI  note: A note.\nI- *anchor\n',
  'I- no mapping\n',
  'I-\treading: one\nI  quote: Once\nI  note: Tab.\n',
  'I- reading: one\nI  quote: Once\nI  note: "![nothing](nothing.png)"\n',
];
const BEFORE = [
  '',
  '# A comment.\n',
  'glossary:\n  - term: ink\n    definition: Black.\n',
  '---\n',
  'text: "\nnotes:\n"\n',
];
const AFTER = [
  '',
  'glossary:\n  - term: ink\n    definition: Black, see [](reading:one).\n',
  '# The end.\n',
  '\n\neditions:\n  reader: {}\n',
  'notes:\n  - again\n',
  '...\n',
  'odd\n',
];

const notes = fc.array(
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...NOTES.slice(0, 9)) }, fc.constantFrom(...NOTES)),
  { maxLength: 9 },
);
const parts = fc.record({
  before: fc.constantFrom(...BEFORE),
  indent: fc.constantFrom('', '  ', '    '),
  notes,
  after: fc.constantFrom(...AFTER),
  isWhole: fc.boolean(),
});

type Parts = typeof parts extends fc.Arbitrary<infer P> ? P : never;

function textOf({ before, indent, notes, after, isWhole }: Parts): string {
  const list = notes.map((note) => note.replaceAll(/^I/gm, indent)).join('');
  const text = `${before}anthology: { title: T }\nreadings: [one]\nnotes:\n${list}${after}`;
  return isWhole ? text : text.trimEnd();
}

const annotations = parts.map(textOf);

/** All of a manuscript, with the files that places are in by their names. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, one) => {
      if (key === 'textKey') return undefined;
      if (one instanceof Map) return [...one];
      return key === 'source' && typeof one === 'object' ? (one as Span['source']).path : one;
    }),
  );
}

async function readWith(text: string, memos: (folder: string) => Memo[]) {
  const root = write({ 'annotations.yml': text });
  const results = [];
  for (const memo of memos(join(root, '.cache'))) {
    const { value, diagnostics } = await readManuscript(root, memo);
    results.push(plain({ notes: value?.notes, rest: { ...value, root: '' }, diagnostics }));
  }
  return results;
}

describe('notes that are read in groups', () => {
  test('are what they are when the file is read as a whole, as are all places and problems', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(annotations, async (text) => {
        const [whole, parted, again] = await readWith(text, (folder) => [
          FORGETFUL,
          new Memo(new Store(folder)),
          new Memo(new Store(folder)),
        ]);
        expect(parted).toEqual(whole);
        expect(again).toEqual(whole);
      }),
      { numRuns: 150 },
    );
  });

  test('leave all that is said besides, and its places, where they are edited', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(parts, notes, async (before, others) => {
        const root = write({ 'annotations.yml': textOf(before) });
        const known = new Memo(new Store(join(root, '.cache')));
        await readManuscript(root, known);
        const text = textOf({ ...before, notes: others });
        writeFileSync(join(root, 'annotations.yml'), text);
        const [again, anew] = [await readManuscript(root, known), await readManuscript(root)];
        const said = ({ value, diagnostics }: typeof anew) => plain({ ...value, root: '', diagnostics });
        expect(said(again)).toEqual(said(anew));
      }),
      { numRuns: 150 },
    );
  });

  test('leave what is said besides unread where they are edited', async () => {
    const text = (note: string) =>
      `anthology: { title: T }
readings: [one]
notes:
  - { reading: one, quote: Once, note: ${note} }
glossary:
  - term: ink
    definition: Black, see [](reading:one), and *wet*.
`;
    const kept: string[] = [];
    const store = new Map<string, Uint8Array>();
    const memo = new Memo({
      get: (name) => store.get(name),
      put: (name, bytes) => {
        kept.push(name.replace(/-[0-9a-f]+$/, ''));
        store.set(name, bytes);
      },
    });
    const root = write({ 'annotations.yml': text('Short.') });
    await readManuscript(root, memo);
    expect(kept).toContain('rest');
    kept.length = 0;
    writeFileSync(join(root, 'annotations.yml'), text('Quite a bit longer.'));
    const { value } = await readManuscript(root, memo);
    expect(kept).toContain('notes');
    expect(kept).not.toContain('rest');
    const { source, start, end } = value!.glossary[0]!.definition!.at;
    expect(source.text.slice(start, end)).toBe('Black, see [](reading:one), and *wet*.');
  });

  test('are read by themselves in an ordinary file', () => {
    const note = (words: string) => `  - reading: one\n    quote: Once\n    note: ${words}\n`;
    const notes = Array.from({ length: 100 }, (_, n) => note(`Words ${n}.`));
    const text = `readings: [one]\nnotes:\n${notes.join('')}glossary:\n`;
    const { rest, groups } = partNotes(text)!;
    expect(rest).toHaveLength(text.length);
    expect(rest).toMatch(/^readings: \[one\]\nnotes:\n +\nglossary:\n$/);
    expect(groups.map(({ start, end }) => text.slice(start, end)).join('')).toBe(notes.join(''));
    expect(groups.length).toBeGreaterThan(5);
    // Another word changes one group, and the places of the others.
    const edited = notes.with(50, note('Other words.'));
    const after = partNotes(`readings: [one]\nnotes:\n${edited.join('')}glossary:\n`)!.groups;
    const known = new Set(groups.map(({ start, end }) => text.slice(start, end)));
    const all = `readings: [one]\nnotes:\n${edited.join('')}`;
    expect(after.filter(({ start, end }) => !known.has(all.slice(start, end))).length).toBeLessThanOrEqual(2);
  });

  test.each([
    ['several documents', 'notes:\n  - a\n---\n'],
    ['a list in brackets', 'notes: [a]\n'],
    ['no list', 'notes:\n  a: b\n'],
    ['a list that ends with the file, without a line end', 'notes:\n  - a'],
    ['a line less indented than the items, and no key', 'notes:\n  - a\n - b\n'],
  ])('are read with the file where there is %s', (_, text) => {
    expect(partNotes(text)).toBeUndefined();
  });
});
