import { describe, expect, test } from 'vitest';
import { makeProject } from './project.js';

/** What a scanned text becomes. */
async function imported(text: string) {
  const project = await makeProject({ 'page.txt': text });
  const { readings } = await project.import(['page.txt'], { id: 'it', metadata: { title: 'The Wheel' } });
  const { dropped, remarks } = readings[0]!;
  return {
    body: await project.body('it'),
    dropped: dropped.filter(({ reason }) => /page$/.test(reason)).map(({ text }) => text),
    remarks,
  };
}

/** Pages of one sentence that goes on, with what stands between them. */
const paged = (...heads: string[]) =>
  heads.reduce(
    (text, head) =>
      `${text}\n\n\n${head}\n\nand on it went, and on, over the stones and under the bridge,\nand past the inn, until it was late`,
    'The wheel turned as it had turned for a hundred years or more,\nand the water came over it in the winter, green and cold, and went',
  );

const ONE_PARAGRAPH = /^The wheel[^\n]*until it was late$/;

describe('the pages of a scan', () => {
  test.each<[string, string[]]>([
    ['a folio and the title', ['2 THE WHEEL.', '3 THE WHEEL.', '4 THE WHEEL']],
    ['heads of two sides', ['THE MILLER 13', '14 THE WHEEL', 'THE MILLER 15', '16 THE WHEEL']],
    ['the head of a chapter, once', ['2 THE WHEEL.', 'THE STONES. 3', '4 THE WHEEL.']],
    ['numbers alone', ['2', '- 3 -', '[4]']],
  ])('are one text: %s', async (_, heads) => {
    const { body, dropped } = await imported(paged(...heads));
    expect(body).toMatch(ONE_PARAGRAPH);
    expect(dropped).toEqual(heads);
  });

  test('end where a paragraph does', async () => {
    const page = `${'Nobody saw it, and the mill went on as mills do when they are old.\n'.repeat(4)}Nobody heard it.`;
    const { body, dropped } = await imported(
      `${page}\n\n2 THE WHEEL.\n\n${page}\n\n${paged('3 THE WHEEL.')}`,
    );
    expect(dropped).toEqual(['2 THE WHEEL.', '3 THE WHEEL.']);
    expect(body.split('\n\n')).toHaveLength(3);
  });

  test.each<[string, string[]]>([
    ['numbered headings', ['1 Introduction', '2 Sources', '3 Results']],
    ['numbered headings in capitals', ['1 INTRODUCTION', '2 SOURCES', '3 RESULTS']],
    ['years', ['In 1905', 'In 1917']],
    ['a list', ['1. rye', '2. rye']],
    ['the same words with the same number', ['Psalm 23', 'Psalm 23']],
    ['chapters', ['Chapter 1', 'Chapter 2', 'Chapter 3']],
  ])('are not %s', async (_, lines) => {
    const page = 'The wheel turned as it had turned for a hundred years or more,\nand nobody heard it.';
    const { dropped } = await imported(lines.map((line) => `${line}\n\n${page}\n\n`).join(''));
    expect(dropped).toEqual([]);
  });
});

describe('words that are divided at the ends of lines', () => {
  const DIVIDED =
    'The carriage and the wagon and the horses stood before the door, a car-\nriage and a wag-\non, and the hor-\nses were asleep in the ';

  test('are whole where the text has several of them whole', async () => {
    const { body, remarks } = await imported(`${DIVIDED}sun-\nshine of a well-\nknown day that was known.`);
    expect(body).toContain(
      'a carriage and a wagon, and the horses were asleep in the sunshine of a well-known day',
    );
    expect(remarks).toEqual([expect.stringMatching(/: sunshine$/)]);
  });

  test('keep their hyphen where it stands within a line, too', async () => {
    const { body } = await imported(
      `${DIVIDED}sun-\nshine, or sun-shine, of May that was so very long and warm.`,
    );
    expect(body).toContain('the sun-shine, or sun-shine,');
  });
});

test('people who speak in lines of their own speak in paragraphs', async () => {
  const { body } = await imported(
    `It was a long and quiet evening in the mill, and nobody said a word for\nan hour or so, until she did.\n\n  "Forty," she said.\n  "Geese?" he said.\n  "What else comes in forties?"\n\nIt was a long and quiet evening in the mill, and nobody said a word for\nan hour or so, until she did.`,
  );
  expect(body).toContain('"Forty," she said.\n\n"Geese?" he said.\n\n"What else comes in forties?"');
});
