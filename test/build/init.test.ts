import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, check } from '../../src/build.js';
import { writeProject } from '../support/project.js';
import { florilegium } from './command.js';

/** Every file of a folder with what it holds, hidden ones too. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files
        .sort()
        .map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const),
    ),
  );
}

describe('init', () => {
  test('makes a project with nothing wrong in it, which builds at once', async () => {
    const project = join(await writeProject({}), 'new/mill');
    expect((await florilegium(['init', project])).status).toBe(0);
    expect(Object.keys(await contents(project))).toEqual([
      '.gitignore',
      'annotations.schema.json',
      'annotations.yml',
      'corpus/chalk.md',
    ]);
    expect(await check({ project, strict: true })).toMatchObject({ status: 'done', diagnostics: [] });
    const built = await build({ project, strict: true });
    expect(built).toMatchObject({ status: 'done', diagnostics: [] });
    expect(built.editions.map(({ report }) => report)).toMatchObject([
      { notes: { exact: 2, moved: 0, orphan: 0 }, glossary: { terms: 1, uses: 2 } },
    ]);
  });

  test('what its comments show can be used', async () => {
    const project = await writeProject({});
    await florilegium(['init', project]);
    const path = join(project, 'annotations.yml');
    const yaml = await readFile(path, 'utf8');
    const shown = yaml
      .slice(yaml.indexOf('# What else'))
      .replace(/^# ?/gm, '')
      .split('\n')
      .slice(2)
      .join('\n');
    await writeFile(path, `${yaml}\n${shown}`);
    const { diagnostics, editions } = await build({ project, strict: true, formats: ['epub'] });
    expect(diagnostics).toEqual([]);
    expect(editions.map(({ name }) => name)).toEqual(['reader', 'course-pack']);
  });

  test.each(['/proc/mill', '/dev/null/mill'])(
    'says of a folder that nobody can make, %s, that it could not',
    async (folder) => {
      const { status, stderr } = await florilegium(['init', folder]);
      expect([status, stderr]).toEqual([2, expect.stringContaining('project-not-written')]);
    },
  );

  test('names a folder with a space in it as a shell takes it', async () => {
    const { stderr } = await florilegium(['init', 'the mill'], { cwd: await writeProject({}) });
    expect(stderr).toContain("florilegium build 'the mill'\n");
  });

  test('leaves what is there as it is', async () => {
    const files = { 'annotations.yml': 'mine', 'corpus/chalk.md': 'mine too' };
    const project = await writeProject(files);
    const { status, stdout, stderr } = await florilegium(['init', project]);
    expect(status).toBe(2);
    expect(stderr).toContain('folder-not-empty');
    expect(stdout).toBe('');
    expect(await contents(project)).toEqual(files);
  });

  test.each([
    ['a hidden file', '.env', '', 'folder-not-empty'],
    ['a file in the place of the folder', '', 'mill', 'project-not-written'],
    ['a file above the folder', '', 'mill/inside', 'project-not-written'],
  ])('refuses %s', async (_, hidden, target, code) => {
    const folder = await writeProject({ [hidden || 'mill']: 'x' });
    const ran = await florilegium(['init', join(folder, target), '--json']);
    expect(ran.status).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      status: 'configuration',
      diagnostics: [{ code }],
      files: [],
    });
    expect(await contents(folder)).toEqual({ [hidden || 'mill']: 'x' });
  });

  test('takes a folder that is there and empty, and the current one', async () => {
    const folder = await writeProject({});
    await mkdir(join(folder, 'empty'));
    expect((await florilegium(['init', 'empty/'], { cwd: folder })).stdout).toMatch(
      /^empty\/annotations\.yml$/m,
    );
    expect((await florilegium(['init', '.'], { cwd: join(await writeProject({})) })).status).toBe(0);
  });
});
