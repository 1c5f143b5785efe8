/**
 * The value of every property of an element, inherited and computed: lengths in points, percentages of the containing
 * block kept apart, keywords as CSS spells them. One flat object an element; elements with the same values share it.
 */
export interface ComputedStyle {
  display: Display;
  /** The named page (`page:`), an ancestor's where it has none of its own, or `auto`. */
  page: string;

  // Box. Points; a percentage is `{ percent }` of the containing block's width; `auto` where CSS allows it.
  marginTop: Length | 'auto';
  marginRight: Length | 'auto';
  marginBottom: Length | 'auto';
  marginLeft: Length | 'auto';
  paddingTop: Length;
  paddingRight: Length;
  paddingBottom: Length;
  paddingLeft: Length;
  borderTop: Border;
  borderRight: Border;
  borderBottom: Border;
  borderLeft: Border;
  /** How much of each horizontal border is drawn, from the line's start: the short rule above notes. */
  borderClip: Length | 'normal';
  backgroundColor: Color | undefined;
  width: Length | 'auto';
  maxWidth: Length | 'none';
  height: Length | 'auto';
  maxHeight: Length | 'none';
  objectFit: 'fill' | 'contain' | 'cover' | 'none' | 'scale-down';
  /**
   * `footnote`: a note. Extensions: `-fl-outside` and `-fl-inside` hang an inline element in the outer or inner margin
   * beside its line; of a footnote area, they say that its notes stand there.
   */
  float: 'none' | 'footnote' | '-fl-outside' | '-fl-inside';
  /** Extension `-fl-footnote-area`: which `@footnote` area a footnote goes to. Default `''`, the page's only one. */
  footnoteArea: string;
  footnotePolicy: 'auto' | 'line' | 'block';

  // Font
  fontFamily: string[];
  fontSize: number;
  /** 100 to 900. */
  fontWeight: number;
  fontStyle: 'normal' | 'italic' | 'oblique';
  fontVariantCaps: 'normal' | 'small-caps' | 'all-small-caps';
  /** Keywords of font-variant-numeric, in order. */
  fontVariantNumeric: string[];
  fontVariantLigatures: 'normal' | 'none' | 'no-common-ligatures';
  fontKerning: 'auto' | 'normal' | 'none';
  /** font-feature-settings: tag to value. */
  fontFeatureSettings: Record<string, number>;
  letterSpacing: number;
  wordSpacing: number;
  textTransform: 'none' | 'uppercase' | 'lowercase' | 'capitalize';
  color: Color;
  /** Inherited here, so that no stage has to look for the ancestor that draws it. */
  textDecoration: 'none' | 'underline' | 'line-through';
  /** A keyword, or points above the baseline (below it where negative). Not inherited: shifts add up. */
  verticalAlign: 'baseline' | 'super' | 'sub' | 'top' | 'middle' | 'bottom' | number;

  // Paragraph
  /** Points, `normal` made a number by the font's metrics (ascent + descent + gap) when it is used. */
  lineHeight: number | 'normal';
  direction: 'ltr' | 'rtl';
  textAlign: 'start' | 'end' | 'left' | 'right' | 'center' | 'justify';
  textAlignLast: 'auto' | 'start' | 'end' | 'left' | 'right' | 'center' | 'justify';
  textIndent: Length;
  /** `text-indent: … hanging`: the first line flush, the others in. */
  textIndentHanging: boolean;
  hyphens: 'none' | 'manual' | 'auto';
  /** hyphenate-limit-chars: word, before, after. */
  hyphenateLimitChars: [number, number, number];
  textWrap: 'wrap' | 'balance';
  /** hyphenate-limit-lines; Infinity for `no-limit`. */
  hyphenateLimitLines: number;
  whiteSpace: 'normal' | 'nowrap' | 'pre' | 'pre-wrap' | 'pre-line';
  overflowWrap: 'normal' | 'anywhere' | 'break-word';
  hangingPunctuation: string[];
  /** Extension `-fl-line-numbers`: which lines of running text show their number, and where counting begins anew. */
  lineNumbers: LineNumbers | undefined;
  /** Extension `-fl-line-count`: which lines of a paragraph are counted. */
  lineCount: 'every' | 'first' | 'none';
  /** `initial-letter`: the size in lines and the sink; undefined for none. On `::first-letter`. */
  initialLetter: { size: number; sink: number } | undefined;

