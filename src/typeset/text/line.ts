import type { Text } from 'hast';
import type { Color, ComputedStyle } from '../style/computed.js';
import type { Font } from './font.js';

/**
 * The words of a paragraph on their way into lines. The page stage makes `Inline` items from styled elements; the
 * text stage shapes them (`paragraph.ts`) and breaks them into `Line`s (`break-lines.ts`).
 */
export type Inline =
  | {
      kind: 'text';
      /** As in the tree: white space not yet collapsed, text-transform not yet applied. */
      text: string;
      style: ComputedStyle;
      owner: Owner;
      link?: LinkTarget;
      /**
       * Points above the paragraph's baseline: the vertical-aligns of its inline ancestors added up (`baselineShift`
       * gives each). Left out: what the style's own vertical-align says.
       */
      rise?: number;
      /**
       * Where `text` comes from, for page starts: the node and the UTF-16 offset of the text's first character in it.
       */
      node?: Text;
      offset?: number;
    }
  /** A forced line break. */
  | { kind: 'break' }
  /** Something of fixed size in the line, such as an image: points; `depth` is what hangs below the baseline. */
  | { kind: 'box'; width: number; height: number; depth: number; content: unknown }
  /**
   * A leader (`leader('.')`): fills what is left of the line with whole repetitions of its text, aligned between
   * lines.
   */
  | { kind: 'leader'; text: string; style: ComputedStyle; owner: Owner }
  /**
   * Nothing to see: a place that the page stage wants to find again in the lines (an id, a note's call, string-set).
   */
  | { kind: 'mark'; mark: unknown };

/** What a piece of content is, for the tagged PDF: a slot in the structure tree, or an artifact. */
export type Owner = { kind: 'slot'; slot: Slot } | { kind: 'artifact'; type: ArtifactType };

/** `page` is what is for the printer only: marks outside the page. */
export type ArtifactType = 'header' | 'footer' | 'layout' | 'pagination' | 'background' | 'page';

/** A place in the structure tree that content is put into: see `../layout.ts`. */
export interface Slot {
  readonly id: number;
}

/** Where a link leads: an id of the book, or a URI; `contents` says so in words. */
export type LinkTarget = {
  /** One object for each `a` element, so that its pieces on several lines become one link. */
  readonly id: number;
  contents: string;
} & ({ dest: string } | { uri: string });

/** Lines know nothing of pages: x from the paragraph's left edge, in points; y is the page stage's business. */
export interface Line {
  /** In the order in which they are read. */
  fragments: Fragment[];
  marks: LineMark[];
  boxes: LineBox[];
  /** From the paragraph's left edge to the line's first glyph and past its last one, hanging punctuation left out. */
  x: number;
  width: number;
  /** The line box: `ascent` above the baseline and `descent` below it, half-leading included. Points. */
  ascent: number;
  descent: number;
  /** Ends in a hyphen that the typesetter put there (or in a hyphen of the text). */
  hyphenated: boolean;
  /** How far its spaces are stretched (> 0) or shrunk (< 0), as TeX's glue set ratio; 0 for ragged lines. */
  ratio: number;
  /**
   * Set where no tolerable break was found, to be reported: TeX's classes, and `cut` where it ends within a word that fits
   * no line, without a hyphen, since its language has none there.
   */
  bad?: 'loose' | 'overfull' | 'cut';
  /** Where it is known what decides its fragments. It has some; of a line that was kept they are made when they are asked for. */
  source?: LineSource;
}

/** All that decides the fragments of a line, beside fonts. */
export interface LineSource {
  paragraph: ParagraphSource;
  /** Which line of the paragraph it is, from 0. */
  index: number;
}

export interface ParagraphSource {
  /** A name of the texts and styles of the inlines, and of the measure of the lines. */
  name: string;
  inlines: readonly Inline[];
}

export interface LineMark {
  mark: unknown;
  x: number;
}

/** An inline box at its place: `content` is the Inline's; `height` above the baseline and `depth` below it. */
export interface LineBox {
  content: unknown;
  x: number;
  width: number;
  height: number;
  depth: number;
}

/** A run of glyphs from one word (or one space), all in one font, size and colour. */
export interface Fragment {
  shaped: Shaped;
  /** From the paragraph's left edge. Points. */
  x: number;
  /** As set: with letter-spacing and, for a space, with its share of the justification. */
  width: number;
  size: number;
  /** Points above the baseline. */
  rise: number;
  color: Color;
  /** Points, after every glyph that has an advance; in `width`. */
  letterSpacing: number;
  /** Drawn by the pdf stage at the font's own position and thickness. */
  decoration?: 'underline' | 'line-through' | undefined;
  owner: Owner;
  link?: LinkTarget | undefined;
  /** Where its first character stands in the tree, where it comes from the tree. */
  node?: Text | undefined;
  offset?: number | undefined;
}

/** The glyphs of a word, shared by all its uses: shaping is cached by font, features, script, direction and text. */
export interface Shaped {
  font: Font;
  text: string;
  /** One entry a glyph, in visual order. Font units. */
  glyphs: Uint16Array;
  advances: Int32Array;
  xOffsets: Int32Array;
  yOffsets: Int32Array;
  /**
   * The text that each glyph stands for, so that all of them give `text` in order (from last to first in `rtl`): ''
   * for the later glyphs of a cluster that cannot be divided. A hyphen that the line breaker added has U+00AD here.
   */
  texts: string[];
  /** Sum of advances, font units. */
  width: number;
  /** Whether it is a space that justification may stretch. */
  space: boolean;
  direction: 'ltr' | 'rtl';
}
