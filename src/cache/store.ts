import { createHash } from 'node:crypto';
import { closeSync, futimesSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { makeFolder } from '../make-folder.js';

/**
 * The bytes that a cache may have on the disk: room for a book of 134,000 words and some dozens of edits of it. Twice as
 * much would be of use to those who go back and forth between old states of large books; others would lose disk space.
 */
export const MAX_CACHE_BYTES = 256 * 1024 * 1024;

/** What is kept when the bound is passed, so that not every build has to clear away. */
const KEPT = 0.75;

/** A temporary file that is older was left by a process that ended early; no write takes as long. Milliseconds. */
const LEFT_BEHIND = 60 * 60 * 1000;

/**
 * How many entries are written at once. Each takes several turns of the event loop, which goes round only between two
 * sections of a book that is set: of four at once, hardly any were written before the end, and all waited in the memory.
 */
const AT_ONCE = 128;

/** The form of the entries; another form has another name, and is never read as this one. */
const FORM = 'florilegium cache 1\n';
const HEAD = FORM.length + 32;

const TEMPORARY = /\.tmp$/;

/** Counts what this thread writes: stores of one folder may write the same entry. */
let writes = 0;

/**
 * Bytes by name, in a folder that may be deleted at any moment, read and written by several processes at once, and
 * left by one that was killed. An entry is written beside its place and renamed, and bears a checksum: what is damaged
 * or cut off is not there. What fails on the disk is no failure: the entry is not there, or is not kept.
 *
 * Writing waits until `begin`, then it goes on beside whatever else is done; what is waiting can be read.
 */
export class Store {
  readonly #waiting = new Map<string, Uint8Array>();
  /** Whether `begin` was called. */
  #begun = false;
  /** Ends when nothing waits any more; undefined while nothing is written. */
  #writing: Promise<void> | undefined;
  /** Whether anything was written that may have passed the bound. */
  #grown = false;

  /** @param folder absolute; made when the first entry is written */
  constructor(
    private readonly folder: string,
    private readonly limit = MAX_CACHE_BYTES,
  ) {}

  /** @param name of letters, digits and hyphens */
  get(name: string): Uint8Array | undefined {
    return this.#waiting.get(name) ?? this.#read(join(this.folder, name));
  }

  put(name: string, bytes: Uint8Array): void {
    this.#waiting.set(name, bytes);
    if (this.#begun) this.begin();
  }

  /** Writes what is waiting, and from now on what is put. */
  begin(): void {
    this.#begun = true;
    if (this.#waiting.size > 0) this.#writing ??= this.#writeAll();
  }

  /** Waits until all is written, and removes what was used least recently where there is more than the bound. */
  async flush(): Promise<void> {
    this.begin();
    await this.settle();
    if (!this.#grown) return;
    this.#grown = false;
    onDisk(() => this.#clear());
  }

  /** Waits until nothing is on its way to the disk. */
  async settle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #writeAll(): Promise<void> {
    this.#grown = true;
    await makeFolder(this.folder).catch(() => undefined);
    // What is put meanwhile is written, too.
    const entries = this.#waiting.entries();
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#writeSome(entries)));
    this.#writing = undefined;
    this.begin();
  }

  async #writeSome(entries: Iterable<[string, Uint8Array]>): Promise<void> {
    for (const [name, bytes] of entries) {
      // Where one cannot be written, the others are not tried.
      if (!(await this.#write(name, bytes))) this.#waiting.clear();
      if (this.#waiting.get(name) === bytes) this.#waiting.delete(name);
    }
  }

  #read(path: string): Uint8Array | undefined {
    let file: number | undefined;
    try {
      // One file throughout, although another process may put a new one in its place.
      file = openSync(path, 'r');
      const entry = readFileSync(file);
      const bytes = entry.subarray(HEAD);
      if (
        entry.length < HEAD ||
        entry.toString('latin1', 0, FORM.length) !== FORM ||
        !checksum(bytes).equals(entry.subarray(FORM.length, HEAD))
      ) {
        rmSync(path, { force: true });
        return undefined;
      }
      touch(file);
      return bytes;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /** @returns whether it is written */
  async #write(name: string, bytes: Uint8Array): Promise<boolean> {
    const path = join(this.folder, name);
    const temporary = `${path}.${process.pid}-${threadId}-${++writes}.tmp`;
    try {
      await writeFile(temporary, Buffer.concat([Buffer.from(FORM, 'latin1'), checksum(bytes), bytes]));
      await rename(temporary, path);
      return true;
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
      return false;
    }
  }

  #clear(): void {
    const now = Date.now();
    const entries: { path: string; size: number; used: number }[] = [];
    for (const name of readdirSync(this.folder)) {
      const path = join(this.folder, name);
      // Another process may have removed it by now.
      const about = statSync(path, { throwIfNoEntry: false });
      if (!about?.isFile()) continue;
      if (!TEMPORARY.test(name)) entries.push({ path, size: about.size, used: about.mtimeMs });
      else if (now - about.mtimeMs > LEFT_BEHIND) rmSync(path, { force: true });
    }
    let total = entries.reduce((sum, { size }) => sum + size, 0);
    if (total <= this.limit) return;
    entries.sort((a, b) => a.used - b.used || (a.path < b.path ? -1 : 1));
    for (const { path, size } of entries) {
      if (total <= this.limit * KEPT) break;
      rmSync(path, { force: true });
      total -= size;
    }
  }
}

/** What fails on the disk is no failure. */
function onDisk(work: () => void): void {
  try {
    work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

/** Notes that an entry was used, where the disk allows it. */
function touch(file: number): void {
  try {
    const now = new Date();
    futimesSync(file, now, now);
  } catch {
    // On a disk that cannot be written nothing is cleared away either.
  }
}

function checksum(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
