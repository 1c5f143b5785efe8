import type { ElementContent, Root, RootContent } from 'hast';
import type { ReadingText } from '../anchoring/anchored.js';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import type { PresentReading, Selection } from '../edition/select.js';
import { countWords } from '../manuscript/count-words.js';
import type { RichLine } from '../manuscript/manuscript.js';
import type { Words } from '../words.js';
import { type Annotated, annotate, NoteCounters, type NumberedNote } from './annotate.js';
import type { Book, BookPart, Chapter, Line, NoteGroup, Permission } from './book.js';
import { composeChronology } from './chronology.js';
import { composeGlossary, glossaryIds, type UsesByTerm } from './glossary.js';
import { composeIndex } from './index-of-names.js';
import { asciiName, Names } from './names.js';
import { resolveReferences, type Targets } from './references.js';
import { TermMatcher, type TermUse } from './term-uses.js';

/**
 * Makes the book of an edition: numbers notes, sets their calls, links terms, gathers glossary, index, chronology and
 * permissions. Every text is walked once; what an editor wrote is set afterwards, when each number is known that a
 * cross-reference might name.
 *
 * @param words what the apparatus itself says, in the anthology's language
 * @param memo remembers where a text that did not change uses terms
 */
export function compose(selection: Selection, words: Words, memo = FORGETFUL): Book {
  return new Composer(selection, words, memo).run();
}

interface Draft {
  reading: PresentReading;
  chapter: Chapter;
  annotated: Annotated;
}

class Composer {
  private readonly matcher: TermMatcher;
  private readonly termIds: Map<string, string>;
  private readonly uses: UsesByTerm = new Map();
  private readonly slugs = new Names();
  private readonly drafts = new Map<PresentReading, Draft>();
  private readonly bookCounters = new NoteCounters();
  private targets: Targets = { notes: new Map(), readings: new Map(), terms: new Map() };

  constructor(
    private readonly selection: Selection,
    private readonly words: Words,
    private readonly memo: Memo,
  ) {
    const { manuscript } = selection;
    this.matcher = new TermMatcher(manuscript.glossary);
    this.termIds = glossaryIds(manuscript.glossary);
  }

  run(): Book {
    const { selection } = this;
    const { manuscript, edition } = selection;
    const body = selection.sections.flatMap(({ readings }) => readings);
    for (const reading of selection.front) this.draft(reading);
    body.forEach((reading, i) => {
      this.draft(reading, i + 1);
    });
    for (const reading of selection.back) this.draft(reading);
    this.targets = this.collectTargets();
    const chapters = (readings: PresentReading[]) =>
      readings.map((reading) => this.finish(this.drafts.get(reading)!));

    const front = chapters(selection.front);
    const parts = this.parts(chapters);
    const back = chapters(selection.back);
    const all = [...front, ...parts.flatMap((part) => part.chapters), ...back];
    const setText = (tree: Root) => resolveReferences(tree, this.targets, this.words);
    return {
      anthology: manuscript.anthology,
      edition,
      front,
      parts,
      back,
      glossary: edition.glossary ? composeGlossary(selection, this.uses, this.termIds, all, setText) : [],
      chronology: edition.chronology
        ? composeChronology(selection, this.uses, this.matcher, all, setText)
        : [],
      index: edition.index
        ? composeIndex(manuscript, this.uses, edition.glossary ? this.termIds : new Map(), all)
        : [],
      permissions: edition.permissions === 'none' ? [] : composePermissions(all),
      termUses: edition.glossary || edition.index ? countUses(this.uses) : new Map(),
      images: manuscript.images,
    };
  }

  private parts(chapters: (readings: PresentReading[]) => Chapter[]): BookPart[] {
    let number = 0;
    return this.selection.sections.map(({ part, readings }) => {
      if (!part) return { chapters: chapters(readings) };
      number++;
      return { id: `part-${number}`, number, title: line(part.title), chapters: chapters(readings) };
    });
  }

  /** First walk: the text with its calls, the numbers, the uses of terms. */
  private draft(reading: PresentReading, number?: number): void {
    const { manuscript, edition, texts, notes } = this.selection;
    const slug = this.slugs.take(reading.id, 'reading');
    const text = texts.get(reading.id)!;
    const read = this.read(reading, text);
    const uses = this.collectUses(reading, `reading-${slug}`, read.uses);
    const annotated = annotate({
      reading,
      text,
      notes: notes.get(reading.id) ?? [],
      uses: edition.glossary || edition.index ? uses : [],
      slug,
      series: manuscript.series.filter(({ name }) => edition.notes[name] !== 'none'),
      counters: edition.numbering === 'book' ? this.bookCounters : new NoteCounters(),
      paragraphNumbers: edition.paragraphNumbers,
      words: this.words,
    });
    const title: Line = { ...line(reading.title), children: annotated.title };
    const chapter: Chapter = {
      id: `reading-${slug}`,
      slug,
      reading,
      ...(number !== undefined && { number }),
      title,
      ...(reading.subtitle && { subtitle: { ...line(reading.subtitle), children: annotated.subtitle! } }),
      authors: reading.authors,
      translators: reading.translators,
      ...(reading.date !== undefined && { date: reading.date }),
      lang: reading.lang,
      dir: direction(reading.lang),
      body: annotated.body,
      notes: [],
      questions: [],
      ...(reading.source && { source: reading.source.children }),
      ...(reading.url !== undefined && { url: reading.url }),
      ...(reading.rights && { rights: reading.rights.children }),
      words: read.words,
    };
    this.drafts.set(reading, { reading, chapter, annotated });
  }

