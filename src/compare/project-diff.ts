import type { PrintChanges } from '../changes/compare-records.js';
import type { Stretch } from './word-diff.js';

/** What is different between two projects, or two states of one. */
export interface ProjectDiff {
  /** What the call names them. */
  old: string;
  new: string;
  /** Title, editors and the like of the anthology itself. */
  anthology: FieldChange[];
  readings: Change[];
  notes: Change[];
  glossary: Change[];
  chronology: Change[];
  /** One for each edition that has a PDF on either side, unless pages were not asked for. */
  pages: EditionPages[];
}

/** One item that is there on one side only, or differs. */
export interface Change {
  kind: 'added' | 'removed' | 'changed';
  /** What it is called: a reading's title, a note's quotation, a term, a date. */
  name: string;
  /** Where it stands, such as the reading of a note. */
  place?: string;
  /** What of it changed; what an added or removed item says. */
  fields: FieldChange[];
}

export interface FieldChange {
  /** `title`, `text`, `quote`, `definition`, … */
  field: string;
  /** Words that stay, that go and that come, long common stretches shortened. */
  words: Stretch[];
}

export interface EditionPages {
  edition: string;
  /** `unknown`: on one side the project has errors, so that there are no pages. */
  kind: 'added' | 'removed' | 'changed' | 'same' | 'unknown';
  /** How many there are: before, after. */
  count?: [number, number];
  changes?: PrintChanges;
}

export function isSame(diff: ProjectDiff): boolean {
  const { anthology, readings, notes, glossary, chronology, pages } = diff;
  const lists = [anthology, readings, notes, glossary, chronology];
  return lists.every((list) => list.length === 0) && pages.every(({ kind }) => kind === 'same');
}
