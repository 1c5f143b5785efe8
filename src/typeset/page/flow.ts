import type { Image } from '../../manuscript/manuscript.js';
import type { Border, Color, ComputedStyle, LineNumbers } from '../style/computed.js';
import type { Line, Owner } from '../text/line.js';
import type { Mark } from './box.js';

/**
 * One vertical list of lines, glue and markers that open and close containers: what block quotations, lists, headings,
 * tables and figures come down to before pages are made. Notes hang on its lines, so that nesting is no special case.
 *
 * A page may be broken before an item whose `penalty` is finite. Such an item begins the *lead* of a line or unit:
 * the containers that open with it, its marks, and the padding above it, which all go to the next page together.
 */
export interface Flow {
  items: FlowItem[];
  /** Points. */
  width: number;
}

export type FlowItem =
  | LineItem
  | UnitItem
  | SpaceItem
  | OpenItem
  | CloseItem
  | MarkItem
  | ColumnsItem
  | BreakItem;

interface ItemBase {
  /** Height in points; 0 for markers. */
  size: number;
  /** Cost of breaking the page before this item, in the units of `costs.ts`; Infinity where no page may begin. */
  penalty: number;
}

/** A line of a paragraph. */
export interface LineItem extends ItemBase {
  kind: 'line';
  line: Line;
  /** From the flow's left edge to the paragraph's. */
  x: number;
  /** From the item's top to the baseline. */
  baseline: number;
  notes: readonly Note[];
  marks: readonly Mark[];
  /** Set beside the line at the same baseline: a list item's marker, a drop capital. */
  beside: readonly Beside[];
  /** Hangs in the margin of the page, beside the line. */
  hung: readonly Hung[];
  /** Which of the lines that are counted with it show their number; undefined for one that is not counted. */
  numbers?: LineNumbers;
}

/** A line that hangs in the margin: the side and the distance from the text are its style's. */
export interface Hung {
  line: Line;
  style: ComputedStyle;
}

/** A line that another line stands on: `x` from the flow's left edge, `drop` points below that line's baseline. */
export interface Beside {
  line: Line;
  x: number;
  drop: number;
}

/** Something that stands as one piece: an image, a table row, a rule. */
export interface UnitItem extends ItemBase {
  kind: 'unit';
  paint: readonly Paint[];
  notes: readonly Note[];
  marks: readonly Mark[];
  /** A row that is set again at the top of each page on which its table goes on. */
  repeat?: readonly UnitItem[];
  /** Borders below it where a page ends after it. */
  closing?: readonly Paint[];
}

/** What a unit shows; coordinates from the flow's left edge and the unit's top. */
export type Paint =
  | {
      kind: 'flow';
      x: number;
      y: number;
      items: readonly FlowItem[];
      from: number;
      to: number;
      artifact: boolean;
    }
  | { kind: 'image'; x: number; y: number; width: number; height: number; image: Image; owner: Owner }
  | {
      kind: 'box';
      x: number;
      y: number;
      width: number;
      height: number;
      decoration: Decoration;
      edges: Edges;
    };

/** Background and borders of a box. */
export interface Decoration {
  background: Color | undefined;
  top: Border;
  right: Border;
  bottom: Border;
  left: Border;
  /** How much of each horizontal border is drawn, from the line's start; all of it where it is not said. Points. */
  clip?: number;
  /** The line's start is on the right. */
  rightToLeft?: boolean;
}

/** Which horizontal borders a piece of a box has: a box cut by a page end has none at the cut. */
export interface Edges {
  top: boolean;
  bottom: boolean;
}

/** `glue` vanishes at the top and the bottom of a page and may stretch; `kern` (padding, a border) does not. */
export interface SpaceItem extends ItemBase {
  kind: 'glue' | 'kern';
  stretch: number;
}

export interface OpenItem extends ItemBase {
  kind: 'open';
  container: Container;
}

export interface CloseItem extends ItemBase {
  kind: 'close';
  container: Container;
}

/** A box whose background or borders are drawn around what stands in it, on every page that it reaches. */
export interface Container {
  parent: Container | undefined;
  /** The border box, from the flow's left edge. */
  x: number;
  width: number;
  decoration: Decoration;
}

/** A place without height: an id, a string for the running heads, an outline entry. */
export interface MarkItem extends ItemBase {
  kind: 'mark';
  mark: Mark;
}

/** A stretch set in columns. Its flow is broken as pages are; the columns of its last page are balanced. */
export interface ColumnsItem extends ItemBase {
  kind: 'columns';
  flow: Flow;
  count: number;
  gap: number;
  x: number;
  balance: boolean;
  notes: readonly Note[];
}

/** A forced page break, and what the page after it must be. */
export interface BreakItem extends ItemBase {
  kind: 'break';
  to: 'page' | 'left' | 'right';
  /** Named page from here on. */
  page: string;
  /** Whether a new group of pages begins, so that `:first` matches again. */
  group: boolean;
}

/** A note, broken into lines once. Heights in points, without the margins around the note. */
export interface Note {
  /** Order of first call; unique. */
  index: number;
  /** The id of its element. */
  id: string;
  /** Index of its area among the page's footnote areas. */
  area: number;
  flow: Flow;
  marginTop: number;
  marginBottom: number;
  /** `heights[i]`: of items before the i-th, from the note's top. */
  heights: Float64Array;
  /** Ends of the parts that must stand on the page of the call: two lines, or all of it up to three. */
  first: number;
  /** End of its first line. */
  least: number;
  policy: 'auto' | 'line' | 'block';
  /** Whether notes are called in it. */
  nested: boolean;
}

export const NO_NOTES: readonly Note[] = [];
export const NO_MARKS: readonly Mark[] = [];
export const NO_BESIDE: readonly Beside[] = [];
export const NO_HUNG: readonly Hung[] = [];

/** Whether an item shows something, so that a page that holds it has made progress. */
export function isContent(item: FlowItem): item is LineItem | UnitItem | ColumnsItem {
  return item.kind === 'line' || item.kind === 'unit' || item.kind === 'columns';
}

/** The notes whose calls stand in an item. */
export function notesOf(item: FlowItem): readonly Note[] {
  return item.kind === 'line' || item.kind === 'unit' || item.kind === 'columns' ? item.notes : NO_NOTES;
}
