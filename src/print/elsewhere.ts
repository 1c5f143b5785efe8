import type { Elsewhere } from '../typeset/page/box-context.js';
import type { Sketch } from './sketch.js';

/** What sections may know of each other: which ids there are, and which of them are notes that something calls. */
export interface Ids {
  all: Set<string>;
  notes: Set<string>;
}

export function idsOf(sketches: readonly Sketch[]): Ids {
  return {
    all: new Set(sketches.flatMap(({ ids }) => ids)),
    notes: new Set(sketches.flatMap(({ notes }) => notes)),
  };
}

/** What a section asked about ids of others, and what it was told: plain values. */
export interface Heard {
  has: Map<string, boolean>;
  isNote: Map<string, boolean>;
}

/** Tells a section about the others, and remembers what it told. */
export function listening(ids: Ids): Elsewhere & { heard: Heard } {
  const heard: Heard = { has: new Map(), isNote: new Map() };
  const told = (answers: Map<string, boolean>, known: Set<string>) => (id: string) => {
    const answer = known.has(id);
    answers.set(id, answer);
    return answer;
  };
  return { heard, has: told(heard.has, ids.all), isNote: told(heard.isNote, ids.notes) };
}
