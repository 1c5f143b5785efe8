import { createHash } from 'node:crypto';
import { imageSize } from 'image-size';
import type { Image } from '../manuscript/manuscript.js';
import type { Box } from './marks.js';

/** What drawing an image takes. */
export interface ImagePlacement {
  /** What content streams call it, which its path alone decides: `/I2f0c4a6e91d3`. */
  name: string;
  /** The matrix that maps PDF's unit square, in which images lie, to a box on the page. */
  matrix(box: Box): number[];
}

/** What an image is called in content streams. */
export function imageName(path: string): string {
  return `/I${createHash('sha256').update(path).digest('hex').slice(0, NAME)}`;
}

/** Hexadecimal digits of an image's name: enough that no two of a book have the same. */
const NAME = 16;

/** How an image is drawn. What is broken in it shows when it is embedded. */
export function placeImage({ path, mediaType, bytes }: Image): ImagePlacement {
  const name = imageName(path);
  if (mediaType !== 'image/jpeg')
    return {
      name,
      matrix: ([left, bottom, right, top]) => [right - left, 0, 0, top - bottom, left, bottom],
    };
  const [a, b, c, d, e, f] = ORIENTATIONS[orientationOf(bytes) - 1] ?? ORIENTATIONS[0];
  return {
    name,
    matrix: ([left, bottom, right, top]) => {
      const [w, h] = [right - left, top - bottom];
      return [a * w, b * h, c * w, d * h, left + e * w, bottom + f * h];
    },
  };
}

function orientationOf(jpeg: Uint8Array): number {
  try {
    return imageSize(jpeg).orientation ?? 1;
  } catch {
    return 1;
  }
}

/**
 * The corners of the unit square, as columns of a matrix, for each EXIF orientation: how a camera's picture must be
 * turned and mirrored to stand as it was seen. Index 0 is orientation 1.
 */
const ORIENTATIONS = [
  [1, 0, 0, 1, 0, 0],
  [-1, 0, 0, 1, 1, 0],
  [-1, 0, 0, -1, 1, 1],
  [1, 0, 0, -1, 0, 1],
  [0, -1, -1, 0, 1, 1],
  [0, -1, 1, 0, 0, 1],
  [0, 1, 1, 0, 0, 0],
  [0, 1, -1, 0, 1, 0],
] as const;
