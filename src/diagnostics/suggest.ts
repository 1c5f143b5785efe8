/** Letters with which two words begin that may mean the same: `lang` and `language`. */
const SHORTEST_BEGINNING = 3;

/**
 * The candidate nearest to a misspelt word, or undefined when none is near: at most a third of the letters may
 * differ (optimal string alignment distance, so that two swapped letters count once). Else the first that begins
 * as it does, for two thirds of the shorter word. Case is ignored.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let beginning: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const lower = candidate.toLowerCase();
    const distance = editDistance(wanted, lower, least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
    const shared = sharedBeginning(wanted, lower);
    if (shared >= SHORTEST_BEGINNING && 3 * shared >= 2 * Math.min(wanted.length, lower.length))
      beginning ??= candidate;
  }
  return best ?? beginning;
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** "did you mean “x”?", or, with nothing near, the list of what there is when it is short enough to help. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  // A key of YAML cannot begin with a space, unless it is one that is none to YAML.
  if (/^\s/.test(word))
    return 'the spaces before it are special ones, which indent nothing: write ordinary spaces';
  const all = [...candidates];
  const near = suggest(word, all);
  if (near !== undefined) return `did you mean “${near}”?`;
  if (all.length === 0 || all.length > 12) return undefined;
  return `expected one of: ${all.join(', ')}`;
}

/** Optimal string alignment distance; gives `limit` as soon as it cannot be less. O(a × b). */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(row[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, before[j - 2]! + 1);
      row.push(value);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length]!;
}
