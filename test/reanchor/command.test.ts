import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { florilegium } from '../build/command.js';
import { writeProject } from '../support/project.js';

const ANNOTATIONS = `anthology: { title: T }
readings: [mill]
notes:
  - { reading: mill, quote: accounts in chalk, prefix: "For ten years the miller kept his ", suffix: " on the back of the heavy door", note: A. }
`;

const project = (text: string) =>
  writeProject({ 'annotations.yml': ANNOTATIONS, 'corpus/mill.md': `---\ntitle: Mill\n---\n${text}\n` });

const MOVED = 'For ten years the miller kept his accounts in white chalk on the back of the heavy door.';

describe('florilegium reanchor', () => {
  it('has nothing to do where every note says where it is', async () => {
    const folder = await project(
      'For ten years the miller kept his accounts in chalk on the back of the heavy door.',
    );
    const { status, stdout } = await florilegium(['reanchor', folder]);
    expect([status, stdout]).toEqual([0, 'Every note says where it is.\n']);
  });

  it('says nothing of notes that could not be read', async () => {
    const folder = await project('Nothing is left of it.');
    await writeFile(join(folder, 'annotations.yml'), ANNOTATIONS.replace('reading: mill', 'reading: mil'));
    const { status, stdout, stderr } = await florilegium(['reanchor', folder]);
    expect([status, stdout]).toEqual([1, 'Every other note says where it is.\n']);
    expect(stderr).toContain('reading-unknown');
  });

  it('shows what moved without a colour, and writes it when told to', async () => {
    const folder = await project(MOVED);
    const shown = await florilegium(['reanchor', folder], { env: { NO_COLOR: '' } });
    expect(shown.status).toBe(0);
    expect(shown.stdout).toContain('  + quote: accounts in white chalk\n');
    expect(await readFile(join(folder, 'annotations.yml'), 'utf8')).toBe(ANNOTATIONS);
    expect((await florilegium(['reanchor', folder, '--write'])).status).toBe(0);
    expect(await readFile(join(folder, 'annotations.yml'), 'utf8')).toBe(
      ANNOTATIONS.replace('in chalk', 'in white chalk'),
    );
    expect((await florilegium(['check', folder, '--strict'])).stderr).toBe('');
  });

  it('ends with 1 where a note needs a person', async () => {
    const { status, stdout } = await florilegium([
      'reanchor',
      await project('Nothing is left of it.'),
      '--json',
    ]);
    expect(status).toBe(1);
    const { notes } = JSON.parse(stdout) as { notes: { state: string; line: number; file: string }[] };
    expect(notes).toMatchObject([{ state: 'orphan', file: 'annotations.yml', line: 4 }]);
  });

  it('says of a note that was not rewritten that it needs a person', async () => {
    const folder = await project(MOVED);
    const [head, note] = ANNOTATIONS.split('notes:\n');
    const shared = note!.replace('quote: accounts in chalk', 'quote: &q accounts in chalk');
    const other = note!.replace('quote: accounts in chalk', 'quote: *q');
    await writeFile(join(folder, 'annotations.yml'), `${head}notes:\n${shared}${other}`);
    const { status, stdout } = await florilegium(['reanchor', folder, '--write']);
    expect(status).toBe(1);
    expect(stdout).toContain('1 note written; 1 note needs a person');
  });

  it.each([
    ['--interactive without a terminal', ['--interactive']],
    ['--interactive with --json', ['--interactive', '--json']],
  ])('ends with 2: %s', async (_, options) => {
    const { status, stderr } = await florilegium(['reanchor', await project(MOVED), ...options]);
    expect(status).toBe(2);
    expect(stderr).toContain('terminal');
  });

  it('ends with 2 where there is no project, and with 1 where annotations.yml is no YAML', async () => {
    const folder = await project(MOVED);
    expect((await florilegium(['reanchor', join(folder, 'corpus')])).status).toBe(2);
    await writeFile(join(folder, 'annotations.yml'), 'notes: [');
    expect((await florilegium(['reanchor', folder])).status).toBe(1);
  });
});
