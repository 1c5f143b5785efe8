import type { Element } from 'hast';
import type { Elsewhere } from '../typeset/page/box-context.js';
import { idOf, internalTarget, isNoteReference } from '../typeset/page/element-roles.js';

/** What sections may know of each other: which ids there are, and which of them are notes that something calls. */
export interface Ids {
  all: Set<string>;
  notes: Set<string>;
}

export function collectIds(roots: readonly Element[]): Ids {
  const ids: Ids = { all: new Set(), notes: new Set() };
  const open = [...roots];
  for (let element = open.pop(); element; element = open.pop()) {
    const id = idOf(element);
    if (id !== undefined) ids.all.add(id);
    if (element.tagName === 'a' && isNoteReference(element)) {
      const note = internalTarget(element);
      if (note !== undefined) ids.notes.add(note);
    }
    for (const child of element.children) if (child.type === 'element') open.push(child);
  }
  return ids;
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
