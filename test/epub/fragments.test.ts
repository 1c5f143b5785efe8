import { expect, test } from 'vitest';
import { writeEpub } from '../../src/epub/write-epub.js';
import { book, chapter } from '../support/book.js';
import { epubcheck, NO_JAVA } from '../support/epubcheck.js';
import { FRAGMENTS, fragmentTree } from '../support/fragments.js';
import { picture } from '../support/picture.js';
import { renderBook } from '../support/render.js';

/** A book in which each fragment is a reading. */
function bookOfFragments() {
  const readings = Object.entries(FRAGMENTS).map(([name, markup], index) => ({
    ...chapter(`fragment-${index + 1}`, { number: index + 1, title: name.replaceAll('<', '‹') }),
    body: fragmentTree(markup),
  }));
  const images = new Map([picture('images/tree.png'), picture('images/été à Paris.png')]);
  return book({ body: readings, images });
}

test('the corpus is as large as it should be', () => {
  expect(Object.keys(FRAGMENTS).length).toBeGreaterThanOrEqual(80);
});

test('whatever the text, the built-in check has nothing to say', async () => {
  const rendered = renderBook(bookOfFragments());
  expect(rendered.diagnostics.map(({ code }) => code)).toEqual(['template-repeated-id']);
  const { diagnostics } = await writeEpub(rendered.value, { date: new Date(0) });
  expect(diagnostics).toEqual([]);
});

test.skipIf(NO_JAVA)(
  `whatever the text, EPUBCheck has nothing to say${NO_JAVA ? ` (${NO_JAVA})` : ''}`,
  async () => {
    const { value } = await writeEpub(renderBook(bookOfFragments()).value, { date: new Date(0) });
    expect(epubcheck(value)).toEqual([]);
  },
);
