import type { Element, Root } from 'hast';
import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import { Source } from '../diagnostics/source.js';
import { direction } from '../direction.js';
import type { Edition, Image } from '../manuscript/manuscript.js';
import type { RenderedBook, RenderedPage } from '../render/rendered.js';
import { loadFontFaces, missingFamily } from './font-faces.js';
import type { Layout } from './layout.js';
import type { Renumber } from './page/page-numbering.js';
import { setPages } from './page/set-pages.js';
import { styleDocument } from './style/cascade.js';
import { createFontLibrary, createTextContext, type FontFace } from './text/index.js';

/**
 * Sets a rendered book as pages: style, text, page. Diagnostics: stylesheet problems, missing glyphs, bad lines.
 *
 * @param also stylesheets that are read after the book's own, and what its pages are called
 */
export async function typeset(
  rendered: RenderedBook,
  also: { sheets?: readonly Source[]; renumber?: Renumber } = {},
): Promise<Result<Layout>> {
  const { root, sheets } = printDocument(rendered);
  return typesetTree(root, [...sheets, ...(also.sheets ?? [])], {
    images: rendered.book.images,
    assets: rendered.assets,
    ...(also.renumber && { renumber: also.renumber }),
  });
}

/**
 * A rendered book as the typesetter reads it: one document, and the stylesheets for it, later ones winning.
 *
 * @param children the elements of the body: those of all printed pages, or what stands for them
 */
export function printDocument(
  rendered: RenderedBook,
  children = printedPages(rendered).flatMap(elementsOf),
): { root: Root; sheets: Source[] } {
  const sheets = [...rendered.stylesheets.print];
  const own = editionRules(rendered.book.edition);
  if (own !== '') sheets.push(new Source('edition.css', own));
  return { root: documentOf(rendered, children), sheets };
}

/** All pages but the cover, which is the EPUB's. */
export function printedPages({ pages }: RenderedBook): RenderedPage[] {
  return pages.filter(({ kind }) => kind !== 'cover');
}

/** The elements that a page is, without what stands between them. */
export function elementsOf({ tree }: RenderedPage): Element[] {
  return tree.children.filter((child) => child.type === 'element');
}

export interface TypesetOptions {
  /** By the path that `img[src]` holds. */
  images?: ReadonlyMap<string, Image>;
  /** Files that the stylesheets name, by path in templates/. */
  assets?: ReadonlyMap<string, Uint8Array>;
  /** Fonts beside those of the stylesheets. */
  fonts?: readonly FontFace[];
  renumber?: Renumber;
}

/** Sets any tree of HTML as pages. */
export function typesetTree(
  root: Root,
  sheets: readonly Source[],
  options: TypesetOptions = {},
): Result<Layout> {
  const styled = styleDocument(root, sheets);
  const faces = loadFontFaces(styled.value.fontFaces, options.assets ?? new Map());
  const text = createTextContext(createFontLibrary([...(options.fonts ?? []), ...faces.value]));
  const pages = setPages(styled.value, {
    text,
    images: options.images ?? new Map(),
    ...(options.renumber && { renumber: options.renumber }),
  });
  const unknown: Diagnostic[] = [...text.fonts.unknownFamilies].map((family) =>
    missingFamily(family, sheets),
  );
  return {
    value: pages.value,
    diagnostics: [
      ...styled.diagnostics,
      ...faces.diagnostics,
      ...unknown,
      ...text.diagnostics,
      ...pages.diagnostics,
    ],
  };
}

/** The values that an edition's settings name; what they look like is print.css's business. */
function editionRules({ page, lineNumbers, writingMargin }: Edition): string {
  const rules: string[] = [];
  if (page !== undefined) rules.push(`@page { size: ${page} }`);
  if (lineNumbers) {
    const restart = lineNumbers.restart === 'reading' ? 'section' : 'page';
    rules.push(`html { -fl-line-numbers: ${lineNumbers.every} ${restart} }`);
  }
  if (writingMargin !== undefined) rules.push(`html { --writing-margin: ${writingMargin}pt }`);
  return rules.join('\n');
}

/** The pages of a book as one document: what print.css may ask about the edition stands on `html`. */
function documentOf({ book }: RenderedBook, children: Element[]): Root {
  const { anthology, edition } = book;
  const body: Element = { type: 'element', tagName: 'body', properties: {}, children };
  const html: Element = {
    type: 'element',
    tagName: 'html',
    properties: {
      lang: anthology.language,
      dir: direction(anthology.language),
      dataEdition: edition.name,
      dataOpenings: edition.openings,
      ...(edition.page === undefined ? {} : { dataPage: edition.page }),
      ...(edition.lineNumbers && { dataLineNumbers: edition.lineNumbers.restart }),
      ...(edition.paragraphNumbers && { dataParagraphNumbers: '' }),
      ...(edition.writingMargin !== undefined && { dataWritingMargin: '' }),
      ...(Object.values(edition.notes).includes('margin') && { dataMarginNotes: '' }),
    },
    children: [body],
  };
  return { type: 'root', children: [html] };
}
