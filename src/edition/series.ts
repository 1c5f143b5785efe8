import type { Edition, Manuscript, Marker, Reading, Series } from '../manuscript/manuscript.js';

/** A series of notes with the marker that its calls have. */
export interface MarkedSeries extends Series {
  marker: Marker;
}

/** How many footnotes symbols are good for: each once, then doubled. Beyond, they would have to be counted themselves. */
const MOST_SYMBOLS = 12;

/**
 * The series whose notes an edition sets, in order. The footnotes of the texts, if the project does not say how they are
 * called, have symbols, and letters that no other series has where too many are counted together: in one reading, or in
 * the whole book.
 */
export function seriesOf(
  { series }: Manuscript,
  { notes, numbering }: Edition,
  readings: readonly Reading[],
): MarkedSeries[] {
  const counts = readings.map(({ footnotes = 0 }) => footnotes);
  const most = numbering === 'book' ? counts.reduce((sum, count) => sum + count, 0) : Math.max(0, ...counts);
  const isTaken = (letters: Marker) => series.some(({ marker }) => marker === letters);
  const letters = isTaken('lower-alpha') ? 'lower-greek' : 'lower-alpha';
  const usual = most > MOST_SYMBOLS ? letters : 'symbols';
  return series
    .filter(({ name }) => notes[name] !== 'none')
    .map(({ marker = usual, ...rest }) => ({ ...rest, marker }));
}
