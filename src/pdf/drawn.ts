import type { Image } from '../manuscript/manuscript.js';
import type { Paged, PageFrame } from '../typeset/layout.js';
import type { Font } from '../typeset/text/font.js';
import type { DrawnStructure } from './drawn-structure.js';
import { type GlyphUse, pairKey } from './glyph-codes.js';

/**
 * Pages once they are drawn: plain values, which can be kept in a file or handed from thread to thread, and of which a
 * PDF is put together. Nothing in them depends on the pages before or after: glyphs go by codes that their font alone
 * decides (`glyph-codes.ts`), fonts and images by names of their own, marked content by its place on its page.
 */
export interface DrawnPage extends PageFrame {
  /** A content stream, deflated. */
  content: Uint8Array;
  /** Another one behind it, of bytes as characters: what stands in the margins, which is too short to gain by deflating. */
  margins?: string;
  /** Ids of the fonts and paths of the images that it shows. */
  fonts: string[];
  images: string[];
  /** By the id of each link: what its annotation says of where it is and of what it does, as PDF has it. */
  links: [link: number, place: string, action: string][];
}

export interface DrawnFont {
  id: string;
  glyphs: GlyphUse[];
  /** Whether a character without any glyph had to be shown as .notdef. */
  missing: boolean;
}

export interface DrawnImage {
  path: string;
  /** The largest width at which it is shown. Points. */
  width: number;
}

/** What some pages show, besides the pages themselves. */
export interface Shown {
  fonts: DrawnFont[];
  images: DrawnImage[];
}

/** A whole book, drawn. */
export interface DrawnBook extends Paged<DrawnPage>, Shown {
  /** The structure of what was drawn together, one part after the other; each has the pages behind those of the last. */
  structure: DrawnStructure[];
}

/** Where the writer finds what drawn pages name. */
export interface Resources {
  font(id: string): Font;
  image(path: string): Image;
}

/** What several sections show together. The order of the sections decides the order of fonts and images. */
export function united(all: readonly Shown[]): Shown {
  const fonts = new Map<string, { font: DrawnFont; uses: Map<string, GlyphUse> }>();
  const images = new Map<string, DrawnImage>();
  for (const shown of all) {
    for (const { id, glyphs, missing } of shown.fonts) {
      let known = fonts.get(id);
      if (!known) {
        known = { font: { id, glyphs: [], missing: false }, uses: new Map() };
        fonts.set(id, known);
      }
      // Two pairs may still have one code: that is found out here.
      for (const use of glyphs) known.uses.set(pairKey(use.glyph, use.text), use);
      if (missing) known.font.missing = true;
    }
    for (const { path, width } of shown.images) {
      const known = images.get(path);
      if (known) known.width = Math.max(known.width, width);
      else images.set(path, { path, width });
    }
  }
  for (const { font, uses } of fonts.values())
    font.glyphs = [...uses.values()].sort((a, b) => a.code - b.code);
  return { fonts: [...fonts.values()].map(({ font }) => font), images: [...images.values()] };
}
