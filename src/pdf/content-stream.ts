import { number } from './syntax.js';

/** As much as most pages have. */
const BYTES = 1 << 15;

/** Below this, what stands before the point has 32 bits. */
const MOST = 2 ** 31 * 1000;
/** As many characters as such a number has, at most. */
const DIGITS = 16;

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;

/**
 * A content stream while it grows, as the bytes that it is in the end. A page has thousands of pieces; gathered as strings,
 * they take twice the time, and leave far more behind.
 */
export class ContentStream {
  private bytes = new Uint8Array(BYTES);
  private length = 0;

  /** Begins another stream. */
  begin(): void {
    this.length = 0;
  }

  /** Adds text whose characters are bytes. */
  text(text: string): void {
    const { length } = text;
    this.reserve(length);
    const { bytes } = this;
    let end = this.length;
    for (let i = 0; i < length; i++) bytes[end++] = text.charCodeAt(i);
    this.length = end;
  }

  /** Adds text on a line of its own. */
  line(text: string): void {
    this.text(text);
    this.text('\n');
  }

  /** Adds a number that is given in thousandths, whole, as `number` of syntax.ts writes it. */
  thousandths(value: number): void {
    const positive = Math.abs(value);
    if (!(positive < MOST)) {
      this.text(number(value / 1000));
      return;
    }
    this.reserve(DIGITS);
    if (value < 0) this.bytes[this.length++] = MINUS;
    const whole = (positive / 1000) | 0;
    this.digits(whole, 1);
    let rest = positive - whole * 1000;
    if (rest === 0) return;
    this.bytes[this.length++] = POINT;
    let places = 3;
    for (; rest % 10 === 0; rest /= 10) places--;
    this.digits(rest, places);
  }

  /** All that was added; good until more is. */
  get content(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** @param least how many digits there are at least */
  private digits(value: number, least: number): void {
    const { bytes } = this;
    let count = least;
    for (let power = 10 ** least; power <= value; power *= 10) count++;
    this.length += count;
    for (let at = this.length - 1, rest = value; count > 0; count--, at--) {
      const tens = (rest / 10) | 0;
      bytes[at] = ZERO + rest - tens * 10;
      rest = tens;
    }
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const bytes = new Uint8Array(2 * (this.length + count));
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
  }
}
