import { deserialize, serialize } from 'node:v8';
import { programDigest } from './program.js';

/** What holds bytes by name. */
export interface Entries {
  /** @param name of letters, digits and hyphens */
  get(name: string): Uint8Array | undefined;
  put(name: string, bytes: Uint8Array): void;
}

/** Bytes of an entry that goes with others: to read more takes longer than to open one more file. */
const SMALL = 32 * 1024;

/** So many small entries may be read by themselves before all are put together anew, which takes as long. */
const MOST_APART = 64;

/** Small entries as they are kept, in one: plain values. Hundreds of arrays of bytes would take long to make. */
interface Together {
  names: string[];
  /** Where the bytes of each end. */
  ends: number[];
  bytes: Uint8Array;
  /** Names under which other bytes were put than were there: these are read by themselves. */
  changing: Set<string>;
}

/** The same when it is read: where the bytes of each begin and end. */
interface Loaded extends Pick<Together, 'bytes' | 'changing'> {
  places: Map<string, [start: number, end: number]>;
}

/**
 * Entries of which the small ones that a build used are read all at once by the next: a build looks at hundreds of
 * them, and the system takes longer to open a file than to read it. Each is also there by itself, so that nothing is
 * lost with them.
 */
export class SmallEntries implements Entries {
  private loaded: Loaded | undefined;
  private readonly used = new Map<string, Uint8Array>();
  /** How many small entries were used that were not together. */
  private apart = 0;

  constructor(private readonly store: Entries) {}

  get(name: string): Uint8Array | undefined {
    const { places, bytes: all } = this.together;
    const place = places.get(name);
    const bytes = place ? all.subarray(...place) : this.store.get(name);
    if (bytes) this.note(name, bytes, place !== undefined);
    return bytes;
  }

  put(name: string, bytes: Uint8Array): void {
    const { places, changing } = this.together;
    const wasTogether = places.delete(name);
    const wasUsed = this.used.delete(name);
    if (wasTogether || wasUsed) {
      changing.add(name);
      this.apart = Number.POSITIVE_INFINITY;
    }
    this.note(name, bytes, false);
    this.store.put(name, bytes);
  }

  /** Puts the small entries that were used together, if there are many that were not. */
  keep(): void {
    if (this.apart <= MOST_APART) return;
    let end = 0;
    const together: Together = {
      names: [...this.used.keys()],
      ends: Array.from(this.used.values(), ({ length }) => {
        end += length;
        return end;
      }),
      bytes: Buffer.concat([...this.used.values()]),
      changing: this.together.changing,
    };
    this.store.put(nameOfAll(), serialize(together));
  }

  private get together(): Loaded {
    this.loaded ??= this.load();
    return this.loaded;
  }

  private load(): Loaded {
    const kept = this.store.get(nameOfAll());
    if (!kept) return { places: new Map(), bytes: new Uint8Array(), changing: new Set() };
    const { names, ends, bytes, changing } = deserialize(kept) as Together;
    return { places: new Map(names.map((name, n) => [name, [ends[n - 1] ?? 0, ends[n]!]])), bytes, changing };
  }

  private note(name: string, bytes: Uint8Array, isTogether: boolean): void {
    if (bytes.length > SMALL || this.used.has(name) || this.together.changing.has(name)) return;
    this.used.set(name, bytes);
    if (!isTogether) this.apart++;
  }
}

/** Of the program: another one, or another Node, may not be able to read it. */
function nameOfAll(): string {
  return `together-${programDigest()}`;
}
