import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';

/**
 * The folder of an npm package, installed in the project or beside florilegium.
 *
 * @returns undefined where it is installed in neither
 */
export function findPackage(name: string, project: string): string | undefined {
  for (const from of [join(resolve(project), 'package.json'), import.meta.url])
    try {
      return resolve(createRequire(from).resolve(`${name}/package.json`), '..');
    } catch {
      // Not there: the next place is asked.
    }
  return undefined;
}

/** The first program that can be run: names are looked for in PATH, absolute paths are taken as they are. */
export async function findProgram(...names: (string | undefined)[]): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const endings = process.platform === 'win32' ? ['.exe', ''] : [''];
  for (const name of names) {
    if (!name) continue;
    for (const folder of folders)
      for (const ending of endings) {
        const path = resolve(folder, name) + ending;
        if (await canRun(path)) return path;
      }
  }
  return undefined;
}

async function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