  /**
   * Every use of a term in a reading, and how many words its author wrote: a matter of its text and the glossary's spellings
   * alone.
   */
  private read(
    reading: PresentReading,
    text: ReadingText,
  ): { uses: ReturnType<TermMatcher['uses']>; words: number } {
    const { glossary } = this.selection.manuscript;
    const { file, title, subtitle } = reading;
    const spellings = glossary.map(({ term, forms }) => [term, forms]);
    const parts = [file?.text, title.children, subtitle?.children, spellings];
    const memo = file ? this.memo : FORGETFUL;
    const { uses, words } = memo.remember('uses', parts, () => {
      const index = new Map(glossary.map((term, n) => [term, n]));
      const found = this.matcher.uses(reading, text);
      return {
        uses: found.map(({ start, end, term }) => [start, end, index.get(term)!]),
        words: authorsWords(text),
      };
    });
    return {
      uses: uses.map(([start, end, n]) => ({ start: start!, end: end!, term: glossary[n!]! })),
      words,
    };
  }

  /** The uses of terms in what is set of a reading, all of them counted; those that the text has a mark for. */
  private collectUses(
    reading: PresentReading,
    chapter: string,
    all: ReturnType<TermMatcher['uses']>,
  ): TermUse[] {
    const { edition, texts } = this.selection;
    const text = texts.get(reading.id)!;
    const seen = new Set<string>();
    // Footnotes come last.
    const end =
      edition.notes.author === 'none'
        ? (text.zones.find(({ kind }) => kind === 'author-note')?.start ?? text.text.length)
        : text.text.length;
    const uses = all.filter((use) => use.end <= end);
    return uses.map(({ start, end, term }) => {
      const first = !seen.has(term.term);
      seen.add(term.term);
      let byChapter = this.uses.get(term.term);
      if (!byChapter) {
        byChapter = new Map();
        this.uses.set(term.term, byChapter);
      }
      let ids = byChapter.get(chapter);
      if (!ids) {
        ids = [];
        byChapter.set(chapter, ids);
      }
      const termId = this.termIds.get(term.term)!;
      const id = `use-${termId.slice('term-'.length)}-${chapter.slice('reading-'.length)}-${ids.length + 1}`;
      ids.push(id);
      return {
        start,
        end,
        term,
        termId,
        id,
        linked: edition.glossary && (first || edition.glossaryLinks === 'all'),
      };
    });
  }

  private collectTargets(): Targets {
    const { manuscript, edition } = this.selection;
    const targets: Targets = { notes: new Map(), readings: new Map(), terms: new Map() };
    const titles = new Map(manuscript.readings.map((reading) => [reading.id, reading.title.plain]));
    for (const reading of manuscript.readings) {
      const chapter = reading.body && this.drafts.get(reading as PresentReading)?.chapter;
      targets.readings.set(reading.id, {
        title: reading.title.plain,
        ...(chapter && { id: chapter.id }),
        ...(chapter && edition.paragraphNumbers && { numbered: chapter.slug }),
      });
    }
    for (const { id, reading } of manuscript.notes)
      if (id !== undefined) targets.notes.set(id, { title: titles.get(reading) ?? reading });
    for (const { chapter, annotated } of this.drafts.values())
      for (const note of [...annotated.notes.values()].flat()) {
        const name = note.anchored?.note.id;
        if (name !== undefined)
          targets.notes.set(name, {
            chapter: chapter.id,
            title: chapter.title.plain,
            set: { id: note.id, label: note.label },
          });
      }
    if (edition.glossary) for (const [term, id] of this.termIds) targets.terms.set(term, { id });
    return targets;
  }

  /** Second walk: what the editor wrote, now that every target is known. */
  private finish({ reading, chapter, annotated }: Draft): Chapter {
    const { edition } = this.selection;
    const set = (tree: Root) => resolveReferences(tree, this.targets, this.words, chapter.id);
    if (reading.headnote && edition.headnotes) chapter.headnote = set(reading.headnote.tree);
    chapter.body = set(chapter.body);
    if (edition.questions) chapter.questions = reading.questions.map((question) => set(question.tree));
    chapter.notes = this.selection.manuscript.series.flatMap((series): NoteGroup[] => {
      const notes = annotated.notes.get(series.name);
      if (!notes) return [];
      return [
        {
          series,
          placement: edition.notes[series.name]!,
          id: `notes-${chapter.slug}-${asciiName(series.name)}`,
          notes: notes.map((n) => setNote(n, set)),
        },
      ];
    });
    return chapter;
  }
}

function countUses(uses: UsesByTerm): Map<string, number> {
  const counts = new Map<string, number>();
  for (const byChapter of uses.values())
    for (const [chapter, ids] of byChapter) counts.set(chapter, (counts.get(chapter) ?? 0) + ids.length);
  return counts;
}

function setNote({ anchored, ...note }: NumberedNote, set: (tree: Root) => Root): NoteGroup['notes'][number] {
  return { ...note, content: set(anchored ? anchored.note.note.tree : note.content) };
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

function line(rich: RichLine): Line {
  return { children: rich.children, bare: bare(rich.children), plain: rich.plain };
}

/** Phrasing content without ids, links and note references: what may stand in contents and running heads. */
function bare(nodes: RootContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return [{ type: 'text', value: node.value }];
    if (node.type !== 'element' || node.tagName === 'author-note') return [];
    const children = bare(node.children);
    if (node.tagName === 'a') return children;
    const { id: _, ...properties } = node.properties;
    return [{ ...node, properties, children }];
  });
}

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);

function direction(lang: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(lang.split('-')[0]!.toLowerCase()) ? 'rtl' : 'ltr';
}

/** The author's words: title, subtitle and body. */
function authorsWords({ text, zones }: ReadingText): number {
  return zones
    .filter(({ kind }) => kind !== 'author-note')
    .reduce((sum, { start, end }) => sum + countWords(text.slice(start, end)), 0);
}
