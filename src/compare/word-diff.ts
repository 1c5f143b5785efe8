import { commonItems, differences } from '../changes/align.js';

/** A stretch of words that both texts have, or one of them. */
export interface Stretch {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Words of a common stretch that are shown on each side of a change. */
const CONTEXT = 6;

/** What became of a text, word by word: stretches in order, what was removed before what was put in its place. */
export function diffWords(before: string, after: string): Stretch[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const common = commonItems(a, b);
  const stretches: Stretch[] = [];
  const put = (kind: Stretch['kind'], words: readonly string[]) => {
    if (words.length > 0) stretches.push({ kind, text: words.join(' ') });
  };
  let at = 0;
  for (const { aStart, aEnd, bStart, bEnd } of differences(common, a.length, b.length)) {
    put('same', b.slice(at, bStart));
    put('removed', a.slice(aStart, aEnd));
    put('added', b.slice(bStart, bEnd));
    at = bEnd;
  }
  put('same', b.slice(at));
  return stretches;
}

/** Words that are shown at each end of a stretch that went or came. */
const SHOWN = 20;

/** The same with long stretches shortened: common ones to the words beside a change, others in their middle. */
export function shortened(stretches: readonly Stretch[]): Stretch[] {
  return stretches.map((stretch, i) => {
    if (stretch.kind !== 'same') return { ...stretch, text: cut(stretch.text, SHOWN, SHOWN) };
    const head = i === 0 ? 0 : CONTEXT;
    const tail = i === stretches.length - 1 ? 0 : CONTEXT;
    return { kind: 'same', text: cut(stretch.text, head, tail) };
  });
}

function cut(text: string, head: number, tail: number): string {
  const words = text.split(' ');
  if (words.length <= head + tail + 1) return text;
  return [...words.slice(0, head), '…', ...words.slice(words.length - tail)].join(' ');
}

/** How alike two texts are: the share of their words that both have, 0 to 1. */
export function likeness(before: string, after: string): number {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of b) {
    const left = counts.get(word) ?? 0;
    if (left > 0) shared++;
    counts.set(word, left - 1);
  }
  return a.length + b.length === 0 ? 1 : (2 * shared) / (a.length + b.length);
}

export function wordsOf(text: string): string[] {
  return text.trim() === '' ? [] : text.trim().split(/\s+/);
}
