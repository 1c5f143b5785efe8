import { basename, dirname } from 'node:path/posix';
import { imageSize } from 'image-size';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { suggest } from '../diagnostics/suggest.js';
import { type Folder, listFiles, readBytes } from './files.js';
import { readJpegHead } from './jpeg.js';
import type { Image } from './manuscript.js';
import type { ImageUse } from './markdown/markdown-text.js';
import { alternative } from './markdown/tidy.js';

const MEDIA_TYPES: Record<string, Image['mediaType']> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
};

/** What an SVG image must not have: it would run, or be fetched, on the reader's device. */
const ACTIVE_SVG =
  /<(?:script|foreignObject|iframe)\b|\son\w+\s*=|<!ENTITY|(?:href|src)\s*=\s*["']\s*(?!#|data:image\/(?:png|jpeg|gif))[^"'\s]|url\(\s*["']?(?!#)\s*[a-z/]|@import/i;

/** Reads the images that trees show, and puts the alternative text in place of those that cannot be had. */
export async function readImages(
  root: Folder,
  uses: readonly ImageUse[],
): Promise<{ images: Map<string, Image>; diagnostics: Diagnostic[] }> {
  const images = new Map<string, Image>();
  const diagnostics: Diagnostic[] = [];
  const refused = new Map<string, (use: ImageUse) => Diagnostic>();
  for (const use of uses) {
    const { path } = use;
    if (!images.has(path) && !refused.has(path)) {
      const result = await readImage(root, path);
      if (typeof result === 'function') refused.set(path, result);
      else images.set(path, result);
    }
    const refusal = refused.get(path);
    if (refusal) {
      diagnostics.push(refusal(use));
      showAlternative(use);
    }
  }
  return { images, diagnostics };
}

async function readImage(root: Folder, path: string): Promise<Image | ((use: ImageUse) => Diagnostic)> {
  const found = await readNamed(root, path);
  if (found.kind === 'missing') {
    const near = await nearBy(root, path);
    return ({ at }) =>
      diagnostic('image-missing', `there is no image “${path}”`, {
        at: at(),
        hint: near ? `did you mean “${near}”?` : 'the address is relative to the file that it stands in',
      });
  }
  if (found.kind === 'problem') {
    const { code, message, hint } = found.diagnostic;
    return ({ at }) =>
      diagnostic(code === 'file-outside' ? 'image-outside' : code, message, { at: at(), hint });
  }
  const image = imageOf(path, found.bytes);
  if (!('fault' in image)) return image;
  return ({ at }) => diagnostic('image-invalid', image.fault, { at: at(), hint: image.hint });
}

/** The picture of the same folder that is probably meant: its name has the same numbers. */
async function nearBy(root: Folder, path: string): Promise<string | undefined> {
  const digits = (name: string) => name.replace(/\D/g, '');
  const { files } = (await listFiles(root, dirname(path))).value;
  const name = basename(path);
  return suggest(
    name,
    files.filter((file) => /\.(?:png|jpe?g|gif|svg)$/i.test(file) && digits(file) === digits(name)),
  );
}

/** A file as an image, or why it cannot be one. */
export function imageOf(path: string, bytes: Uint8Array): Image | { fault: string; hint?: string } {
  const invalid = (fault: string, hint?: string) => ({ fault, ...(hint !== undefined && { hint }) });
  let size: ReturnType<typeof imageSize>;
  try {
    size = imageSize(bytes);
  } catch {
    if (/\.svg$/i.test(path) && /<svg\b/.test(new TextDecoder().decode(bytes)))
      return invalid(
        `“${path}” does not say how large it is`,
        'give its svg element a width and a height, or a viewBox',
      );
    return invalid(`“${path}” is not an image, or a damaged one`, 'PNG, JPEG, GIF and SVG can be shown');
  }
  const mediaType = MEDIA_TYPES[size.type ?? ''];
  if (!mediaType)
    return invalid(
      `“${path}” is an image of the kind ${size.type?.toUpperCase()}`,
      'save it as PNG, JPEG, GIF or SVG',
    );
  if (!(size.width > 0 && size.height > 0)) return invalid(`“${path}” has no width or no height`);
  if (mediaType === 'image/svg+xml' && ACTIVE_SVG.test(new TextDecoder().decode(bytes)))
    return invalid(
      `“${path}” holds a program, or refers to another file`,
      'an image in a book stands for itself: save it as plain SVG, or as PNG',
    );
  if (mediaType === 'image/jpeg' && !isWholeJpeg(bytes))
    return invalid(
      `“${path}” ends before its picture does`,
      'a part of the file is missing: get it once more',
    );
  // Cameras store a picture lying on its side, and say so.
  const turned = (size.orientation ?? 1) >= 5;
  return {
    path,
    mediaType,
    bytes,
    width: turned ? size.height : size.width,
    height: turned ? size.width : size.height,
  };
}

/** Whether a JPEG's end (EOI) comes after its first scan begins: half a picture would be shown without a word. */
function isWholeJpeg(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    'ffd9',
    readJpegHead(bytes).scan,
    'hex',
  );
}

/** A file by its name, however the accents in it are composed: systems keep them in different ways. */
async function readNamed(root: Folder, path: string): ReturnType<typeof readBytes> {
  const found = await readBytes(root, path);
  for (const form of ['NFC', 'NFD']) {
    const name = path.normalize(form);
    if (found.kind !== 'missing' || name === path) continue;
    const other = await readBytes(root, name);
    if (other.kind !== 'missing') return other;
  }
  return found;
}

function showAlternative({ element, figure }: ImageUse): void {
  const alt = String(element.properties.alt ?? '');
  const text = alternative(element, alt);
  element.tagName = 'span';
  element.properties = {};
  element.children = alt === '' ? [] : [text];
  if (!figure) return;
  const caption = figure.children.find((child) => child.type === 'element' && child.tagName === 'figcaption');
  figure.tagName = 'div';
  figure.children = [{ type: 'element', tagName: 'p', properties: {}, children: [element] }];
  if (caption?.type === 'element') figure.children.push({ ...caption, tagName: 'p' });
}
