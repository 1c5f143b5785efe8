import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, check } from '../../src/build.js';
import { writeProject } from '../support/project.js';

const TEXT = 'corpus/chalk.md';
const CUT = 'The miller kept his accounts in chalk on the back of the door. ';

describe('the five minutes of the README', () => {
  let files: Record<string, string>;

  beforeAll(async () => {
    const readme = await readFile('README.md', 'utf8');
    const block = (language: string) =>
      new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(readme)![1]!;
    files = { 'annotations.yml': block('yaml'), [TEXT]: block('markdown') };
  });

  test('the project is right, and a build writes what is promised', async () => {
    const project = await writeProject(files);
    expect(await check({ project })).toMatchObject({ status: 'done', diagnostics: [] });
    const { status, diagnostics, editions } = await build({ project });
    expect({ status, diagnostics }).toEqual({ status: 'done', diagnostics: [] });
    expect(editions).toHaveLength(1);
    expect(editions[0]!.files.map(({ path }) => basename(path)).sort()).toEqual([
      'reader.epub',
      'reader.pdf',
      'reader.report.json',
    ]);
    expect(editions[0]!.report.notes).toMatchObject({ exact: 1, orphan: 0 });
  }, 120_000);

  test.each([
    ['its words have moved', 'accounts in chalk', 'accounts in white chalk', 'moved', 'quotation-moved'],
    ['the sentence is cut', CUT, '', 'orphan', 'quotation-orphaned'],
  ] as const)(
    'where %s, the build says so',
    async (_, words, instead, state, code) => {
      const project = await writeProject(files);
      const text = files[TEXT]!.replace(words, instead);
      expect(text).not.toBe(files[TEXT]);
      await writeFile(join(project, TEXT), text);
      const { status, diagnostics, editions } = await build({ project, formats: ['epub'] });
      expect(status).toBe('done');
      expect(diagnostics.map((said) => said.code)).toEqual([code]);
      expect(editions[0]!.report.notes[state]).toBe(1);
    },
    120_000,
  );
});
