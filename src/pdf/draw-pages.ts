import type { PageBox, PageFrame, StructureElement } from '../typeset/layout.js';
import type { Font } from '../typeset/text/font.js';
import { deflated } from './deflate.js';
import { type Drawing, type DrawnContent, drawPage } from './draw-page.js';
import type { DrawnImage, DrawnPage, Shown } from './drawn.js';
import { type DrawnStructure, drawStructure } from './drawn-structure.js';
import { Face } from './face.js';
import { type ImagePlacement, placeImage } from './image-placement.js';
import { indexSlots, type SlotIndex } from './slot-index.js';

/** By font, codes of glyphs that are not those that they prefer: see `displaced`. */
export type Displaced = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Draws pages. What has been drawn of a font is kept from section to section; codes do not depend on it. */
export class Drawer {
  private readonly faces = new Map<string, Face>();
  private readonly placements = new Map<string, ImagePlacement>();
  private images = new Map<string, DrawnImage>();

  constructor(private readonly displaced: Displaced = new Map()) {}

  /** @param structure the tree that the pages' slots are in */
  pages(
    pages: readonly PageBox[],
    structure: StructureElement,
  ): { pages: DrawnPage[]; structure: DrawnStructure[] } & Shown {
    const slots = indexSlots(structure);
    const drawn = pages.map((page) => this.page(page, slots));
    return {
      pages: pages.map((page, index) => ({ ...frameOf(page), ...withoutMarks(drawn[index]!) })),
      structure: [drawStructure(structure, drawn)],
      ...this.takeShown(),
    };
  }

  /** Draws one page, apart from its frame. */
  page(page: PageBox, slots: SlotIndex): DrawnContent {
    const drawing: Drawing = {
      face: (font) => this.face(font),
      image: (graphic) => this.image(graphic),
      typeOf: (slot) => slots.types[slot],
      linkOf: (slot) => slots.links.get(slot),
    };
    const { content, ...shown } = drawPage(page, drawing);
    return { content: deflated(content), ...shown };
  }

  /** Draws what is no part of the structure: running heads, folios. `content`: of bytes as characters. */
  artifacts(page: Pick<PageBox, 'height' | 'graphics' | 'lines'>): { content: string; fonts: string[] } {
    const { content, fonts } = drawPage(page, {
      face: (font) => this.face(font),
      image: (graphic) => this.image(graphic),
      typeOf: () => undefined,
      linkOf: () => undefined,
    });
    return { content: Buffer.from(content).toString('latin1'), fonts };
  }

  /** What was shown since it was asked last, in an order that does not depend on what was shown before. */
  takeShown(): Shown {
    const fonts = [...this.faces.values()]
      .map((face) => face.takeShown())
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const images = [...this.images.values()];
    this.images = new Map();
    return { fonts: fonts.filter(({ glyphs }) => glyphs.length > 0), images };
  }

  private face(font: Font): Face {
    let face = this.faces.get(font.id);
    if (!face) {
      face = new Face(font, this.displaced.get(font.id));
      this.faces.set(font.id, face);
    }
    return face;
  }

  private image({ image, width }: Parameters<Drawing['image']>[0]): ImagePlacement {
    const { path } = image;
    const known = this.images.get(path);
    if (!known || known.width < width) this.images.set(path, { path, width });
    let placement = this.placements.get(path);
    if (!placement) {
      placement = placeImage(image);
      this.placements.set(path, placement);
    }
    return placement;
  }
}

/** What stands on a page without what only its part of the structure is made of. */
export function withoutMarks({ slots, boxes, ...content }: DrawnContent): Omit<DrawnPage, keyof PageFrame> {
  return content;
}

function frameOf({ graphics, lines, areas, ...frame }: PageBox): PageFrame {
  return frame;
}
