import { digest } from '../cache/digest.js';
import type { Completion, Draft } from './archive.js';

/**
 * A name that EPUBs share which a checker cannot tell from each other but by their words, and by where page breaks
 * stand: markup, ids, links, package, navigation, stylesheet and resources are the same, and the same elements have text
 * in them. Where one of them has no fault, the others have none.
 *
 * @param documents the names of the draft's documents: see `documentShape`
 */
export function shapeOf(
  { title, language, stylesheet, resources }: Draft,
  documents: readonly string[],
  { packageDocument, navigation, ncx }: Completion,
): string {
  return digest(
    [title, language, stylesheet, packageDocument, navigation, ncx],
    documents,
    ...resources.flatMap(({ path, bytes }) => [path, bytes]),
  );
}

/** Such a name of one document. */
export function documentShape(file: string, xhtml: string): string {
  return digest(file, withoutWords(xhtml));
}

/** Each text is `x`, or a space where it is nothing but white space. No attribute has a `>` in it that is not escaped. */
function withoutWords(xhtml: string): string {
  return xhtml.replace(/>([^<]+)/g, (_, text: string) => (text.trim() === '' ? '> ' : '>x'));
}
