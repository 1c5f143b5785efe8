import type { Term } from '../manuscript/manuscript.js';
import type { Chapter, IndexEntry, IndexGroup } from './book.js';
import type { UsesByTerm } from './glossary.js';

const INDEXED: IndexGroup['type'][] = ['person', 'place', 'organisation', 'work', 'event'];

/**
 * The index of persons, places, organisations, works and events: every glossary entry of these types that is used.
 *
 * @param sorted the glossary in alphabetical order
 * @param ids of the glossary's entries; empty in an edition without a glossary
 */
export function composeIndex(
  sorted: readonly Term[],
  uses: UsesByTerm,
  ids: ReadonlyMap<string, string>,
  chapters: Chapter[],
): IndexGroup[] {
  return INDEXED.flatMap((type): IndexGroup[] => {
    const entries = sorted
      .filter((entry) => entry.type === type && uses.has(entry.term))
      .map(({ term }): IndexEntry => {
        const byChapter = uses.get(term)!;
        const places = chapters.flatMap(({ id, title }) => {
          const inChapter = byChapter.get(id);
          return inChapter ? [{ chapter: id, title, ids: inChapter }] : [];
        });
        const glossary = ids.get(term);
        return { term, ...(glossary !== undefined && { glossary }), uses: places };
      });
    return entries.length > 0 ? [{ type, entries }] : [];
  });
}
