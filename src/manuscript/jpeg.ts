/** What a JPEG says before its picture: segments (ITU-T T.81, annex B), each with its marker and its content. */
export interface JpegHead {
  segments: { marker: number; content: Buffer }[];
  /** Where the first scan begins; where the file ends, or is none, before that. Bytes. */
  scan: number;
}

/** Start of scan. */
const SOS = 0xda;
/** Begins a marker; any number of them may. */
const FILL = 0xff;

/** Segments have their lengths, and may hold small pictures of their own, with scans and ends of their own. */
export function readJpegHead(bytes: Uint8Array): JpegHead {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments: JpegHead['segments'] = [];
  let at = 2;
  while (at + 4 <= file.length && file[at] === FILL && file[at + 1] !== SOS) {
    if (file[at + 1] === FILL) {
      at++;
      continue;
    }
    const end = at + 2 + file.readUInt16BE(at + 2);
    segments.push({ marker: file[at + 1]!, content: file.subarray(at + 4, end) });
    at = end;
  }
  return { segments, scan: at };
}
