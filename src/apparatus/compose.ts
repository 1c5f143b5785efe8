import type { Root } from 'hast';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import type { PresentReading, Selection } from '../edition/select.js';
import type { Term } from '../manuscript/manuscript.js';
import type { Words } from '../words.js';
import { NoteCounters } from './annotate.js';
import type { Book, BookPart, Chapter, Permission } from './book.js';
import { editorialLinks, finishChapter } from './chapter.js';
import { ChapterDraft, type Drafting } from './chapter-draft.js';
import { composeChronology } from './chronology.js';
import { composeGlossary, glossaryIds, neededTerms, type UsesByTerm } from './glossary.js';
import { composeIndex } from './index-of-names.js';
import { line } from './line.js';
import { Names } from './names.js';
import { once } from './once.js';
import { resolveReferences, type Targets } from './references.js';
import { sortedByName } from './sorting.js';
import { TermMatcher } from './term-uses.js';

/**
 * Makes the book of an edition: numbers notes, sets their calls, links terms, gathers glossary, index, chronology and
 * permissions. Each reading is drafted, and so its notes get their numbers; what an editor wrote is set afterwards, when
 * each number is known that a cross-reference might name.
 *
 * @param words what the apparatus itself says, in the anthology's language
 * @param memo remembers drafts
 */
export function compose(selection: Selection, words: Words, memo = FORGETFUL): Book {
  return new Composer(selection, words, memo).run();
}

class Composer {
  private readonly drafting: Drafting;
  private readonly termIds: Map<string, string>;
  private readonly slugs = new Names();
  private readonly drafts = new Map<PresentReading, ChapterDraft>();
  private readonly bookCounters = new NoteCounters();

  constructor(
    private readonly selection: Selection,
    private readonly words: Words,
    memo: Memo,
  ) {
    const { manuscript, edition, series } = selection;
    this.termIds = glossaryIds(manuscript.glossary);
    const { glossary, glossaryLinks, index, paragraphNumbers } = edition;
    this.drafting = {
      selection,
      words,
      memo,
      matcher: once(() => new TermMatcher(manuscript.glossary)),
      termIds: this.termIds,
      looks: memo.key(
        'drafting',
        words.all,
        manuscript.glossary.map(({ term, forms }) => [term, forms]),
        series.map(({ name, marker }) => [name, marker]),
        { glossary, glossaryLinks, index, paragraphNumbers, complete: selection.complete },
      ),
    };
  }

  run(): Book {
    const { selection } = this;
    const { manuscript, edition } = selection;
    const body = selection.sections.flatMap(({ readings }) => readings);
    for (const reading of [...selection.front, ...body, ...selection.back]) this.draft(reading);
    const drafts = [...this.drafts.values()];
    const targets = this.collectTargets();
    const finished = new Map(
      drafts.map((draft) => [draft.reading, finishChapter(draft, this.drafting, targets)]),
    );
    body.forEach((reading, i) => {
      finished.get(reading)!.number = i + 1;
    });
    const chapters = (readings: PresentReading[]) => readings.map((reading) => finished.get(reading)!);

    const front = chapters(selection.front);
    const parts = this.parts(chapters);
    const back = chapters(selection.back);
    const all = [...front, ...parts.flatMap((part) => part.chapters), ...back];
    const uses = usesOf(drafts, manuscript.glossary, this.termIds);
    const sorted = once(() => this.sortedGlossary());
    const setText = (tree: Root) => resolveReferences(tree, targets, this.words);
    return {
      anthology: manuscript.anthology,
      edition,
      front,
      parts,
      back,
      glossary: edition.glossary
        ? composeGlossary(this.termsOf(sorted(), uses), uses, this.termIds, all, setText)
        : [],
      chronology: edition.chronology
        ? composeChronology(
            selection,
            uses,
            this.drafting.matcher,
            all,
            drafts.flatMap(({ numbers }) => numbers.years),
            setText,
          )
        : [],
      index: edition.index
        ? composeIndex(sorted(), uses, edition.glossary ? this.termIds : new Map(), all)
        : [],
      permissions: edition.permissions === 'none' ? [] : composePermissions(all),
      termUses: edition.glossary || edition.index ? countUses(uses) : new Map(),
      images: manuscript.images,
    };
  }

