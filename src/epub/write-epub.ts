import type { Element, Root } from 'hast';
import { append } from '../append.js';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import { hasErrors, type Result } from '../diagnostics/diagnostic.js';
import type { Image } from '../manuscript/manuscript.js';
import { conformPage } from '../render/conform/conform-page.js';
import type { RenderedBook, RenderedPage } from '../render/rendered.js';
import { TreeValue } from '../render/tree-value.js';
import { eachElement } from '../render/walk.js';
import type { Contents } from './archive.js';
import { COVER_HEIGHT, COVER_WIDTH, type Cover, type MadeCover, makeCover } from './cover.js';
import { contentDocument, type DocumentContext } from './document.js';
import type { EmbeddedFace } from './embedded-face.js';
import { type PackageData, packageData, type Resource } from './package-data.js';
import { Packer } from './packer.js';
import { PageBreaks, type PageStart } from './page-breaks.js';
import { imageResources, stylesheetResources } from './resources.js';
import { shapeOf } from './sound.js';

export interface EpubOptions {
  /** When the edition was made: its `dcterms:modified` and the dates in the archive. */
  date: Date;
  /** Where the pages of the print begin, in order. Without them there is no page list, and none is claimed. */
  pageStarts?: readonly PageStart[];
}

/**
 * Makes an EPUB 3.3 of a rendered book. The same book and date give the same bytes.
 *
 * The value is empty where there is an error: a template for the package, the navigation or the cover fails, or the
 * project's cover is not a picture.
 */
export async function writeEpub(rendered: RenderedBook, options: EpubOptions): Promise<Result<Uint8Array>> {
  const { packed } = await beginEpub(rendered, options.date).write(options.pageStarts);
  return packed;
}

/** An EPUB on its way, for a caller who has something else to do beside it. */
export interface EpubWriting {
  /**
   * Makes the pages; `packed` is a promise that these are packed and checked, in a thread of its own.
   *
   * @param pageStarts as in `EpubOptions`
   */
  write(pageStarts?: readonly PageStart[]): Promise<{ packed: Promise<Result<Uint8Array>> }>;
  /** Gives up. Harmless when it is written. */
  end(): void;
}

/**
 * Begins with what needs no pages: in a thread of its own, the cover is drawn and what packs is made ready.
 *
 * @param memo remembers the cover, pages, and what was found without fault
 */
export function beginEpub(rendered: RenderedBook, date: Date, memo = FORGETFUL): EpubWriting {
  const packer = new Packer();
  const cover = makeCover(rendered, (drawing) => packer.draw(drawing), memo);
  cover.catch(() => packer.end());
  return {
    end: () => packer.end(),
    async write(pageStarts = []) {
      const face = rendered.book.edition.embedFonts ? await loadFace(rendered) : undefined;
      const made = epubContents(rendered, { ...(await cover), face }, { date, pageStarts }, memo);
      const { value: contents, diagnostics } = made;
      if (!contents) {
        packer.end();
        return { packed: Promise.resolve({ value: new Uint8Array(), diagnostics }) };
      }
      const shape = memo.remembers ? memo.key('epub-shape', shapeOf(contents)) : '';
      const sound = memo.recall<boolean>(shape) ?? false;
      const packed = packer.pack({ contents, date, sound }).then((epub) => {
        if (epub.diagnostics.length === 0 && !sound) memo.keep(shape, true);
        return { ...epub, diagnostics: [...diagnostics, ...epub.diagnostics] };
      });
      // Who fails before this is awaited should hear of that failure, not of a thread that ended early.
      packed.catch(() => undefined);
      return { packed };
    },
  };
}

/** What reads fonts and stylesheets is loaded where an edition asks for it. */
async function loadFace(rendered: RenderedBook): Promise<EmbeddedFace> {
  const { embeddedFace } = await import('./embedded-face.js');
  return embeddedFace(rendered);
}

