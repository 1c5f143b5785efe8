import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ImportOptions, importSources } from '../../src/import/import.js';

/** A project in a folder of its own with sources beside it, removed when the test ends. */
export async function makeProject(files: Record<string, string | Uint8Array>) {
  const folder = await mkdtemp(join(tmpdir(), 'florilegium-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const write = async (name: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  };
  await write('project/annotations.yml', 'anthology:\n  title: Letters from the Mill\n');
  for (const [name, content] of Object.entries(files)) await write(name, content);
  const project = join(folder, 'project');
  return {
    folder,
    write,
    read: (name: string) => readFile(join(folder, name), 'utf8'),
    /** The text of a reading below its front matter. */
    body: async (id: string) =>
      (await readFile(join(project, 'corpus', `${id}.md`), 'utf8')).split(/^---\n/m)[2]!.trim(),
    import: (sources: string[], options: ImportOptions = {}) =>
      importSources(
        sources.map((source) => join(folder, source)),
        { project, ...options },
      ),
  };
}
