import { createHash } from 'node:crypto';
import { closeSync, fstatSync, futimesSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/**
 * The form of packs, at their end; another form has another name, and is never read as this one. A pack is
 *
 *     bytes of the first entry, of the second, …
 *     index: JSON, an array of [name, start, length, checksum], in bytes
 *     length of the index in bytes: 8 bytes, the lowest first
 *     SHA-256 of the index: 32 bytes
 *     this
 */
const FORM = 'florilegium cache 2\n';
const LENGTH_BYTES = 8;
const SUM_BYTES = 32;
const END = LENGTH_BYTES + SUM_BYTES + FORM.length;

/** Where the bytes of an entry are in the file, and their SHA-256, in base64. */
interface Place {
  start: number;
  length: number;
  sum: string;
}

/**
 * A file of entries that is written once and then only read: to make a file takes the system longer than to write a
 * small entry, and to open one longer than to read it. Entries bear checksums: what is damaged is not there.
 */
export class Pack {
  #file: number | undefined;

  private constructor(
    readonly path: string,
    private readonly places: ReadonlyMap<string, Place>,
    /** Of the whole file, in bytes. */
    readonly size: number,
    /** When it was read last, as the disk has it: milliseconds. */
    readonly used: number,
  ) {}

  /** @returns nothing where the file is not there, or is no whole pack */
  static read(path: string): Pack | undefined {
    let file: number | undefined;
    try {
      file = openSync(path, 'r');
      const { size, mtimeMs } = fstatSync(file);
      const places = readIndex(file, size);
      return places && new Pack(path, places, size, mtimeMs);
    } catch (error) {
      return notThere(error);
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  has(name: string): boolean {
    return this.places.has(name);
  }

  names(): Iterable<string> {
    return this.places.keys();
  }

  get(name: string): Uint8Array | undefined {
    const place = this.places.get(name);
    if (!place) return undefined;
    try {
      if (this.#file === undefined) {
        this.#file = openSync(this.path, 'r');
        touch(this.#file);
      }
      return readPlace(this.#file, place);
    } catch (error) {
      return notThere(error);
    }
  }

  /** Gives the file back to the system; it is opened again where something is read from it. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** A pack that is being written, beside its place. All but `get` throw what the disk says. */
export class PackWriter {
  readonly #places = new Map<string, Place>();
  #end = 0;

  private constructor(
    private readonly path: string,
    private readonly temporary: string,
    private readonly file: FileHandle,
  ) {}

  static async create(path: string): Promise<PackWriter> {
    const temporary = `${path}.tmp`;
    // It can be read while it is written.
    return new PackWriter(path, temporary, await open(temporary, 'wx+'));
  }

  /** How many bytes were written. */
  get size(): number {
    return this.#end;
  }

  get(name: string): Uint8Array | undefined {
    const place = this.#places.get(name);
    try {
      return place && readPlace(this.file.fd, place);
    } catch (error) {
      return notThere(error);
    }
  }

  /** Writes entries; one that is there already, under the same name, is not there any more. */
  async append(entries: readonly (readonly [name: string, bytes: Uint8Array])[]): Promise<void> {
    const places: [string, Place][] = [];
    let start = this.#end;
    for (const [name, bytes] of entries) {
      places.push([name, { start, length: bytes.length, sum: sumOf(bytes).toString('base64') }]);
      start += bytes.length;
    }
    await this.#write(entries.map(([, bytes]) => bytes));
    for (const [name, place] of places) {
      this.#places.delete(name);
      this.#places.set(name, place);
    }
  }

  /** Writes the index, and puts the file in its place. */
  async finish(): Promise<void> {
    const places = [...this.#places].map(([name, { start, length, sum }]) => [name, start, length, sum]);
    const index = Buffer.from(JSON.stringify(places));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeBigUInt64LE(BigInt(index.length));
    await this.#write([index, length, sumOf(index), Buffer.from(FORM, 'latin1')]);
    await this.file.close();
    await rename(this.temporary, this.path);
  }

  /** Removes what was written; throws nothing. */
  async discard(): Promise<void> {
    await this.file.close().catch(() => undefined);
    await rm(this.temporary, { force: true }).catch(() => undefined);
  }

  async #write(parts: readonly Uint8Array[]): Promise<void> {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const { bytesWritten } = await this.file.writev(parts, this.#end);
    if (bytesWritten !== length) throw Object.assign(new Error('cut off'), { code: 'ENOSPC' });
    this.#end += length;
  }
}

function readIndex(file: number, size: number): Map<string, Place> | undefined {
  const end = size < END ? undefined : readBytes(file, size - END, END);
  if (end?.toString('latin1', END - FORM.length) !== FORM) return undefined;
  const length = Number(end.readBigUInt64LE());
  if (length > size - END) return undefined;
  const index = readBytes(file, size - END - length, length);
  if (!index || !sumOf(index).equals(end.subarray(LENGTH_BYTES, LENGTH_BYTES + SUM_BYTES))) return undefined;
  const places = JSON.parse(index.toString()) as [string, number, number, string][];
  return new Map(places.map(([name, start, length, sum]) => [name, { start, length, sum }]));
}

function readPlace(file: number, { start, length, sum }: Place): Uint8Array | undefined {
  const bytes = readBytes(file, start, length);
  return bytes && sumOf(bytes).toString('base64') === sum ? bytes : undefined;
}

/** @returns nothing where the file ends before */
function readBytes(file: number, start: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, start + done);
    if (read === 0) return undefined;
    done += read;
  }
  return bytes;
}

/** Notes that a file was used, where the disk allows it. */
function touch(file: number): void {
  try {
    const now = new Date();
    futimesSync(file, now, now);
  } catch {
    // On a disk that cannot be written nothing is cleared away either.
  }
}

/** What fails on the disk is no failure. */
function notThere(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === undefined) throw error;
}

function sumOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
