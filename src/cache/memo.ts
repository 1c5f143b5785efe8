import { deserialize, serialize } from 'node:v8';
import { digest, type Part } from './digest.js';
import { programDigest } from './program.js';

/** What holds bytes by name. */
export interface Entries {
  /** @param name of letters, digits and hyphens */
  get(name: string): Uint8Array | undefined;
  put(name: string, bytes: Uint8Array): void;
}

/**
 * Remembers what pure functions made. A value is plain data (v8's structured clone: no functions, no classes but Map, Set
 * and typed arrays), kept as it is at that moment and given anew each time; objects that it refers to twice are still
 * the same object afterwards.
 *
 * A stage that is given none makes everything; what it gives is the same.
 */
export class Memo {
  /** @param store where values are kept; without one, nothing is remembered */
  constructor(private readonly store?: Entries) {}

  /**
   * The name of what a function makes of these parts.
   *
   * @param kind the function, in letters, digits and hyphens
   */
  key(kind: string, ...parts: readonly Part[]): string {
    return this.store ? `${kind}-${digest(programDigest(), ...parts)}` : '';
  }

  get remembers(): boolean {
    return this.store !== undefined;
  }

  recall<T>(key: string): T | undefined {
    const bytes = this.store?.get(key);
    return bytes && (deserialize(bytes) as T);
  }

  /** The same for a value that may not be wanted: it is there for certain, and is made of its bytes when it is asked for. */
  recallLater<T>(key: string): (() => T) | undefined {
    const bytes = this.store?.get(key);
    return bytes && (() => deserialize(bytes) as T);
  }

  keep(key: string, value: unknown): void {
    this.store?.put(key, serialize(value));
  }

  /** Keeps a value that another thread has serialised. */
  keepBytes(key: string, bytes: Uint8Array): void {
    this.store?.put(key, bytes);
  }

  /** What was made of the same parts before, or what `make` makes now. */
  remember<T>(kind: string, parts: readonly Part[], make: () => T): T {
    const key = this.key(kind, ...parts);
    const known = this.recall<T>(key);
    if (known !== undefined) return known;
    const value = make();
    this.keep(key, value);
    return value;
  }
}

/** Remembers nothing. */
export const FORGETFUL = new Memo();