/** The files of the EPUB; nothing where there is an error. */
function epubContents(
  rendered: RenderedBook,
  { cover, face, diagnostics }: MadeCover & { face: EmbeddedFace | undefined },
  { date, pageStarts }: Required<EpubOptions>,
  memo: Memo,
): Result<Contents | undefined> {
  const { templates } = rendered;
  const images = imageResources(rendered);
  const styles = stylesheetResources(rendered);
  append(diagnostics, styles.diagnostics);
  append(diagnostics, face?.diagnostics ?? []);
  const coverPage = cover && renderCoverPage(rendered, cover);
  const pages = coverPage ? [coverPage, ...rendered.pages] : rendered.pages;
  if (cover) images.paths.set(cover.path, cover.path);

  const breaks = new PageBreaks(pageStarts, pages);
  const context: DocumentContext = { targets: targets(pages, breaks), images: images.paths, breaks };
  const known = memo.key('targets', [...context.targets], [...context.images]);
  const documents = pages.map((page) => {
    const { tree, key, ...about } = page;
    const make = () => contentDocument(page, tree, context);
    const parts = [key, about, known, breaks.places(page.file)];
    return key ? memo.remember('document', parts, make) : make();
  });
  const resources: Resource[] = [
    ...(cover ? [{ ...cover, properties: 'cover-image' }] : []),
    ...images.resources,
    ...styles.resources,
    ...(face?.resources ?? []).filter(({ path }) => !styles.resources.some((each) => each.path === path)),
  ];
  const data = packageData({ rendered, pages, documents, resources, breaks: breaks.list, date });
  const navigation = navigationDocument(rendered, data, context);
  const packageDocument = templates.text('epub/package.hbs', data);
  const ncx = templates.text('epub/ncx.hbs', data);
  append(diagnostics, templates.takeDiagnostics());
  if (
    packageDocument === undefined ||
    ncx === undefined ||
    navigation === undefined ||
    hasErrors(diagnostics)
  )
    return { value: undefined, diagnostics };
  const value: Contents = {
    title: rendered.book.anthology.title,
    language: rendered.book.anthology.language,
    stylesheet: [
      ...(face ? [face.stylesheet] : []),
      ...rendered.stylesheets.epub.map(({ text }) => text),
    ].join('\n'),
    packageDocument,
    navigation,
    ncx,
    documents: documents
      .filter(({ file }) => file !== NAVIGATION_FILE)
      .map(({ file, xhtml }) => ({ file, xhtml, title: file })),
    resources: resources.map(({ path, bytes }) => ({ path, bytes })),
  };
  return { value, diagnostics };
}

/** The contents are the EPUB's navigation document, under the name that epub-gen-memory gives it. */
const NAVIGATION_FILE = 'toc.xhtml';

function renderCoverPage(rendered: RenderedBook, cover: Cover): RenderedPage | undefined {
  const { book, templates, words } = rendered;
  const { anthology } = book;
  const page: Omit<RenderedPage, 'tree'> = {
    id: 'cover',
    file: 'cover.xhtml',
    kind: 'cover',
    matter: 'front',
    title: words.say('cover'),
    level: 0,
    lang: anthology.language,
    dir: 'ltr',
  };
  const element = templates.markup(
    'cover.hbs',
    {
      book: { title: anthology.title, subtitle: anthology.subtitle, editors: anthology.editors },
      image: cover.path,
      page: { ...page, type: 'cover', role: undefined, lang: undefined, dir: undefined },
    },
    [],
  );
  if (!element) return undefined;
  const { mediaType, bytes } = cover;
  const image: Image = { path: cover.path, mediaType, bytes, width: COVER_WIDTH, height: COVER_HEIGHT };
  return { ...page, tree: conformed(element, new Map([[cover.path, image]])) };
}

/** The contents with the landmarks and the page list, which readers of the book do not see. */
function navigationDocument(
  rendered: RenderedBook,
  data: PackageData,
  context: DocumentContext,
): string | undefined {
  const contents = rendered.pages.find((page) => page.kind === 'contents');
  if (!contents) return undefined;
  const trees: TreeValue[] = [];
  const element = rendered.templates.markup(
    'epub/navigation.hbs',
    { ...data, contents: new TreeValue(contents.tree.children, trees) },
    trees,
  );
  return element && contentDocument(contents, conformed(element, rendered.book.images), context).xhtml;
}

function conformed(element: Element, images: ReadonlyMap<string, Image>): Root {
  return conformPage(element, { images, seen: { ids: new Set(), texts: new WeakSet() } }).tree;
}

/** The file of every id of the book, page breaks among them. */
function targets(pages: readonly RenderedPage[], breaks: PageBreaks): DocumentContext['targets'] {
  const found = new Map<string, { file: string; wholePage: boolean }>();
  for (const { id, file } of breaks.list) found.set(id, { file, wholePage: false });
  for (const page of pages)
    eachElement(page.tree, ({ properties: { id } }) => {
      if (typeof id === 'string') found.set(id, { file: page.file, wholePage: id === page.id });
    });
  return found;
}
