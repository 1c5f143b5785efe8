import { describe, expect, test } from 'vitest';
import type { Book } from '../../src/apparatus/book.js';
import { memory } from '../support/memory.js';
import { book, bookAgain, chapters, text } from './project-book.js';

const TEXTS = {
  a: 'Serge wrote in Paris.\n\nHe wrote again.[^1]\n\n[^1]: As he said.',
  b: 'Nobody wrote in 1921.\n\nSee [a](reading:a).',
};

const ANNOTATIONS = `
notes:
  - { reading: a, id: first, quote: wrote in Paris, note: "One. See [](note:last)." }
  - { reading: a, quote: wrote again, note: Two. }
  - { reading: b, id: last, quote: Nobody wrote, note: "Three. See [](glossary:Paris)." }
glossary:
  - { term: Serge, type: person, definition: A writer. }
  - { term: Paris, type: place, definition: A city. }
`;

/** Everything that a book says, its lazy trees among it. */
function all({ front, parts, back, glossary, index, chronology, permissions, termUses }: Book): unknown {
  const plain = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(plain)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value).flatMap(([name, each]) =>
              ['key', 'reading', 'position', 'at'].includes(name) ? [] : [[name, plain(each)]],
            ),
          )
        : value;
  const uses = [...termUses];
  return plain({ front, parts, back, glossary, index, chronology, permissions, uses });
}

const EDITS: [what: string, texts: Record<string, string>, annotations: string][] = [
  ['nothing', TEXTS, ANNOTATIONS],
  ['a word of a text', { ...TEXTS, a: TEXTS.a.replace('again', 'again, Serge') }, ANNOTATIONS],
  ['a word of a note', TEXTS, ANNOTATIONS.replace('Two.', 'Two and a half.')],
  [
    'a note more, before others',
    TEXTS,
    ANNOTATIONS.replace('notes:', 'notes:\n  - { reading: b, quote: Nobody, note: Zero. }'),
  ],
  ['the name of a note that another refers to', TEXTS, ANNOTATIONS.replaceAll('last', 'third')],
  ['a form of a term', TEXTS, ANNOTATIONS.replace('type: person', 'type: person, forms: [He]')],
  [
    'an edition without authors’ notes',
    TEXTS,
    `${ANNOTATIONS}editions: { reader: { notes: { author: none } } }\n`,
  ],
  ['an edition that numbers through', TEXTS, `${ANNOTATIONS}editions: { reader: { numbering: book } }\n`],
  ['an edition of one reading', TEXTS, `${ANNOTATIONS}editions: { reader: { readings: [b] } }\n`],
];

describe('a book that is composed again', () => {
  test.each(EDITS)('after %s was changed is that of a clean build', async (_, texts, annotations) => {
    const { memo } = memory();
    const first = await bookAgain(memo, TEXTS, ANNOTATIONS);
    all(first.book);
    const again = await bookAgain(memo, texts, annotations);
    const clean = all(await book(texts, annotations));
    expect(all(again.book)).toEqual(clean);
    expect(all((await bookAgain(memo, texts, annotations)).book)).toEqual(clean);
  });

  test('does not look at a text that is as it was', async () => {
    const { memo } = memory();
    await bookAgain(memo, TEXTS, ANNOTATIONS);
    const keys = async (texts: Record<string, string>, annotations: string) =>
      chapters((await bookAgain(memo, texts, annotations)).book).map(({ key }) => key);
    const [a, b] = await keys(TEXTS, ANNOTATIONS);
    expect(await keys(TEXTS, ANNOTATIONS)).toEqual([a, b]);
    const edited = await keys({ ...TEXTS, a: `${TEXTS.a} More.` }, ANNOTATIONS);
    expect(edited[0]).not.toBe(a);
    expect(edited[1]).toBe(b);
    // The label of the note in `b` is what a note in `a` says.
    const numbered = ANNOTATIONS.replace('notes:', 'notes:\n  - { reading: b, quote: Nobody, note: Zero. }');
    const both = await keys(TEXTS, numbered);
    expect(both[0]).not.toBe(a);
    expect(both[1]).not.toBe(b);
  });

  test('asks for no text where nothing of it is asked for', async () => {
    const { memo, kept } = memory();
    await bookAgain(memo, TEXTS, ANNOTATIONS);
    const texts = [...kept.keys()].filter((name) => name.startsWith('text-'));
    expect(texts.length).toBeGreaterThan(0);
    // What is broken is noticed where it is read.
    for (const name of texts) kept.set(name, new Uint8Array([1, 2, 3]));
    const [chapter] = chapters((await bookAgain(memo, TEXTS, ANNOTATIONS)).book);
    expect(chapter!.words).toBe(8);
    expect(text(chapter!.notes[0]!.notes[0]!.content)).toMatch(/^One. See \[.*“B”\]\.$/);
    expect(() => chapter!.body).toThrow();
  });
});
