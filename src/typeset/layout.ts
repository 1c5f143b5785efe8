import type { Text } from 'hast';
import type { Image } from '../manuscript/manuscript.js';
import type { Color } from './style/computed.js';
import type { Fragment, LineSource, LinkTarget, Owner, Slot } from './text/line.js';

/**
 * A book as pages with everything at its place: what the typesetter gives to the pdf stage. Points from the page's
 * top left corner, y downwards. The pdf stage draws it and decides nothing.
 */
export interface Layout extends Paged<PageBox> {
  /** The logical structure, in reading order, whatever order things are drawn in. Its root is `Document`. */
  structure: StructureElement;
}

/**
 * A book as pages, whatever these hold: lines and graphics (`PageBox`), or what is left of them once they are drawn
 * (`DrawnPage`). What cuts pages out of a book, numbers them or lists them needs no more of a page than its frame.
 */
export interface Paged<Page extends PageFrame> {
  pages: Page[];
  outline: OutlineItem[];
  /** Where each id is. */
  destinations: Map<string, Destination>;
  /** The first and last page (indices in `pages`) of each rendered page that was set, by its id: a reading's extent. */
  extents: Map<string, { first: number; last: number }>;
  language: string;
}

/** A page apart from what stands on it. */
export interface PageFrame {
  width: number;
  height: number;
  /** What stands on the page as its number: `xii`, `47`. */
  label: string;
  labelStyle: 'decimal' | 'lower-roman';
  labelNumber: number;
  /** Name of the page (`page:`), side, and whether it was left empty to reach a recto. */
  name: string;
  side: 'left' | 'right';
  blank: boolean;
  /** On a sheet larger than the page: what is cut out of it, and how far colour reaches beyond. */
  cut?: { x: number; y: number; width: number; height: number; bleed: number };
  /** The first character of running text on the page (not of a note): where the EPUB puts its page break. */
  begins?: { node: Text; offset: number };
}

export interface PageBox extends PageFrame {
  /** In drawing order: graphics lie under the text. */
  graphics: Graphic[];
  lines: SetLine[];
  /** For tests and reports: where the areas are. */
  areas: Area[];
}

/** A line at its place: fragments' x is relative to `x`; `baseline` is the y of the baseline. */
export interface SetLine {
  x: number;
  baseline: number;
  fragments: Fragment[];
  /** Where it is known what decides them: so they need not be looked at to tell whether they are as they were. */
  source?: LineSource;
}

export type Graphic =
  | { kind: 'rectangle'; x: number; y: number; width: number; height: number; color: Color; owner: Owner }
  | {
      kind: 'rule';
      x1: number;
      y1: number;
      x2: number;
      y2: number;
      width: number;
      style: 'solid' | 'dashed' | 'dotted';
      color: Color;
      owner: Owner;
    }
  | {
      kind: 'image';
      x: number;
      y: number;
      width: number;
      height: number;
      image: Image;
      /** What of it is shown; all where it is left out. */
      clip?: { x: number; y: number; width: number; height: number };
      owner: Owner;
    };

export interface Area {
  /** `sidenote`: one note in the margin, or the part of it that stands on the page. */
  kind: 'body' | 'footnote' | 'sidenote' | 'margin';
  /** The footnote area's or the margin box's name. */
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Destination {
  /** Index in `pages`. */
  page: number;
  x: number;
  /** The top of the line. */
  y: number;
}

export interface OutlineItem {
  title: string;
  /** An id in `destinations`. */
  destination: string;
  /** From 1. */
  level: number;
  children: OutlineItem[];
}

/** An element of the tagged PDF. Its kids are elements and slots, in reading order; drawing fills the slots. */
export interface StructureElement {
  kind: 'element';
  /** A standard structure type of ISO 32000-1: P, H1, BlockQuote, Note, Link, Span, … */
  type: StructureType;
  /** The id of the source element, where it has one; a Note must have one. */
  id?: string;
  /** BCP 47, only where it differs from the parent's. */
  lang?: string;
  /** Alternative text of a Figure. */
  alt?: string;
  /** Attributes: list numbering, table scope and spans. */
  attributes?: {
    listNumbering?: 'None' | 'Decimal' | 'UpperRoman' | 'LowerRoman' | 'UpperAlpha' | 'LowerAlpha' | 'Disc';
    scope?: 'Row' | 'Column' | 'Both';
    colSpan?: number;
    rowSpan?: number;
    placement?: 'Block' | 'Inline';
  };
  /** For a Link: what its annotation does. */
  link?: LinkTarget;
  kids: (StructureElement | StructureSlot)[];
}

export interface StructureSlot extends Slot {
  kind: 'slot';
}

/** The standard structure types of ISO 32000-1, 14.8.4, that are made. */
export const STRUCTURE_TYPES = [
  'Document',
  'Part',
  'Sect',
  'Div',
  'TOC',
  'TOCI',
  'Index',
  'BlockQuote',
  'Caption',
  'P',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'Title',
  'L',
  'LI',
  'Lbl',
  'LBody',
  'Table',
  'THead',
  'TBody',
  'TFoot',
  'TR',
  'TH',
  'TD',
  'Span',
  'Quote',
  'Note',
  'Reference',
  'Code',
  'Link',
  'Figure',
] as const;

export type StructureType = (typeof STRUCTURE_TYPES)[number];
