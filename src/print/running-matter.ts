import type { Memo } from '../cache/memo.js';
import { type Displaced, Drawer } from '../pdf/draw-pages.js';
import type { Shown } from '../pdf/drawn.js';
import { completePrint, type PagePrint } from '../record/print-hash.js';
import type { PageFrame } from '../typeset/layout.js';
import { type MarginContext, marginTexts, setMarginBoxes } from '../typeset/page/margin-boxes.js';
import { PageCanvas } from '../typeset/page/page-canvas.js';
import type { PageStyle } from '../typeset/style/styled.js';
import type { BookPlan } from './plan.js';
import type { SectionPage } from './section-facts.js';

/** A page whose number and running heads are known. */
export interface NumberedPage {
  frame: PageFrame;
  style: PageStyle;
  context: MarginContext;
}

/** Folios and running heads of a section's pages, drawn: plain values. */
export interface SetMargins extends Shown {
  pages: {
    /** A content stream, of bytes as characters. */
    content: string;
    /** Ids of fonts. */
    fonts: string[];
    /** The whole page as it is printed. */
    print: PagePrint;
  }[];
}

/** Sets and draws what stands in the margins of pages, or knows it from when the same stood there. */
export class RunningMatter {
  private readonly drawer: Drawer;

  constructor(
    private readonly plan: BookPlan,
    private readonly memo: Memo,
    private readonly displaced?: Displaced,
  ) {
    this.drawer = new Drawer(displaced);
  }

  /**
   * @param name that of the section, which decides all about its pages but what their margins say; undefined where
   *   nothing is kept of it
   */
  of(name: string | undefined, pages: readonly SectionPage[], numbered: readonly NumberedPage[]): SetMargins {
    if (name === undefined || this.displaced) return this.set(pages, numbered);
    const { memo } = this;
    const texts = numbered.map(({ style, context }) => marginTexts(style, context));
    const key = memo.key('running', name, texts);
    const kept = memo.recall<SetMargins>(key);
    if (kept) return kept;
    const set = this.set(pages, numbered);
    // What is to be said about the text would have to be said again.
    const { fonts, diagnostics } = this.plan.text;
    if (diagnostics.length === 0 && fonts.unknownFamilies.size === 0) memo.keep(key, set);
    return set;
  }

  private set(pages: readonly SectionPage[], numbered: readonly NumberedPage[]): SetMargins {
    const set = numbered.map(({ frame, style, context }, n) => {
      const margins = { canvas: new PageCanvas(), areas: [] };
      setMarginBoxes(margins, style, context, this.plan.setter);
      const { lines, graphics } = margins.canvas;
      const { content, fonts } = this.drawer.artifacts({ height: frame.height, lines, graphics });
      return { content, fonts, print: completePrint(pages[n]!.print, frame, { lines, graphics }) };
    });
    return { pages: set, ...this.drawer.takeShown() };
  }
}
