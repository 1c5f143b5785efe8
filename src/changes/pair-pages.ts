import { commonItems, differences } from './align.js';

/** A part of a book that is found again as a whole: a text, the contents, the index. */
export interface Section {
  id: string;
  /** A hash of its words. */
  words: string;
  title: string;
}

/**
 * Which section of an old book each section of a new one is: by its id, by its words or its title where it was renamed, and where as
 * many new ones stand between two known sections as old ones did, by its place. Sections that changed their order are
 * taken for new ones, since on paper they are.
 *
 * @returns by index in the new list: an index in the old one, rising
 */
export function pairSections(before: readonly Section[], after: readonly Section[]): (number | undefined)[] {
  const ids = new Set(before.map(({ id }) => id));
  const kept = new Set(after.map(({ id }) => id));
  const renamed = before.filter(({ id }) => !kept.has(id));
  const byWords = new Map(renamed.map(({ id, words }) => [words, id]));
  const byTitle = new Map(renamed.map(({ id, title }) => [title, id]));
  const names = after.map(({ id, words, title }) =>
    ids.has(id) ? id : (byWords.get(words) ?? byTitle.get(title) ?? id),
  );
  const common = commonItems(
    before.map(({ id }) => id),
    names,
  );
  const pairs: (number | undefined)[] = after.map(() => undefined);
  for (const [old, now] of common) pairs[now] = old;
  for (const { aStart, aEnd, bStart, bEnd } of differences(common, before.length, after.length)) {
    if (aEnd - aStart !== bEnd - bStart) continue;
    // A section that only changed its place is not what another has become.
    const moved = (i: number) => kept.has(before[aStart + i]!.id) || ids.has(after[bStart + i]!.id);
    for (let i = 0; i < aEnd - aStart; i++) if (!moved(i)) pairs[bStart + i] = aStart + i;
  }
  return pairs;
}

/** The pages of a section, each as a key that tells it from others. */
export interface Run {
  /** The index of its first page in the book. */
  first: number;
  keys: readonly string[];
}

/**
 * Which page of an old book each page of a new one has become: pages with the same key are the same; between them, pages
 * follow each other one by one, and what is over at the end is new, or gone.
 *
 * @param sections as `pairSections` gives them
 * @returns by index of the new page, rising where it is defined
 */
export function pairPages(
  before: readonly Run[],
  after: readonly Run[],
  sections: readonly (number | undefined)[],
): (number | undefined)[] {
  const pairs: (number | undefined)[] = [];
  after.forEach(({ first, keys }, section) => {
    for (let i = 0; i < keys.length; i++) pairs[first + i] = undefined;
    const old = sections[section] === undefined ? undefined : before[sections[section]];
    if (!old) return;
    const common = commonItems(old.keys, keys);
    for (const [i, j] of common) pairs[first + j] = old.first + i;
    for (const { aStart, aEnd, bStart, bEnd } of differences(common, old.keys.length, keys.length))
      for (let i = 0; i < Math.min(aEnd - aStart, bEnd - bStart); i++)
        pairs[first + bStart + i] = old.first + aStart + i;
  });
  return pairs;
}

/**
 * The pages of each section, with the empty ones that follow it.
 *
 * @param starts the first page of each section, rising; what stands before the first belongs to it
 */
export function runsOf(starts: readonly number[], keys: readonly string[]): Run[] {
  return starts.map((start, i) => {
    const first = i === 0 ? 0 : start;
    return { first, keys: keys.slice(first, starts[i + 1] ?? keys.length) };
  });
}
