import { likeness } from './word-diff.js';

/**
 * Below this share of common words, two texts are rather one removed and another added. Lower, and unrelated sentences
 * of one subject are taken for each other; higher, and a sentence that was rewritten is not recognised.
 */
const ALIKE = 0.5;

/** Texts that are compared with each other, at most: each with each, so that this many squared are. */
const MOST_COMPARED = 200;

export interface Match<T> {
  before?: T;
  after?: T;
}

/**
 * Which items of an old list are which of a new one: those with the same key under the first question that finds one,
 * in order; then those whose texts are alike. What is left was removed, or added.
 *
 * @param keys questions, the surest first; an item without an answer is not found by it
 * @param text what is compared of those that no key finds
 * @returns the new list in its order, then what was removed
 */
export function match<T>(
  before: readonly T[],
  after: readonly T[],
  keys: readonly ((item: T, side: 'before' | 'after') => string | undefined)[],
  text: (item: T) => string,
): Match<T>[] {
  const pairs = new Map<T, T>();
  const free = new Set(before);
  const pair = (old: T, now: T) => {
    pairs.set(now, old);
    free.delete(old);
  };
  for (const key of keys) {
    const known = new Map<string, T[]>();
    for (const old of free) {
      const answer = key(old, 'before');
      if (answer === undefined) continue;
      const alike = known.get(answer);
      if (alike) alike.push(old);
      else known.set(answer, [old]);
    }
    for (const list of known.values()) list.reverse();
    for (const now of after) {
      const answer = pairs.has(now) ? undefined : key(now, 'after');
      const old = answer === undefined ? undefined : known.get(answer)?.pop();
      if (old !== undefined) pair(old, now);
    }
  }
  const left = after.filter((now) => !pairs.has(now)).slice(0, MOST_COMPARED);
  const candidates = [...free].slice(0, MOST_COMPARED).map((item) => ({ item, text: text(item) }));
  for (const now of left) {
    const words = text(now);
    let best: T | undefined;
    let most = ALIKE;
    for (const { item, text } of candidates) {
      if (!free.has(item)) continue;
      const like = likeness(text, words);
      if (like > most) [best, most] = [item, like];
    }
    if (best !== undefined) pair(best, now);
  }
  const matches: Match<T>[] = after.map((now) => {
    const old = pairs.get(now);
    return old === undefined ? { after: now } : { before: old, after: now };
  });
  return [...matches, ...[...free].map((old) => ({ before: old }))];
}
