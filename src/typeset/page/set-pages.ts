import { type Diagnostic, diagnostic, type Result } from '../../diagnostics/diagnostic.js';
import type { Image } from '../../manuscript/manuscript.js';
import type { Destination, Layout, PageBox } from '../layout.js';
import type { StyledDocument } from '../style/styled.js';
import { baselineShift, lineText, type TextContext } from '../text/index.js';
import { type ComposedPage, PageComposer } from './compose-page.js';
import { Flattener } from './flatten.js';
import { LineNumbering } from './line-numbers.js';
import { LineSetter } from './line-setter.js';
import { type BoxedDocument, makeBoxes } from './make-boxes.js';
import { setMarginBoxes } from './margin-boxes.js';
import { makeOutline } from './outline.js';
import { Geometries } from './page-geometry.js';
import {
  AskedNumbers,
  FoundNumbers,
  numberPages,
  type PageLabel,
  type Renumber,
  unnumbered,
} from './page-numbering.js';
import { paginate } from './paginate.js';
import { plainText } from './plain-text.js';
import { runningStrings } from './running-strings.js';

/** How often a book is set until the page numbers in it are right: TeX users know three; more are a sign of a cycle. */
const ROUNDS = 5;

export interface PageOptions {
  text: TextContext;
  /** The book's images by the path that `img[src]` holds. */
  images: ReadonlyMap<string, Image>;
  renumber?: Renumber;
}

/** The boxes of a styled document on pages: the page stage. Pure but for the caches in `text`. */
export function setPages(document: StyledDocument, options: PageOptions): Result<Layout> {
  const { text } = options;
  const boxed = makeBoxes(document, {
    images: options.images,
    shift: (style, parent) => baselineShift(style, parent, text),
  });
  const { style } = document.root;
  const firstSide = style.direction === 'rtl' ? 'left' : 'right';
  let setter = new LineSetter(text, new AskedNumbers(undefined));
  const geometries = new Geometries(document.pages, setter.leading(bodyStyle(document)));
  const diagnostics = [...boxed.diagnostics];
  let known: FoundNumbers | undefined;
  for (let round = 1; ; round++) {
    const asked = new AskedNumbers(known);
    setter = setter.with(asked);
    const flow = new Flattener(setter, geometries).document(boxed.root);
    const composer = new PageComposer(flow);
    const pages = paginate(flow, geometries, firstSide).map((plan) => composer.compose(plan));
    const counted = numberPages(pages, geometries);
    const labels =
      options.renumber?.(pages.map((page, index) => unnumbered(page, counted[index]!))) ?? counted;
    known = new FoundNumbers(pages, labels);
    const wrong = asked.wrong(known);
    if (wrong.length > 0 && round < ROUNDS) continue;
    if (wrong.length > 0) diagnostics.push(unsettled(wrong));
    diagnostics.push(...judge(pages, labels));
    return { value: finish(document, boxed, pages, labels, known, setter), diagnostics };
  }
}

function finish(
  document: StyledDocument,
  boxed: BoxedDocument,
  pages: readonly ComposedPage[],
  labels: readonly PageLabel[],
  known: FoundNumbers,
  setter: LineSetter,
): Layout {
  const strings = runningStrings(pages);
  const destinations = new Map<string, Destination>();
  const numbering = new LineNumbering(setter);
  pages.forEach((page, index) => {
    numbering.number(page);
    for (const { mark, x, y } of page.marks)
      if (mark.kind === 'id' && !destinations.has(mark.id)) destinations.set(mark.id, { page: index, x, y });
    setMarginBoxes(
      page,
      {
        number: labels[index]!.number,
        suffix: labels[index]!.suffix ?? '',
        pages: pages.length,
        strings: strings[index]!,
        target(id) {
          const found = known.page(id);
          const styled = boxed.ids.get(id);
          return found && styled ? { ...found, text: plainText(styled, new Set()) } : undefined;
        },
      },
      setter,
    );
  });
  return {
    pages: pages.map((page, index) => pageBox(page, labels[index]!)),
    structure: boxed.structure,
    outline: makeOutline(pages),
    destinations,
    extents: extentsOf(pages, destinations),
    language: document.root.style.lang,
  };
}

/** From where a part of the book begins to where its text ends, with the pages of notes alone that follow. */
function extentsOf(
  pages: readonly ComposedPage[],
  destinations: ReadonlyMap<string, Destination>,
): Layout['extents'] {
  const extents: Layout['extents'] = new Map();
  pages.forEach(({ marks }, index) => {
    for (const { mark } of marks) {
      if (mark.kind !== 'end') continue;
      let last = index;
      while (holdsNotesOnly(pages[last + 1])) last++;
      extents.set(mark.id, { first: destinations.get(mark.id)?.page ?? index, last });
    }
  });
  return extents;
}

function holdsNotesOnly(page: ComposedPage | undefined): boolean {
  const fill = page?.plan.fill;
  return fill !== undefined && fill.depth === 0 && fill.notes.areas.some((set) => set.length > 0);
}

function pageBox(
  { plan, canvas, areas, begins }: ComposedPage,
  { number, style, label }: PageLabel,
): PageBox {
  const { geometry, context } = plan;
  const box: PageBox = {
    width: geometry.width,
    height: geometry.height,
    label,
    labelStyle: style,
    labelNumber: number,
    name: context.name,
    side: context.side,
    blank: context.blank,
    graphics: canvas.graphics,
    lines: canvas.lines,
    areas,
  };
  if (begins) box.begins = begins;
  return box;
}

/** What is to be said about the pages as they stand. */
function judge(pages: readonly ComposedPage[], labels: readonly PageLabel[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  pages.forEach(({ plan, lines }, index) => {
    const { label } = labels[index]!;
    for (const line of lines) {
      if (!line.bad) continue;
      const words = shortened(lineText(line));
      diagnostics.push(
        line.bad === 'loose'
          ? diagnostic('line-loose', `Page ${label}: the words of “${words}” stand too far apart.`)
          : diagnostic('line-overfull', `Page ${label}: “${words}” is wider than its line.`),
      );
    }
    const { fill } = plan;
    if (fill?.overfull)
      diagnostics.push(
        diagnostic(
          'page-overfull',
          `Page ${label}: what stands there has no room on a page and cannot be divided.`,
        ),
      );
    for (const note of fill?.notes.displaced ?? [])
      diagnostics.push(
        diagnostic(
          'note-displaced',
          `Page ${label}: the note “${note.id}” has no room on the page of its call.`,
        ),
      );
  });
  return diagnostics;
}

function unsettled(ids: readonly string[]): Diagnostic {
  const named = ids.slice(0, 3).map((id) => `“${id}”`);
  return diagnostic(
    'page-references-unsettled',
    `After ${ROUNDS} rounds the page numbers of ${ids.length} references still change, such as ${named.join(', ')}.`,
  );
}

/** Of a line that is quoted, this many characters are enough to find it. */
const QUOTED = 60;

function shortened(text: string): string {
  const words = text.trim();
  return words.length > QUOTED ? `${words.slice(0, QUOTED).trimEnd()}…` : words;
}

/** The style of running text: the body's, or the root's. */
function bodyStyle({ root }: StyledDocument) {
  for (const child of root.children)
    if (child.kind === 'element' && child.element.tagName === 'body') return child.style;
  return root.style;
}
