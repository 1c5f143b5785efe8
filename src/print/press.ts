import type { Element, Text } from 'hast';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Source } from '../diagnostics/source.js';
import type { Image } from '../manuscript/manuscript.js';
import type { DrawnContent } from '../pdf/draw-page.js';
import { type Displaced, Drawer, withoutMarks } from '../pdf/draw-pages.js';
import { drawStructure } from '../pdf/drawn-structure.js';
import { indexSlots } from '../pdf/slot-index.js';
import { hashBody } from '../record/print-hash.js';
import { loadFontFaces } from '../typeset/font-faces.js';
import type { PageBox } from '../typeset/layout.js';
import { type BoxState, sameState } from '../typeset/page/box-context.js';
import type { ComposedPage } from '../typeset/page/compose-page.js';
import { placesOf } from '../typeset/page/divide.js';
import { foundPage } from '../typeset/page/found-page.js';
import { LineSetter } from '../typeset/page/line-setter.js';
import { Geometries } from '../typeset/page/page-geometry.js';
import { type Answers, NO_NUMBERS } from '../typeset/page/page-numbering.js';
import { type Place, Section } from '../typeset/page/section.js';
import { bodyStyle } from '../typeset/page/set-pages.js';
import { DocumentStyler, type KeptStyles } from '../typeset/style/cascade.js';
import type { StyledDocument } from '../typeset/style/styled.js';
import { createFontLibrary, createTextContext, type TextContext, TextRecord } from '../typeset/text/index.js';
import { type Heard, type Ids, listening } from './elsewhere.js';
import { KnownPages } from './known-pages.js';
import { type BookDocument, treeOf } from './partial.js';
import type { DrawnSection, NotedSection, SectionFacts } from './section-facts.js';

/** What the sections of a book have in common: plain values. */
export interface PressBook {
  /** The document with a shell in the place of each child of the body. */
  shells: BookDocument;
  /** By section: the children of the body that it is made of. */
  sections: number[][];
  sheets: readonly { path: string; text: string }[];
  assets: ReadonlyMap<string, Uint8Array>;
  images: ReadonlyMap<string, Image>;
  ids: Ids;
}

/** How a section is to be set. */
export interface Order {
  section: number;
  place: Place;
  state: BoxState | undefined;
  /** What is known of what the section asks about pages; undefined while nothing is. */
  known: Answers | undefined;
}

/** What was found out besides the sections, in setting some of them: plain values. */
export interface PressReport {
  /** The areas that notes ask for. */
  areas: readonly string[];
  /** What is to be said about the stylesheets, about the text, and about families that there are not. */
  style: readonly Diagnostic[];
  text: readonly Diagnostic[];
  families: string[];
}

/** What all sections of a book are set with, in one thread. */
export interface BookFrame {
  styler: DocumentStyler;
  text: TextContext;
  setter: LineSetter;
  geometries: Geometries;
}

/** @param kept what was computed before for the same shells, sheets and assets */
export function makeFrame(
  { shells, sheets, assets }: Pick<PressBook, 'shells' | 'sheets' | 'assets'>,
  kept?: KeptStyles,
): { frame: BookFrame; styled: StyledDocument; diagnostics: readonly Diagnostic[] } {
  const sources = sheets.map((sheet) =>
    sheet instanceof Source ? sheet : new Source(sheet.path, sheet.text),
  );
  const styler = new DocumentStyler(treeOf(shells), sources, kept);
  const styled = styler.whole();
  const faces = loadFontFaces(styled.fontFaces, assets);
  const text = createTextContext(createFontLibrary(faces.value));
  const setter = new LineSetter(text, NO_NUMBERS);
  const geometries = new Geometries(styled.pages, setter.leading(bodyStyle(styled)));
  return { frame: { styler, text, setter, geometries }, styled, diagnostics: faces.diagnostics };
}

/**
 * Sets sections and draws them, in this thread. A section is held from when its trees are given until it is let go, and
 * nothing of others is needed for it.
 */
export class Press {
  private readonly frame: BookFrame;
  private readonly held = new Map<number, Held>();
  private readonly made = new Map<number, Made>();
  private drawer = new Drawer();
  private displaced: Displaced | undefined;

  /** @param frame where this thread has made it */
  constructor(
    private readonly book: PressBook,
    frame?: BookFrame,
  ) {
    this.frame = frame ?? makeFrame(book).frame;
  }

  report(): PressReport {
    const { styler, text } = this.frame;
    return {
      areas: styler.noteAreas,
      style: styler.diagnostics,
      text: text.diagnostics,
      families: [...text.fonts.unknownFamilies],
    };
  }

  hold(section: number, held: Held): void {
    this.held.set(section, held);
  }

