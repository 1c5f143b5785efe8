import { diagnostic } from '../diagnostics/diagnostic.js';
import { type Project, readEdition } from './edition-settings.js';
import type { Edition } from './manuscript.js';
import type { Reader } from './reader.js';
import { editionSchema, settingSchemas } from './schema.js';
import { namedEntries } from './sections.js';
import { nameMapping } from './validate.js';
import { nameFault } from './values.js';

/** The edition of a project that names none. */
const DEFAULT_NAME = 'reader';

/** The editions. Their names become names of files in out/, so that two that differ in capitals only cannot be. */
export function readEditions(reader: Reader, value: unknown, project: Project): Edition[] {
  const { file, diagnostics } = reader;
  for (const [key, schema] of Object.entries(settingSchemas)) nameMapping(`“${key}”`, schema);
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
      return [readEdition(reader, name, entry, path, project)];
    },
  );
  if (editions.length > 0) return editions;
  return [
    {
      ...readEdition(reader, DEFAULT_NAME, {}, [], project),
      at: { source: file.source, start: 0, end: 0 },
    },
  ];
}
