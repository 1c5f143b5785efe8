import type { Memo } from '../cache/memo.js';
import type { Note, Reading } from '../manuscript/manuscript.js';
import type { ReadingText, TextRange } from './anchored.js';
import { standing } from './locate.js';
import type { Selector } from './quotation.js';
import { SearchedText } from './searched-text.js';
import { wordsKey } from './words-key.js';

/** A place in another reading than a note's own. */
export interface Elsewhere {
  reading: Reading;
  range: TextRange;
}

/** Shorter words, with their context, stand in another reading by chance. Characters. */
const TELLING = 12;

/** So many lost notes are looked for: each takes a walk through all texts, and where more are lost, texts are gone. */
const MOST_LOST = 500;

/**
 * Where the words of notes that have no place in their own readings stand as quoted in another one: a paragraph was moved
 * there, a reading was split. Where they stand in several readings, nothing says which is meant.
 *
 * Folds each reading once, where there are such notes; linear in the texts for each of them, of which the first hundreds are
 * looked for.
 */
export function elsewhere(
  lost: readonly Note[],
  readings: ReadonlyMap<string, Reading>,
  texts: ReadonlyMap<string, ReadingText>,
  memo: Memo,
): Map<Note, Elsewhere> {
  const notes = lost.slice(0, MOST_LOST);
  if (notes.length === 0) return new Map();
  const found = new Map<Note, Elsewhere[]>();
  const selectors = notes.map(({ quote, prefix = '', suffix = '' }) => ({ quote, prefix, suffix }));
  for (const [id, text] of texts) {
    const reading = readings.get(id)!;
    const ranges = memo.remember('elsewhere', [...wordsKey(reading, text), selectors], () => {
      const searched = new SearchedText(text);
      return selectors.map(
        (selector) => find(searched, selector) ?? find(searched, { quote: selector.quote }),
      );
    });
    for (const [i, note] of notes.entries()) {
      const range = ranges[i];
      if (range && note.reading !== id) found.set(note, [...(found.get(note) ?? []), { reading, range }]);
    }
  }
  return new Map([...found].flatMap(([note, places]) => (places.length === 1 ? [[note, places[0]!]] : [])));
}

function find(text: SearchedText, selector: Selector): TextRange | undefined {
  const { quote, prefix = '', suffix = '' } = selector;
  return (prefix + quote + suffix).trim().length < TELLING ? undefined : standing(text, selector);
}
