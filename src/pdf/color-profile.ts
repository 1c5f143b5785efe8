import { readJpegHead } from '../manuscript/jpeg.js';

/**
 * The profile that a JPEG says its colours in (ICC.1:2010, annex B.4: in APP2 segments, which are numbered). A photograph
 * in Display P3 or Adobe RGB taken for sRGB is dull, and a picture in CMYK without one has no colours that are certain.
 */
export function profileOfJpeg(jpeg: Uint8Array): Uint8Array | undefined {
  const parts = readJpegHead(jpeg)
    .segments.filter(
      ({ marker, content }) => marker === APP2 && content.toString('latin1', 0, NAME.length) === NAME,
    )
    .map(({ content }) => ({ number: content[NAME.length]!, data: content.subarray(NAME.length + 2) }));
  if (parts.length === 0) return undefined;
  return Buffer.concat(parts.sort((a, b) => a.number - b.number).map(({ data }) => data));
}

const APP2 = 0xe2;
const NAME = 'ICC_PROFILE\0';

const SPACES = { DeviceGray: 'GRAY', DeviceRGB: 'RGB ', DeviceCMYK: 'CMYK' } as const;
/** Of inputs, displays, printers and spaces: what an image may have (ISO 19005-2, 6.2.4.2). */
const CLASSES = new Set(['scnr', 'mntr', 'prtr', 'spac']);
const HEADER = 128;

/**
 * Whether a profile is a whole one for such colours that a PDF/A-2 can hold, and says more than that they are sRGB, which
 * the file says of all its colours.
 */
export function isTelling(profile: Uint8Array, space: keyof typeof SPACES): boolean {
  const file = Buffer.from(profile.buffer, profile.byteOffset, profile.byteLength);
  if (file.length < HEADER || file.readUInt32BE(0) !== file.length) return false;
  const text = (from: number) => file.toString('latin1', from, from + 4);
  if (text(36) !== 'acsp' || file[8]! > 4 || !CLASSES.has(text(12)) || text(16) !== SPACES[space])
    return false;
  return !file.includes('sRGB', HEADER, 'latin1') && !file.includes('\0s\0R\0G\0B', HEADER, 'latin1');
}
