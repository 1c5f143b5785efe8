import { createHash } from 'node:crypto';
import type { Note, Reading } from '../manuscript/manuscript.js';
import { lineId, type Snapshot, type SnapshotLine } from '../manuscript/snapshot.js';
import { BARRIER, fold } from './fold.js';
import type { Placed } from './place.js';
import type { Selector } from './quotation.js';
import type { SearchedText } from './searched-text.js';
import { surroundings } from './surroundings.js';

/** From this confidence on a note that moved is at its place for good, and the snapshot is told. */
const CERTAIN = 0.9;

/** What a snapshot knows of a manuscript's notes, and what the next one is to know. */
export class Remembered {
  /** The lines of the next snapshot, one for each note that had or has a place. Notes that say the same share one. */
  readonly next = new Map<string, SnapshotLine>();
  private readonly lines = new Map<string, SnapshotLine>();
  private readonly byReading = new Map<string, SnapshotLine[]>();
  /** Lines of readings that are not listed any more, by key: a reading that has a new id keeps its notes' places. */
  private readonly strays = new Map<string, SnapshotLine | 'several'>();

  constructor(snapshot: Snapshot | undefined, readings: readonly Reading[]) {
    const listed = new Set(readings.map(({ id }) => id));
    for (const line of snapshot?.lines ?? []) {
      this.lines.set(lineId(line.reading, line.key), line);
      if (!listed.has(line.reading)) this.strays.set(line.key, this.strays.has(line.key) ? 'several' : line);
    }
    for (const line of this.lines.values()) {
      const known = this.byReading.get(line.reading);
      if (known) known.push(line);
      else this.byReading.set(line.reading, [line]);
    }
  }

  /** Where a note stood last. */
  of(note: Note): SnapshotLine | undefined {
    const key = selectorKey(note);
    const line = this.lines.get(lineId(note.reading, key));
    if (line) return line;
    const stray = this.strays.get(key);
    return stray === 'several' ? undefined : stray;
  }

  /** All that can be known of the notes of a reading: what `of` gives depends on nothing else in the snapshot. */
  about(reading: string): (SnapshotLine | 'several')[] {
    return [...(this.byReading.get(reading) ?? []), ...this.strays.values()];
  }

  /** Keeps what is known of a note whose text is not there. */
  keep(note: Note): void {
    const line = this.of(note);
    if (line) this.put({ ...line, reading: note.reading });
  }

  /** What is to be known of a note: its place if that is certain; what was known where it is not. */
  lineOf(
    note: Note,
    line: SnapshotLine | undefined,
    text: SearchedText,
    placed: Placed,
  ): SnapshotLine | undefined {
    const { state, range, confidence, bySnapshot } = placed;
    const certain = state !== 'moved' || bySnapshot || confidence >= CERTAIN;
    const key = line?.key ?? selectorKey(note);
    if (range && certain)
      return {
        reading: note.reading,
        key,
        ...surroundings(text, text.foldedRange(range)),
        elsewhere: placed.count > 1,
      };
    return line && { ...line, reading: note.reading };
  }

  put(line: SnapshotLine): void {
    this.next.set(lineId(line.reading, line.key), line);
  }
}

/**
 * What a note is known by: its quotation, context and count, folded, so that typography and line breaks of
 * annotations.yml do not matter. Whoever changes them by hand means another place perhaps, and the note is placed afresh.
 * The first 48 bits of SHA-256: two notes of one reading that share them by chance are not to be expected.
 */
export function selectorKey({ quote, prefix = '', suffix = '', occurrence }: Selector): string {
  const parts = [quote, prefix, suffix].map((part) => fold(part).text);
  const said = [...parts, ...(occurrence === undefined ? [] : [String(occurrence)])].join(BARRIER);
  return createHash('sha256').update(said).digest('hex').slice(0, 12);
}
