import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Source } from '../diagnostics/source.js';

/** The folder of the installed package: the one above this file that has its package.json. */
export const PACKAGE_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** florilegium's own version. */
export const VERSION: string = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')).version;

/** The templates, stylesheets and words that come with the package, by their path in templates/. */
export async function readBuiltInTemplates(): Promise<Map<string, Source>> {
  const folder = join(PACKAGE_ROOT, 'templates');
  const entries = await readdir(folder, { recursive: true });
  const names = entries
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(hbs|css|yml)$/.test(name));
  const sources = names.sort().map(async (name): Promise<[string, Source]> => {
    return [name, new Source(`florilegium/templates/${name}`, await readFile(join(folder, name), 'utf8'))];
  });
  return new Map(await Promise.all(sources));
}

/** The names of the themes that come with the package. */
export async function builtInThemes(): Promise<string[]> {
  return themesOf((await readBuiltInTemplates()).keys());
}

/** The names of the themes that have a file among these of a templates/ folder: `themes/NAME/…`. */
export function themesOf(paths: Iterable<string>): string[] {
  const names = [...paths].flatMap((path) => /^themes\/([^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort();
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('florilegium is not installed whole: its package.json is missing');
  return findRoot(parent);
}
