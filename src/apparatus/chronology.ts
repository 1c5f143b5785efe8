import type { Root } from 'hast';
import type { Manuscript } from '../manuscript/manuscript.js';
import type { ChronologyItem } from './book.js';
import { dateLabel } from './dates.js';

/** The events in order of date; those of one date stay in the editor's order. */
export function composeChronology(manuscript: Manuscript, setText: (tree: Root) => Root): ChronologyItem[] {
  const { language } = manuscript.anthology;
  return [...manuscript.chronology]
    .sort((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0))
    .map(({ date, event }) => ({ date, label: dateLabel(date, language), event: setText(event.tree) }));
}
