import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makeProject } from '../import/project.js';

const SOURCE = `Home
Home is where the mill stood, and the miller kept his accounts in chalk on the back of its door.
A second reckoning
Dear sister, send no more sacks.
Your brother
A note on prices
1. rye
2. wheat
Turn wheel, and turn,
the river goes down
The flourxyz was white.
No responses yet
Leave a reply
`;

test('the recipe of the documentation makes a reading', async () => {
  const page = await readFile('docs/import.md', 'utf8');
  const recipe = /```yaml\n([\s\S]*?)```/.exec(page)![1]!;
  const project = await makeProject({ 'page.txt': SOURCE, 'project/corpus/door.recipe.yml': recipe });
  const { diagnostics, readings } = await project.import(['page.txt']);
  expect(diagnostics).toEqual([]);
  expect(readings[0]!.counts).toEqual({ headings: 2, quotations: 1, verse: 1, lists: 1, corrections: 1 });
  expect(readings[0]!.dropped.map(({ line }) => line)).toEqual([1, 12, 13]);
});
