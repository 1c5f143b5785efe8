import { lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { makeFolder } from '../make-folder.js';
import { isFull, reasonOf } from './reasons.js';
import { removeLeftovers, temporaryBeside } from './temporary.js';

/** How many files are written at once: as many as Node has threads for it. The disk flushes them together. */
const AT_ONCE = 4;

/**
 * Puts files into a folder, or into folders in it, so that each is either the old one or the new one, whole, at any
 * moment: all are written beside their places and flushed first, then renamed one right after the other, so that files
 * of one build stand together but for the moment that this takes. On a failure (no space, no permission) nothing that
 * was there is touched, what was written beside is removed, and the diagnostic says why.
 *
 * @param makeRoom called where the disk is full; then the files are written once more
 */
export async function replaceFiles(
  folder: string,
  files: File[],
  makeRoom?: () => Promise<void>,
): Promise<Diagnostic | undefined> {
  try {
    await replaceAll(folder, files).catch(async (error: unknown) => {
      if (!makeRoom || !isFull(error)) throw error;
      await makeRoom();
      await replaceAll(folder, files);
    });
    return undefined;
  } catch (error) {
    const { path = folder } = error as NodeJS.ErrnoException;
    return diagnostic('output-not-written', `Nothing was written: ${reasonOf(error)}.`, {
      file: path,
      hint: 'what was there before is untouched',
    });
  }
}

interface File {
  path: string;
  data: Uint8Array;
}

/** Throws what the disk says, of a file by its own name. */
async function replaceAll(folder: string, files: File[]): Promise<void> {
  const written: string[] = [];
  try {
    for (const each of new Set([folder, ...files.map(({ path }) => dirname(path))])) {
      await makeFolder(each);
      const names = files.filter(({ path }) => dirname(path) === each).map(({ path }) => basename(path));
      await removeLeftovers(each, new Set(names));
    }
    for (const { path } of files) written.push(temporaryBeside(path));
    const waiting = files.entries();
    const write = async () => {
      for (const [i, { data }] of waiting) await writeFlushed(written[i]!, data);
    };
    await allSettled(Array.from({ length: AT_ONCE }, write));
    // What would make a renaming fail is found before the first.
    for (const { path } of files) await refuseFolder(path);
    for (const [i, { path }] of files.entries()) await rename(written[i]!, path);
  } catch (error) {
    await Promise.all(written.map((path) => rm(path, { force: true }).catch(() => undefined)));
    const { path } = error as NodeJS.ErrnoException;
    const meant = files[written.indexOf(path ?? '')];
    throw meant ? Object.assign(error as Error, { path: meant.path }) : error;
  }
}

/** Writes a file and waits until the disk has it. */
async function writeFlushed(path: string, data: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Fails where one of them does, and only when none of them is under way any more. */
async function allSettled(all: readonly Promise<void>[]): Promise<void> {
  for (const one of await Promise.allSettled(all)) if (one.status === 'rejected') throw one.reason;
}

async function refuseFolder(path: string): Promise<void> {
  const about = await lstat(path).catch(() => undefined);
  if (about?.isDirectory()) throw Object.assign(new Error('EISDIR'), { code: 'EISDIR', path });
}
