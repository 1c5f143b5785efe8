import type { AnchoredNote, ReadingText } from '../anchoring/anchored.js';
import type { Part } from '../cache/digest.js';
import type { Memo } from '../cache/memo.js';
import type { PresentReading, Selection } from '../edition/select.js';
import { countWords } from '../manuscript/count-words.js';
import type { Words } from '../words.js';
import { type Annotated, annotate, NoteCounters, type NumberedNote } from './annotate.js';
import { yearsIn } from './chronology.js';
import { hrefs } from './hrefs.js';
import { once } from './once.js';
import { findInText, type TermMatcher, type TermUse } from './term-uses.js';

/** What all readings of an edition are drafted with. */
export interface Drafting {
  selection: Selection;
  words: Words;
  memo: Memo;
  matcher: () => TermMatcher;
  /** Ids of the glossary's entries, by term. */
  termIds: ReadonlyMap<string, string>;
  /** What tells this edition from others, as far as a draft depends on it. */
  looks: Part;
}

/** What the rest of a book asks of a reading: plain values. */
interface Numbers {
  /** Words of title, subtitle and body. */
  words: number;
  /** The terms that it uses, by their places in the glossary, and how often. */
  uses: [term: number, count: number][];
  /** Notes by series. */
  notes: [series: string, NumberedNote[]][];
  /** Of an edition that is a selection: the years that the text names, and the links of its author's notes. */
  years: string[];
  links: string[];
}

/** A place that uses a term, which goes by its place in the glossary: plain values. */
interface Use {
  start: number;
  end: number;
  term: number;
}

/** What a reading's text holds, whatever edition it is: the places that use terms, in order; words as above. */
interface Terms {
  uses: Use[];
  words: number;
}

/**
 * A reading with its notes numbered and the uses of terms counted. Its text is annotated when that is asked for: where
 * the same reading was drafted before, numbers and counts are known without.
 */
export class ChapterDraft {
  readonly id: string;
  /** Names what is annotated, in a cache; '' where nothing is remembered. */
  readonly key: string;
  readonly numbers: Numbers;
  readonly annotated: () => Annotated;
  private readonly text: ReadingText;
  private readonly notes: AnchoredNote[];

  /** @param counters go on behind the notes of this reading */
  constructor(
    private readonly drafting: Drafting,
    readonly reading: PresentReading,
    readonly slug: string,
    counters: NoteCounters,
  ) {
    const { selection, memo } = drafting;
    this.id = `reading-${slug}`;
    this.text = selection.texts.get(reading.id)!;
    this.notes = selection.notes.get(reading.id) ?? [];
    const before = new NoteCounters(counters);
    this.annotated = once(() => this.annotate(new NoteCounters(before)));
    this.key = memo.remembers
      ? memo.key('draft', drafting.looks, textOf(reading), slug, before.state, this.notes.map(placeOf))
      : '';
    this.numbers = this.remember(this.key, () => this.number());
    for (const [series, notes] of this.numbers.notes) counters.add(series, notes.length);
  }

  /** The editors' notes that are set, in the order of the manuscript. */
  get set(): AnchoredNote[] {
    const nths = this.numbers.notes.flatMap(([, notes]) => notes.flatMap(({ nth }) => nth ?? []));
    return nths.sort((a, b) => a - b).map((nth) => this.notes[nth]!);
  }

  /** The editors' note that a note is; undefined for the author's. */
  editors({ nth }: NumberedNote): AnchoredNote | undefined {
    return nth === undefined ? undefined : this.notes[nth];
  }

  /** The ids of the places that use a term. */
  useIds(termId: string, count: number): string[] {
    return Array.from({ length: count }, (_, n) => useId(termId, this.slug, n + 1));
  }

  private remember<T>(key: string, make: () => T): T {
    const { memo } = this.drafting;
    const known = key ? memo.recall<T>(key) : undefined;
    if (known !== undefined) return known;
    const value = make();
    if (key) memo.keep(key, value);
    return value;
  }

