import { formatCounter } from '../counter-style.js';
import type { EditionRecord, NoteRecord, PageRecord, SectionRecord } from '../record/edition-record.js';
import { pairPages, pairSections, runsOf } from './pair-pages.js';

/** What changed in the print of one edition. Pages are called as they call themselves: `xii`, `47`, `47a`. */
export interface PrintChanges {
  /** Pages on which something else is printed now, number and running head apart. */
  changed: { page: string; was: string }[];
  /** New pages, and pages that are gone. */
  inserted: string[];
  gone: string[];
  /** Pages that have another number, or another running head, and nothing else. */
  renumbered: { page: string; was: string }[];
  notes: MovedNote[];
  /** Texts that begin or end on other pages, are new, or are gone. */
  readings: MovedReading[];
}

export interface MovedNote {
  reading: string;
  series: string;
  label: string;
  about: string;
  was: string;
  page: string;
}

export interface MovedReading {
  title: string;
  /** First and last page. */
  was?: [string, string];
  pages?: [string, string];
}

/** Compares what was printed with what is printed now. */
export function compareRecords(before: EditionRecord, after: EditionRecord): PrintChanges {
  const sections = pairSections(before.sections, after.sections);
  const pairs = pairPages(runsOfRecord(before), runsOfRecord(after), sections);
  const changes: PrintChanges = {
    changed: [],
    inserted: [],
    gone: [],
    renumbered: [],
    notes: movedNotes(before, after, sections, pairs),
    readings: movedReadings(before, after, sections),
  };
  const kept = new Set(pairs);
  after.pages.forEach((now, index) => {
    const page = labelOf(now);
    const pair = pairs[index];
    if (pair === undefined) {
      changes.inserted.push(page);
      return;
    }
    const old = before.pages[pair]!;
    const was = labelOf(old);
    if (old.body !== now.body) changes.changed.push({ page, was });
    else if (old.drawn !== now.drawn) changes.renumbered.push({ page, was });
  });
  before.pages.forEach((page, index) => {
    if (!kept.has(index)) changes.gone.push(labelOf(page));
  });
  return changes;
}

export function isUnchanged(changes: PrintChanges): boolean {
  return Object.values(changes).every((list) => list.length === 0);
}

export interface PageName extends Pick<PageRecord, 'number' | 'style'> {
  suffix?: string | undefined;
}

/** What a page calls itself. */
export function labelOf({ number, style, suffix = '' }: PageName): string {
  return formatCounter(number, style) + suffix;
}

function runsOfRecord({ pages, sections }: EditionRecord) {
  return runsOf(
    sections.map(({ first }) => first),
    pages.map(({ words }) => words),
  );
}

function movedReadings(
  before: EditionRecord,
  after: EditionRecord,
  sections: readonly (number | undefined)[],
): MovedReading[] {
  const moved: MovedReading[] = [];
  const extent = ({ pages }: EditionRecord, { first, last }: SectionRecord): [string, string] => [
    labelOf(pages[first]!),
    labelOf(pages[last]!),
  ];
  const kept = new Set(sections);
  const byId = new Map(before.sections.map((section) => [section.id, section]));
  const there = new Set(after.sections.map(({ id }) => id));
  after.sections.forEach((section, index) => {
    if (!section.reading) return;
    const pair = sections[index];
    // A text that only changed its place in the book is the same text.
    const old = pair === undefined ? byId.get(section.id) : before.sections[pair];
    const pages = extent(after, section);
    const was = old && extent(before, old);
    if (was?.join() !== pages.join()) moved.push({ title: section.title, ...(was && { was }), pages });
  });
  before.sections.forEach((section, index) => {
    if (section.reading && !kept.has(index) && !there.has(section.id))
      moved.push({ title: section.title, was: extent(before, section) });
  });
  return moved;
}

/**
 * Notes are known again by what they say; those whose words changed, by their numbers. One that stands on the same page
 * has not moved, whatever number that page has now; nor has one that stands on another with the same number.
 *
 * @param pages as `pairPages` gives them
 */
function movedNotes(
  before: EditionRecord,
  after: EditionRecord,
  sections: readonly (number | undefined)[],
  pages: readonly (number | undefined)[],
): MovedNote[] {
  const names = new Map<string, string>();
  const titles = new Map(after.sections.map(({ id, title }) => [id, title]));
  after.sections.forEach(({ id }, index) => {
    const pair = sections[index];
    if (pair !== undefined) names.set(before.sections[pair]!.id, id);
  });
  const old = before.notes.map((note) => ({ ...note, section: names.get(note.section) ?? note.section }));
  const pairs = new Map<NoteRecord, NoteRecord>();
  for (const key of [
    ({ section, series, words }: NoteRecord) => `${section} ${series} ${words}`,
    ({ section, series, label }: NoteRecord) => `${section} ${series} ${label}`,
  ]) {
    const free = new Map<string, NoteRecord[]>();
    const taken = new Set(pairs.values());
    for (const note of old) {
      if (taken.has(note)) continue;
      const alike = free.get(key(note));
      if (alike) alike.push(note);
      else free.set(key(note), [note]);
    }
    for (const note of after.notes) {
      const match = pairs.has(note) ? undefined : free.get(key(note))?.shift();
      if (match) pairs.set(note, match);
    }
  }
  return after.notes.flatMap((note) => {
    const match = pairs.get(note);
    if (!match || pages[note.page] === match.page) return [];
    const was = labelOf(before.pages[match.page]!);
    const page = labelOf(after.pages[note.page]!);
    const { section, series, label, about } = note;
    if (was === page) return [];
    return [{ reading: titles.get(section) ?? section, series, label, about, was, page }];
  });
}