  private sortedGlossary(): Term[] {
    const { glossary, anthology } = this.selection.manuscript;
    return sortedByName(glossary, ({ term }) => term, anthology.language, this.drafting.memo);
  }

  /** The terms that the edition's glossary has: an edition of everything has all of them. */
  private termsOf(glossary: readonly Term[], uses: UsesByTerm): readonly Term[] {
    const { complete, edition } = this.selection;
    if (complete) return glossary;
    const links = [...this.drafts.values()].flatMap((draft) => [
      ...draft.numbers.links,
      ...editorialLinks(draft, edition),
    ]);
    return neededTerms(glossary, uses, this.termIds, links);
  }

  private draft(reading: PresentReading): void {
    const slug = this.slugs.take(reading.id, 'reading');
    const isThrough = this.selection.edition.numbering === 'book';
    const counters = isThrough ? this.bookCounters : new NoteCounters();
    this.drafts.set(reading, new ChapterDraft(this.drafting, reading, slug, counters));
  }

  private parts(chapters: (readings: PresentReading[]) => Chapter[]): BookPart[] {
    let number = 0;
    return this.selection.sections.map(({ part, readings }) => {
      if (!part) return { chapters: chapters(readings) };
      number++;
      return { id: `part-${number}`, number, title: line(part.title), chapters: chapters(readings) };
    });
  }

  private collectTargets(): Targets {
    const { manuscript, edition } = this.selection;
    const targets: Targets = { notes: new Map(), readings: new Map(), terms: new Map() };
    const titles = new Map(manuscript.readings.map((reading) => [reading.id, reading.title.plain]));
    for (const reading of manuscript.readings) {
      const draft = this.drafts.get(reading as PresentReading);
      targets.readings.set(reading.id, {
        title: reading.title.plain,
        ...(draft && { id: draft.id }),
        ...(draft && edition.paragraphNumbers && { numbered: draft.slug }),
      });
    }
    for (const { id, reading } of manuscript.notes)
      if (id !== undefined) targets.notes.set(id, { title: titles.get(reading) ?? reading });
    for (const draft of this.drafts.values())
      for (const note of draft.numbers.notes.flatMap(([, notes]) => notes)) {
        const name = draft.editors(note)?.note.id;
        if (name !== undefined)
          targets.notes.set(name, {
            chapter: draft.id,
            title: draft.reading.title.plain,
            set: { id: note.id, label: note.label },
          });
      }
    if (edition.glossary) for (const [term, id] of this.termIds) targets.terms.set(term, { id });
    return targets;
  }
}

/** The ids of the places that use a term, by term and chapter. */
function usesOf(
  drafts: readonly ChapterDraft[],
  glossary: readonly Term[],
  termIds: ReadonlyMap<string, string>,
): UsesByTerm {
  const uses: UsesByTerm = new Map();
  for (const draft of drafts)
    for (const [nth, count] of draft.numbers.uses) {
      const { term } = glossary[nth]!;
      const byChapter = uses.get(term) ?? new Map<string, string[]>();
      byChapter.set(draft.id, draft.useIds(termIds.get(term)!, count));
      uses.set(term, byChapter);
    }
  return uses;
}

function countUses(uses: UsesByTerm): Map<string, number> {
  const counts = new Map<string, number>();
  for (const byChapter of uses.values())
    for (const [chapter, ids] of byChapter) counts.set(chapter, (counts.get(chapter) ?? 0) + ids.length);
  return counts;
}

function composePermissions(chapters: Chapter[]): Permission[] {
  const all = chapters.reduce((sum, { words }) => sum + words, 0);
  return chapters.map(({ id, title, authors, source, url, rights, words, reading }) => ({
    chapter: id,
    title,
    authors,
    rightsHolders: reading.rightsHolders,
    words,
    share: all === 0 ? 0 : (words / all) * 100,
    ...(source && { source }),
    ...(url !== undefined && { url }),
    ...(rights && { rights }),
  }));
}