  // Breaks
  breakBefore: Break;
  breakAfter: Break;
  breakInside: 'auto' | 'avoid';
  orphans: number;
  widows: number;
  columnCount: number | 'auto';
  columnGap: Length | 'normal';
  columnFill: 'balance' | 'auto';
  columnSpan: 'none' | 'all';

  // Lists, tables, generated content
  /** The name of a counter style, `none`, or a string between quotation marks: `"–"`. */
  listStyleType: string;
  listStylePosition: 'inside' | 'outside';
  borderCollapse: 'separate' | 'collapse';
  captionSide: 'top' | 'bottom';
  /** Extension `-fl-shrink`: the least share of its size at which a table is set that its words make too wide. */
  shrink: number;
  counterReset: CounterChange[];
  counterIncrement: CounterChange[];
  counterSet: CounterChange[];
  /** string-set: name and content. */
  stringSet: { name: string; content: ContentItem[] }[];
  /** `normal`, `none`, or a list. */
  content: 'normal' | 'none' | ContentItem[];
  quotes: 'auto' | 'none' | [string, string][];
  /** `bookmark-level` and `bookmark-label`: the outline. */
  bookmarkLevel: number | 'none';
  bookmarkLabel: ContentItem[];
  /** Extension `-fl-page-list: merge`: the page numbers of an index entry, without repetition and as ranges. */
  pageList: 'none' | 'merge';

  // Inherited from the markup, not from the stylesheet
  /** BCP 47, from `lang`. */
  lang: string;
}

export type Display =
  | 'none'
  | 'block'
  | 'inline'
  | 'list-item'
  | 'table'
  | 'table-row-group'
  | 'table-header-group'
  | 'table-footer-group'
  | 'table-row'
  | 'table-cell'
  | 'table-caption';

/** Points, or a share of the containing block's width (100 is all of it), or both added up (from `calc()`). */
export type Length = number | { percent: number; points: number };

/** sRGB, each 0 to 1. Alpha is not in the subset: a translucent colour is a diagnostic. */
export interface Color {
  red: number;
  green: number;
  blue: number;
}

export interface Border {
  /** Points; 0 for none. */
  width: number;
  style: 'none' | 'solid' | 'dashed' | 'dotted' | 'double';
  color: Color;
}

export interface LineNumbers {
  /** Every how many lines a number is shown. */
  every: number;
  /** `section`: with each part of the book, a child of `body`. */
  restart: 'page' | 'section';
}

export type Break = 'auto' | 'avoid' | 'page' | 'left' | 'right' | 'recto' | 'verso';

export interface CounterChange {
  name: string;
  value: number;
}

/** One item of a `content`, `string-set` or `bookmark-label` value. */
export type ContentItem =
  | { kind: 'text'; text: string }
  | { kind: 'attr'; name: string }
  /** `content(text)`, `content(before)`, …: the element's own text. */
  | { kind: 'content'; part: 'text' | 'before' | 'after' | 'first-letter' | 'marker' }
  | { kind: 'counter'; name: string; style: string }
  | { kind: 'counters'; name: string; separator: string; style: string }
  | { kind: 'string'; name: string; position: 'first' | 'start' | 'last' | 'first-except' }
  | { kind: 'target-counter'; target: TargetUrl; name: string; style: string }
  | { kind: 'target-text'; target: TargetUrl; part: 'content' | 'before' | 'after' | 'first-letter' }
  | { kind: 'leader'; text: string }
  | { kind: 'open-quote' | 'close-quote' | 'no-open-quote' | 'no-close-quote' };

/** Where a target-counter() or target-text() points: `attr(href)` or a URL. */
export type TargetUrl = { kind: 'attr'; name: string } | { kind: 'url'; url: string };
