/** A stretch of words that one text has and another has not, or has others for. */
export interface WordChange {
  removed: string;
  added: string;
}

/** Longer texts are compared as if everything between their common beginning and end had changed. */
const MAX_WORDS = 400;

/** Changes that a message lists. */
const MAX_CHANGES = 4;

/** Words of a stretch that a message shows, half at its beginning and half at its end. */
const SHOWN_WORDS = 12;

/**
 * What was changed between two texts, word by word, by the longest common subsequence. Words are what white space
 * separates; marks at their edges are words of their own. O(n²) up to MAX_WORDS, linear beyond.
 */
export function wordDiff(before: string, after: string): WordChange[] {
  const old = words(before);
  const now = words(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let oldEnd = old.length;
  let nowEnd = now.length;
  while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd--;
    nowEnd--;
  }
  const a = old.slice(start, oldEnd);
  const b = now.slice(start, nowEnd);
  if (a.length > MAX_WORDS || b.length > MAX_WORDS) return [{ removed: join(a), added: join(b) }];
  return changes(a, b);
}

/** Changes as a phrase: “cooperative” → “cooperatives”; added “not”; removed “very”. Empty when there are none. */
export function describeChanges(all: WordChange[]): string {
  const shown = all.slice(0, MAX_CHANGES).map(({ removed, added }) => {
    if (removed === '') return `added “${shorten(added)}”`;
    if (added === '') return `removed “${shorten(removed)}”`;
    return `“${shorten(removed)}” → “${shorten(added)}”`;
  });
  const more = all.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** A text of at most SHOWN_WORDS words: the middle of a longer one is left out. */
export function shorten(text: string, most = SHOWN_WORDS): string {
  const all = text.trim().split(/\s+/);
  const half = Math.ceil(most / 2);
  const short = all.length <= most ? all : [...all.slice(0, half), '…', ...all.slice(-half)];
  return short.map((word) => (word.length > 40 ? `${word.slice(0, 20)}…${word.slice(-12)}` : word)).join(' ');
}

function changes(a: string[], b: string[]): WordChange[] {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const found: WordChange[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    if (removed.length + added.length > 0) found.push({ removed: join(removed), added: join(added) });
    removed = [];
    added = [];
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      flush();
      i++;
      j++;
    } else if (j === b.length || (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      removed.push(a[i++]!);
    else added.push(b[j++]!);
  }
  flush();
  return found;
}

const SPLIT = /[\p{L}\p{N}\p{M}]+(?:['’\-‐‑][\p{L}\p{N}\p{M}]+)*|\S/gu;

/** Words and marks; a mark that follows a word without a space keeps that in mind by a leading NUL. */
function words(text: string): string[] {
  const found: string[] = [];
  let end = -1;
  for (const match of text.matchAll(SPLIT)) {
    found.push(match.index === end ? `\0${match[0]}` : match[0]);
    end = match.index + match[0].length;
  }
  return found;
}

function join(parts: string[]): string {
  return parts.join(' ').replaceAll(' \0', '').replaceAll('\0', '');
}
