import type { Image } from '../../manuscript/manuscript.js';
import type { ComputedStyle } from '../style/computed.js';
import type { Inline, LinkTarget, Owner } from '../text/line.js';

/**
 * The boxes of a document: what its styled elements come to when inline content stands in paragraphs, markers and
 * generated content are there, and notes have been taken out to hang on their calls. No width is known yet.
 */
export type Box = BlockBox | ParagraphBox | ImageBox | TableBox;

export interface BlockBox {
  kind: 'block';
  style: ComputedStyle;
  children: Box[];
  /** What its element says about its place: its id, strings for the running heads, an outline entry. */
  marks: Mark[];
  /** A list item's marker outside it: set beside its first line. */
  marker?: { style: ComputedStyle; pieces: Piece[] };
  /** The id of a part of the book whose last page is wanted. */
  ends?: string;
  /** What the page is called from here on, where the element itself says so. */
  page?: string;
}

/** Inline content. It is always the child of a block, whose style it has. */
export interface ParagraphBox {
  kind: 'paragraph';
  style: ComputedStyle;
  pieces: Piece[];
  /** A letter that stands out of the first lines. */
  initial?: InitialLetter;
  /** The style of its first line. */
  firstLine?: ComputedStyle;
}

export interface InitialLetter {
  style: ComputedStyle;
  inline: Inline;
  /** The same letter as what it stands in has it: so it is set where there is no room for an initial. */
  plain: Inline;
  /** In lines: how high it is, and on which line it stands. */
  size: number;
  sink: number;
}

export interface ImageBox {
  kind: 'image';
  style: ComputedStyle;
  image: Image;
  owner: Owner;
  marks: Mark[];
}

export interface TableBox {
  kind: 'table';
  style: ComputedStyle;
  captions: BlockBox[];
  rows: TableRow[];
  columns: number;
  marks: Mark[];
}

export interface TableRow {
  group: 'head' | 'body' | 'foot';
  style: ComputedStyle;
  /** Of the row group that it stands in. */
  groupStyle: ComputedStyle | undefined;
  cells: TableCell[];
  marks: Mark[];
}

export interface TableCell {
  box: BlockBox;
  column: number;
  colSpan: number;
  rowSpan: number;
}

/** Inline content; a picture in the line, whose size depends on the width; or words that depend on where pages end. */
export type Piece = Inline | InlineImage | DeferredPiece;

export interface InlineImage {
  kind: 'image';
  style: ComputedStyle;
  image: Image;
  owner: Owner;
}

/** Words that are only known when pages are: a page number, the number of a note that counts by page. */
export interface DeferredPiece {
  kind: 'deferred';
  resolve(pages: PageNumbers): Inline[];
}

/** What deferred words ask for. While pages are not known yet the answers are undefined. */
export interface PageNumbers {
  /** The page on which an id stands: its index, its number and how the page shows that. */
  page(id: string): PageNumber | undefined;
  /** The number of a note on its page, by the note's id. */
  note(id: string): number | undefined;
  /** How many pages there are. */
  total(): number | undefined;
}

export interface PageNumber {
  index: number;
  number: number;
  label: string;
}

/** A place that is found again when lines have their pages. */
export type Mark =
  | { kind: 'id'; id: string }
  /** Where a part of the book ends. */
  | { kind: 'end'; id: string }
  /** The first call of a note. */
  | { kind: 'note'; note: NoteBox }
  | { kind: 'string'; name: string; value: string }
  | { kind: 'bookmark'; level: number; title: string; id: string }
  /** Something that hangs in the margin beside its line. */
  | { kind: 'hung'; style: ComputedStyle; pieces: Piece[] }
  /** `counter-reset`, `-set` or `-increment` of the counter `page`. */
  | { kind: 'page-counter'; change: 'set' | 'increment'; value: number }
  /** An image in a line: where its box stands. */
  | { kind: 'image'; image: Image; width: number; height: number; depth: number; owner: Owner };

/** A note as boxes. */
export interface NoteBox {
  /** In the order of first calls, from 0. */
  index: number;
  id: string;
  /** The name of its area. */
  area: string;
  box: BlockBox;
}

export interface LinkOwner {
  owner: Owner;
  link: LinkTarget;
}
