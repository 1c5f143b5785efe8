import { isUtf8 } from 'node:buffer';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import { Source } from '../diagnostics/source.js';
import type { Inputs } from './inputs.js';

/**
 * Bytes that one text file may have. A reading of 12,000 words has some 80,000, so that this is room for eight hundred
 * of them in one file; what it keeps out is a disk image that somebody renamed.
 */
export const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/** Bytes that an image, a font or another binary file may have. All of them are held in memory while a build runs. */
export const MAX_ASSET_BYTES = 128 * 1024 * 1024;

/** Folders inside folders that are looked into; a symbolic link to a folder above would otherwise never end. */
const MAX_FOLDER_DEPTH = 16;

/** What stands at a path: bytes, nothing at all, or something that cannot be read (and why). */
export type Found =
  | { kind: 'file'; bytes: Uint8Array }
  | { kind: 'missing' }
  | { kind: 'problem'; diagnostic: Diagnostic };

/** A folder that is read: its absolute path, or a record of what is read of it. */
export type Folder = string | Inputs;

/**
 * Reads one file of a folder. Nothing outside the folder is read, by whichever way a path or a symbolic link leads there.
 *
 * @param path relative to it, with forward slashes; it is what messages call the file
 */
export async function readBytes(folder: Folder, path: string, limit = MAX_ASSET_BYTES): Promise<Found> {
  if (typeof folder === 'string') return find(folder, path, limit);
  const found = await find(folder.root, path, limit);
  folder.file(path, found);
  return found;
}

async function find(root: string, path: string, limit: number): Promise<Found> {
  const problem = (...[code, message, hint]: [Parameters<typeof diagnostic>[0], string, string?]): Found => ({
    kind: 'problem',
    diagnostic: diagnostic(code, message, { file: path, hint }),
  });
  try {
    const [home, real] = await Promise.all([realpath(root), realpath(join(root, path))]);
    if (!isInside(home, real))
      return problem(
        'file-outside',
        `“${path}” leads out of the project folder`,
        'copy the file into the project: only files inside it are read',
      );
    const about = await stat(real);
    if (about.isDirectory())
      return problem('file-is-folder', `“${path}” is a folder`, 'a file was expected here');
    if (!about.isFile())
      return problem(
        'file-unreadable',
        `“${path}” is neither a file nor a folder`,
        'a regular file was expected',
      );
    if (about.size > limit)
      return problem(
        'file-too-large',
        `“${path}” has ${megabytes(about.size)} MB`,
        `at most ${megabytes(limit)} MB are read`,
      );
    return { kind: 'file', bytes: await readFile(real) };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') {
      const link = await lstat(join(root, path)).catch(() => undefined);
      return link?.isSymbolicLink()
        ? problem('file-unreadable', `“${path}” is a symbolic link to something that is not there`)
        : { kind: 'missing' };
    }
    return problem('file-unreadable', `“${path}” cannot be read: ${REASONS[code] ?? code}`);
  }
}

/** Reads one text file as UTF-8; `undefined` without a diagnostic where there is none. */
export async function readSource(folder: Folder, path: string): Promise<Result<Source | undefined>> {
  const found = await readBytes(folder, path, MAX_TEXT_BYTES);
  if (found.kind === 'missing') return { value: undefined, diagnostics: [] };
  if (found.kind === 'problem') return { value: undefined, diagnostics: [found.diagnostic] };
  return decode(path, found.bytes);
}

/**
 * Bytes as text. A byte-order mark is left out. Bytes that are not UTF-8 are an error, and stand as U+FFFD in the
 * source that is given nevertheless, so that the rest of the file can be checked in the same run.
 */
export function decode(path: string, bytes: Uint8Array): Result<Source | undefined> {
  const wide = utf16(bytes);
  if (wide)
    return {
      value: undefined,
      diagnostics: [
        diagnostic('file-not-utf8', `“${path}” is encoded in ${wide}`, {
          file: path,
          hint: 'save it as UTF-8',
        }),
      ],
    };
  const source = new Source(path, new TextDecoder('utf-8').decode(bytes));
  if (isUtf8(bytes)) return { value: source, diagnostics: [] };
  const offset = firstInvalidByte(bytes);
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, offset)).length;
  const byte = bytes[offset]!;
  const legacy = new TextDecoder('windows-1252').decode(bytes.subarray(offset, offset + 1));
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  return {
    value: source,
    diagnostics: [
      diagnostic('file-not-utf8', `byte ${offset + 1} of “${path}” (0x${hex}) is not UTF-8`, {
        at: { source, start, end: start + 1 },
        hint: `save the file as UTF-8${legacy > '\u009f' ? ` (in Windows-1252 the byte is “${legacy}”)` : ''}`,
      }),
    ],
  };
}

