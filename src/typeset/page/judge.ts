import type { Element } from 'hast';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { FoundPage } from './found-page.js';
import type { PageLabel } from './page-numbering.js';

/** So many lines are named of each kind of bad ones: more have one cause. */
const MOST_LINES = 12;

/** What is said of one bad line, of its words; and of many. */
const BAD = {
  loose: {
    one: (words: string) => `the words of “${words}” stand too far apart, or the line ends short.`,
    many: 'stretched too far',
  },
  overfull: { one: (words: string) => `“${words}” is wider than its line.`, many: 'wider than they may be' },
  cut: {
    one: (words: string) => `a word that fits no line is cut at the end of “${words}”.`,
    many: 'cut within a word',
  },
} as const;
const KINDS = Object.keys(BAD) as (keyof typeof BAD)[];

/** What is to be said about pages as they stand. @param root says which edition it is (`data-edition`) */
export function judge(
  pages: readonly FoundPage[],
  labels: readonly PageLabel[],
  root: Element,
): Diagnostic[] {
  const { dataEdition: edition } = root.properties;
  const diagnostics: Diagnostic[] = [];
  const inEdition = typeof edition === 'string' ? `Edition “${edition}”` : undefined;
  /** The pages of bad lines that are not named, by the kind. */
  const more: Record<keyof typeof BAD, string[]> = { loose: [], overfull: [], cut: [] };
  const named = { loose: 0, overfull: 0, cut: 0 };
  pages.forEach(({ bad, overfull, displaced }, index) => {
    const { label } = labels[index]!;
    const where = inEdition ? `${inEdition}, page ${label}` : `Page ${label}`;
    for (const { kind, words } of bad) {
      if (++named[kind] > MOST_LINES) more[kind].push(label);
      else diagnostics.push(diagnostic(`line-${kind}`, `${where}: ${BAD[kind].one(words)}`));
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
  for (const kind of KINDS) {
    const on = more[kind];
    if (on.length === 0) continue;
    const where = on[0] === on.at(-1) ? `page ${on[0]}` : `pages ${on[0]} to ${on.at(-1)}`;
    diagnostics.push(
      diagnostic(
        `line-${kind}`,
        `${inEdition ?? 'The book'}: ${on.length} more lines are ${BAD[kind].many}, on ${where}.`,
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
