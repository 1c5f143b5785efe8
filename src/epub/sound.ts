import { digest } from '../cache/digest.js';
import type { Contents } from './archive.js';

/**
 * A name that EPUBs share which a checker cannot tell from each other but by their words: markup, ids, links, package,
 * navigation, stylesheet and resources are the same, and the same elements have text in them. Where one of them has no
 * fault, the others have none.
 */
export function shapeOf(contents: Contents): string {
  const { title, language, stylesheet, packageDocument, navigation, ncx, documents, resources } = contents;
  return digest(
    [title, language, stylesheet, packageDocument, navigation, ncx],
    documents.map(({ file, xhtml }) => [file, withoutWords(xhtml)]),
    ...resources.flatMap(({ path, bytes }) => [path, bytes]),
  );
}

/** Each text is `x`, or a space where it is nothing but white space. No attribute has a `>` in it that is not escaped. */
function withoutWords(xhtml: string): string {
  return xhtml.replace(/>([^<]+)/g, (_, text: string) => (text.trim() === '' ? '> ' : '>x'));
}
