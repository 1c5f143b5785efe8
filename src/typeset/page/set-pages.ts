import type { Result } from '../../diagnostics/diagnostic.js';
import type { Image } from '../../manuscript/manuscript.js';
import type { Destination, Layout, PageBox, PageFrame } from '../layout.js';
import type { ComputedStyle } from '../style/computed.js';
import type { PageContext, StyledDocument } from '../style/styled.js';
import type { TextContext } from '../text/index.js';
import type { PageNumbers } from './box.js';
import type { ComposedPage } from './compose-page.js';
import { divide, placesOf } from './divide.js';
import { type FoundPage, foundPage, type SaidMark } from './found-page.js';
import { judge, unsettled } from './judge.js';
import { LineSetter } from './line-setter.js';
import { setMarginBoxes } from './margin-boxes.js';
import { findNoteCalls } from './note-calls.js';
import { makeOutline } from './outline.js';
import { Geometries, type PageGeometry } from './page-geometry.js';
import {
  FoundNumbers,
  NO_NUMBERS,
  numberPages,
  type PageLabel,
  type Renumber,
  unnumbered,
  wrongAnswers,
} from './page-numbering.js';
import { plainText } from './plain-text.js';
import { runningStrings } from './running-strings.js';
import { type Place, Section } from './section.js';

/** How often a book is set until the page numbers in it are right: TeX users know three; more are a sign of a cycle. */
export const ROUNDS = 5;

export interface PageOptions {
  text: TextContext;
  /** The book's images by the path that `img[src]` holds. */
  images: ReadonlyMap<string, Image>;
  renumber?: Renumber;
}

/** The boxes of a styled document on pages: the page stage. Pure but for the caches in `text`. */
export function setPages(document: StyledDocument, options: PageOptions): Result<Layout> {
  const setter = new LineSetter(options.text, NO_NUMBERS);
  const geometries = new Geometries(document.pages, setter.leading(bodyStyle(document)));
  const sections = makeSections(document, options, setter, geometries);
  const diagnostics = sections.flatMap((section) => section.diagnostics);
  let known: PageNumbers = NO_NUMBERS;
  for (let round = 1; ; round++) {
    const { pages, answers } = setSections(sections, firstPlace(document.root.style), known);
    const found = pages.map(foundPage);
    const counted = numberPages(found, geometries);
    const labels =
      options.renumber?.(pages.map((page, index) => unnumbered(page, counted[index]!))) ?? counted;
    const numbers = new FoundNumbers(found, labels);
    known = numbers;
    const wrong = answers.flatMap((given) => wrongAnswers(given, numbers));
    if (wrong.length > 0 && round < ROUNDS) continue;
    if (wrong.length > 0) diagnostics.push(unsettled(wrong, ROUNDS));
    diagnostics.push(...judge(found, labels, document.root.element));
    return { value: finish(document, sections, pages, found, labels, numbers, setter), diagnostics };
  }
}

/** The place of a book's first page: it is read from the side where its writing begins. */
export function firstPlace({ direction }: ComputedStyle): Place {
  const side = direction === 'rtl' ? 'left' : 'right';
  return { side, first: true, name: undefined, nth: 0, breakAsked: undefined };
}

function makeSections(
  document: StyledDocument,
  { images }: PageOptions,
  setter: LineSetter,
  geometries: Geometries,
): Section[] {
  const parts = divide(document);
  const { ids, called } = findNoteCalls(document);
  const elsewhere = { has: (id: string) => ids.has(id), isNote: (id: string) => called.has(ids.get(id)!) };
  const sections: Section[] = [];
  for (const part of parts) {
    const { after, next } = sections.at(-1)?.boxed ?? {};
    const index = sections.length;
    sections.push(
      new Section(
        part,
        {
          images,
          ...(parts.length > 1 && { elsewhere, places: placesOf(part, index) }),
          ...(after && { before: after }),
          ...(next && { numbers: next }),
        },
        setter,
        geometries,
      ),
    );
  }
  return sections;
}

