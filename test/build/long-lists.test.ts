import { expect, test } from 'vitest';
import { check } from '../../src/build.js';
import { writeProject } from '../support/project.js';

/** More than a call can have arguments. */
const MANY = 140_000;

test('a reading may have any number of paragraphs', async () => {
  const project = await writeProject({
    'annotations.yml': 'anthology: { title: T }\nreadings: [long]\n',
    'corpus/long.md': `---\ntitle: Long\n---\n${'a\n\n'.repeat(MANY)}`,
  });
  expect(await check({ project })).toMatchObject({ status: 'done', diagnostics: [] });
}, 120_000);
