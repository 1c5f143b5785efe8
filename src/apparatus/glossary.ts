import type { Root } from 'hast';
import type { Term } from '../manuscript/manuscript.js';
import type { Chapter, GlossaryItem } from './book.js';
import { hrefs } from './hrefs.js';
import { Names } from './names.js';
import { decodeReference } from './references.js';

/** The ids of the places that use a term, by term and then by chapter id, in the order of the book. */
export type UsesByTerm = Map<string, Map<string, string[]>>;

/** The id of each term's entry. */
export function glossaryIds(glossary: Term[]): Map<string, string> {
  const names = new Names();
  return new Map(glossary.map(({ term }) => [term, `term-${names.take(term, 'entry')}`]));
}

/**
 * The entries of an edition.
 *
 * @param terms those of the glossary that it has, in alphabetical order
 * @param ids of their entries
 */
export function composeGlossary(
  terms: readonly Term[],
  uses: UsesByTerm,
  ids: ReadonlyMap<string, string>,
  chapters: readonly Chapter[],
  setText: (tree: Root) => Root,
): GlossaryItem[] {
  return terms.map((entry) => ({
    id: ids.get(entry.term)!,
    term: entry.term,
    type: entry.type,
    forms: entry.forms,
    definition: setText(entry.definition.tree),
    see: entry.see.map((term) => ({ id: ids.get(term)!, term })),
    usedIn: usedIn(uses.get(entry.term), chapters),
  }));
}

function usedIn(
  byChapter: Map<string, string[]> | undefined,
  chapters: readonly Chapter[],
): GlossaryItem['usedIn'] {
  if (!byChapter) return [];
  return chapters.flatMap(({ id, title }) => {
    const places = byChapter.get(id);
    return places ? [{ chapter: id, title, use: places[0]! }] : [];
  });
}

/**
 * The terms that a selection of readings needs: those that they use, those that its apparatus links to, and those that
 * these refer to in turn.
 *
 * @param links the addresses in what is said about the readings, as they are written
 */
export function neededTerms(
  glossary: readonly Term[],
  uses: UsesByTerm,
  ids: ReadonlyMap<string, string>,
  links: readonly string[],
): Term[] {
  const byName = new Map(glossary.map((entry) => [entry.term, entry]));
  const byId = new Map([...ids].map(([term, id]) => [id, term]));
  const kept = new Set<string>();
  const keep = (term: string | undefined) => {
    const entry = term === undefined || kept.has(term) ? undefined : byName.get(term);
    if (!entry) return;
    kept.add(entry.term);
    for (const other of entry.see) keep(other);
    for (const link of hrefs(entry.definition.tree.children)) keep(termOf(link));
  };
  for (const term of uses.keys()) keep(term);
  for (const link of links) keep(termOf(link) ?? byId.get(link.slice(1)));
  return glossary.filter(({ term }) => kept.has(term));
}

/** The term that a link refers to. */
function termOf(link: string): string | undefined {
  return link.startsWith('glossary:') ? decodeReference(link.slice('glossary:'.length)) : undefined;
}
