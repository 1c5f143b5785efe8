/**
 * The items that two lists have in common, in order: pairs of indices that rise in both. What begins and what ends both
 * lists is paired first, then items that stand in each list once, as far as they stand in the same order (the longest
 * such chain: "patience" diff, Bram Cohen), then what touches these. O(n log n), whatever the lists hold; unlike the
 * longest common subsequence it never pairs items that are common everywhere, such as empty pages, across a difference.
 */
export function commonItems(a: readonly string[], b: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  const pending: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  while (pending.length > 0) {
    let [aStart, aEnd, bStart, bEnd] = pending.pop()!;
    while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) found.push([aStart++, bStart++]);
    while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] === b[bEnd - 1]) found.push([--aEnd, --bEnd]);
    if (aStart === aEnd || bStart === bEnd) continue;
    const anchors = risingChain(uniquePairs(a, aStart, aEnd, b, bStart, bEnd));
    if (anchors.length === 0) continue;
    let [aFrom, bFrom] = [aStart, bStart];
    for (const [i, j] of [...anchors, [aEnd, bEnd] as [number, number]]) {
      pending.push([aFrom, i, bFrom, j]);
      if (i < aEnd) found.push([i, j]);
      [aFrom, bFrom] = [i + 1, j + 1];
    }
  }
  return found.sort(([i], [j]) => i - j);
}

/** Stretches between common items: `a[aStart…aEnd)` has become `b[bStart…bEnd)`; one of the two may be empty. */
export interface Difference {
  aStart: number;
  aEnd: number;
  bStart: number;
  bEnd: number;
}

export function differences(
  common: readonly [number, number][],
  aLength: number,
  bLength: number,
): Difference[] {
  const found: Difference[] = [];
  let [aStart, bStart] = [0, 0];
  for (const [aEnd, bEnd] of [...common, [aLength, bLength] as const]) {
    if (aEnd > aStart || bEnd > bStart) found.push({ aStart, aEnd, bStart, bEnd });
    [aStart, bStart] = [aEnd + 1, bEnd + 1];
  }
  return found;
}

/** Items that stand once in each stretch, in the order of the first. */
function uniquePairs(
  a: readonly string[],
  aStart: number,
  aEnd: number,
  b: readonly string[],
  bStart: number,
  bEnd: number,
): [number, number][] {
  const inB = places(b, bStart, bEnd);
  const pairs: [number, number][] = [];
  for (const [item, i] of places(a, aStart, aEnd)) {
    const j = inB.get(item);
    if (i !== undefined && j !== undefined) pairs.push([i, j]);
  }
  return pairs;
}

/** Where each item stands; undefined for one that stands twice. */
function places(list: readonly string[], start: number, end: number): Map<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  for (let i = start; i < end; i++) found.set(list[i]!, found.has(list[i]!) ? undefined : i);
  return found;
}

/** The longest chain of pairs that rises in both; the pairs come in the order of the first. */
function risingChain(pairs: readonly [number, number][]): [number, number][] {
  /** By length, less one: the index of the pair with the least second number that ends a chain of that length. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  pairs.forEach(([, j], index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < j) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1];
    ends[low] = index;
  });
  const chain: [number, number][] = [];
  for (let at = ends.at(-1); at !== undefined; at = before[at]) chain.push(pairs[at]!);
  return chain.reverse();
}
