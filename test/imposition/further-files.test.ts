import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { furtherFiles, removeStale } from '../../src/output/further-files.js';
import { writeProject } from '../support/project.js';

const LIST = '.florilegium/further/course.json';

/** What is stale in a folder whose last build listed some files, and of which one lists others. */
async function stale(listed: unknown, paths: string[]): Promise<string[]> {
  const out = await writeProject({ [LIST]: typeof listed === 'string' ? listed : JSON.stringify(listed) });
  const found = await furtherFiles(
    out,
    'course',
    paths.map((path) => ({ path })),
  );
  return found.stale.map((path) => path.slice(out.length + 1));
}

describe('of the files that a build listed', () => {
  test.each([
    {
      what: 'those that are not made again',
      listed: ['course.booklet.pdf', 'course/chalk.pdf', 'course/flour.pdf'],
      made: ['course/flour.pdf'],
      gone: ['course.booklet.pdf', 'course/chalk.pdf'],
    },
    { what: 'none that are made again', listed: ['course.2-up.pdf'], made: ['course.2-up.pdf'], gone: [] },
    {
      what: 'none outside the folder',
      listed: [
        '../course.pdf',
        'course/../../x.pdf',
        '/etc/course.pdf',
        'course/a/b.pdf',
        'course\\..\\x.pdf',
      ],
      made: [],
      gone: [],
    },
    {
      what: 'none of another edition, and nothing that every build writes',
      listed: ['reader.booklet.pdf', 'reader/chalk.pdf', 'course.pdf', 'course.epub', 'course.report.json'],
      made: [],
      gone: [],
    },
    { what: 'none of a list that is none', listed: { course: 'course.print.pdf' }, made: [], gone: [] },
    {
      what: 'none of what is not text',
      listed: [1, null, 'course.print.pdf'],
      made: [],
      gone: ['course.print.pdf'],
    },
    { what: 'none of a damaged list', listed: '["course.print.pdf"', made: [], gone: [] },
  ])('$what are stale', async ({ listed, made, gone }) => {
    expect(await stale(listed, made)).toEqual(gone);
  });
});

test('the list names what is made, in order, and none is written where there is nothing to list', async () => {
  const out = await writeProject({ 'reader.pdf': '' });
  const made = await furtherFiles(out, 'course', [{ path: 'course/b.pdf' }, { path: 'course/a.pdf' }]);
  expect(made.record!.path).toBe(join(out, LIST));
  expect(JSON.parse(Buffer.from(made.record!.data).toString())).toEqual(['course/a.pdf', 'course/b.pdf']);
  expect((await furtherFiles(out, 'course', [])).record).toBeUndefined();
});

test('stale files go, their folder where nothing is left in it, and what is gone already is no matter', async () => {
  const out = await writeProject({ 'a/one.pdf': '', 'b/two.pdf': '', 'b/mine.txt': 'mine' });
  await removeStale(
    out,
    ['a/one.pdf', 'b/two.pdf', 'c/three.pdf'].map((path) => join(out, path)),
  );
  expect((await readdir(out)).sort()).toEqual(['b']);
  expect(await readFile(join(out, 'b/mine.txt'), 'utf8')).toBe('mine');
});
