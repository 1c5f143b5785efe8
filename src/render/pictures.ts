import { imageOf } from '../manuscript/images.js';
import type { Image } from '../manuscript/manuscript.js';
import type { Looks } from './rendered.js';

/** The folder of a project's templates, as the addresses of pictures in it begin. */
const FOLDER = 'templates/';

/**
 * The pictures that a page can show: those of the readings, and those that lie beside the templates, such as a
 * publisher's mark. A theme's stand under the same addresses as the project's own.
 */
export function withPictures(images: Map<string, Image>, { assets }: Looks): Map<string, Image> {
  const all = new Map(images);
  for (const [path, bytes] of assets) {
    if (!/\.(?:png|jpe?g|gif|svg)$/i.test(path) || all.has(FOLDER + path)) continue;
    const image = imageOf(FOLDER + path, bytes);
    if (!('fault' in image)) all.set(FOLDER + path, image);
  }
  return all;
}
