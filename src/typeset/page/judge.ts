import type { Element } from 'hast';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { FoundPage } from './found-page.js';
import type { PageLabel } from './page-numbering.js';

/** What is to be said about pages as they stand. @param root says which edition it is (`data-edition`) */
export function judge(
  pages: readonly FoundPage[],
  labels: readonly PageLabel[],
  root: Element,
): Diagnostic[] {
  const { dataEdition: edition } = root.properties;
  const diagnostics: Diagnostic[] = [];
  pages.forEach(({ bad, overfull, displaced }, index) => {
    const { label } = labels[index]!;
    const where = typeof edition === 'string' ? `Edition “${edition}”, page ${label}` : `Page ${label}`;
    for (const { kind, words } of bad)
      diagnostics.push(
        kind === 'loose'
          ? diagnostic(
              'line-loose',
              `${where}: the words of “${words}” stand too far apart, or the line ends short.`,
            )
          : diagnostic('line-overfull', `${where}: “${words}” is wider than its line.`),
      );
    if (overfull)
      diagnostics.push(
        diagnostic(
          'page-overfull',
          `${where}: what stands there has no room on a page and cannot be divided.`,
        ),
      );
    for (const id of displaced)
      diagnostics.push(
        diagnostic('note-displaced', `${where}: the note “${id}” has no room on the page of its call.`),
      );
  });
  return diagnostics;
}

export function unsettled(ids: readonly string[], rounds: number): Diagnostic {
  const named = ids.slice(0, 3).map((id) => `“${id}”`);
  return diagnostic(
    'page-references-unsettled',
    `After ${rounds} rounds the page numbers of ${ids.length} references still change, such as ${named.join(', ')}.`,
  );
}
