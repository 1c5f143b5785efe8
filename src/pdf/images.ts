import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import type { Image } from '../manuscript/manuscript.js';
import { withoutFiles } from '../manuscript/svg.js';
import type { PdfFile } from './pdf-file.js';
import { type ObjectNumber, reference } from './syntax.js';

/** SVG images are drawn with this many pixels to a point: 300 to an inch, what offset printing asks for. */
const PIXELS_A_POINT = 300 / 72;
/** No image made of pixels here has more on a side: a full A4 page at 340 to an inch, 64 MB while it is made. */
const MOST_PIXELS = 4000;
const DEFLATE = { level: 6 };

/** An image that is in the file. */
export interface EmbeddedImage {
  object: ObjectNumber;
  /** Its colours are CMYK without a profile, which the file's sRGB output intent does not cover. */
  cmyk: boolean;
}

/**
 * The pixels of an image, as far as its kind lets them be taken over or must have them made anew. Throws where it is
 * broken.
 *
 * @param points how wide it is shown
 */
export function embedImage(file: PdfFile, image: Image, points: number): EmbeddedImage {
  switch (image.mediaType) {
    case 'image/jpeg': {
      const { id, deviceSpace } = file.jpeg(image.bytes);
      return { object: id, cmyk: deviceSpace === 'DeviceCMYK' };
    }
    case 'image/png': {
      const png = readPng(image.bytes);
      const { width, height } = png;
      const object = png.direct
        ? embedPng(file, png)
        : embedPixels(file, rasterise(wrap(image, width, height), width, height));
      return { object, cmyk: false };
    }
    case 'image/gif': {
      // The logical screen's size: a GIF's first picture, which is all that paper can show, may be smaller.
      const bytes = Buffer.from(image.bytes);
      if (bytes.length < 13 || !bytes.toString('latin1', 0, 6).startsWith('GIF8'))
        throw new Error('no GIF signature');
      const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
      return { object: embedPixels(file, rasterise(wrap(image, width, height), width, height)), cmyk: false };
    }
    case 'image/svg+xml': {
      const width = Math.max(1, points * PIXELS_A_POINT);
      const svg = withoutFiles(Buffer.from(image.bytes).toString('utf8'));
      const pixels = rasterise(svg, width, (width * image.height) / image.width);
      return { object: embedPixels(file, pixels), cmyk: false };
    }
  }
}

interface Png {
  width: number;
  height: number;
  bits: number;
  colors: number;
  palette: Uint8Array | undefined;
  data: Uint8Array;
  /** PDF can take the compressed rows as they are: neither transparent nor interlaced. */
  direct: boolean;
}

/** Reads the chunks of a PNG (ISO/IEC 15948) and tries its data. PDFKit's own reader loses low bit depths and colour keys. */
function readPng(bytes: Uint8Array): Png {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 33 || view.readUInt32BE(0) !== 0x89504e47) throw new Error('no PNG signature');
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)];
  const [bits, colorType, interlace] = [view[24]!, view[25]!, view[28]!];
  const channels = ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as Record<number, number>)[colorType];
  if (!channels || width === 0 || height === 0) throw new Error('an invalid PNG header');
  let palette: Uint8Array | undefined;
  let transparent = false;
  const data: Buffer[] = [];
  for (let at = 8; at + 8 <= view.length; ) {
    const length = view.readUInt32BE(at);
    const type = view.toString('latin1', at + 4, at + 8);
    const chunk = view.subarray(at + 8, at + 8 + length);
    if (type === 'PLTE') palette = chunk;
    else if (type === 'tRNS') transparent = true;
    else if (type === 'IDAT') data.push(chunk);
    else if (type === 'IEND') break;
    at += length + 12;
  }
  if (colorType === 3 && !palette) throw new Error('no palette');
  const direct = interlace === 0 && !transparent && colorType !== 4 && colorType !== 6;
  const joined = Buffer.concat(data);
  // Interlaced rows are a little more than these, never less.
  const size = (Math.ceil((width * channels * bits) / 8) + 1) * height;
  const rows = inflateSync(joined, { maxOutputLength: size * 2 + 1024 });
  if (rows.length < size && (direct || rows.length < size - height))
    throw new Error('fewer pixels than announced');
  const colors = colorType === 2 ? 3 : 1;
  return {
    width,
    height,
    bits,
    colors,
    palette: colorType === 3 ? palette : undefined,
    data: joined,
    direct,
  };
}

