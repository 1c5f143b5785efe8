import type { Text } from 'hast';
import type { Manuscript, Note } from '../manuscript/manuscript.js';
import type { SnapshotLine } from '../manuscript/snapshot.js';

/**
 * How sure the build is of a note's place.
 * `exact`: found as written. `normalised`: found once typography is folded. `moved`: found although the words or
 * their surroundings changed. `ask`: candidates, none good enough; not set. `orphan`: nothing like it; not set.
 */
export type AnchorState = 'exact' | 'normalised' | 'moved' | 'ask' | 'orphan';

/** A manuscript with the place of each of its notes. */
export interface Anchored {
  manuscript: Manuscript;
  /** The text of each reading that is there, by reading id. */
  texts: Map<string, ReadingText>;
  /** One for each note of the manuscript whose reading is there, in the manuscript's order. */
  notes: AnchoredNote[];
  /** What the next snapshot is to hold, in any order. */
  snapshot: SnapshotLine[];
}

/**
 * A reading's words as one string, with the way back to its tree: title, subtitle, body, then the author's own notes.
 * Block boundaries and line breaks are one `\n`, which belongs to no piece.
 */
export interface ReadingText {
  text: string;
  /** In order of `start`. */
  pieces: TextPiece[];
  /** The stretches of `text` that are title, subtitle, body and each author's note; no anchor crosses from one to another. */
  zones: TextZone[];
}

export interface TextPiece {
  node: Text;
  /** UTF-16 offsets in `ReadingText.text`; `end - start` is the length of the node's value. */
  start: number;
  end: number;
}

export interface TextZone {
  kind: 'title' | 'subtitle' | 'body' | 'author-note';
  /** The author's note's name. */
  name?: string;
  start: number;
  end: number;
}

/** UTF-16 offsets in `ReadingText.text`. */
export interface TextRange {
  start: number;
  end: number;
}

export interface AnchoredNote {
  note: Note;
  state: AnchorState;
  /** Where it is; undefined exactly when the state is `ask` or `orphan`. */
  range?: TextRange;
  /** 0 to 1; 1 for `exact`. */
  confidence: number;
  /** For `ask`: what it might be, best first. */
  candidates: Candidate[];
  /** For `ask` and `orphan`: where its surroundings stand without it; what is in its place now may be nothing. */
  was?: TextRange;
  /** For `ask` and `orphan`: where its words stand as quoted in another reading, if they do in one. */
  elsewhere?: { reading: string; range: TextRange };
}

export interface Candidate {
  range: TextRange;
  /** 0 to 1. */
  confidence: number;
}
