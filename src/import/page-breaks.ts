import type { Dropped } from './draft.js';

/** Between two pages of a scanned book or a PDF: lines that are none of its text. */
export interface PageBreaks {
  /** The lines that are skipped, by index: running heads, and what is empty around them where the text goes on. */
  skipped: ReadonlySet<number>;
  dropped: Dropped[];
}

/** A line by itself with a number at one end: what may be a running head with its folio. */
interface Head {
  index: number;
  number: number;
  /** Its letters; empty where there is only a number. */
  words: string;
  isCapitals: boolean;
}

/** Longer lines are text. */
const LONGEST_HEAD = 80;

/** A running head stands on as many pages as this. */
const LEAST_PAGES = 2;

/** In so many of these places at least a sentence goes on: it does on most pages, and at no number of a chapter. */
const LEAST_PARTED = 1 / 3;

/**
 * Finds running heads: lines by themselves with a number and words that other such lines have, too, while the numbers
 * rise, and between which sentences go on; or in capitals, with the number before or after that of one. A number by
 * itself counts where a sentence goes on behind it. What pages part is one text again.
 *
 * @param isFull whether a line is as long as those that go on in the next one
 */
export function findPageBreaks(lines: readonly string[], isFull: (line: string) => boolean): PageBreaks {
  const candidates = lines.flatMap((_, index) => headAt(lines, index) ?? []);
  const places = new Set(candidates.map(({ index }) => index));
  const gaps = new Map(candidates.map((head) => [head, around(lines, head.index, places)]));
  const partsSentence = (head: Head) => {
    const { before, after } = gaps.get(head)!;
    return before !== undefined && after !== undefined && continues(lines[before]!, lines[after]!, isFull);
  };
  const heads = new Set(candidates.filter((head) => head.words === '' && partsSentence(head)));
  for (const group of repeated(candidates))
    if (group.filter(partsSentence).length >= group.length * LEAST_PARTED)
      for (const head of group) heads.add(head);
  const numbers = new Set([...heads].map(({ number }) => number));
  for (const head of candidates)
    if (head.isCapitals && !numbers.has(head.number) && [...heads].some((other) => isNext(head, other)))
      heads.add(head);
  const skipped = new Set<number>();
  const dropped: Dropped[] = [];
  for (const head of candidates) {
    if (!heads.has(head)) continue;
    skipped.add(head.index);
    dropped.push({
      line: head.index + 1,
      text: lines[head.index]!.trim(),
      reason: 'head or number of a page',
    });
    if (!partsSentence(head)) continue;
    const { before, after } = gaps.get(head)!;
    for (let i = before! + 1; i < after!; i++) if (lines[i]!.trim() === '') skipped.add(i);
  }
  return { skipped, dropped };
}

function headAt(lines: readonly string[], index: number): Head | undefined {
  const line = lines[index]!.trim();
  if (line === '' || line.length > LONGEST_HEAD || !standsAlone(lines, index)) return undefined;
  const [, left, rest] = /^[-–—[(]?\s*(\d{1,4})\b[\s\])–—-]*(.*)$/.exec(line) ?? [];
  const [, head, right] = /^(.*\D)\s(\d{1,4})$/.exec(line) ?? [];
  const number = left ?? right;
  const words = left === undefined ? head : rest;
  if (number === undefined || words === undefined || /^[.)]\s/.test(words)) return undefined;
  const letters = words.replace(/[^\p{L}]/gu, '');
  return {
    index,
    number: Number(number),
    words: letters.toLowerCase(),
    isCapitals: letters !== '' && letters === letters.toUpperCase(),
  };
}

/** Whether there is no text right above or below a line; the number of the page before may be. */
function standsAlone(lines: readonly string[], index: number): boolean {
  const isEmpty = (line: string | undefined) => line === undefined || /^\s*\d{0,4}\s*$/.test(line);
  return isEmpty(lines[index - 1]) && isEmpty(lines[index + 1]);
}

/** Heads of the same words whose numbers rise. */
function repeated(candidates: readonly Head[]): Head[][] {
  const groups = new Map<string, Head[]>();
  for (const head of candidates) {
    if (head.words === '') continue;
    const group = groups.get(head.words) ?? [];
    if (head.number > (group.at(-1)?.number ?? -1)) {
      group.push(head);
      groups.set(head.words, group);
    }
  }
  return [...groups.values()].filter(({ length }) => length >= LEAST_PAGES);
}

function isNext(head: Head, other: Head): boolean {
  return (
    Math.abs(head.number - other.number) === 1 && head.number > other.number === head.index > other.index
  );
}

/** The lines of text before and after a page's end. */
function around(lines: readonly string[], index: number, heads: ReadonlySet<number>) {
  const find = (step: 1 | -1) => {
    for (let i = index + step; i >= 0 && i < lines.length; i += step)
      if (lines[i]!.trim() !== '' && !heads.has(i)) return i;
    return undefined;
  };
  return { before: find(-1), after: find(1) };
}

/** Whether a sentence goes on in the next line. */
function continues(before: string, after: string, isFull: (line: string) => boolean): boolean {
  const end = before.trimEnd();
  if (/\p{L}-$/u.test(end)) return /^\s*\p{Ll}/u.test(after);
  if (/[.!?:…]["'”’»)\]]*$/u.test(end)) return false;
  return /^\s*\p{Ll}/u.test(after) || (isFull(before) && !/^\s{2,}/.test(after));
}
