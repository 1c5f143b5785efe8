import type { Element, Text } from 'hast';
import type { Span } from '../../diagnostics/source.js';
import type { ComputedStyle, ContentItem, Length } from './computed.js';

/** The rendered pages with a style on everything: what the cascade gives to the page stage. */
export interface StyledDocument {
  root: StyledElement;
  /**
   * Whether the stylesheets have a selector that asks what stands in an element deeper than its children (`:has(p em)`).
   * Where none does, an element is known to others by its attributes and its children's.
   */
  looksDeep: boolean;
  /** The names of the areas that notes ask for. */
  noteAreas: string[];
  /** The page context: `@page` rules resolved for any page. */
  pages: PageRules;
  /** `@font-face` rules, in order. */
  fontFaces: FontFaceRule[];
}

export interface StyledElement {
  kind: 'element';
  element: Element;
  style: ComputedStyle;
  /** Pseudo-elements whose `content` is not none. */
  before?: PseudoElement;
  after?: PseudoElement;
  /** Of a list item that `::marker` speaks of. Without content of its own (`[]`), its list-style says what it is. */
  marker?: PseudoElement;
  firstLetter?: ComputedStyle;
  firstLine?: ComputedStyle;
  footnoteCall?: PseudoElement;
  footnoteMarker?: PseudoElement;
  children: StyledNode[];
}

export interface StyledText {
  kind: 'text';
  node: Text;
}

export type StyledNode = StyledElement | StyledText;

export interface PseudoElement {
  style: ComputedStyle;
  content: ContentItem[];
}

/** What a page is, as far as `@page` selectors can tell. */
export interface PageContext {
  name: string;
  side: 'left' | 'right';
  first: boolean;
  blank: boolean;
  /** The page's index in its named group, from 1, for `:nth()`. */
  nth: number;
}

export interface PageRules {
  /** The cascade of all `@page` rules that match; implementations cache by context. */
  resolve(context: PageContext): PageStyle;
}

/** Lengths in points. Percentages of margins refer to the page's width and height as CSS Paged Media says. */
export interface PageStyle {
  width: number;
  height: number;
  marginTop: number;
  marginRight: number;
  marginBottom: number;
  marginLeft: number;
  /** Counters that this page changes (`counter-reset: page 1`, `counter-increment`). */
  counterReset: { name: string; value: number }[];
  counterIncrement: { name: string; value: number }[];
  /** The sixteen margin boxes that have content. */
  marginBoxes: Map<MarginBoxName, MarginBox>;
  /**
   * The footnote areas by name (`''` for the unnamed one), in the order in which they stand on the page. Every page has
   * the same: those that stylesheets declare, the unnamed one, and those that notes ask for without declaration.
   */
  footnoteAreas: FootnoteArea[];
  /** What the numbers of lines look like, and in which margin they stand (`@-fl-line-number`). */
  lineNumber: ComputedStyle;
}

export interface MarginBox {
  style: ComputedStyle;
  content: ContentItem[];
}

export interface FootnoteArea {
  name: string;
  /** Margins, padding, border (the rule above) and max-height. */
  style: ComputedStyle;
  maxHeight: Length | 'none';
}

export type MarginBoxName =
  | 'top-left-corner'
  | 'top-left'
  | 'top-center'
  | 'top-right'
  | 'top-right-corner'
  | 'bottom-left-corner'
  | 'bottom-left'
  | 'bottom-center'
  | 'bottom-right'
  | 'bottom-right-corner'
  | 'left-top'
  | 'left-middle'
  | 'left-bottom'
  | 'right-top'
  | 'right-middle'
  | 'right-bottom';

export interface FontFaceRule {
  family: string;
  weight: number;
  style: 'normal' | 'italic' | 'oblique';
  /** Paths in templates/, or `package:NAME/FILE` for a font package that comes with florilegium. First that exists wins. */
  sources: string[];
  at: Span;
}
