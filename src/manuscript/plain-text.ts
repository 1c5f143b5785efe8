import { diagnostic } from '../diagnostics/diagnostic.js';
import type { Reader } from './reader.js';
import type { Path } from './yaml-file.js';

/** Emphasis, code and links of Markdown. What only looks so, as `M*A*S*H` or `5 * 3`, is none. */
const MARKUP =
  /(?<![\w*])(\*{1,3})(?=[^\s*])[^*\n]*[^\s*]\1(?![\w*])|(?<!\w)_(?=[^\s_])[^_\n]*[^\s_]_(?!\w)|\[[^\][\n]+\]\([^()\s]+\)/u;

/** Says of a text that is taken as it is written, a term or the title of the book, that its Markdown stays as it is. */
export function tellMarkup({ file, diagnostics }: Reader, path: Path, text: string | undefined): void {
  const found = MARKUP.exec(text ?? '')?.[0];
  if (found === undefined) return;
  const message = `“${found}” is text here: “${path.findLast((step) => typeof step === 'string')}” is plain text, without Markdown`;
  diagnostics.push(diagnostic('markup-unread', message, { at: file.at(path), hint: 'leave the signs out' }));
}
