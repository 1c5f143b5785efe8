import { diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { Note, Series } from './manuscript.js';
import type { Reader } from './reader.js';
import { richText } from './rich.js';
import { noteSchema, seriesSchema } from './schema.js';
import { listEntries, namedEntries } from './sections.js';
import { nameFault } from './values.js';

/** The series that are there without being named. */
const BUILT_IN: Series[] = [
  { name: 'editor', label: 'Editor’s notes', marker: 'decimal' },
  { name: 'author', label: 'Author’s notes', marker: 'symbols' },
];

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
    series.set(name, {
      name,
      label: entry.label?.trim() ?? before?.label ?? name,
      marker: entry.marker ?? before?.marker ?? 'decimal',
      at: file.keyAt(path),
    });
  }
  return [...series.values()];
}

/**
 * The notes.
 *
 * @param readings the ids that are listed
 * @param unlisted ids of files in corpus/ that are not
 */
export function readNotes(
  reader: Reader,
  value: unknown,
  readings: Set<string>,
  unlisted: Set<string>,
  series: Series[],
): Note[] {
  const { file, diagnostics, gathered } = reader;
  const kinds = new Set(series.map(({ name }) => name));
  const ids = new Map<string, readonly (string | number)[]>();
  return listEntries(reader, ['notes'], value, noteSchema, 'a note').flatMap(({ value: entry, path }) => {
    const reading = entry.reading.trim().normalize('NFC');
    const kind = entry.series?.trim() ?? 'editor';
    const note: Note = {
      reading,
      quote: entry.quote,
      series: kind,
      note: richText(file, [...path, 'note'], entry.note, '', gathered),
      at: file.entryAt(path),
      spans: {},
    };
    for (const key of Object.keys(entry)) note.spans[key] = file.at([...path, key]);
    if (entry.prefix !== undefined) note.prefix = entry.prefix;
    if (entry.suffix !== undefined) note.suffix = entry.suffix;
    if (entry.occurrence !== undefined) note.occurrence = entry.occurrence;
    if (entry.id !== undefined) {
      note.id = entry.id.trim().normalize('NFC');
      const before = ids.get(note.id);
      if (before)
        diagnostics.push(
          diagnostic('note-id-twice', `two notes have the id “${note.id}”`, {
            at: file.at([...path, 'id']),
            related: [{ message: 'the first one', at: file.at([...before, 'id']) }],
          }),
        );
      else ids.set(note.id, path);
    }
    const isSeries = kinds.has(kind);
    if (!isSeries)
      diagnostics.push(
        diagnostic('series-unknown', `there is no series “${kind}”`, {
          at: file.at([...path, 'series']),
          hint: didYouMean(kind, kinds),
        }),
      );
    const isReading = readings.has(reading);
    if (!isReading)
      diagnostics.push(
        diagnostic('reading-unknown', `there is no reading “${reading}”`, {
          at: file.at([...path, 'reading']),
          hint: unlisted.has(reading)
            ? 'it is in corpus/, but not listed under “readings”'
            : didYouMean(reading, readings),
        }),
      );
    return isSeries && isReading ? [note] : [];
  });
}
