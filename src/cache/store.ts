import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { makeFolder } from '../make-folder.js';
import type { Entries } from './memo.js';
import { Pack, PackWriter } from './pack.js';

/**
 * The bytes that a cache may have on the disk: room for a book of 134,000 words and some dozens of edits of it. Twice as
 * much would be of use to those who go back and forth between old states of large books; others would lose disk space.
 */
export const MAX_CACHE_BYTES = 256 * 1024 * 1024;

/** What is kept when the bound is passed, so that not every build has to clear away. */
const KEPT = 0.75;

/** So many packs are kept beside each other; each takes a moment to open. */
const MOST_PACKS = 64;

/** What one build writes beyond what is kept is written only if it has no more bytes than this. */
const SMALL = 32 * 1024;

/** Bytes that are copied at once from one pack to another. */
const COPIED_AT_ONCE = 16 * 1024 * 1024;

/** A temporary file that is older was left by a process that ended early; no write takes as long. Milliseconds. */
const LEFT_BEHIND = 60 * 60 * 1000;

/** Packs by number: what a later one has is newer. What else is in their names tells those apart that are written at once. */
const PACK = /^(\d{10})-[\d-]+\.pack$/;
const TEMPORARY = /\.tmp$/;

/** Counts what this thread writes: stores of one folder may write at once. */
let writes = 0;

/**
 * Bytes by name, in a folder that may be deleted at any moment, read and written by several processes at once, and
 * left by one that was killed. What a build puts goes into a pack of its own, written beside its place and renamed. What
 * fails on the disk is no failure: the entry is not there, or is not kept.
 *
 * Writing waits until `begin`, then it goes on beside whatever else is done; what is waiting can be read.
 */
export class Store implements Entries {
  readonly #waiting = new Map<string, Uint8Array>();
  /** Names of what this process got or put. */
  readonly #used = new Set<string>();
  /** Whether `begin` was called. */
  #begun = false;
  /** Ends when nothing waits any more; undefined while nothing is written. */
  #writing: Promise<void> | undefined;
  #writer: PackWriter | undefined;
  /** The newest first; undefined until something is read. */
  #packs: Pack[] | undefined;
  /** Whether anything was written that may have passed the bounds. */
  #grown = false;
  /** Whether the disk took no more: nothing is kept then until all is settled. */
  #refused = false;

  /** @param folder absolute; made when the first entry is written */
  constructor(
    private readonly folder: string,
    private readonly limit = MAX_CACHE_BYTES,
  ) {}

  /** @param name of letters, digits and hyphens */
  get(name: string): Uint8Array | undefined {
    const bytes = this.#waiting.get(name) ?? this.#writer?.get(name) ?? this.#read(name);
    if (bytes) this.#used.add(name);
    return bytes;
  }

