import type { Element, Root } from 'hast';
import { append } from '../append.js';
import { FORGETFUL } from '../cache/memo.js';
import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import type { Image } from '../manuscript/manuscript.js';
import { conformPage } from '../render/conform/conform-page.js';
import { factsOf } from '../render/page-facts.js';
import type { RenderedBook, RenderedPage } from '../render/rendered.js';
import { unresolvedLinks } from '../render/unresolved-links.js';
import { type Pictures, picturesIn } from './accessibility.js';
import type { Draft } from './archive.js';
import { COVER_HEIGHT, COVER_WIDTH, type CoverFile } from './cover.js';
import type { DocumentHead } from './document.js';
import { type DraftedDocument, draftDocument } from './drafted-document.js';
import type { EmbeddedFace } from './embedded-face.js';
import type { Resource } from './package-data.js';
import { imageResources, stylesheetResources } from './resources.js';

/** A book whose EPUB is drafted: what is needed to complete it, without the text of its documents, which may be long. */
export interface DraftedBook {
  rendered: RenderedBook;
  date: Date;
  /** In reading order, the cover first. */
  pages: readonly RenderedPage[];
  /** A document for each page. */
  documents: readonly DraftedDocument[];
  stylesheet: string;
  resources: readonly Resource[];
  /** The file of every id of the pages. */
  targets: ReadonlyMap<string, { file: string; wholePage: boolean }>;
  /** The path in the EPUB of each image, by what `img[src]` holds. */
  images: ReadonlyMap<string, string>;
  pictures: Pictures;
}

/** The contents are the EPUB's navigation document, under the name that epub-gen-memory gives it. */
export const NAVIGATION_FILE = 'toc.xhtml';

/** What a PNG begins with: a picture for who looks no further. */
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * The files of an EPUB that do not depend on where the pages of its print begin; `texts` brings the content documents,
 * without the one that is for navigation, by their names.
 *
 * @param cover where its bytes are to come, the draft has others in their place
 * @param memo remembers pages
 */
export function draftEpub(
  rendered: RenderedBook,
  { cover, face, date }: { cover: CoverFile | undefined; face: EmbeddedFace | undefined; date: Date },
  memo = FORGETFUL,
): Result<{ draft: Draft; texts: Map<string, () => string>; book: DraftedBook }> {
  const diagnostics: Diagnostic[] = [];
  const images = imageResources(rendered);
  const styles = stylesheetResources(rendered);
  append(diagnostics, styles.diagnostics);
  append(diagnostics, unresolvedLinks(rendered.pages));
  append(diagnostics, face?.diagnostics ?? []);
  const coverPage = cover && renderCoverPage(rendered, cover);
  const pages = coverPage ? [coverPage, ...rendered.pages] : rendered.pages;
  if (cover) images.paths.set(cover.path, cover.path);

  const context = { targets: targetsIn(pages), images: images.paths };
  const drafted = pages.map((page) => draftDocument(page, context, memo));
  const resources: Resource[] = [
    ...(cover ? [{ bytes: PNG, ...cover, properties: 'cover-image' }] : []),
    ...images.resources,
    ...styles.resources,
    ...(face?.resources ?? []).filter(({ path }) => !styles.resources.some((each) => each.path === path)),
  ];
  const stylesheet = [
    ...(face ? [face.stylesheet] : []),
    ...rendered.stylesheets.epub.map(({ text }) => text),
  ].join('\n');
  const texts = new Map(drafted.map(({ document, xhtml }) => [document.file, xhtml]));
  texts.delete(NAVIGATION_FILE);
  const draft: Draft = {
    title: rendered.book.anthology.title,
    language: rendered.book.anthology.language,
    date,
    stylesheet,
    documents: [...texts.keys()],
    resources: resources.map(({ path, bytes }) => ({ path, bytes })),
  };
  const book: DraftedBook = {
    rendered,
    date,
    pages,
    documents: drafted.map(({ document }) => document),
    stylesheet,
    resources,
    ...context,
    pictures: picturesIn(rendered),
  };
  return { value: { draft, texts, book }, diagnostics };
}

function renderCoverPage(rendered: RenderedBook, cover: CoverFile): RenderedPage | undefined {
  const { book, templates, words } = rendered;
  const { anthology } = book;
  const page: DocumentHead & Pick<RenderedPage, 'id' | 'level'> = {
    id: 'cover',
    file: 'cover.xhtml',
    kind: 'cover',
    matter: 'front',
    title: words.say('cover'),
    level: 0,
    lang: anthology.language,
    dir: 'ltr',
  };
  const image: Image = { bytes: PNG, ...cover, width: COVER_WIDTH, height: COVER_HEIGHT };
  const images = new Map([[cover.path, image]]);
  const element = templates.markup(
    'cover.hbs',
    {
      book: { title: anthology.title, subtitle: anthology.subtitle, editors: anthology.editors },
      image: cover.path,
      page: { ...page, type: 'cover', role: undefined, lang: undefined, dir: undefined },
    },
    [],
    images,
  );
  if (!element) return undefined;
  const tree = conformed(element, images);
  return { ...page, tree, facts: factsOf(tree) };
}

/** The tree of a page that only the EPUB has. */
export function conformed(element: Element, images: ReadonlyMap<string, Image>): Root {
  return conformPage(element, { images, seen: { ids: new Set(), texts: new WeakSet() } }).tree;
}

function targetsIn(pages: readonly RenderedPage[]): Map<string, { file: string; wholePage: boolean }> {
  const found = new Map<string, { file: string; wholePage: boolean }>();
  for (const page of pages)
    for (const id of page.facts.ids) found.set(id, { file: page.file, wholePage: id === page.id });
  return found;
}
