import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { Note, Series } from './manuscript.js';
import type { Reader } from './reader.js';
import { richText } from './rich.js';
import { noteSchema, seriesSchema } from './schema.js';
import { listEntries, namedEntries, unknownReading } from './sections.js';
import { nameFault } from './values.js';
import type { Path } from './yaml-file.js';

/** The series that are there without being named. */
const BUILT_IN: Series[] = [{ name: 'editor', marker: 'decimal' }, { name: 'author' }];

/** The kinds of note: the two built in, changed or not, and the project's own in order. */
export function readSeries(reader: Reader, value: unknown): Series[] {
  const { file, diagnostics } = reader;
  const series = new Map(BUILT_IN.map((one) => [one.name, { ...one }]));
  for (const { name, value: entry, path } of namedEntries(
    reader,
    ['series'],
    value,
    seriesSchema,
    'a series',
  )) {
    const fault = nameFault(name);
    if (fault)
      diagnostics.push(diagnostic(fault.code, fault.message, { at: file.keyAt(path), hint: fault.hint }));
    const before = series.get(name);
    const marker = entry.marker ?? (before ? before.marker : 'decimal');
    const label = entry.label?.trim() ?? (before ? undefined : name);
    series.set(name, {
      name,
      ...(label !== undefined && { label }),
      ...(marker && { marker }),
      at: file.keyAt(path),
    });
  }
  return [...series.values()];
}

/** The notes as they are written in a list at a path. */
export function writtenNotes(reader: Reader, path: Path, value: unknown): Note[] {
  const { file, gathered } = reader;
  return listEntries(reader, path, value, noteSchema, 'a note').map(({ value: entry, path }) => {
    const note: Note = {
      reading: entry.reading.trim().normalize('NFC'),
      quote: entry.quote,
      series: entry.series?.trim() ?? 'editor',
      note: richText(file, [...path, 'note'], entry.note, '', gathered),
      at: file.entryAt(path),
      spans: {},
    };
    for (const key of Object.keys(entry)) note.spans[key] = file.at([...path, key]);
    if (entry.prefix !== undefined) note.prefix = entry.prefix;
    if (entry.suffix !== undefined) note.suffix = entry.suffix;
    if (entry.occurrence !== undefined) note.occurrence = entry.occurrence;
    if (entry.id !== undefined) note.id = entry.id.trim().normalize('NFC');
    return note;
  });
}

/**
 * Those notes that are of a series and of a reading that there are. No two of all have one id.
 *
 * @param readings the ids that are listed
 * @param unlisted ids of files in corpus/ that are not
 */
export function checkNotes(
  notes: readonly Note[],
  readings: Set<string>,
  unlisted: Set<string>,
  series: Series[],
  diagnostics: Diagnostic[],
): Note[] {
  const kinds = new Set(series.map(({ name }) => name));
  const ids = new Map<string, Note>();
  return notes.filter((note) => {
    const { id, series: kind, reading, spans } = note;
    const before = id === undefined ? undefined : ids.get(id);
    if (before)
      diagnostics.push(
        diagnostic('note-id-twice', `two notes have the id “${id}”`, {
          at: spans.id,
          related: [{ message: 'the first one', at: before.spans.id! }],
        }),
      );
    else if (id !== undefined) ids.set(id, note);
    const isSeries = kinds.has(kind);
    if (!isSeries)
      diagnostics.push(
        diagnostic('series-unknown', `there is no series “${kind}”`, {
          at: spans.series,
          hint: didYouMean(kind, kinds),
        }),
      );
    const isReading = readings.has(reading);
    if (!isReading)
      diagnostics.push(
        unlisted.has(reading)
          ? diagnostic('reading-unknown', `there is no reading “${reading}”`, {
              at: spans.reading,
              hint: 'it is in corpus/, but not listed under “readings”',
            })
          : unknownReading(reading, spans.reading, readings),
      );
    return isSeries && isReading;
  });
}