/** What stands in a folder: files with paths relative to it, in code point order, hidden ones left out. */
export interface Listing {
  /** False where there is no such folder. */
  exists: boolean;
  files: string[];
}

/**
 * Lists the files of a folder inside a folder.
 *
 * @param path relative to it, with forward slashes
 * @param deep whether files of folders inside count too
 */
export async function listFiles(folder: Folder, path: string, deep = false): Promise<Result<Listing>> {
  if (typeof folder === 'string') return list(folder, path, deep);
  const listing = await list(folder.root, path, deep);
  folder.folder(path, deep, listing.value);
  return listing;
}

async function list(root: string, folder: string, deep: boolean): Promise<Result<Listing>> {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const problem = (path: string, error: unknown) => {
    const code = errorCode(error);
    const reason = code === 'ENOTDIR' ? 'it is a file, not a folder' : (REASONS[code] ?? code);
    diagnostics.push(diagnostic('folder-unreadable', `“${path}” cannot be read: ${reason}`, { file: path }));
  };
  const walk = async (path: string, prefix: string, depth: number): Promise<void> => {
    const [home, real] = await Promise.all([realpath(root), realpath(join(root, path))]);
    if (!isInside(home, real)) {
      diagnostics.push(
        diagnostic('file-outside', `“${path}” leads out of the project folder`, {
          file: path,
          hint: 'copy the folder into the project: only files inside it are read',
        }),
      );
      return;
    }
    const entries = await readdir(real, { withFileTypes: true });
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const inner = `${path}/${entry.name}`;
      if (
        !deep ||
        !(entry.isDirectory() || (entry.isSymbolicLink() && (await leadsToFolder(join(root, inner)))))
      )
        files.push(prefix + entry.name);
      else if (depth < MAX_FOLDER_DEPTH)
        await walk(inner, `${prefix}${entry.name}/`, depth + 1).catch((error) => problem(inner, error));
    }
  };
  try {
    await walk(folder, '', 0);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { value: { exists: false, files: [] }, diagnostics };
    problem(folder, error);
    return { value: { exists: true, files: [] }, diagnostics };
  }
  files.sort(byCodeUnit);
  return { value: { exists: true, files }, diagnostics };
}

/** Whether a resolved path is a folder or something in it. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Order that no locale changes. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EIO: 'the disk failed',
};

function errorCode(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') throw error;
  return code;
}

async function leadsToFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1);
}

/** Names a two-byte encoding by its byte-order mark, or by ASCII letters with a zero byte on one side of each. */
function utf16(bytes: Uint8Array): string | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'UTF-16 (little-endian)';
  if (a === 0xfe && b === 0xff) return 'UTF-16 (big-endian)';
  const sample = bytes.subarray(0, 64);
  if (sample.length < 8) return undefined;
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]!++;
  const half = sample.length >> 1;
  if (zeros[1]! > half * 0.7 && zeros[0] === 0) return 'UTF-16 (little-endian)';
  if (zeros[0]! > half * 0.7 && zeros[1] === 0) return 'UTF-16 (big-endian)';
  return undefined;
}

/** The index of the first byte that is part of no UTF-8 sequence (Unicode 15, table 3-7). */
function firstInvalidByte(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i]!;
    const length =
      byte < 0x80 ? 1 : byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0;
    if (length === 0) return i;
    for (let k = 1; k < length; k++) {
      const next = bytes[i + k] ?? 0;
      let low = 0x80;
      let high = 0xbf;
      if (k === 1) {
        if (byte === 0xe0) low = 0xa0;
        if (byte === 0xed) high = 0x9f;
        if (byte === 0xf0) low = 0x90;
        if (byte === 0xf4) high = 0x8f;
      }
      if (next < low || next > high) return i;
    }
    i += length;
  }
  return bytes.length;
}
