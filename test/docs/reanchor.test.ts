import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { anchor } from '../../src/anchoring/anchor.js';
import { readManuscript } from '../../src/manuscript/read.js';
import { writeSnapshot } from '../../src/output/write-snapshot.js';
import { florilegium } from '../build/command.js';
import { writeProject } from '../support/project.js';

/** The content of a fenced block with a name behind its language. */
function block(page: string, name: string): string {
  const found = new RegExp(`^\`\`\`${name}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page);
  if (!found) throw new Error(`docs/reanchor.md has no block ${name}`);
  return found[1]!;
}

it('docs/reanchor.md shows what the command prints and writes', async () => {
  const page = await readFile('docs/reanchor.md', 'utf8');
  const annotations = block(page, 'yaml annotations.yml');
  const root = await writeProject({
    'annotations.yml': annotations,
    'corpus/mill.md': block(page, 'markdown corpus/mill.md before'),
  });
  await writeSnapshot(anchor((await readManuscript(root)).value!).value);
  await writeFile(join(root, 'corpus/mill.md'), block(page, 'markdown corpus/mill.md after'));
  const shown = await florilegium(['reanchor', root]);
  expect(`$ florilegium reanchor\n${shown.stdout}`).toBe(block(page, 'console'));
  expect(shown.status).toBe(1);
  expect((await florilegium(['reanchor', root, '--write'])).status).toBe(1);
  expect(await readFile(join(root, 'annotations.yml'), 'utf8')).toBe(
    annotations.replace('accounts in chalk', 'accounts in white chalk'),
  );
  await rm(join(root, 'annotations.lock'));
  expect((await florilegium(['reanchor', root])).stdout).not.toContain('white');
});
