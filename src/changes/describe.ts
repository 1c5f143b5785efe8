import type { PrintChanges } from './compare-records.js';
import { pageRanges, renumberedRanges } from './ranges.js';

/** In one line: `3 pages changed (47–49), 1 new (60), 41 renumbered`. */
export function summarise(changes: PrintChanges): string {
  const { changed, inserted, gone, renumbered } = changes;
  const parts = [
    changed.length > 0 && `${pages(changed.length)} changed (${brief(changed.map(({ page }) => page))})`,
    inserted.length > 0 && `${pages(inserted.length)} new (${brief(inserted)})`,
    gone.length > 0 && `${pages(gone.length)} gone (${brief(gone)})`,
    renumbered.length > 0 && `${pages(renumbered.length)} renumbered`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : 'no page changed';
}

/** Ranges that a line has room for. */
const BRIEF = 5;

function brief(labels: readonly string[]): string {
  const ranges = pageRanges(labels).split(', ');
  return ranges.length > BRIEF ? `${ranges.slice(0, BRIEF - 1).join(', ')}, …` : ranges.join(', ');
}

/** Everything, as rows: what it is, and which. */
export function listChanges(changes: PrintChanges): { what: string; which: string }[] {
  const { changed, inserted, gone, renumbered, readings, notes } = changes;
  const rows = [
    { what: 'changed', which: renumberedRanges(changed) },
    { what: 'new', which: pageRanges(inserted) },
    { what: 'gone', which: pageRanges(gone) },
    { what: 'renumbered', which: renumberedRanges(renumbered) },
  ];
  for (const { title, was, pages } of readings)
    if (!pages) rows.push({ what: 'text gone', which: `${title}: was ${extent(was!)}` });
    else if (was) rows.push({ what: 'text', which: `${title}: ${extent(was)} → ${extent(pages)}` });
    else rows.push({ what: 'text new', which: `${title}: ${extent(pages)}` });
  for (const { reading, label, about, was, page } of notes)
    rows.push({ what: 'note', which: `${label} in ${reading} (“${about}”): ${was} → ${page}` });
  return rows.filter(({ which }) => which !== '');
}

/** Everything, line by line. */
export function describeChanges(changes: PrintChanges): string[] {
  const rows = listChanges(changes);
  return rows.length > 0 ? rows.map(({ what, which }) => what.padEnd(NAMES) + which) : ['no page changed'];
}

/** The width of the first column. */
const NAMES = 12;

function extent([first, last]: [string, string]): string {
  return first === last ? first : `${first}–${last}`;
}

function pages(count: number): string {
  return `${count} page${count === 1 ? '' : 's'}`;
}
