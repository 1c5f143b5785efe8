import type { Root } from 'hast';
import type { Selection } from '../edition/select.js';
import type { Event } from '../manuscript/manuscript.js';
import type { Chapter, ChronologyItem } from './book.js';
import { dateLabel } from './dates.js';
import type { UsesByTerm } from './glossary.js';
import { hrefs } from './hrefs.js';
import { decodeReference } from './references.js';
import type { TermMatcher } from './term-uses.js';

/**
 * The events in order of date; those of one date stay in the editor's order. An edition of everything has all of them;
 * a selection has those that bear on it (see `bearing`).
 *
 * @param named the years that the selection's texts name
 */
export function composeChronology(
  selection: Selection,
  uses: UsesByTerm,
  matcher: () => TermMatcher,
  chapters: Chapter[],
  named: readonly string[],
  setText: (tree: Root) => Root,
): ChronologyItem[] {
  const { anthology, chronology } = selection.manuscript;
  const kept = selection.complete ? chronology : bearing(selection, uses, matcher, chapters, named);
  return [...kept]
    .sort((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0))
    .map(({ date, event }) => ({
      date,
      label: dateLabel(date, anthology.language),
      event: setText(event.tree),
    }));
}

/**
 * The events that bear on a selection: those whose `readings` name one of it. Where an event names none, those that
 * link to a reading or note of it, or to a term or name a term that it uses, or that fall into a year that it names.
 */
function bearing(
  { manuscript }: Selection,
  uses: UsesByTerm,
  matcher: () => TermMatcher,
  chapters: Chapter[],
  named: readonly string[],
): Event[] {
  const readings = new Set(chapters.map(({ reading }) => reading.id));
  const notes = new Set(
    manuscript.notes.flatMap(({ id, reading }) => (id !== undefined && readings.has(reading) ? [id] : [])),
  );
  const years = new Set(named);
  for (const { reading } of chapters)
    for (const text of [
      reading.date ?? '',
      reading.headnote?.plain ?? '',
      ...reading.questions.map(({ plain }) => plain),
    ])
      for (const year of yearsIn(text)) years.add(year);
  for (const { reading, note } of manuscript.notes)
    if (readings.has(reading)) for (const year of yearsIn(note.plain)) years.add(year);
  const isLinked = (href: string) => {
    const [, kind, name = ''] = /^(note|reading|glossary):(.*)$/s.exec(href) ?? [];
    const target = decodeReference(name);
    if (kind === 'reading') return readings.has(target.split('#')[0]!);
    return kind === 'note' ? notes.has(target) : kind === 'glossary' && uses.has(target);
  };
  return manuscript.chronology.filter((event) => {
    if (event.readings) return event.readings.some((id) => readings.has(id));
    return (
      years.has(event.sortKey.slice(0, 4)) ||
      hrefs(event.event.tree.children).some(isLinked) ||
      matcher()
        .find(event.event.plain)
        .some(({ term }) => uses.has(term.term))
    );
  });
}

/** The years that a text names, each once. */
export function yearsIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/(?<![\d.,])\d{4}(?![\d])/g), ([year]) => year));
}
