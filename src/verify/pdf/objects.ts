/** PDF's kinds of objects (ISO 32000-1, 7.3) as they are read. Numbers, booleans and null are JavaScript's own. */
export type PdfObject = null | boolean | number | Name | Str | Ref | Stream | PdfObject[] | Dict;

export class Name {
  constructor(readonly value: string) {}
}

export class Str {
  constructor(readonly bytes: Buffer) {}

  /** As a text string (7.9.2.2): UTF-16 or UTF-8 with a byte order mark; otherwise Latin-1, which agrees in ASCII. */
  get text(): string {
    const { bytes } = this;
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2));
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3);
    return bytes.toString('latin1');
  }

  /** The bytes as characters, for comparing and as a key. */
  get key(): string {
    return this.bytes.toString('latin1');
  }
}

export class Ref {
  constructor(
    readonly id: number,
    readonly generation: number,
  ) {}
}

export type Dict = Map<string, PdfObject>;

export class Stream {
  constructor(
    readonly dict: Dict,
    /** Still encoded by its filters. */
    readonly raw: Buffer,
  ) {}
}

/** An operator of a content stream, or any other bare word. */
export class Keyword {
  constructor(readonly value: string) {}
}

export function isDict(object: unknown): object is Dict {
  return object instanceof Map;
}

export function utf16(bytes: Buffer): string {
  const whole = bytes.length % 2 === 0 ? bytes : bytes.subarray(0, bytes.length - 1);
  return Buffer.from(whole).swap16().toString('utf16le');
}

/** The file breaks PDF's syntax so that reading cannot go on at this place. */
export class PdfSyntaxError extends Error {}
