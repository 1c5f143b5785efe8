import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ace } from '../../src/checkers/ace.js';
import { writeEpub } from '../../src/epub/write-epub.js';
import { book, chapter } from '../support/book.js';
import { findingsOf, NO_ACE, NO_JAVA } from '../support/checkers.js';
import { epubcheck } from '../support/epubcheck.js';
import { bookOfFragments, FRAGMENTS } from '../support/fragments.js';
import { picture } from '../support/picture.js';
import { randomTree } from '../support/random-tree.js';
import { renderBook } from '../support/render.js';

test('the corpus is as large as it should be', () => {
  expect(Object.keys(FRAGMENTS).length).toBeGreaterThanOrEqual(80);
});

test('whatever the text, the built-in check has nothing to say', async () => {
  const rendered = renderBook(bookOfFragments());
  expect(rendered.diagnostics.map(({ code }) => code)).toEqual(['template-repeated-id']);
  const { diagnostics } = await writeEpub(rendered.value, { date: new Date(0) });
  // One of the fragments has a link that leads nowhere.
  expect(diagnostics.map(({ code }) => code)).toEqual(['reference-unresolved']);
});

/** A book of random trees, the same each time. */
function bookOfRandomTrees() {
  const trees = fc.sample(randomTree, { numRuns: 200, seed: 1917 });
  const body = trees.map((tree, index) => ({
    ...chapter(`tree-${index + 1}`, { number: index + 1 }),
    body: tree,
  }));
  return book({ body, images: new Map([picture('images/tree.png')]) });
}

describe.skipIf(NO_JAVA)(`EPUBCheck has nothing to say${NO_JAVA ? ` (${NO_JAVA})` : ''}`, () => {
  test.each([
    ['whatever the text', bookOfFragments],
    ['whatever stands in whatever', bookOfRandomTrees],
  ])(
    '%s',
    async (_name, make) => {
      const { value } = await writeEpub(renderBook(make()).value, { date: new Date(0) });
      expect(epubcheck(value)).toEqual([]);
    },
    300_000,
  );
});

test.skipIf(NO_ACE)(
  `Ace has nothing to say, whatever the text${NO_ACE ? ` (${NO_ACE})` : ''}`,
  async () => {
    const { value } = await writeEpub(renderBook(bookOfFragments()).value, { date: new Date(0) });
    expect(await findingsOf(ace, value)).toEqual([]);
  },
  600_000,
);
