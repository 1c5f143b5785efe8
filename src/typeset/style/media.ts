import type { Atrule } from 'css-tree';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../diagnostics/source.js';
import { shorten, spanOf } from './declaration.js';

/** The media of CSS; pages are `print`. */
const OTHERS = new Set([
  'screen',
  'speech',
  'aural',
  'braille',
  'embossed',
  'handheld',
  'projection',
  'tty',
  'tv',
]);

/** Whether a `@media` rule means pages. A query about anything but the medium is reported and does not match. */
export function mediaApplies(node: Atrule, source: Source, diagnostics: Diagnostic[]): boolean {
  const { prelude } = node;
  const list = prelude?.type === 'AtrulePrelude' ? prelude.children.first : null;
  // `@media` without a query, or one that css-tree could not read and has reported.
  if (list?.type !== 'MediaQueryList') return prelude === null;
  let applies = false;
  for (const query of list.children) {
    if (query.type !== 'MediaQuery') continue;
    const medium = query.mediaType?.toLowerCase() ?? 'all';
    const known = medium === 'all' || medium === 'print' || OTHERS.has(medium);
    if (query.condition || !known) {
      const { start, end } = spanOf(query, source);
      const written = source.text.slice(start, end);
      const at = { source, start: end - written.trimStart().length, end };
      diagnostics.push(
        diagnostic('css-unsupported-media', `the media query “${shorten(written)}” is not supported`, {
          at,
          hint: 'a stylesheet may ask for print, screen or all',
        }),
      );
      continue;
    }
    const matches = medium === 'all' || medium === 'print';
    if (matches !== (query.modifier?.toLowerCase() === 'not')) applies = true;
  }
  return applies;
}