  put(name: string, bytes: Uint8Array): void {
    this.#used.add(name);
    if (this.#refused) return;
    this.#waiting.set(name, bytes);
    if (this.#begun) this.begin();
  }

  /** Writes what is waiting, and from now on what is put. */
  begin(): void {
    this.#begun = true;
    if (this.#waiting.size > 0) this.#writing ??= this.#writeAll();
  }

  /** Waits until all is written, and clears away where there is more than the bounds allow. */
  async flush(): Promise<void> {
    this.begin();
    await this.settle();
    if (!this.#grown) return;
    this.#grown = false;
    await onDisk(() => this.#clear());
    this.close();
  }

  /** Waits until nothing is on its way to the disk. What was written until then can be read by others. */
  async settle(): Promise<void> {
    while (this.#writing) await this.#writing;
    const writer = this.#writer;
    this.#writer = undefined;
    if (writer && !(await onDisk(() => writer.finish()))) await writer.discard();
    this.#refused = false;
    this.close();
  }

  /** Removes all that is kept, and keeps nothing more until all is settled: where the disk is full, others need the room. */
  async giveWay(): Promise<void> {
    this.#waiting.clear();
    await this.#writing;
    await this.#refuse();
    this.close();
    await onDisk(async () => {
      for (const name of namesIn(this.folder))
        if (PACK.test(name)) rmSync(join(this.folder, name), { force: true });
    });
  }

  /** Gives files back to the system; what is read afterwards is looked for anew. */
  close(): void {
    for (const pack of this.#packs ?? []) pack.close();
    this.#packs = undefined;
  }

  private get packs(): readonly Pack[] {
    this.#packs ??= packsIn(this.folder);
    return this.#packs;
  }

  /** From the newest pack that has it. */
  #read(name: string): Uint8Array | undefined {
    return this.packs.find((pack) => pack.has(name))?.get(name);
  }

  async #writeAll(): Promise<void> {
    this.#grown = true;
    while (this.#waiting.size > 0) {
      const entries = [...this.#waiting];
      // Where these cannot be written, the others are not tried, and what was written is not worth the room.
      if (!(await onDisk(() => this.#write(entries)))) await this.#refuse();
      for (const [name, bytes] of entries) if (this.#waiting.get(name) === bytes) this.#waiting.delete(name);
    }
    this.#writing = undefined;
  }

  async #write(entries: readonly [string, Uint8Array][]): Promise<void> {
    this.#writer ??= await this.#newPack();
    const full = this.#writer.size > this.limit * KEPT;
    await this.#writer.append(full ? entries.filter(([, { length }]) => length <= SMALL) : entries);
  }

  async #refuse(): Promise<void> {
    this.#refused = true;
    this.#waiting.clear();
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.discard();
  }

  /** A pack that is newer than all others. */
  async #newPack(): Promise<PackWriter> {
    await makeFolder(this.folder);
    const newest = Math.max(0, ...readdirSync(this.folder).map(numberOf));
    const number = String(newest + 1).padStart(10, '0');
    return PackWriter.create(join(this.folder, `${number}-${process.pid}-${threadId}-${++writes}.pack`));
  }

  /** Removes what is of no use, packs that were used least recently, and puts the others together where there are too many. */
  async #clear(): Promise<void> {
    removeOthers(this.folder);
    const packs = [...this.packs].sort((a, b) => b.used - a.used || (a.path < b.path ? 1 : -1));
    let total = packs.reduce((sum, { size }) => sum + size, 0);
    while (total > this.limit && !this.#uses(packs.at(-1)!)) {
      const pack = packs.pop()!;
      remove(pack);
      total -= pack.size;
    }
    if (total > this.limit || packs.length > MOST_PACKS) await this.#putTogether(packs);
  }

  #uses(pack: Pack): boolean {
    for (const name of pack.names()) if (this.#used.has(name)) return true;
    return false;
  }

  /** Makes one pack of some, with what this process used, and as much of the rest as there is room for. */
  async #putTogether(packs: readonly Pack[]): Promise<void> {
    const writer = await this.#newPack();
    try {
      for (const entries of this.#batches(packs)) await writer.append(entries);
      await writer.finish();
    } catch (error) {
      await writer.discard();
      throw error;
    }
    packs.forEach(remove);
  }

  *#batches(packs: readonly Pack[]): Iterable<[string, Uint8Array][]> {
    let room = this.limit * KEPT;
    let size = 0;
    let batch: [string, Uint8Array][] = [];
    for (const name of new Set([...this.#used, ...packs.flatMap((pack) => [...pack.names()])])) {
      const bytes = this.#read(name);
      if (!bytes || bytes.length > room) continue;
      room -= bytes.length;
      size += bytes.length;
      batch.push([name, bytes]);
      if (size < COPIED_AT_ONCE) continue;
      yield batch;
      size = 0;
      batch = [];
    }
    yield batch;
  }
}

/** The packs of a folder, the newest first. */
function packsIn(folder: string): Pack[] {
  return namesIn(folder)
    .filter((name) => PACK.test(name))
    .sort()
    .reverse()
    .flatMap((name) => Pack.read(join(folder, name)) ?? []);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return [];
  }
}

function numberOf(name: string): number {
  return Number(PACK.exec(name)?.[1] ?? 0);
}

/** Removes what is no pack that can be read: of another form, damaged, or left by a process that was killed. */
function removeOthers(folder: string): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    // Another process may have removed it by now.
    const about = statSync(path, { throwIfNoEntry: false });
    if (!about?.isFile() || (PACK.test(name) && Pack.read(path))) continue;
    if (!TEMPORARY.test(name) || Date.now() - about.mtimeMs > LEFT_BEHIND) rmSync(path, { force: true });
  }
}

function remove(pack: Pack): void {
  pack.close();
  rmSync(pack.path, { force: true });
}

/** @returns whether it was done: what fails on the disk is no failure */
async function onDisk(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}