function embedPng(file: PdfFile, png: Png): ObjectNumber {
  const { width, height, bits, colors } = png;
  let space = colors === 3 ? '/DeviceRGB' : '/DeviceGray';
  if (png.palette) {
    const last = Math.min(1 << bits, Math.floor(png.palette.length / 3)) - 1;
    const palette = file.stream('', png.palette.subarray(0, 3 * (last + 1)));
    space = `[/Indexed/DeviceRGB ${last} ${reference(palette)}]`;
  }
  const entries =
    `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent ${bits}/ColorSpace${space}` +
    `/DecodeParms<</Predictor 15/Colors ${colors}/BitsPerComponent ${bits}/Columns ${width}>>`;
  return file.stream(entries, png.data, { filter: 'deflated' });
}

interface Pixels {
  width: number;
  height: number;
  /** RGBA, not premultiplied. */
  bytes: Uint8Array;
}

/** Embeds pixels; a soft mask carries their transparency, as PDF/A-2 allows. */
function embedPixels(file: PdfFile, { width, height, bytes }: Pixels): ObjectNumber {
  const count = width * height;
  const rgb = Buffer.alloc(count * 3);
  const alpha = Buffer.alloc(count);
  let opaque = true;
  for (let i = 0; i < count; i++) {
    rgb[i * 3] = bytes[i * 4]!;
    rgb[i * 3 + 1] = bytes[i * 4 + 1]!;
    rgb[i * 3 + 2] = bytes[i * 4 + 2]!;
    alpha[i] = bytes[i * 4 + 3]!;
    if (alpha[i] !== 255) opaque = false;
  }
  const size = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8`;
  const stream = (entries: string, data: Buffer) =>
    file.stream(entries, deflateSync(data, DEFLATE), { filter: 'deflated' });
  const mask = opaque ? '' : `/SMask ${reference(stream(`${size}/ColorSpace/DeviceGray`, alpha))}`;
  return stream(`${size}/ColorSpace/DeviceRGB${mask}`, rgb);
}

/** An SVG that shows a PNG or GIF in its own size: resvg reads all their varieties. */
function wrap(image: Image, width: number, height: number): string {
  const url = `data:${image.mediaType};base64,${Buffer.from(image.bytes).toString('base64')}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<image width="${width}" height="${height}" image-rendering="optimizeSpeed" href="${url}"/></svg>`
  );
}

/** Draws an SVG. Its fonts are those of the package, never the machine's, so that every machine draws the same. */
function rasterise(svg: string, width: number, height: number): Pixels {
  const shrink = Math.min(1, MOST_PIXELS / Math.max(width, height));
  const image = new (resvg())(svg, {
    font: { loadSystemFonts: false, fontDirs: fontFolders(), defaultFontFamily: 'EB Garamond' },
    fitTo: { mode: 'width', value: Math.max(1, Math.round(width * shrink)) },
  }).render();
  const bytes = new Uint8Array(image.pixels);
  for (let i = 0; i < bytes.length; i += 4) {
    const alpha = bytes[i + 3]!;
    if (alpha === 0 || alpha === 255) continue;
    for (let c = 0; c < 3; c++) bytes[i + c] = Math.min(255, Math.round((bytes[i + c]! * 255) / alpha));
  }
  return { width: image.width, height: image.height, bytes };
}

const require = createRequire(import.meta.url);

/** Loaded when the first such image comes: most books have none. */
function resvg(): typeof import('@resvg/resvg-js').Resvg {
  return (require('@resvg/resvg-js') as typeof import('@resvg/resvg-js')).Resvg;
}

function fontFolders(): string[] {
  return ['@expo-google-fonts/eb-garamond', '@expo-google-fonts/source-sans-3'].map((name) =>
    join(dirname(require.resolve(`${name}/package.json`))),
  );
}
