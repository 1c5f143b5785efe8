import { FORGETFUL } from '../cache/memo.js';
import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import type { Manuscript, Note, Reading } from '../manuscript/manuscript.js';
import type { SnapshotLine } from '../manuscript/snapshot.js';
import type { Anchored, AnchoredNote, ReadingText } from './anchored.js';
import { elsewhere } from './elsewhere.js';
import { type Placed, place } from './place.js';
import type { Selector } from './quotation.js';
import { LazyText } from './reading-text.js';
import { Remembered } from './remembered.js';
import { report } from './report.js';
import { SearchedText } from './searched-text.js';
import { wordsKey } from './words-key.js';

/**
 * Finds the words that each note is about, by what the note says of them and by what the snapshot knows of their place.
 * Notes whose reading is not there are left out; every other one is in the result with its state, and what there is to
 * say about it is a diagnostic: `quotation-moved` (info), `quotation-uncertain` and `quotation-orphaned` (warnings), and
 * errors for what a note says wrongly about its place.
 *
 * Each reading is folded once, and once more where notes have no place in their own. Linear in the texts, and in the notes
 * times the length of their reading.
 *
 * @param memo remembers the places of the notes on a reading where neither they nor its words changed
 */
export function anchor(manuscript: Manuscript, memo = FORGETFUL): Result<Anchored> {
  const texts = new Map<string, ReadingText>();
  const readings = new Map<string, Reading>();
  for (const reading of manuscript.readings)
    if (reading.file) {
      texts.set(reading.id, new LazyText(reading));
      readings.set(reading.id, reading);
    }
  const remembered = new Remembered(manuscript.snapshot, manuscript.readings);
  const notes: AnchoredNote[] = new Array(manuscript.notes.length);
  const places: Placed[] = new Array(manuscript.notes.length);
  for (const [id, indices] of byReading(manuscript.notes)) {
    const reading = readings.get(id);
    if (!reading) {
      for (const index of indices) remembered.keep(manuscript.notes[index]!);
      continue;
    }
    const text = texts.get(id)!;
    const group = indices.map((index) => manuscript.notes[index]!);
    const parts = [id, ...wordsKey(reading, text), group.map(selectorOf), remembered.about(id)];
    const found = memo.remember('places', parts, () => placeAll(group, text, remembered));
    for (const [i, index] of indices.entries()) {
      const note = group[i]!;
      const { placed, line } = found[i]!;
      const { state, range, confidence, candidates, was } = placed;
      notes[index] = { note, state, ...(range && { range }), confidence, candidates, ...(was && { was }) };
      places[index] = placed;
      if (line) remembered.put(line);
    }
  }
  const lost = manuscript.notes.filter((_, index) => places[index] && isLost(places[index]));
  const moved = elsewhere(lost, readings, texts, memo);
  const diagnostics: Diagnostic[] = [];
  for (const [index, note] of manuscript.notes.entries()) {
    if (!notes[index]) continue;
    const found = moved.get(note);
    if (found)
      notes[index] = { ...notes[index], elsewhere: { reading: found.reading.id, range: found.range } };
    const there = found && { ...found, text: texts.get(found.reading.id)! };
    diagnostics.push(
      ...report(note, readings.get(note.reading)!, texts.get(note.reading)!, places[index]!, there),
    );
  }
  return {
    value: { manuscript, texts, notes: notes.filter(Boolean), snapshot: [...remembered.next.values()] },
    diagnostics,
  };
}

/** Whether a note's words may have left its reading. */
function isLost({ state, problem }: Placed): boolean {
  return (state === 'orphan' || state === 'ask') && !problem;
}

/** The places of the notes on one reading, and what the snapshot is to know of each. */
function placeAll(
  notes: readonly Note[],
  text: ReadingText,
  remembered: Remembered,
): { placed: Placed; line: SnapshotLine | undefined }[] {
  const searched = new SearchedText(text);
  return notes.map((note) => {
    const line = remembered.of(note);
    const placed = place(searched, selectorOf(note), line);
    return { placed, line: remembered.lineOf(note, line, searched, placed) };
  });
}

/** What a note says of its place. */
export function selectorOf({ quote, prefix, suffix, occurrence }: Note): Selector {
  return {
    quote,
    ...(prefix === undefined ? {} : { prefix }),
    ...(suffix === undefined ? {} : { suffix }),
    ...(occurrence === undefined ? {} : { occurrence }),
  };
}

/** The indices of the notes of each reading, so that one folded text is held at a time. */
function byReading(notes: readonly Note[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  notes.forEach((note, index) => {
    const group = groups.get(note.reading);
    if (group) group.push(index);
    else groups.set(note.reading, [index]);
  });
  return groups;
}