  set({ section, place, state, known }: Order): SectionFacts {
    const made = this.make(section, state);
    const { boxed } = made.section;
    const set = made.section.set(place, known ? numbersOf(known) : NO_NUMBERS);
    made.pages = set.pages;
    const uncalled = [...boxed.ids].flatMap(([id, styled]) =>
      styled.style.float === 'footnote' && !boxed.calls.called.has(styled) ? [id] : [],
    );
    return {
      pages: set.pages.map(foundPage),
      marks: set.marks,
      opening: set.opening,
      after: set.after,
      state: boxed.after!,
      inheritsHeadings: boxed.inheritsHeadings,
      answers: set.answers,
      heard: made.heard,
      uncalled,
      diagnostics: [...made.section.diagnostics],
    };
  }

  /** Draws a section. What was set with the same order before need not be set again. */
  draw(order: Order, displaced?: Displaced): DrawnSection {
    this.set(order);
    const { section } = order;
    const { section: set, pages, record } = this.made.get(section)!;
    const { noted } = this.held.get(section)!;
    if (displaced !== this.displaced) {
      this.drawer = new Drawer(displaced);
      this.displaced = displaced;
    }
    const { structure } = set.boxed;
    const texts = this.textsOf(section);
    const slots = indexSlots(structure);
    const known = noted && !displaced ? new KnownPages(this.drawer, noted.before?.pages) : undefined;
    const contents: DrawnContent[] = [];
    const drawn = pages!.map((composed) => {
      const box = pageBox(composed);
      const { label, labelNumber, labelStyle, begins, graphics, lines, areas, ...frame } = box;
      const content = known?.draw(box, slots) ?? {
        drawn: this.drawer.page(box, slots),
        print: hashBody(box),
      };
      contents.push(content.drawn);
      return {
        ...frame,
        ...withoutMarks(content.drawn),
        ...(begins && { begins: { text: texts.get(begins.node)!, offset: begins.offset } }),
        print: content.print,
      };
    });
    return {
      pages: drawn,
      structure: drawStructure(structure, contents),
      ...(known?.shown() ?? this.drawer.takeShown()),
      ...(record && { noted: { text: record.keep(), pages: known?.kept ?? new Map() } }),
    };
  }

  /** Lets go of a section. */
  drop(section: number): void {
    this.made.delete(section);
    this.held.delete(section);
  }

  private make(section: number, state: BoxState | undefined): Made {
    const known = this.made.get(section);
    if (known && sameState(known.state, state, known.section.boxed.inheritsHeadings)) return known;
    const { shells, sections, images, ids } = this.book;
    const { styler, setter, geometries } = this.frame;
    const { trees, noted } = this.held.get(section)!;
    const record = noted && new TextRecord(setter.context, noted.before?.text);
    const roots = [...shells.roots];
    for (const [i, root] of sections[section]!.entries()) roots[root] = trees[i]!;
    const elsewhere = listening(ids);
    const part = styler.part(treeOf({ ...shells, roots }), trees);
    const made: Made = {
      state,
      heard: elsewhere.heard,
      section: new Section(
        part,
        { images, elsewhere, places: placesOf(part, section), ...(state && { before: state }) },
        setter,
        geometries,
        record,
      ),
      record,
      pages: undefined,
    };
    this.made.set(section, made);
    return made;
  }

  /** The texts of a section, numbered in their order. */
  private textsOf(section: number): Map<Text, number> {
    const numbers = new Map<Text, number>();
    for (const text of textsIn(this.held.get(section)!.trees)) numbers.set(text, numbers.size);
    return numbers;
  }
}

/** What a section is made of. */
export interface Held {
  /** Those of the children of the body that it is. */
  trees: readonly Element[];
  /** Where its text and pages are to be noted: what is known of them from an earlier run. */
  noted?: { before: NotedSection | undefined } | undefined;
}

interface Made {
  state: BoxState | undefined;
  heard: Heard;
  record: TextRecord | undefined;
  section: Section;
  pages: ComposedPage[] | undefined;
}

/** The text nodes of some trees, in order. */
function* textsIn(roots: readonly Element[]): Generator<Text> {
  const open: (Element | Text)[] = [...roots].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'text') {
      yield node;
      continue;
    }
    for (let i = node.children.length - 1; i >= 0; i--) {
      const child = node.children[i]!;
      if (child.type === 'element' || child.type === 'text') open.push(child);
    }
  }
}

function pageBox({ plan, canvas, areas, begins }: ComposedPage): PageBox {
  const { geometry, context } = plan;
  const { name, side, blank } = context;
  const { width, height } = geometry;
  const { graphics, lines } = canvas;
  const frame = {
    width,
    height,
    name,
    side,
    blank,
    label: '',
    labelStyle: 'decimal' as const,
    labelNumber: 0,
  };
  return { ...frame, graphics, lines, areas, ...(begins && { begins }) };
}

function numbersOf({ pages, notes, totals }: Answers) {
  return {
    page: (id: string) => pages.get(id),
    note: (id: string) => notes.get(id),
    total: () => totals[0],
  };
}
