import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { type Project, readEdition } from './edition-settings.js';
import { identified, type UnnamedEdition } from './identifiers.js';
import type { Anthology, Edition } from './manuscript.js';
import type { Reader } from './reader.js';
import { editionSchema, settingSchemas } from './schema.js';
import { namedEntries } from './sections.js';
import { nameMapping } from './validate.js';
import { nameFault } from './values.js';

/** The edition of a project that names none. */
const DEFAULT_NAME = 'reader';

/** The editions of an anthology. Their names become names of files in out/, so that two that differ in capitals only cannot be. */
export function readEditions(
  reader: Reader,
  value: unknown,
  anthology: Pick<Anthology, 'identifier'>,
  project: Project,
): Edition[] {
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
  reportClashes(editions, diagnostics);
  if (editions.length > 0) return identified(editions, anthology, diagnostics);
  const edition = readEdition(reader, DEFAULT_NAME, {}, [], project);
  return identified([{ ...edition, at: { source: file.source, start: 0, end: 0 } }], anthology, diagnostics);
}

/** What an edition has besides its own files may be called as another edition's: `course.booklet.pdf`. */
function reportClashes(editions: readonly UnnamedEdition[], diagnostics: Diagnostic[]): void {
  const owners = new Map<string, UnnamedEdition>();
  for (const edition of editions)
    for (const name of ownFiles(edition)) owners.set(name.toLowerCase(), edition);
  for (const edition of editions)
    for (const [key, name] of Object.entries(furtherFiles(edition))) {
      const other = owners.get(name.toLowerCase()) ?? edition;
      owners.set(name.toLowerCase(), edition);
      if (other === edition) continue;
      diagnostics.push(
        diagnostic('edition-clash', `“${key}” makes ${name}, which the edition “${other.name}” has`, {
          at: edition.spans[key] ?? edition.at,
          hint: 'give one of them another name',
          related: [{ message: 'the other one', at: other.at }],
        }),
      );
    }
}

function ownFiles({ name, formats }: UnnamedEdition): string[] {
  return [...formats.map((format) => `${name}.${format}`), `${name}.report.json`];
}

/** Files and folders in out/, by the setting that asks for them. */
function furtherFiles({
  name,
  separate,
  imposition,
  cropMarks,
  bleed,
}: UnnamedEdition): Record<string, string> {
  return {
    ...(separate && { separate: name }),
    ...(imposition && { imposition: `${name}.${imposition.layout}.pdf` }),
    ...((cropMarks || bleed > 0) && { [cropMarks ? 'cropMarks' : 'bleed']: `${name}.print.pdf` }),
  };
}
