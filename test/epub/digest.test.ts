import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { writeEpub } from '../../src/epub/write-epub.js';
import { fullBook } from '../support/book.js';
import { renderBook } from '../support/render.js';

/** Prints the digest of an EPUB, so that other processes, in other places, can be compared with it. */
test('digest', async () => {
  const { value } = await writeEpub(renderBook(fullBook()).value, { date: new Date('2026-03-01T00:00:00Z') });
  const digest = createHash('sha256').update(value).digest('hex');
  console.log(`digest ${digest}`);
  expect(digest).toHaveLength(64);
});
