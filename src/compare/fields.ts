import type { Root, RootContent } from 'hast';
import type { RichText } from '../manuscript/manuscript.js';
import { shownText } from '../manuscript/rich.js';
import type { FieldChange } from './project-diff.js';
import { diffWords, shortened } from './word-diff.js';

/** Words of something added or removed that a comparison shows. */
const SHOWN_WORDS = 40;

/** A value that something has or had: as text, and with its markup where that can differ alone. */
export type Field = [name: string, value: string | undefined, markup?: string | undefined];

/** What differs between the fields of two things; both have the same fields in the same order. */
export function changedFields(before: readonly Field[], after: readonly Field[]): FieldChange[] {
  return after.flatMap(([field, now = '', markup], i): FieldChange[] => {
    const [, was = '', markupWas] = before[i]!;
    if (was !== now) return [{ field, words: shortened(diffWords(was, now)) }];
    if (markup === markupWas) return [];
    return [{ field: `${field} (its markup)`, words: [{ kind: 'same', text: brief(now) }] }];
  });
}

/** What something that is there on one side only says. */
export function saidFields(fields: readonly Field[], kind: 'added' | 'removed'): FieldChange[] {
  return fields.flatMap(([field, value]): FieldChange[] =>
    value ? [{ field, words: [{ kind, text: brief(value) }] }] : [],
  );
}

export function richField(name: string, value: RichText | undefined): Field {
  return value ? [name, oneLine(shownText(value)), markupOf(value.tree)] : [name, undefined];
}

export function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** A tree as text, without where it stands in its file. */
export function markupOf(tree: Root | { children: RootContent[] }): string {
  return JSON.stringify(tree.children, (key, value) => (key === 'position' ? undefined : value));
}

export function brief(text: string): string {
  const words = oneLine(text).split(' ');
  return words.length > SHOWN_WORDS ? `${words.slice(0, SHOWN_WORDS).join(' ')} …` : words.join(' ');
}
