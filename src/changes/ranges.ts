import { formatCounter } from '../counter-style.js';

/** Roman numerals that a book's front matter could need. */
const ROMAN = new Map(
  Array.from({ length: 500 }, (_, i): [string, number] => [formatCounter(i + 1, 'lower-roman'), i + 1]),
);

/** Pages in words: `iii, 47–49, 60a`. */
export function pageRanges(labels: readonly string[]): string {
  return runs(labels.map((label) => ({ page: label, was: label })))
    .map(({ pages }) => span(pages.map(({ page }) => page)))
    .join(', ');
}

/** Pages with the ones that they were: runs in which both count up together. */
export function renumberedRanges(pairs: readonly { page: string; was: string }[]): string {
  return runs(pairs)
    .map(({ pages }) => {
      const [now, was] = [span(pages.map(({ page }) => page)), span(pages.map(({ was }) => was))];
      return now === was ? now : `${now} (${pages.length === 1 ? 'was' : 'were'} ${was})`;
    })
    .join(', ');
}

interface Pair {
  page: string;
  was: string;
}

function runs(pairs: readonly Pair[]): { pages: Pair[] }[] {
  const found: { pages: Pair[] }[] = [];
  for (const pair of pairs) {
    const run = found.at(-1);
    const last = run?.pages.at(-1);
    if (run && last && follows(last.page, pair.page) && follows(last.was, pair.was)) run.pages.push(pair);
    else found.push({ pages: [pair] });
  }
  return found;
}

function follows(a: string, b: string): boolean {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(b) === Number(a) + 1;
  const [from, to] = [ROMAN.get(a), ROMAN.get(b)];
  return from !== undefined && to === from + 1;
}

function span(labels: readonly string[]): string {
  return labels.length < 2 ? labels.join('') : `${labels[0]}–${labels.at(-1)}`;
}
