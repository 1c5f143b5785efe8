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

/** Chooses what an edition contains: all readings in order, or those it names in its own order. */
export function select(anchored: Anchored, edition: Edition): Selection {
  const { manuscript } = anchored;
  const partOf = new Map<Reading, Part>();
  for (const item of manuscript.contents)
    if (item.kind === 'part') for (const reading of item.part.readings) partOf.set(reading, item.part);

  const matter = (kind: Reading['matter']) =>
    manuscript.readings.filter(
      (reading): reading is PresentReading => reading.matter === kind && isPresent(reading),
    );
  const body = matter('body');
  const byId = new Map(body.map((reading) => [reading.id, reading]));
  const chosen = edition.readings
    ? edition.readings
        .flatMap((id) => byId.get(id) ?? [])
        .filter((reading, i, all) => all.indexOf(reading) === i)
    : body;

  const sections: Section[] = [];
  for (const reading of chosen) {
    const part = partOf.get(reading);
    const last = sections.at(-1);
    if (last && last.part === part) last.readings.push(reading);
    else sections.push(part ? { part, readings: [reading] } : { readings: [reading] });
  }

  const front = matter('front');
  const back = matter('back');
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
    complete: chosen.length === body.length,
  };
}

function isPresent(reading: Reading): reading is PresentReading {
  return reading.file !== undefined;
}
