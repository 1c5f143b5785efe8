/** As much as most pages have. */
const BYTES = 1 << 15;

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
    if (!(positive <= Number.MAX_SAFE_INTEGER))
      throw new Error(`a PDF cannot hold the number ${value / 1000}`);
    this.reserve(20);
    const { bytes } = this;
    if (value < 0) bytes[this.length++] = MINUS;
    const whole = Math.floor(positive / 1000);
    this.digits(whole);
    const rest = positive - whole * 1000;
    if (rest === 0) return;
    bytes[this.length++] = POINT;
    const tenths = Math.floor(rest / 100);
    const hundredths = Math.floor(rest / 10) % 10;
    bytes[this.length++] = ZERO + tenths;
    if (rest % 100 === 0) return;
    bytes[this.length++] = ZERO + hundredths;
    if (rest % 10 !== 0) bytes[this.length++] = ZERO + (rest % 10);
  }

  /** All that was added; good until more is. */
  get content(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private digits(value: number): void {
    let unit = 1;
    while (unit * 10 <= value) unit *= 10;
    for (; unit >= 1; unit /= 10) this.bytes[this.length++] = ZERO + (Math.floor(value / unit) % 10);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const bytes = new Uint8Array(2 * (this.length + count));
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
  }
}
