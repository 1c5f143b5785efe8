import { createHash } from 'node:crypto';

/** Characters of a hash that are kept: 72 bits, of which no two pages of any library will share all. */
const KEPT = 12;

export function shortHash(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, KEPT);
}

/**
 * Numbers gathered to be hashed in one go. A call that hashes takes as long as hashing a thousand bytes does, and texts
 * that are made for it longer still; what is gathered here is neither.
 */
export class Fingerprint {
  private numbers = new Int32Array(1 << 14);
  private length = 0;

  /** @param number whole, of 32 bits */
  add(number: number): void {
    this.reserve(1);
    this.numbers[this.length++] = number;
  }

  /** A text, or glyphs, parted from what follows by their number. */
  addText(text: string): void {
    this.add(text.length);
    this.addCharacters(text);
  }

  addGlyphs(glyphs: Uint16Array): void {
    this.reserve(glyphs.length + 1);
    const { numbers } = this;
    let { length } = this;
    numbers[length++] = glyphs.length;
    for (let i = 0; i < glyphs.length; i++) numbers[length++] = glyphs[i]!;
    this.length = length;
  }

  /** A text that continues the one before. */
  addCharacters(text: string): void {
    this.reserve(text.length);
    const { numbers } = this;
    let { length } = this;
    for (let i = 0; i < text.length; i++) numbers[length++] = text.charCodeAt(i);
    this.length = length;
  }

  /** The hash of what was added; of nothing, that of an empty text. The next one begins anew. */
  take(): string {
    const hash = shortHash(
      new Uint8Array(this.numbers.buffer, 0, this.length * Int32Array.BYTES_PER_ELEMENT),
    );
    this.length = 0;
    return hash;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.numbers.length) return;
    const numbers = new Int32Array(2 * (this.length + count));
    numbers.set(this.numbers);
    this.numbers = numbers;
  }
}
