import type { Image } from '../../manuscript/manuscript.js';
import type { ComputedStyle } from '../style/computed.js';
import { resolveLength } from './page-geometry.js';

/** Points in a CSS pixel, in which images are measured: 96 to the inch. */
const PIXEL = 0.75;

/** An image's box and, in it, where the picture is drawn. Points. */
export interface ImageSize {
  width: number;
  height: number;
  picture: { x: number; y: number; width: number; height: number };
}

/** The size of an image: its own at 96 pixels to the inch, or the style's, never more than there is room for. */
export function imageSize(
  image: Image,
  style: ComputedStyle,
  room: { width: number; height: number },
): ImageSize {
  const natural = { width: Math.max(1, image.width) * PIXEL, height: Math.max(1, image.height) * PIXEL };
  const ratio = natural.width / natural.height;
  const given = {
    width: style.width === 'auto' ? undefined : resolveLength(style.width, room.width),
    height: style.height === 'auto' ? undefined : resolveLength(style.height, room.height),
  };
  let width = given.width ?? (given.height !== undefined ? given.height * ratio : natural.width);
  let height = given.height ?? width / ratio;
  const mostWidth = Math.min(
    room.width,
    style.maxWidth === 'none' ? room.width : resolveLength(style.maxWidth, room.width),
  );
  const mostHeight = Math.min(
    room.height,
    style.maxHeight === 'none' ? room.height : resolveLength(style.maxHeight, room.height),
  );
  const both = given.width !== undefined && given.height !== undefined;
  const scale = Math.min(1, mostWidth / width, mostHeight / height);
  if (both) {
    width = Math.min(width, mostWidth);
    height = Math.min(height, mostHeight);
  } else {
    width *= scale;
    height *= scale;
  }
  return { width, height, picture: fit(style.objectFit, { width, height }, natural) };
}

function fit(
  objectFit: ComputedStyle['objectFit'],
  box: { width: number; height: number },
  natural: { width: number; height: number },
) {
  const contain = Math.min(box.width / natural.width, box.height / natural.height);
  // What lies outside the box would have to be clipped: a picture that would cover it is contained in it instead.
  const scale = objectFit === 'none' || objectFit === 'scale-down' ? Math.min(1, contain) : contain;
  if (objectFit === 'fill') return { x: 0, y: 0, ...box };
  const width = natural.width * scale;
  const height = natural.height * scale;
  return { x: (box.width - width) / 2, y: (box.height - height) / 2, width, height };
}
