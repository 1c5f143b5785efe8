import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Inputs } from '../../src/manuscript/inputs.js';
import { readManuscript } from '../../src/manuscript/read.js';
import { writeProject } from '../support/project.js';

const PAGE = readFileSync('docs/imposition.md', 'utf8');

const examples = [...PAGE.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml!);
const inline = [...PAGE.matchAll(/`(imposition: [^`…]+)`/g)].map(
  ([, setting]) => `editions: { course: { ${setting} } }\n`,
);

test('the page has examples of all settings', () => {
  for (const key of ['separate', 'imposition', 'cropMarks', 'bleed', 'sheet', 'signature', 'creep', '2-up'])
    expect([...examples, ...inline].join()).toContain(key);
});

test.each([...examples, ...inline])('an example can be read: %s', async (example) => {
  const project = await writeProject({
    'annotations.yml': `anthology: { title: The Ferry }\nreadings: [ferry]\n${example}`,
    'corpus/ferry.md': '---\ntitle: The Ferry\n---\n\nThe ferry goes at noon.\n',
  });
  const { value, diagnostics } = await readManuscript(new Inputs(project));
  expect(diagnostics).toEqual([]);
  expect(value!.editions.map(({ name }) => name)).toEqual(['course']);
});

test.each([...PAGE.matchAll(/\]\((pictures\/[^)]+)\)/g)].map(([, path]) => path!))('%s is there', (path) => {
  expect(existsSync(join('docs', path))).toBe(true);
});
