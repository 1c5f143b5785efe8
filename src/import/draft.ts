import type { RootContent } from 'mdast';
import type { Recipe } from './recipe.js';

/** A source as it was read, before anything is decided about it: blocks in order, all of them. */
export interface Draft {
  blocks: Block[];
  /** What the source says of itself in a way made for programs (HTML meta, front matter). */
  metadata: Metadata;
  /** What reading the format already left out (scripts, navigation), with its text. */
  dropped: Dropped[];
  /** White space, encoding and the like that was mended. */
  remarks: string[];
}

/** A paragraph, heading, list … of the source. */
export interface Block {
  node: RootContent;
  /** Its words on one line, white space collapsed: what recipes recognise it by. */
  text: string;
  /** The line of the source it begins on, from 1; 0 where the format has no lines. */
  line: number;
  /** Its lines as they stand, for verse. */
  lines: string[];
  /** Set in from the margin in the source. */
  indented: boolean;
}

export interface Dropped {
  line: number;
  text: string;
  reason: string;
}

/** Front matter of a reading, as far as it is known. */
export type Metadata = NonNullable<Recipe['metadata']>;

/** White space of every kind as single spaces, none at the ends; a single no-break space stays; what cannot be seen goes. */
export function collapse(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/\s{2,}/g, ' ')
    .replace(/[^\S\u00a0\u202f]/g, ' ')
    .trim();
}
