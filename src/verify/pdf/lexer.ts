import { type Dict, Keyword, Name, type PdfObject, PdfSyntaxError, Ref, Str } from './objects.js';

/** Objects in objects in objects, deeper than any real file has them. */
const DEEPEST = 200;
const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([...'()<>[]{}/%'].map((c) => c.charCodeAt(0)));

const END_ARRAY = new Keyword(']');
const END_DICT = new Keyword('>>');

/** Reads objects and keywords from bytes: of a file, an object stream, a content stream or a CMap. */
export class Lexer {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
    /** Whether `12 0 R` is a reference: not so in content streams. */
    private readonly references = true,
  ) {}

  /** The next object or keyword; undefined at the end. */
  next(depth = 0): PdfObject | Keyword | undefined {
    this.skipWhite();
    const { bytes } = this;
    const byte = bytes[this.at];
    if (byte === undefined) return undefined;
    if (depth > DEEPEST) throw new PdfSyntaxError('objects are nested too deeply');
    switch (byte) {
      case 0x2f: // /
        return this.name();
      case 0x28: // (
        return this.literalString();
      case 0x5b: // [
        this.at++;
        return this.array(depth);
      case 0x5d: // ]
        this.at++;
        return END_ARRAY;
      case 0x3c: // <
        if (bytes[this.at + 1] === 0x3c) {
          this.at += 2;
          return this.dict(depth);
        }
        return this.hexString();
      case 0x3e: // >
        if (bytes[this.at + 1] === 0x3e) {
          this.at += 2;
          return END_DICT;
        }
        throw new PdfSyntaxError(`a stray “>” at byte ${this.at}`);
      case 0x29:
      case 0x7b:
      case 0x7d:
        throw new PdfSyntaxError(`a stray “${String.fromCharCode(byte)}” at byte ${this.at}`);
    }
    const word = this.word();
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return this.numberOrReference(word);
    switch (word) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
    }
    return new Keyword(word);
  }

  /** The next object; anything else is an error. */
  object(depth = 0): PdfObject {
    const next = this.next(depth);
    if (next === undefined) throw new PdfSyntaxError(`an object is missing at byte ${this.at}`);
    if (next instanceof Keyword)
      throw new PdfSyntaxError(`“${next.value}” before byte ${this.at} is no object`);
    return next;
  }

  skipWhite(): void {
    const { bytes } = this;
    for (;;) {
      const byte = bytes[this.at];
      if (byte === 0x25) {
        while (this.at < bytes.length && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at++;
      } else if (byte !== undefined && WHITE.has(byte)) this.at++;
      else return;
    }
  }

  private word(): string {
    const start = this.at;
    const { bytes } = this;
    while (this.at < bytes.length && !WHITE.has(bytes[this.at]!) && !DELIMITERS.has(bytes[this.at]!))
      this.at++;
    return bytes.toString('latin1', start, this.at);
  }

  private numberOrReference(word: string): number | Ref {
    const value = Number(word);
    if (!this.references || !/^\d+$/.test(word)) return value;
    const after = this.at;
    this.skipWhite();
    const generation = this.word();
    if (/^\d{1,5}$/.test(generation)) {
      this.skipWhite();
      if (this.word() === 'R') return new Ref(value, Number(generation));
    }
    this.at = after;
    return value;
  }

  private name(): Name {
    this.at++;
    const word = this.word();
    if (!word.includes('#')) return new Name(word);
    return new Name(
      word.replace(/#([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  private literalString(): Str {
    const { bytes } = this;
    const out: number[] = [];
    let depth = 1;
    this.at++;
    for (; ; this.at++) {
      let byte = bytes[this.at];
      if (byte === undefined) throw new PdfSyntaxError('a string does not end');
      if (byte === 0x28) depth++;
      else if (byte === 0x29 && --depth === 0) {
        this.at++;
        return new Str(Buffer.from(out));
      } else if (byte === 0x5c) {
        const escaped = bytes[++this.at]!;
        const octal = /^[0-7]{1,3}/.exec(bytes.toString('latin1', this.at, this.at + 3));
        if (octal) {
          out.push(Number.parseInt(octal[0], 8) & 0xff);
          this.at += octal[0].length - 1;
          continue;
        }
        if (escaped === 13 || escaped === 10) {
          if (escaped === 13 && bytes[this.at + 1] === 10) this.at++;
          continue;
        }
        byte = { n: 10, r: 13, t: 9, b: 8, f: 12 }[String.fromCharCode(escaped)] ?? escaped;
      }
      out.push(byte);
    }
  }

  private hexString(): Str {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw new PdfSyntaxError('a hexadecimal string does not end');
    const digits = this.bytes.toString('latin1', this.at + 1, end).replace(/[\0\t\n\f\r ]+/g, '');
    if (/[^0-9a-f]/i.test(digits))
      throw new PdfSyntaxError(`a hexadecimal string holds something else at byte ${this.at}`);
    this.at = end + 1;
    return new Str(Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex'));
  }

  private array(depth: number): PdfObject[] {
    const items: PdfObject[] = [];
    for (;;) {
      const next = this.next(depth + 1);
      if (next === END_ARRAY) return items;
      if (next === undefined || next instanceof Keyword)
        throw new PdfSyntaxError(`${next ? `“${next.value}”` : 'the end'} in an array at byte ${this.at}`);
      items.push(next);
    }
  }

  private dict(depth: number): Dict {
    const dict: Dict = new Map();
    for (;;) {
      const key = this.next(depth + 1);
      if (key === END_DICT) return dict;
      if (!(key instanceof Name))
        throw new PdfSyntaxError(`a dictionary's key is no name at byte ${this.at}`);
      if (dict.has(key.value)) throw new PdfSyntaxError(`the key /${key.value} stands twice in a dictionary`);
      dict.set(key.value, this.object(depth + 1));
    }
  }
}
