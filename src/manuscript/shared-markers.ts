import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Edition, Manuscript, Reading, Series } from './manuscript.js';
import { MARKERS } from './markers.js';

/**
 * Reports series that are counted in the same way and stand in one reading of an edition: there would be two notes 1,
 * and nobody could tell their calls apart. The footnotes of the texts are a series, too, where the project says how they
 * are counted; else they take what is free.
 */
export function sharedMarkers({
  series,
  readings,
  notes,
  editions,
}: Pick<Manuscript, 'series' | 'readings' | 'notes' | 'editions'>): Diagnostic[] {
  const counted = series.filter(({ marker }) => marker !== undefined);
  const markers = new Set(counted.map(({ marker }) => marker));
  if (markers.size === counted.length) return [];
  const used = usedSeries(readings, notes);
  const isTogether = (a: Series, b: Series) =>
    editions.some(
      (edition) =>
        edition.notes[a.name] !== 'none' &&
        edition.notes[b.name] !== 'none' &&
        readings.some(
          (reading) =>
            isIn(reading, edition) && used.get(reading.id)?.has(a.name) && used.get(reading.id)?.has(b.name),
        ),
    );
  const free = MARKERS.find((marker) => !markers.has(marker));
  return counted.flatMap((one, index) => {
    const other = counted
      .slice(0, index)
      .find((before) => before.marker === one.marker && isTogether(before, one));
    if (!other) return [];
    return [
      diagnostic(
        'marker-shared',
        `notes of “${other.name}” and of “${one.name}” have the same marker, ${one.marker}`,
        {
          at: (one.at ?? other.at)!,
          hint: free && `write “marker: ${free}” for one of them, so that their calls can be told apart`,
        },
      ),
    ];
  });
}

/** The names of the series that each reading has notes of, by its id. */
function usedSeries(readings: readonly Reading[], notes: Manuscript['notes']): Map<string, Set<string>> {
  const used = new Map(readings.map(({ id, footnotes }) => [id, new Set(footnotes ? ['author'] : [])]));
  for (const { reading, series } of notes) used.get(reading)?.add(series);
  return used;
}

function isIn({ id, matter }: Reading, { readings }: Edition): boolean {
  return matter !== 'body' || !readings || readings.includes(id);
}
