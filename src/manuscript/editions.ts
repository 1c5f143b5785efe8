import { diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { Edition } from './manuscript.js';
import type { Reader } from './reader.js';
import { editionSchema } from './schema.js';
import { namedEntries } from './sections.js';
import { nameFault } from './values.js';

/** The edition of a project that names none. */
const DEFAULT_NAME = 'reader';

/**
 * The editions. Their names become names of files in out/, so that two that differ in capitals only cannot be.
 *
 * @param readings the ids that are listed
 * @param themes the names of those that there are
 */
export function readEditions(
  reader: Reader,
  value: unknown,
  readings: ReadonlySet<string>,
  themes: ReadonlySet<string>,
): Edition[] {
  const { file, diagnostics } = reader;
  const taken = new Map<string, readonly (string | number)[]>();
  const editions = namedEntries(reader, ['editions'], value, editionSchema, 'an edition').flatMap(
    ({ name: written, value: entry, path }) => {
      const name = written.normalize('NFC');
      const fault = nameFault(name);
      if (fault) {
        diagnostics.push(diagnostic(fault.code, fault.message, { at: file.keyAt(path), hint: fault.hint }));
        return [];
      }
      const before = taken.get(name.toLowerCase());
      if (before) {
        diagnostics.push(
          diagnostic(
            'edition-clash',
            `the files of the editions “${written}” and “${before.at(-1)}” would have one name`,
            {
              at: file.keyAt(path),
              hint: 'capitals do not tell files apart on every system',
              related: [{ message: 'the other one', at: file.keyAt(before) }],
            },
          ),
        );
        return [];
      }
      taken.set(name.toLowerCase(), path);
      const edition: Edition = {
        name,
        formats: [...new Set(entry.formats ?? (['epub', 'pdf'] as const))],
        numbering: entry.numbering ?? 'reading',
        glossaryLinks: entry.glossaryLinks ?? 'first',
        openings: entry.openings ?? 'any',
        conformance: [...new Set(entry.conformance ?? (['ua-1', 'a-2a'] as const))],
        at: file.keyAt(path),
      };
      if (entry.page) edition.page = entry.page.trim().replace(/\s+/g, ' ').toLowerCase();
      const theme = entry.theme?.trim();
      if (theme !== undefined && !themes.has(theme))
        diagnostics.push(
          diagnostic('theme-unknown', `there is no theme “${theme}”`, {
            at: file.at([...path, 'theme']),
            hint: didYouMean(theme, themes),
          }),
        );
      else if (theme !== undefined) edition.theme = theme;
      if (entry.readings)
        edition.readings = selected(reader, entry.readings, [...path, 'readings'], readings);
      return [edition];
    },
  );
  if (editions.length > 0) return editions;
  return [
    {
      name: DEFAULT_NAME,
      formats: ['epub', 'pdf'],
      numbering: 'reading',
      glossaryLinks: 'first',
      openings: 'any',
      conformance: ['ua-1', 'a-2a'],
      at: { source: file.source, start: 0, end: 0 },
    },
  ];
}

function selected(
  { file, diagnostics }: Reader,
  ids: string[],
  path: readonly (string | number)[],
  readings: ReadonlySet<string>,
): string[] {
  const kept: string[] = [];
  ids.forEach((written, index) => {
    const id = written.trim().normalize('NFC');
    const at = file.at([...path, index]);
    if (!readings.has(id))
      diagnostics.push(
        diagnostic('reading-unknown', `there is no reading “${id}”`, { at, hint: didYouMean(id, readings) }),
      );
    else if (kept.includes(id))
      diagnostics.push(
        diagnostic('reading-twice', `“${id}” is listed twice`, {
          at,
          hint: 'a reading stands in an edition once',
        }),
      );
    else kept.push(id);
  });
  return kept;
}
