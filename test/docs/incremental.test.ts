import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { followGuide } from '../support/follow-guide.js';

test('the examples of docs/incremental.md print what it says', async () => {
  expect(await followGuide(await readFile('docs/incremental.md', 'utf8'))).not.toMatch(/warning|error/);
});
