import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.js';
import { makeFolder } from './make-folder.js';
import { PACKAGE_ROOT } from './manuscript/package-files.js';
import { reasonOf } from './output/reasons.js';

/** What a new project gets: the path in it, and the file of the package. npm would leave out a file named .gitignore. */
const FILES = {
  'annotations.yml': 'init/annotations.yml',
  'annotations.schema.json': 'annotations.schema.json',
  'corpus/chalk.md': 'init/corpus/chalk.md',
  '.gitignore': 'init/gitignore',
};

export interface InitResult {
  /** `configuration`: the folder holds something already, or cannot be written to. */
  status: 'done' | 'configuration';
  diagnostics: Diagnostic[];
  /** What was written: paths in the folder. */
  files: string[];
}

/**
 * Makes a small project that builds at once, to begin from.
 *
 * @param folder is made where it is not there; one that holds anything is left as it is
 */
export async function init(folder: string): Promise<InitResult> {
  const root = resolve(folder);
  const files: string[] = [];
  const refused = (one: Diagnostic): InitResult => ({ status: 'configuration', diagnostics: [one], files });
  try {
    await makeFolder(root);
    const there = (await readdir(root)).sort();
    if (there.length > 0)
      return refused(
        diagnostic('folder-not-empty', `“${folder}” is not empty: it holds “${there[0]}”`, {
          hint: 'name a folder that is not there yet, or an empty one',
        }),
      );
    for (const [path, from] of Object.entries(FILES)) {
      const content = await readFile(join(PACKAGE_ROOT, from));
      await makeFolder(dirname(join(root, path)));
      // wx: what another program puts here meanwhile is not overwritten either.
      await writeFile(join(root, path), content, { flag: 'wx' });
      files.push(path);
    }
    return { status: 'done', diagnostics: [], files };
  } catch (error) {
    return refused(
      diagnostic('project-not-written', `“${folder}” could not be made: ${reasonOf(error)}`, {
        hint: 'choose another folder',
      }),
    );
  }
}
