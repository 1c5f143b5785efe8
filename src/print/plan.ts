import type { Element } from 'hast';
import type { Memo } from '../cache/memo.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Image } from '../manuscript/manuscript.js';
import type { RenderedBook } from '../render/rendered.js';
import { divide } from '../typeset/page/divide.js';
import type { Place } from '../typeset/page/section.js';
import { firstPlace } from '../typeset/page/set-pages.js';
import type { StyledElement } from '../typeset/style/styled.js';
import { elementsOf, printDocument, printedPages } from '../typeset/typeset.js';
import { idsOf } from './elsewhere.js';
import type { BookParts } from './known-sections.js';
import { KnownStyles, type LookNames, lookNames } from './known-styles.js';
import { bookDocument } from './partial.js';
import { type BookFrame, makeFrame } from './press.js';
import { sketchesOf } from './sketch.js';

/** A book parted into sections, with what all of them have in common. */
export interface BookPlan extends BookFrame {
  /** Absent where nothing is remembered. */
  names: LookNames | undefined;
  knownStyles: KnownStyles | undefined;
  parts: BookParts;
  /** A child of the body, and the id of the page that it is of. */
  tree(n: number): Element;
  page(n: number): string;
  /** By section: the children of the body that it is made of, as indices. */
  sections: number[][];
  /** By section: the length of its text, in characters. */
  lengths: number[];
  /** Ids that links lead to. */
  targets: ReadonlySet<string>;
  first: Place;
  /** Of the document: `html`. */
  root: Element;
  language: string;
  imagesByPath: ReadonlyMap<string, Image>;
  diagnostics: readonly Diagnostic[];
}

/** Content that quotes other places of a book, apart from their pages: sections would have to know each other. */
const QUOTING = /target-text\(|target-counters?\((?:[^()]|\([^()]*\))*?,\s*(?!\s*page\b)[\w-]/;

/**
 * Undefined for a book that has to be set in one piece: see `docs/architecture.md`.
 *
 * @param memo remembers sketches of pages: trees are not looked at where there is one
 */
export function planBook(rendered: RenderedBook, memo: Memo): BookPlan | undefined {
  const sketched = printedPages(rendered).flatMap((page) =>
    sketchesOf(page, memo).map((sketch, n) => ({ sketch, page, tree: () => elementsOf(page)[n]! })),
  );
  const sketches = sketched.map(({ sketch }) => sketch);
  const { root, sheets } = printDocument(
    rendered,
    sketches.map(({ shell }) => shell),
  );
  if (sheets.some(({ text }) => QUOTING.test(text))) return undefined;
  const shells = bookDocument(root);
  const { assets } = rendered;
  const names = memo.remembers ? lookNames({ shells, sheets, assets }) : undefined;
  const knownStyles = names && new KnownStyles(memo, names);
  const { frame, styled, diagnostics } = makeFrame({ shells, sheets, assets }, knownStyles?.get());
  if (styled.looksDeep) return undefined;
  const places = new Map(shells.roots.map((shell, n) => [shell, n]));
  const divided = divide(styled);
  if (divided.length < 2) return undefined;
  const sections = divided.map((part) =>
    ((part.root.children[0] as StyledElement).children as StyledElement[]).map(
      ({ element }) => places.get(element)!,
    ),
  );
  const shown = sections.flat().map((n) => sketches[n]!);
  const { images } = rendered.book;
  return {
    ...frame,
    names,
    knownStyles,
    parts: { sketches, shells, sheets, assets, images, ids: idsOf(shown) },
    tree: (n) => sketched[n]!.tree(),
    page: (n) => sketched[n]!.page.id,
    sections,
    lengths: sections.map((roots) => roots.reduce((sum, n) => sum + sketches[n]!.length, 0)),
    targets: new Set(shown.flatMap(({ targets }) => targets)),
    first: firstPlace(styled.root.style),
    root: styled.root.element,
    language: styled.root.style.lang,
    imagesByPath: new Map([...images.values()].map((image) => [image.path, image])),
    diagnostics: [...frame.styler.diagnostics, ...diagnostics],
  };
}
