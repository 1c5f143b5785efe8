import type { NoteBox } from './box.js';
import { type Flow, type FlowItem, isContent, type Note } from './flow.js';
import { nextEnd } from './note-plan.js';

/** Lines of a note that stand on the page of its call, and how many it may have without being divided. */
const NOTE_LINES = 2;
const UNDIVIDED_NOTE_LINES = 3;

/** A note as pages set it, from its lines. @param area index of its area among those of the page */
export function noteOf(box: NoteBox, flow: Flow, area: number): Note {
  const { items } = flow;
  const heights = new Float64Array(items.length + 1);
  let lines = 0;
  let nested = false;
  items.forEach((item: FlowItem, i) => {
    heights[i + 1] = heights[i]! + item.size;
    if (isContent(item)) {
      lines++;
      if (item.notes.length > 0) nested = true;
    }
  });
  const note: Note = {
    index: box.index,
    id: box.id,
    area,
    flow,
    marginTop: 0,
    marginBottom: 0,
    heights,
    first: items.length,
    least: items.length,
    policy: box.box.style.footnotePolicy,
    nested,
  };
  note.least = nextEnd(note, 0, 0);
  if (lines > UNDIVIDED_NOTE_LINES) {
    note.first = note.least;
    for (let line = 1; line < NOTE_LINES && note.first < items.length; line++)
      note.first = nextEnd(note, 0, note.first);
  }
  return note;
}
