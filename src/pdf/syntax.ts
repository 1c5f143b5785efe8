/** How values are written in a PDF file (ISO 32000-1, 7.3). Everything is built as strings: it is what costs least. */

/** The object number of an indirect object of this file. */
export type ObjectNumber = number;

export function reference(id: ObjectNumber): string {
  return `${id} 0 R`;
}

/** A number with at most three decimals: a thousandth of a point is finer than any printer. Never an exponent. */
export function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`a PDF cannot hold the number ${value}`);
  return String(Math.round(value * 1000) / 1000);
}

export function numbers(values: readonly number[]): string {
  return values.map(number).join(' ');
}

/** A name that may hold any character: `/Small#20Caps`. */
export function name(value: string): string {
  return `/${value.replace(/[^A-Za-z0-9_.+-]/gu, (c) =>
    [...Buffer.from(c)].map((byte) => `#${byte.toString(16).padStart(2, '0')}`).join(''),
  )}`;
}

const ASCII = /^[\x20-\x7e]*$/;

/** A text string: as it is in ASCII, otherwise UTF-16 with a byte order mark. Half surrogate pairs become U+FFFD. */
export function textString(text: string): string {
  if (ASCII.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  return `<FEFF${utf16(wellFormed(text))}>`;
}

/** UTF-16BE in hexadecimal digits. */
export function utf16(text: string): string {
  const bytes = Buffer.from(text, 'utf16le');
  return bytes.swap16().toString('hex').toUpperCase();
}

export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The bytes of a text string, as characters: names of a tree are in their order. */
export function stringBytes(text: string): string {
  if (ASCII.test(text)) return text;
  return Buffer.from(`FEFF${utf16(wellFormed(text))}`, 'hex').toString('latin1');
}
