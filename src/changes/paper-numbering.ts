import { formatCounter } from '../counter-style.js';
import { Source } from '../diagnostics/source.js';
import type { EditionRecord } from '../record/edition-record.js';
import { hashOfWords } from '../record/print-hash.js';
import { hashOfSection } from '../record/record-edition.js';
import type { RenderedBook } from '../render/rendered.js';
import type { PageLabel, Renumber, UnnumberedPage } from '../typeset/page/page-numbering.js';
import { labelOf, type PageName } from './compare-records.js';
import { pairPages, pairSections, type Run, runsOf } from './pair-pages.js';

/**
 * How a book is to be set so that its pages fit between those of a copy on paper: each section opens on the side of the
 * leaf on which it opens there, and pages keep the numbers that they have there; a new one takes the number of the page
 * before it with a letter (47a), as loose-leaf books do. Contents, index and references then name what is on paper.
 */
export function fitPaper(
  paper: EditionRecord,
  { pages }: RenderedBook,
): { sheets: Source[]; renumber: Renumber } {
  const sections = pages.map(({ id, title, tree }) => ({ id, title, words: hashOfSection(tree) }));
  const pairs = pairSections(paper.sections, sections);
  const pairOf = new Map(sections.map(({ id }, i) => [id, pairs[i]]));
  const rules = sections.flatMap(({ id }, i) => {
    const old = paper.sections[pairs[i] ?? -1];
    return old?.opens ? [`#${id} { break-before: ${paper.pages[old.first]!.side} }`] : [];
  });
  const before = runsOf(
    paper.sections.map(({ first }) => first),
    paper.pages.map(({ words, side }) => `${side} ${words}`),
  );
  const taken = new Set(paper.pages.map(labelOf));
  return {
    sheets: [new Source('paper.css', rules.join('\n'))],
    renumber(unnumbered) {
      const { runs, ids } = runsOfPages(unnumbered, pairOf);
      const old = pairPages(
        before,
        runs,
        ids.map((id) => pairOf.get(id)),
      );
      return nameInsertions(
        unnumbered.map((page, index) => {
          const pair = old[index];
          return pair === undefined ? page : paper.pages[pair]!;
        }),
        taken,
      );
    },
  };
}

/** The sections that open on these pages, as far as any is known by its id. */
function runsOfPages(
  pages: readonly UnnumberedPage[],
  sections: ReadonlyMap<string, unknown>,
): { runs: Run[]; ids: string[] } {
  const ids: string[] = [];
  const starts: number[] = [];
  const seen = new Set<string>();
  pages.forEach((page, index) => {
    for (const id of page.ids) {
      if (!sections.has(id) || seen.has(id)) continue;
      seen.add(id);
      ids.push(id);
      starts.push(index);
    }
  });
  const keys = pages.map(({ side, lines }) => `${side} ${hashOfWords(lines)}`);
  return { runs: runsOf(starts, keys), ids };
}

type Known = EditionRecord['pages'][number];

/** Labels for a run of pages, some of which have theirs from the paper and some not. */
function nameInsertions(pages: readonly (Known | UnnumberedPage)[], taken: ReadonlySet<string>): PageLabel[] {
  const labels: PageLabel[] = [];
  for (let i = 0; i < pages.length; ) {
    const page = pages[i]!;
    if (!('lines' in page)) {
      labels.push(labelled(page));
      i++;
      continue;
    }
    let end = i;
    while (end < pages.length && 'lines' in pages[end]!) end++;
    const last = labels.at(-1) ?? { number: 0, style: page.label.style };
    for (const suffix of suffixes(last, end - i, taken)) labels.push(labelled({ ...last, suffix }));
    i = end;
  }
  return labels;
}

/**
 * Suffixes of pages put behind another: a, b, c; behind 47a, b, c, and where the paper has a 47b already, a.1, a.2. A
 * label that the paper had is not given to another page, even where that page is taken out.
 */
function suffixes(after: PageName, count: number, taken: ReadonlySet<string>): string[] {
  const { suffix = '' } = after;
  const indices = Array.from({ length: count }, (_, i) => i + 1);
  const isFree = (suffix: string) => !taken.has(labelOf({ ...after, suffix }));
  const from = suffix === '' ? 0 : letterIndex(suffix);
  if (from !== undefined) {
    const letters = indices.map((i) => formatCounter(from + i, 'lower-alpha'));
    if (letters.every(isFree)) return letters;
  }
  const [, stem, digits] = /^(.*?)(?:\.(\d+))?$/.exec(suffix)!;
  const numbers = indices.map((i) => `${stem}.${Number(digits ?? 0) + i}`);
  if (numbers.every(isFree)) return numbers;
  return indices.map((i) => `${suffix}.${i}`);
}

/** 1 for a, 27 for aa; undefined for what is no letters. */
function letterIndex(suffix: string): number | undefined {
  if (!/^[a-z]+$/.test(suffix)) return undefined;
  return [...suffix].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 96, 0);
}

function labelled({ number, style, suffix }: PageName): PageLabel {
  return { number, style, ...(suffix && { suffix }), label: labelOf({ number, style, suffix }) };
}
