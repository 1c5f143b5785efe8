import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Source } from '../diagnostics/source.js';

/** The folder of the installed package: the one above this file that has its package.json. */
export const PACKAGE_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** florilegium's own version. */
export const VERSION: string = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')).version;

/** Every file of a folder of the package, by its path in it, in order. */
export function packageFiles(folder: string): [path: string, bytes: Buffer][] {
  const root = join(PACKAGE_ROOT, folder);
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
    .map((path) => [path, readFileSync(join(root, path))]);
}

let templateFiles: ReturnType<typeof packageFiles> | undefined;

/** The same of templates/, which is read once. */
export function builtInFiles(): ReturnType<typeof packageFiles> {
  templateFiles ??= packageFiles('templates');
  return templateFiles;
}

let templates: Map<string, Source> | undefined;

/** The templates, stylesheets and words that come with the package, by their path in templates/. */
export async function readBuiltInTemplates(): Promise<Map<string, Source>> {
  templates ??= new Map(
    builtInFiles()
      .filter(([name]) => /\.(hbs|css|yml)$/.test(name))
      .map(([name, bytes]) => [name, new Source(`florilegium/templates/${name}`, bytes.toString())]),
  );
  return templates;
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
