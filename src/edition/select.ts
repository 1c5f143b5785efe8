import type { Anchored, AnchoredNote, ReadingText } from '../anchoring/anchored.js';
import type { Edition, Manuscript, Part, Reading } from '../manuscript/manuscript.js';
import { type MarkedSeries, seriesOf } from './series.js';

/** What one edition contains and in which order: nothing numbered yet. Every reading in it has a body. */
export interface Selection {
  manuscript: Manuscript;
  edition: Edition;
  front: PresentReading[];
  /** Neighbours that stand in the same part, in order; readings outside parts are in sections without one. */
  sections: Section[];
  back: PresentReading[];
  /** The series whose notes are set, in order. */
  series: MarkedSeries[];
  texts: Map<string, ReadingText>;
  /** The notes that found their place and are set, by reading id. */
  notes: Map<string, AnchoredNote[]>;
  /** Whether the edition holds every reading that is there: then its glossary and chronology are whole, too. */
  complete: boolean;
}

export interface Section {
  part?: Part;
  readings: PresentReading[];
}

export type PresentReading = Reading & Required<Pick<Reading, 'body'>>;

/** Chooses what an edition contains: all readings and matter in order, or what it names in its own order. */
export function select(anchored: Anchored, edition: Edition): Selection {
  const { manuscript } = anchored;
  const partOf = new Map<Reading, Part>();
  for (const item of manuscript.contents)
    if (item.kind === 'part') for (const reading of item.part.readings) partOf.set(reading, item.part);

  const present = manuscript.readings.filter(isPresent);
  const chosenOf = (kind: Reading['matter'], ids: readonly string[] | undefined): PresentReading[] => {
    const all = present.filter((reading) => reading.matter === kind);
    if (!ids) return all;
    const byId = new Map(all.map((reading) => [reading.id, reading]));
    return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
  };
  const chosen = chosenOf('body', edition.readings);

  const sections: Section[] = [];
  for (const reading of chosen) {
    const part = partOf.get(reading);
    const last = sections.at(-1);
    if (last && last.part === part) last.readings.push(reading);
    else sections.push(part ? { part, readings: [reading] } : { readings: [reading] });
  }

  const front = chosenOf('front', edition.front);
  const back = chosenOf('back', edition.back);
  const all = [...front, ...chosen, ...back];
  const notes = new Map<string, AnchoredNote[]>();
  for (const reading of all) notes.set(reading.id, []);
  for (const anchoredNote of anchored.notes)
    if (anchoredNote.range && edition.notes[anchoredNote.note.series] !== 'none')
      notes.get(anchoredNote.note.reading)?.push(anchoredNote);
  return {
    manuscript,
    edition,
    front,
    sections,
    back,
    series: seriesOf(manuscript, edition, all),
    texts: anchored.texts,
    notes,
    complete: all.length === present.length,
  };
}

function isPresent(reading: Reading): reading is PresentReading {
  return reading.file !== undefined;
}
