import { posix } from 'node:path';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Span } from '../../diagnostics/source.js';
import { decoded } from './link-target.js';

export type ImagePath = { kind: 'path'; path: string } | { kind: 'problem'; diagnostic: Diagnostic };

/**
 * The file that an image's address names, relative to the project. The address is relative to the file that it stands
 * in, as it is for every program that shows Markdown.
 *
 * @param folder the folder of that file, relative to the project
 */
export function imagePath(src: string, folder: string, at: Span): ImagePath {
  const problem = (code: 'image-outside' | 'image-remote', message: string, hint: string): ImagePath => ({
    kind: 'problem',
    diagnostic: diagnostic(code, message, { at, hint }),
  });
  const written = decoded(src.trim());
  if (/^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(written) && !/^file:/i.test(written))
    return problem(
      'image-remote',
      `the image “${short(written)}” is not in the project, and nothing is fetched`,
      'save it in the project; until then its alternative text stands in its place',
    );
  const inside = 'save the image in the project, and write its address relative to this file';
  if (/^(?:file:|[a-z]:|\/|\\)/i.test(written))
    return problem('image-outside', `“${short(written)}” is not an address in the project`, inside);
  if (written === '') return problem('image-outside', 'an image has no address', inside);
  const path = posix.normalize(posix.join(folder, written.replaceAll('\\', '/').replace(/[?#].*$/, '')));
  if (path === '..' || path.startsWith('../') || path.includes('\0'))
    return problem('image-outside', `“${short(written)}” leads out of the project`, inside);
  return { kind: 'path', path: path.normalize('NFC') };
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
