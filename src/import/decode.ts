import iconv from 'iconv-lite';

export interface Decoded {
  text: string;
  /** What it was read as: `utf-8`, `windows-1252`, … */
  encoding: string;
  /** Whether that was inferred without proof (no byte-order mark, no declaration, not valid UTF-8). */
  guessed: boolean;
}

/** How far a declaration of the encoding may stand from the beginning: HTML says 1,024 bytes. */
const DECLARATION_REACH = 1024;

/**
 * Turns a saved file into text: by its byte-order mark, as UTF-8 where it is valid, by an HTML or XML declaration, as
 * UTF-16 where every other byte is zero, and else as what unmarked old text mostly is: Windows-1252, or Windows-1251 or
 * KOI8-R where most letters are none of ASCII's, or one of the encodings of East Asia where it gives text as it is there.
 *
 * @param encoding an encoding that the caller knows better; undefined names none
 * @returns undefined where `encoding` is no encoding that is known
 */
export function decode(bytes: Uint8Array, encoding?: string): Decoded | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const as = (name: string, guessed = false): Decoded => ({
    text: iconv.decode(buffer, name).replace(/\r\n?/g, '\n'),
    encoding: name,
    guessed,
  });
  if (encoding !== undefined) return iconv.encodingExists(encoding) ? as(encoding) : undefined;
  if (startsWith(buffer, [0xef, 0xbb, 0xbf])) return as('utf-8');
  if (startsWith(buffer, [0xff, 0xfe])) return as('utf-16le');
  if (startsWith(buffer, [0xfe, 0xff])) return as('utf-16be');
  const zeros = zeroParity(buffer);
  if (zeros) return as(zeros, true);
  if (isUtf8(buffer)) return as('utf-8');
  const head = buffer.subarray(0, DECLARATION_REACH).toString('latin1');
  const declared = /<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
  if (declared && iconv.encodingExists(declared) && !/^utf-?8$/i.test(declared))
    return as(declared.toLowerCase());
  return as(eastAsian(buffer) ?? (isMostlyHigh(buffer) ? cyrillic(buffer) : 'windows-1252'), true);
}

/** Whether most letters stand above ASCII, as in no language that Windows-1252 was made for. */
function isMostlyHigh(buffer: Buffer): boolean {
  let balance = 0;
  for (const byte of buffer) {
    if (byte >= 0xc0) balance++;
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) balance--;
  }
  return balance > 0;
}

/**
 * The encodings of East Asia, with what every text in them has much of: kana, the marks of Chinese, Hangul; and how much
 * at least. They look like one another, so that what has more to tell comes first.
 */
const EAST_ASIAN: [encoding: string, telling: RegExp, least: number][] = [
  ['shift_jis', /[\u3040-\u30ff]/g, 1 / 8],
  ['euc-jp', /[\u3040-\u30ff]/g, 1 / 8],
  ['gb18030', /[，。、；：！？「」“”]/g, 1 / 60],
  ['big5', /[，。、；：！？「」“”]/g, 1 / 60],
  ['euc-kr', /[\uac00-\ud7a3]/g, 1 / 4],
];

/** The encoding in which a text reads as one of East Asia. */
function eastAsian(buffer: Buffer): string | undefined {
  return EAST_ASIAN.find(([encoding, telling, least]) => {
    const text = decoded(buffer, encoding);
    return text !== undefined && (text.match(telling)?.length ?? 0) > text.length * least;
  })?.[0];
}

function decoded(buffer: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(buffer);
  } catch {
    return undefined;
  }
}

/** Small letters are the most of every text; Windows-1251 has them at the end of its table, KOI8-R before its capitals. */
function cyrillic(buffer: Buffer): 'windows-1251' | 'koi8-r' {
  let balance = 0;
  for (const byte of buffer) if (byte >= 0xc0) balance += byte >= 0xe0 ? 1 : -1;
  return balance >= 0 ? 'windows-1251' : 'koi8-r';
}

function startsWith(buffer: Buffer, bytes: number[]): boolean {
  return bytes.every((byte, i) => buffer[i] === byte);
}

function isUtf8(buffer: Buffer): boolean {
  return decoded(buffer, 'utf-8') !== undefined;
}

/** UTF-16 without a mark: Latin text has a zero in (nearly) every second byte, on one side only. */
function zeroParity(buffer: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const sample = buffer.subarray(0, 4096);
  if (sample.length < 4) return undefined;
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2]!++;
  const [even, odd] = zeros as [number, number];
  const many = sample.length * 0.4;
  if (odd > many && even === 0) return 'utf-16le';
  if (even > many && odd === 0) return 'utf-16be';
  return undefined;
}
