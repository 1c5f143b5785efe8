import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { removeLeftovers, temporaryBeside } from './temporary.js';

/**
 * Replaces one file whole or not at all: the new one is written beside it, flushed and renamed. Its mode stays what it
 * was; of a symbolic link, what it leads to is replaced. Throws what the file system says; nothing is left behind then.
 *
 * @param unless is asked when the new file is ready: true leaves the old one as it is
 * @returns whether the file was replaced
 */
export async function replaceFile(
  path: string,
  data: Uint8Array,
  unless: () => Promise<boolean> = async () => false,
): Promise<boolean> {
  const target = await realpath(path).catch(() => path);
  const temporary = temporaryBeside(target);
  await removeLeftovers(dirname(target), new Set([basename(target)])).catch(() => undefined);
  try {
    const mode = await stat(target).then(
      (about) => about.mode & 0o7777,
      () => undefined,
    );
    const file = await open(temporary, 'w', mode);
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    // What the process masks out of a new file's mode, the old one may have had.
    if (mode !== undefined) await chmod(temporary, mode);
    if (await unless()) {
      await rm(temporary, { force: true });
      return false;
    }
    await rename(temporary, target);
    return true;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
