import type { Memo } from '../cache/memo.js';
import { type Displaced, Drawer } from '../pdf/draw-pages.js';
import type { Shown } from '../pdf/drawn.js';
import { hashMargins } from '../record/print-hash.js';
import type { PageFrame } from '../typeset/layout.js';
import { type MarginContext, marginTexts, setMarginBoxes } from '../typeset/page/margin-boxes.js';
import { PageCanvas } from '../typeset/page/page-canvas.js';
import type { PageContext, PageStyle } from '../typeset/style/styled.js';
import type { BookPlan } from './plan.js';

/** A page whose number and running heads are known. */
export interface NumberedPage {
  frame: PageFrame;
  /** What decides its style. */
  kind: PageContext;
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
    /** What is printed, as hashes. */
    prints: string[];
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

  of(numbered: readonly NumberedPage[]): SetMargins {
    const { names } = this.plan;
    if (!names || this.displaced) return this.set(numbered);
    const { memo } = this;
    const texts = numbered.map(({ kind, style, context }) => [kind, marginTexts(style, context)]);
    const key = memo.key('running', names.around, texts);
    const kept = memo.recall<SetMargins>(key);
    if (kept) return kept;
    const set = this.set(numbered);
    // What is to be said about the text would have to be said again.
    const { fonts, diagnostics } = this.plan.text;
    if (diagnostics.length === 0 && fonts.unknownFamilies.size === 0) memo.keep(key, set);
    return set;
  }

  private set(numbered: readonly NumberedPage[]): SetMargins {
    const set = numbered.map(({ frame, style, context }) => {
      const margins = { canvas: new PageCanvas(), areas: [] };
      setMarginBoxes(margins, style, context, this.plan.setter);
      const { lines, graphics } = margins.canvas;
      const { content, fonts } = this.drawer.artifacts({ height: frame.height, lines, graphics });
      return { content, fonts, prints: hashMargins({ lines, graphics }) };
    });
    return { pages: set, ...this.drawer.takeShown() };
  }
}
