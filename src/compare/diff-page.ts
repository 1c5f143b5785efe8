import { dirname, resolve } from 'node:path';
import type { PrintChanges } from '../changes/compare-records.js';
import { listChanges } from '../changes/describe.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { readBuiltInTemplates } from '../manuscript/package-files.js';
import { replaceFiles } from '../output/replace-files.js';
import { Templates } from '../render/templates.js';
import { countChanges, describePages } from './describe.js';
import type { Change, ProjectDiff } from './project-diff.js';

/** Writes a comparison as one HTML file that needs no other; gives what kept it from being written. */
export async function writeDiffPage(path: string, diff: ProjectDiff): Promise<Diagnostic | undefined> {
  const file = resolve(path);
  return replaceFiles(dirname(file), [{ path: file, data: Buffer.from(await diffPage(diff)) }]);
}

/** A comparison as an HTML page, from `diff.hbs`. */
export async function diffPage(diff: ProjectDiff): Promise<string> {
  const builtIn = await readBuiltInTemplates();
  const own = new Map([...builtIn].filter(([name]) => name === 'diff.hbs'));
  return new Templates(own, new Map()).text('diff.hbs', pageData(diff))!;
}

interface ShownChange extends Omit<Change, 'place'> {
  place: string | undefined;
  /** The kind in words, where they say more than the name of the item. */
  said: string;
}

function pageData(diff: ProjectDiff) {
  const section = (id: string, title: string, count: string, changes: readonly Change[]) => ({
    id,
    title,
    count,
    changes: changes.map((change): ShownChange => ({ place: undefined, said: change.kind, ...change })),
  });
  const lists: [string, string, Change[]][] = [
    ['readings', 'Readings', diff.readings],
    ['notes', 'Notes', diff.notes],
    ['glossary', 'Glossary', diff.glossary],
    ['chronology', 'Chronology', diff.chronology],
  ];
  const anthology: Change[] =
    diff.anthology.length === 0
      ? []
      : [{ kind: 'changed', name: 'The anthology itself', fields: diff.anthology }];
  return {
    old: diff.old,
    new: diff.new,
    sections: [
      ...(anthology.length > 0 ? [section('anthology', 'Anthology', 'changed', anthology)] : []),
      ...lists
        .filter(([, , changes]) => changes.length > 0)
        .map(([id, title, changes]) => section(id, title, countChanges(changes), changes)),
      ...diff.pages
        .filter(({ kind }) => kind !== 'same')
        .map((pages) =>
          section(
            `pages-${pages.edition}`,
            `Pages of ${pages.edition}`,
            describePages(pages),
            pages.changes ? [pagesAsChange(pages.edition, pages.changes)] : [],
          ),
        ),
    ],
  };
}

function pagesAsChange(edition: string, changes: PrintChanges): Change {
  const fields = listChanges(changes).map(({ what, which }) => ({
    field: what,
    words: [{ kind: 'same' as const, text: which }],
  }));
  return { kind: 'changed', name: `The pages of ${edition}`, fields };
}
