import type { DrawnContent } from '../pdf/draw-page.js';
import type { Drawer } from '../pdf/draw-pages.js';
import { type Shown, united } from '../pdf/drawn.js';
import { PageNames } from '../pdf/page-names.js';
import type { SlotIndex } from '../pdf/slot-index.js';
import { type BodyPrint, hashBody } from '../record/print-hash.js';
import type { PageBox } from '../typeset/layout.js';

/** A page that was drawn, apart from its place in the book: plain values. */
export interface KeptPage {
  drawn: DrawnContent;
  shown: Shown;
  print: BodyPrint;
}

/** Pages by their names: see `PageNames`. */
export type KeptPages = Map<string, KeptPage>;

/** Draws a section's pages, unless the same were drawn by an earlier run. */
export class KnownPages {
  /** What stands on the pages, for a later run. */
  readonly kept: KeptPages = new Map();
  private readonly names = new PageNames();
  private readonly all: Shown[] = [];

  constructor(
    private readonly drawer: Drawer,
    private readonly before: KeptPages = new Map(),
  ) {}

  draw(page: PageBox, slots: SlotIndex): KeptPage {
    const name = this.names.of(page, slots);
    const known = name === undefined ? undefined : this.before.get(name);
    const drawn = known ?? {
      drawn: this.drawer.page(page, slots),
      shown: this.drawer.takeShown(),
      print: hashBody(page),
    };
    if (name !== undefined) this.kept.set(name, drawn);
    this.all.push(drawn.shown);
    return drawn;
  }

  /** What all pages show, as the drawer says it of pages that it has drawn together. */
  shown(): Shown {
    const { fonts, images } = united(this.all);
    return { fonts: fonts.sort((a, b) => (a.id < b.id ? -1 : 1)), images };
  }
}
