import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a project into a folder of its own, which is removed when the test ends; gives the folder. */
export async function writeProject(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await makeProject(files);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The same for several tests, which remove it themselves. */
export async function makeProject(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'florilegium-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}
