import type { Element, Text } from 'hast';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Source } from '../diagnostics/source.js';
import type { Image } from '../manuscript/manuscript.js';
import { type Displaced, Drawer } from '../pdf/draw-pages.js';
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
import { styleDocument } from '../typeset/style/cascade.js';
import type { StyledDocument } from '../typeset/style/styled.js';
import { createFontLibrary, createTextContext, type TextContext } from '../typeset/text/index.js';
import { type Heard, type Ids, listening } from './elsewhere.js';
import { type BookDocument, partOf, treeOf } from './partial.js';
import type { DrawnSection, SectionFacts } from './section-facts.js';

/** What sections are set from: plain values. */
export interface PressJob {
  /** Sections that are set here are whole, the others are shells. */
  document: BookDocument;
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

/** What all sections of a book are set with. */
export interface BookFrame {
  text: TextContext;
  setter: LineSetter;
  geometries: Geometries;
}

export function makeFrame(
  styled: StyledDocument,
  assets: ReadonlyMap<string, Uint8Array>,
): BookFrame & { diagnostics: readonly Diagnostic[] } {
  const faces = loadFontFaces(styled.fontFaces, assets);
  const text = createTextContext(createFontLibrary(faces.value));
  const setter = new LineSetter(text, NO_NUMBERS);
  const geometries = new Geometries(styled.pages, setter.leading(bodyStyle(styled)));
  return { text, setter, geometries, diagnostics: faces.diagnostics };
}

/** Sets sections and draws them, in this thread. */
export class Press {
  private readonly text: TextContext;
  private readonly setter: LineSetter;
  private readonly geometries: Geometries;
  private readonly styled: StyledDocument;
  private readonly diagnostics: readonly Diagnostic[];
  private readonly made = new Map<number, Made>();
  private drawer = new Drawer();
  private displaced: Displaced | undefined;

  /** @param frame what the book has of its own for its pages, where this thread has made it */
  constructor(
    private readonly job: PressJob,
    frame?: BookFrame,
  ) {
    const { document, sheets, assets } = job;
    const styled = styleDocument(
      treeOf(document),
      sheets.map((sheet) => (sheet instanceof Source ? sheet : new Source(sheet.path, sheet.text))),
      frame?.geometries.rules,
    );
    this.styled = styled.value;
    const { text, setter, geometries } = frame ?? makeFrame(styled.value, assets);
    this.text = text;
    this.setter = setter;
    this.geometries = geometries;
    this.diagnostics = styled.diagnostics;
  }

  report(): PressReport {
    return {
      areas: this.styled.noteAreas,
      style: this.diagnostics,
      text: this.text.diagnostics,
      families: [...this.text.fonts.unknownFamilies],
    };
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
    const { section: set, pages } = this.made.get(section)!;
    if (displaced !== this.displaced) {
      this.drawer = new Drawer(displaced);
      this.displaced = displaced;
    }
    const { structure, next } = set.boxed;
    const texts = this.textsOf(section);
    const boxes = pages!.map(pageBox);
    const { pages: drawn, ...shown } = this.drawer.pages(boxes, structure);
    return {
      pages: drawn.map(({ label, labelNumber, labelStyle, begins, ...page }, index) => ({
        ...page,
        ...(begins && { begins: { text: texts.get(begins.node)!, offset: begins.offset } }),
        print: hashBody(boxes[index]!),
      })),
      kids: structure.kids,
      next,
      ...shown,
    };
  }

  /** Lets go of a section: it is made again where it is wanted again. */
  drop(section: number): void {
    this.made.delete(section);
  }

  private make(section: number, state: BoxState | undefined): Made {
    const known = this.made.get(section);
    if (known && sameState(known.state, state, known.section.boxed.inheritsHeadings)) return known;
    const { document, sections, images, ids } = this.job;
    const roots = new Set(sections[section]!.map((root) => document.roots[root]!));
    const elsewhere = listening(ids);
    const part = partOf(this.styled, roots);
    const made: Made = {
      state,
      heard: elsewhere.heard,
      section: new Section(
        part,
        { images, elsewhere, places: placesOf(part, section), ...(state && { before: state }) },
        this.setter,
        this.geometries,
      ),
      pages: undefined,
    };
    this.made.set(section, made);
    return made;
  }

  /** The texts of a section, numbered in their order. */
  private textsOf(section: number): Map<Text, number> {
    const numbers = new Map<Text, number>();
    for (const text of textsIn(this.job.sections[section]!.map((root) => this.job.document.roots[root]!)))
      numbers.set(text, numbers.size);
    return numbers;
  }
}

interface Made {
  state: BoxState | undefined;
  heard: Heard;
  section: Section;
  pages: ComposedPage[] | undefined;
}

/** The text nodes of some trees, in order. */
export function* textsIn(roots: readonly Element[]): Generator<Text> {
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
