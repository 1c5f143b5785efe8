import { expect, test } from 'vitest';
import { permissionsCsv } from '../../src/output/permissions-csv.js';
import { book, chapter, line } from '../support/book.js';

/** The table of a book of one reading about which this is known. */
function row(known: Partial<Parameters<typeof one>[0]>): string {
  return permissionsCsv(one(known)).split('\r\n')[1]!;
}

function one(known: { source?: string; holders?: string[]; title?: string; share?: number }) {
  const item = chapter('a', { number: 1 });
  return book({
    body: [item],
    permissions: [
      {
        chapter: item.id,
        title: line(known.title ?? 'T'),
        authors: ['Ada', 'Jonas'],
        rightsHolders: known.holders ?? [],
        words: 12345,
        share: known.share ?? 33.333,
        ...(known.source !== undefined && { source: line(known.source).children }),
      },
    ],
  });
}

test('is as RFC 4180 has it', () => {
  expect(permissionsCsv(one({ source: '<em>Ledger</em>, “4”, p. "3"' }))).toBe(
    'reading,title,author,rights holder,source,url,terms,words,share in per cent\r\n' +
      'a,T,Ada; Jonas,,"Ledger, “4”, p. ""3""",,,12345,33.3\r\n',
  );
});

test.each([
  [{ holders: ['A', 'B, Ltd'] }, 'a,T,Ada; Jonas,"A; B, Ltd",,,,12345,33.3'],
  [{ title: 'Two <br>lines' }, 'a,Two lines,Ada; Jonas,,,,,12345,33.3'],
  [{ share: 0.01 }, 'a,T,Ada; Jonas,,,,,12345,0.1'],
  [{ share: 0 }, 'a,T,Ada; Jonas,,,,,12345,0.0'],
])('%j', (known, expected) => {
  expect(row(known)).toBe(expected);
});
