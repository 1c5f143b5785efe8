import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { followGuide } from '../support/follow-guide.js';

test('the tour of the README leads where it says', async () => {
  const [, tour] = /^## Five minutes$([\s\S]*?)^## /m.exec(await readFile('README.md', 'utf8'))!;
  expect(await followGuide(tour!)).not.toMatch(/warning|error/);
});