/** Sets the sections one after the other; those whose place and numbers are as they were stay as they are. */
function setSections(sections: readonly Section[], first: Place, known: PageNumbers) {
  const pages: ComposedPage[] = [];
  let place = first;
  let unplaced: SaidMark[] = [];
  const answers = sections.map((section, index) => {
    const needsPage = pages.length === 0 && index === sections.length - 1;
    const set = section.set(needsPage ? { ...place, needsPage } : place, known);
    place = set.after;
    unplaced = [...unplaced, ...set.marks];
    if (set.pages.length > 0) {
      pages.push(withMarks(set.pages[0]!, unplaced), ...set.pages.slice(1));
      unplaced = [];
    }
    return set.answers;
  });
  if (unplaced.length > 0) pages.push(withMarks(pages.pop()!, unplaced));
  return { pages, answers };
}

/** A page with the marks of sections that have none of their own. */
function withMarks(page: ComposedPage, said: readonly SaidMark[]): ComposedPage {
  if (said.length === 0) return page;
  const { x, y } = page.plan.geometry;
  const marks = said.map((mark) => ({ mark, x, y, atTop: true, inNote: false }));
  return { ...page, marks: [...marks, ...page.marks] };
}

function finish(
  document: StyledDocument,
  sections: readonly Section[],
  pages: readonly ComposedPage[],
  found: readonly FoundPage[],
  labels: readonly PageLabel[],
  known: FoundNumbers,
  setter: LineSetter,
): Layout {
  const strings = runningStrings(found);
  pages.forEach((page, index) => {
    const { number, suffix = '' } = labels[index]!;
    setMarginBoxes(
      page,
      page.plan.geometry.style,
      {
        number,
        suffix,
        pages: pages.length,
        strings: strings[index]!,
        target(id) {
          const page = known.page(id);
          const styled = sections.map(({ boxed }) => boxed.ids.get(id)).find(Boolean);
          return page && styled ? { ...page, text: plainText(styled, new Set()) } : undefined;
        },
      },
      setter,
    );
  });
  const destinations = destinationsOf(found);
  const [first, ...more] = sections.map(({ boxed }) => boxed.structure);
  return {
    pages: pages.map((page, index) => pageBox(page, labels[index]!)),
    structure: { ...first!, kids: [...first!.kids, ...more.flatMap(({ kids }) => kids)] },
    outline: makeOutline(found),
    destinations,
    extents: extentsOf(found, destinations),
    language: document.root.style.lang,
  };
}

/** Where ids are; of those that stand twice, the first. */
export function destinationsOf(pages: readonly FoundPage[]): Map<string, Destination> {
  const destinations = new Map<string, Destination>();
  pages.forEach(({ marks }, page) => {
    for (const { mark, x, y } of marks)
      if (mark.kind === 'id' && !destinations.has(mark.id)) destinations.set(mark.id, { page, x, y });
  });
  return destinations;
}

/** From where a part of the book begins to where its text ends, with the pages of notes alone that follow. */
export function extentsOf(
  pages: readonly FoundPage[],
  destinations: ReadonlyMap<string, Destination>,
): Layout['extents'] {
  const extents: Layout['extents'] = new Map();
  pages.forEach(({ marks }, index) => {
    for (const { mark } of marks) {
      if (mark.kind !== 'end') continue;
      let last = index;
      while (pages[last + 1]?.holdsNotesOnly) last++;
      extents.set(mark.id, { first: destinations.get(mark.id)?.page ?? index, last });
    }
  });
  return extents;
}

function pageBox({ plan, canvas, areas, begins }: ComposedPage, label: PageLabel): PageBox {
  const { geometry, context } = plan;
  return {
    ...frameOf(context, geometry, label),
    graphics: canvas.graphics,
    lines: canvas.lines,
    areas,
    ...(begins && { begins }),
  };
}

/** A page as the rest of the book sees it. */
export function frameOf(
  { name, side, blank }: PageContext,
  { width, height }: PageGeometry,
  { number, style, label }: PageLabel,
): PageFrame {
  return { width, height, label, labelStyle: style, labelNumber: number, name, side, blank };
}

/** The style of running text: the body's, or the root's. */
export function bodyStyle({ root }: StyledDocument): ComputedStyle {
  for (const child of root.children)
    if (child.kind === 'element' && child.element.tagName === 'body') return child.style;
  return root.style;
}
