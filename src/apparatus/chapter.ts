import type { Root } from 'hast';
import { direction } from '../direction.js';
import type { PresentReading } from '../edition/select.js';
import type { Edition } from '../manuscript/manuscript.js';
import type { NumberedNote } from './annotate.js';
import type { Chapter, NoteGroup, SetNote } from './book.js';
import type { ChapterDraft, Drafting } from './chapter-draft.js';
import { hrefs } from './hrefs.js';
import { lineWithCalls } from './line.js';
import { asciiName } from './names.js';
import { once } from './once.js';
import { resolutions, resolveReferences, type Targets } from './references.js';

/**
 * A reading as a chapter, now that every target is known. Its trees are made when they are first asked for: those of a
 * chapter that is as it was in an earlier build are often not.
 */
export function finishChapter(
  draft: ChapterDraft,
  { selection, words, memo }: Drafting,
  targets: Targets,
): Chapter {
  const { reading, id, slug, numbers, annotated } = draft;
  const { edition } = selection;
  const set = (tree: Root) => resolveReferences(tree, targets, words, id);
  const body = once(() => set(annotated().body));
  const headnote = reading.headnote && edition.headnotes ? set(reading.headnote.tree) : undefined;
  const notes = new Map(numbers.notes);
  const groups = selection.series.flatMap((series): NoteGroup[] => {
    const numbered = notes.get(series.name);
    if (!numbered) return [];
    const placement = edition.notes[series.name]!;
    const group = `notes-${slug}-${asciiName(series.name)}`;
    const label = series.label ?? words.say(`${series.name}-notes`);
    return [
      { series, label, placement, id: group, notes: numbered.map((note) => setNote(note, draft, set)) },
    ];
  });
  const said = editorial(draft, edition);
  const key =
    draft.key &&
    memo.key('chapter', draft.key, groups.map(nameOf), said, resolutions(linksIn(reading, said), targets));
  return {
    id,
    slug,
    reading,
    title: lineWithCalls(reading.title, () => annotated().title),
    ...(reading.subtitle && { subtitle: lineWithCalls(reading.subtitle, () => annotated().subtitle!) }),
    ...(reading.shortTitle && { shortTitle: reading.shortTitle.plain }),
    authors: reading.authors,
    translators: reading.translators,
    ...(reading.date !== undefined && { date: reading.date }),
    lang: reading.lang,
    dir: direction(reading.lang),
    ...(headnote && { headnote }),
    get body() {
      return body();
    },
    notes: groups,
    questions: edition.questions ? reading.questions.map((question) => set(question.tree)) : [],
    ...(reading.source && { source: reading.source.children }),
    ...(reading.url !== undefined && { url: reading.url }),
    ...(reading.rights && { rights: reading.rights.children }),
    words: numbers.words,
    ...(key && { key }),
  };
}

/** The addresses of the links in what the editors say about a reading, as they are written. */
export function editorialLinks(draft: ChapterDraft, edition: Edition): string[] {
  return linksOf(Object.values(editorial(draft, edition)).flat());
}

/** The same, and those in the text. */
function linksIn(reading: PresentReading, said: Editorial): string[] {
  const own = reading.textKey ? [] : [reading.body, ...reading.authorNotes.map(({ body }) => body)];
  return linksOf([...own, ...Object.values(said).flat()]);
}

function linksOf(trees: readonly Root[]): string[] {
  return trees.flatMap(({ children }) => hrefs(children));
}

/** What the editors say about a reading, as they wrote it. */
type Editorial = Record<'headnote' | 'questions' | 'notes', Root[]>;

function editorial({ reading, set }: ChapterDraft, { headnotes, questions }: Edition): Editorial {
  return {
    headnote: reading.headnote && headnotes ? [reading.headnote.tree] : [],
    questions: questions ? reading.questions.map(({ tree }) => tree) : [],
    notes: set.map(({ note }) => note.note.tree),
  };
}

function setNote(numbered: NumberedNote, draft: ChapterDraft, set: (tree: Root) => Root): SetNote {
  const { id, number, label, calls } = numbered;
  const tree = () => draft.editors(numbered)?.note.note.tree ?? draft.annotated().authorNotes.get(id)!;
  const content = once(() => set(tree()));
  return {
    id,
    number,
    label,
    calls,
    get content() {
      return content();
    },
  };
}

/** What tells groups with the same notes apart. */
function nameOf({ series: { name }, label, placement }: NoteGroup): string[] {
  return [name, label, placement];
}
