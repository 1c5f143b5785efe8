import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';

/** A message for each place of a file where git could not merge, and nobody has. Nothing else is worth saying of such a file. */
export function mergeConflicts(source: Source): Diagnostic[] {
  const { text, path } = source;
  if (!text.includes('<<<<<<< ')) return [];
  const conflicts: Diagnostic[] = [];
  // What git leaves at the beginning of such a place, and at its end.
  const first = /^<{7} .*/gm;
  const last = /^>{7} /gm;
  for (let found = first.exec(text); found; found = first.exec(text)) {
    const start = found.index;
    last.lastIndex = start;
    if (!last.test(text)) break;
    first.lastIndex = last.lastIndex;
    conflicts.push(
      diagnostic('merge-conflict', `a merge was not finished in ${path}`, {
        at: { source, start, end: start + found[0].length },
        hint: 'keep what is right of the two versions, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>',
      }),
    );
  }
  return conflicts;
}
