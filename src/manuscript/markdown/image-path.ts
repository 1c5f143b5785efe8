import { posix } from 'node:path';
import { type AddressFault, decoded, short } from './link-target.js';

/**
 * The file that an image's address names, relative to the project. The address is relative to the file that it stands
 * in, as it is for every program that shows Markdown.
 *
 * @param folder the folder of that file, relative to the project
 */
export function imagePath(src: string, folder: string): { kind: 'path'; path: string } | AddressFault {
  const fault = (code: 'image-outside' | 'image-remote', message: string, hint: string): AddressFault => ({
    kind: 'fault',
    code,
    message,
    hint,
  });
  const written = decoded(src.trim());
  if (/^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(written) && !/^file:/i.test(written))
    return fault(
      'image-remote',
      `the image “${short(written)}” is not in the project, and nothing is fetched`,
      'save it in the project; until then its alternative text stands in its place',
    );
  const inside = 'save the image in the project, and write its address relative to this file';
  if (/^(?:file:|[a-z]:|\/|\\)/i.test(written))
    return fault('image-outside', `“${short(written)}” is not an address in the project`, inside);
  if (written === '') return fault('image-outside', 'an image has no address', inside);
  const path = posix.normalize(posix.join(folder, written.replaceAll('\\', '/').replace(/[?#].*$/, '')));
  if (path === '..' || path.startsWith('../') || path.includes('\0'))
    return fault('image-outside', `“${short(written)}” leads out of the project`, inside);
  return { kind: 'path', path: path.normalize('NFC') };
}