  private number(): Numbers {
    const { words } = this.terms();
    const uses = new Map<number, number>();
    for (const { term } of this.usesInSet()) uses.set(term, (uses.get(term) ?? 0) + 1);
    const { notes, authorNotes } = this.annotated();
    const isWhole = this.drafting.selection.complete;
    return {
      words,
      uses: [...uses],
      notes: [...notes],
      years: isWhole ? [] : [...yearsIn(this.text.text)],
      links: isWhole ? [] : [...authorNotes.values()].flatMap(({ children }) => hrefs(children)),
    };
  }

  private annotate(counters: NoteCounters): Annotated {
    const { selection, words } = this.drafting;
    const { edition } = selection;
    return annotate({
      reading: this.reading,
      text: this.text,
      notes: this.notes,
      uses: edition.glossary || edition.index ? this.uses() : [],
      slug: this.slug,
      series: selection.series,
      counters,
      paragraphNumbers: edition.paragraphNumbers,
      words,
    });
  }

  /** The uses of terms in what is set of a reading, as the text has marks for them. */
  private uses(): TermUse[] {
    const { selection, termIds } = this.drafting;
    const { edition, manuscript } = selection;
    const counts = new Map<number, number>();
    return this.usesInSet().map(({ start, end, term: nth }) => {
      const count = (counts.get(nth) ?? 0) + 1;
      counts.set(nth, count);
      const term = manuscript.glossary[nth]!;
      const termId = termIds.get(term.term)!;
      const linked = edition.glossary && (count === 1 || edition.glossaryLinks === 'all');
      return { start, end, term, termId, id: useId(termId, this.slug, count), linked };
    });
  }

  private usesInSet(): Terms['uses'] {
    const { uses } = this.terms();
    if (this.drafting.selection.edition.notes.author !== 'none') return uses;
    // Footnotes come last.
    const { zones, text } = this.text;
    const end = zones.find(({ kind }) => kind === 'author-note')?.start ?? text.length;
    return uses.filter((use) => use.end <= end);
  }

  /** Every use of a term in the reading, and how many words its author wrote: whatever edition it is. */
  private readonly terms = once((): Terms => {
    const { selection, memo } = this.drafting;
    const spellings = selection.manuscript.glossary.map(({ term, forms }) => [term, forms]);
    const key = memo.remembers ? memo.key('uses', textOf(this.reading), spellings) : '';
    return this.remember(key, () => ({
      uses: spellings.length > 0 ? this.find(memo.key('runs', this.reading.id, spellings)) : [],
      words: authorsWords(this.text),
    }));
  });

  /** @param name under which is kept what was found in the stretches of the text: when it is edited, most stay as they are */
  private find(name: string): Use[] {
    const { selection, memo, matcher } = this.drafting;
    const places = new Map(selection.manuscript.glossary.map((term, nth) => [term, nth]));
    const before = memo.remembers ? memo.recall<Map<string, Use[]>>(name) : undefined;
    const now = new Map<string, Use[]>();
    const uses = findInText(this.reading, this.text, (run) => {
      const known = before?.get(run);
      const found =
        known ??
        matcher()
          .find(run)
          .map((use) => ({ ...use, term: places.get(use.term)! }));
      now.set(run, found);
      return found;
    });
    if (memo.remembers) memo.keep(name, now);
    return uses;
  }
}

/** What tells a reading's text from others. */
function textOf(reading: PresentReading): Part {
  const { textKey, title, subtitle, lang } = reading;
  const whole = () => [reading.body, reading.authorNotes.map(({ name, body }) => [name, body])];
  return [textKey ?? whole(), title.children, subtitle?.children, lang];
}

function placeOf({ note, range }: AnchoredNote): Part {
  return [note.series, range!.start, range!.end];
}

function useId(termId: string, slug: string, n: number): string {
  return `use-${termId.slice('term-'.length)}-${slug}-${n}`;
}

/** The author's words: title, subtitle and body. */
function authorsWords({ text, zones }: ReadingText): number {
  return zones
    .filter(({ kind }) => kind !== 'author-note')
    .reduce((sum, { start, end }) => sum + countWords(text.slice(start, end)), 0);
}
