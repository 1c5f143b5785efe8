import type { Element } from 'hast';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { FoundPage } from './found-page.js';
import type { PageLabel } from './page-numbering.js';

/** So many lines are named of those that are loose, and of those that are too wide: more have one cause. */
const MOST_LINES = 12;

/** What is to be said about pages as they stand. @param root says which edition it is (`data-edition`) */
export function judge(
  pages: readonly FoundPage[],
  labels: readonly PageLabel[],
  root: Element,
): Diagnostic[] {
  const { dataEdition: edition } = root.properties;
  const diagnostics: Diagnostic[] = [];
  const inEdition = typeof edition === 'string' ? `Edition “${edition}”` : undefined;
  /** Bad lines that are not named, by the kind. */
  const more = { loose: [] as string[], overfull: [] as string[] };
  const named = { loose: 0, overfull: 0 };
  pages.forEach(({ bad, overfull, displaced }, index) => {
    const { label } = labels[index]!;
    const where = inEdition ? `${inEdition}, page ${label}` : `Page ${label}`;
    for (const { kind, words } of bad) {
      if (++named[kind] > MOST_LINES) more[kind].push(label);
      else
        diagnostics.push(
          kind === 'loose'
            ? diagnostic(
                'line-loose',
                `${where}: the words of “${words}” stand too far apart, or the line ends short.`,
              )
            : diagnostic('line-overfull', `${where}: “${words}” is wider than its line.`),
        );
    }
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
  for (const kind of ['loose', 'overfull'] as const) {
    const on = more[kind];
    if (on.length === 0) continue;
    const like = kind === 'loose' ? 'stretched too far' : 'wider than they may be';
    const where = on[0] === on.at(-1) ? `page ${on[0]}` : `pages ${on[0]} to ${on.at(-1)}`;
    diagnostics.push(
      diagnostic(
        `line-${kind}`,
        `${inEdition ?? 'The book'}: ${on.length} more lines are ${like}, on ${where}.`,
        {
          hint: 'the lines may be too short for their words: make the margins smaller, or the page larger',
        },
      ),
    );
  }
  return diagnostics;
}

export function unsettled(ids: readonly string[], rounds: number): Diagnostic {
  const named = ids.slice(0, 3).map((id) => `“${id}”`);
  return diagnostic(
    'page-references-unsettled',
    `After ${rounds} rounds the page numbers of ${ids.length} references still change, such as ${named.join(', ')}.`,
  );
}
