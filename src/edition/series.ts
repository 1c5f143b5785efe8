import type { Edition, Manuscript, Reading, Series } from '../manuscript/manuscript.js';
import type { Marker } from '../manuscript/markers.js';

/** A series of notes with the marker that its calls have. */
export interface MarkedSeries extends Series {
  marker: Marker;
}

/** How many footnotes symbols are good for: each once, then doubled. Beyond, they would have to be counted themselves. */
const MOST_SYMBOLS = 12;

/** How footnotes can be called where the project does not say it, best first: in figures, they would look like the editor’s. */
const USUAL: readonly Marker[] = ['symbols', 'lower-alpha', 'lower-greek', 'upper-alpha', 'lower-roman'];

/**
 * The series whose notes an edition sets, in order. The footnotes of the texts, if the project does not say how they are
 * called, have symbols, and letters where too many are counted together, in one reading or in the whole book; but not
 * what another series has.
 */
export function seriesOf(
  { series }: Manuscript,
  { notes, numbering }: Edition,
  readings: readonly Reading[],
): MarkedSeries[] {
  const counts = readings.map(({ footnotes = 0 }) => footnotes);
  const most = numbering === 'book' ? counts.reduce((sum, count) => sum + count, 0) : Math.max(0, ...counts);
  const set = series.filter(({ name }) => notes[name] !== 'none');
  const isFree = (letters: Marker) => !set.some(({ marker }) => marker === letters);
  const fitting = most > MOST_SYMBOLS ? USUAL.slice(1) : USUAL;
  const usual = fitting.find(isFree) ?? fitting[0]!;
  return set.map(({ marker = usual, ...rest }) => ({ ...rest, marker }));
}
