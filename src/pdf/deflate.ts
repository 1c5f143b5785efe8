import { deflateSync } from 'node:zlib';

/** Level 4 takes half the time of zlib's default, for some hundredths more bytes. */
export const DEFLATE = { level: 4 };

/** For what is shorter than its window (bytes): there is less memory to make ready, which takes longer than the work. */
const SHORT = 1 << 10;
const DEFLATE_SHORT = { ...DEFLATE, windowBits: 10, memLevel: 2 };

/** A content stream as it stands in the file. @param content whose characters are bytes */
export function deflated(content: string): Uint8Array {
  const options = content.length <= SHORT ? DEFLATE_SHORT : DEFLATE;
  // Copied: what zlib gives keeps a buffer that is several times as large.
  return new Uint8Array(deflateSync(Buffer.from(content, 'latin1'), options));
}
