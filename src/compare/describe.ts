import { describeChanges } from '../changes/describe.js';
import type { Change, EditionPages, FieldChange, ProjectDiff } from './project-diff.js';
import type { Stretch } from './word-diff.js';

/** Puts colour, or other marks, around words that went or came. */
export type Paint = (kind: Stretch['kind'], text: string) => string;

/** Without colours, as `git diff --word-diff` has it: [-gone-] {+come+}. */
export const plainly: Paint = (kind, text) =>
  kind === 'removed' ? `[-${text}-]` : kind === 'added' ? `{+${text}+}` : text;

const SIGNS = { added: '+', removed: '-', changed: '~' };

/** A comparison as lines of text. */
export function describeDiff(diff: ProjectDiff, paint: Paint): string[] {
  const sections: [string, Change[]][] = [
    ['Readings', diff.readings],
    ['Notes', diff.notes],
    ['Glossary', diff.glossary],
    ['Chronology', diff.chronology],
  ];
  const lines: string[] = [];
  if (diff.anthology.length > 0)
    lines.push('Anthology', ...diff.anthology.map((field) => `  ${describeField(field, paint)}`), '');
  for (const [title, changes] of sections)
    if (changes.length > 0)
      lines.push(
        `${title}: ${countChanges(changes)}`,
        ...changes.flatMap((change) => describeChange(change, paint)),
        '',
      );
  for (const pages of diff.pages) {
    lines.push(`Pages of ${pages.edition}: ${describePages(pages)}`);
    if (pages.changes) lines.push(...describeChanges(pages.changes).map((line) => `  ${line}`));
  }
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** `2 added, 1 removed, 3 changed` */
export function countChanges(changes: readonly Change[]): string {
  return (['added', 'removed', 'changed'] as const)
    .map((kind) => [changes.filter((change) => change.kind === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(', ');
}

export function describePages({ kind, count = [0, 0] }: EditionPages): string {
  if (kind === 'unknown') return 'not compared, because one of the two has errors';
  if (kind === 'same') return `the same ${count[0]}`;
  if (kind === 'added') return `${count[1]}, where there were none`;
  if (kind === 'removed') return `none, where there were ${count[0]}`;
  return count[0] === count[1] ? `${count[1]}, as before` : `${count[0]} → ${count[1]}`;
}

function describeChange({ kind, name, place, fields }: Change, paint: Paint): string[] {
  const where = place === undefined ? '' : ` (${place})`;
  return [
    `  ${SIGNS[kind]} ${name}${where}`,
    ...fields.map((field) => `      ${describeField(field, paint)}`),
  ];
}

function describeField({ field, words }: FieldChange, paint: Paint): string {
  return `${field}: ${words.map(({ kind, text }) => paint(kind, text)).join(' ')}`;
}
