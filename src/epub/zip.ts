import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive. Its name is ASCII. */
export interface ZipEntry {
  name: string;
  bytes: Uint8Array;
  /** Kept as it is, as `mimetype` must be. Other files are compressed where that makes them smaller. */
  stored?: boolean;
}

/** A middle level: level 9 takes three times as long on prose, for one part in a hundred. */
const COMPRESSION = 6;

/** ZIP dates begin in 1980 and end in 2107. */
const FIRST_DATE = Date.UTC(1980, 0, 1);
const LAST_DATE = Date.UTC(2107, 11, 31);

const STORED = 0;
const DEFLATED = 8;
/** The version of the format that an extractor must know for deflated files: 2.0. */
const VERSION_NEEDED = 20;

/** A file as it stands in an archive: plain values. */
export interface PackedFile {
  name: Uint8Array;
  /** How its bytes are compressed: see APPNOTE 4.4.5. */
  method: number;
  data: Uint8Array;
  /** Of the bytes before they were compressed. */
  crc: number;
  length: number;
}

/** Compresses a file, where that makes it smaller. */
export function packFile({ name, bytes, stored }: ZipEntry): PackedFile {
  const deflated = stored ? bytes : deflateRawSync(bytes, { level: COMPRESSION });
  const isSmaller = deflated.length < bytes.length;
  return {
    name: Buffer.from(name, 'ascii'),
    method: isSmaller ? DEFLATED : STORED,
    data: isSmaller ? deflated : bytes,
    crc: crc32(bytes),
    length: bytes.length,
  };
}

/**
 * Writes a ZIP archive (PKWARE's APPNOTE 6.3.10, without ZIP64) of files in their order, all with one date and nothing of
 * the machine: the same bytes for the same files, with the same release of zlib, which comes with Node.
 */
export function writeZip(files: readonly PackedFile[], date: Date): Uint8Array {
  const dosDate = dosDateTime(date);
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, method, data, crc, length } of files) {
    // What the local header and the directory say alike: version needed, flags, method, time and date, CRC, sizes, lengths.
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(VERSION_NEEDED, 0);
    facts.writeUInt16LE(method, 4);
    facts.writeUInt32LE(dosDate, 6);
    facts.writeUInt32LE(crc, 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(length, 18);
    facts.writeUInt16LE(name.length, 22);
    pieces.push(Buffer.from('PK\x03\x04', 'latin1'), facts, name, data);

    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.from(['P'.charCodeAt(0), 'K'.charCodeAt(0), 1, 2, VERSION_NEEDED, 0]),
      facts,
      place,
      name,
    );
    offset += 4 + facts.length + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...pieces, ...directory, end]));
}

/** A date as MS-DOS has it: the time in the lower half, in steps of two seconds. */
function dosDateTime(date: Date): number {
  const kept = new Date(Math.min(LAST_DATE, Math.max(FIRST_DATE, date.getTime())));
  const time = (kept.getUTCHours() << 11) | (kept.getUTCMinutes() << 5) | (kept.getUTCSeconds() >> 1);
  const day = ((kept.getUTCFullYear() - 1980) << 9) | ((kept.getUTCMonth() + 1) << 5) | kept.getUTCDate();
  return ((day << 16) | time) >>> 0;
}
