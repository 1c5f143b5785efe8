import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The files of an edition that may go away again: what it has beside those that every build of it writes. */
export interface FurtherFiles {
  /** The list of them, as it is to be kept: a file to write. Undefined where there is nothing to list, now or before. */
  record?: { path: string; data: Uint8Array };
  /** Absolute paths of those that the last build wrote and this one does not. */
  stale: string[];
}

/**
 * Compares what an edition has beside its own files with what the last build of it listed.
 *
 * @param out the output folder
 * @param files by their paths in it: `course.booklet.pdf`, `course/chalk.pdf`
 */
export async function furtherFiles(
  out: string,
  edition: string,
  files: readonly { path: string }[],
): Promise<FurtherFiles> {
  const path = join(out, '.florilegium/further', `${edition}.json`);
  const listed = await listedIn(path);
  const paths = files.map((file) => file.path).sort();
  const made = new Set(paths);
  const stale = listed.filter((name) => isOwn(name, edition) && !made.has(name));
  const data = Buffer.from(`${JSON.stringify(paths, null, 2)}\n`);
  return {
    ...((paths.length > 0 || listed.length > 0) && { record: { path, data } }),
    stale: stale.map((name) => join(out, name)),
  };
}

/** Removes files, and their folder where nothing is left in it. What cannot be removed stays. */
export async function removeStale(out: string, stale: readonly string[]): Promise<void> {
  for (const path of stale) {
    await rm(path, { force: true }).catch(() => {});
    if (dirname(path) !== out) await rmdir(dirname(path)).catch(() => {});
  }
}

/** Nothing where there is no list, or none that can be read: then nothing is removed. */
async function listedIn(path: string): Promise<string[]> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

/** Whatever the list says, nothing is removed but what an edition's further files are called. */
function isOwn(name: string, edition: string): boolean {
  if (name.startsWith(`${edition}.`))
    return /^\.(?:(?:print|booklet|2-up)\.pdf|permissions\.csv)$/.test(name.slice(edition.length));
  return name.startsWith(`${edition}/`) && /^[^/\\]+\.pdf$/.test(name.slice(edition.length + 1));
}
