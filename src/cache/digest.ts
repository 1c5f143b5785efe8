import { createHash } from 'node:crypto';

/** What a digest can be made of: bytes, or a value that JSON can write. */
export type Part = Uint8Array | string | number | boolean | null | undefined | readonly Part[] | object;

/**
 * A name for some parts that no other parts have: SHA-256, in hexadecimal. Each part is framed by its kind and its length
 * in bytes or characters, so that ("ab", "c") and ("a", "bc") differ. Objects count with the order of their keys, which is
 * the order in which the same code makes them.
 */
export function digest(...parts: readonly Part[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const isBytes = part instanceof Uint8Array;
    const kind = isBytes ? 'b' : typeof part === 'string' ? 's' : 'j';
    const data = isBytes || typeof part === 'string' ? part : (JSON.stringify(part) ?? '');
    hash.update(`${kind}${data.length}:`).update(data);
  }
  return hash.digest('hex');
}
