import type { Root, Text } from 'hast';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import type { RenderedBook, RenderedPage } from '../render/rendered.js';
import { TreeValue } from '../render/tree-value.js';
import { eachText } from '../render/walk.js';
import type { Completion } from './archive.js';
import { type BreakPlaces, type Insertion, insertions, withInsertions } from './break-places.js';
import { contentDocument } from './document.js';
import { conformed, type DraftedBook, NAVIGATION_FILE } from './draft.js';
import { type PackageData, packageData } from './package-data.js';
import type { BrokenText, PageBreaks } from './page-breaks.js';

/** The templates that are given the list of pages. */
export const LIST_TEMPLATES = ['epub/package.hbs', 'epub/navigation.hbs', 'epub/ncx.hbs'];

/** Whether the project prints the list of pages in a way of its own, which one list says nothing about for another. */
export function hasOwnPageList({ templates }: RenderedBook): boolean {
  return LIST_TEMPLATES.some((path) => templates.isOwn(path));
}

/** A completion, and whether any other is like it: each page is listed under a legible label, and its break stands in the text. */
export interface Completed {
  completion: Completion;
  isPlain: boolean;
}

/** What templates make of a list of pages. */
interface Listed {
  packageDocument: string;
  ncx: string;
  navigation: Navigation;
}

/** The navigation document without page breaks. */
interface Navigation {
  xhtml: string;
  places: BreakPlaces;
  /** By text of the contents, the how many-th text it is here; -1 where it is not. */
  texts: Int32Array;
}

/**
 * Says in a drafted EPUB where the pages of the print begin. Undefined where one of the templates has an error, which
 * the book's templates then have among their diagnostics.
 *
 * @param memo remembers what templates made of the same list
 */
export function complete(book: DraftedBook, breaks: PageBreaks, memo = FORGETFUL): Completed | undefined {
  const made = listed(book, breaks, memo);
  if (!made) return undefined;
  const { packageDocument, navigation, ncx } = made;
  const inContents = insertions(navigation.places, movedTo(navigation.texts, breaks.inFile(NAVIGATION_FILE)));
  const inFiles = new Map<string, Insertion[]>();
  for (const { file, places } of book.documents)
    if (file !== NAVIGATION_FILE) inFiles.set(file, insertions(places, breaks.inFile(file)));
  let placed = inContents.length;
  for (const found of inFiles.values()) placed += found.length;
  return {
    completion: {
      packageDocument,
      navigation: withInsertions(navigation.xhtml, inContents),
      ncx,
      breaks: inFiles,
    },
    isPlain: breaks.legible && placed === breaks.list.length,
  };
}

/** Made by the templates, or remembered where these found no fault in the same. */
function listed(book: DraftedBook, breaks: PageBreaks, memo: Memo): Listed | undefined {
  const { rendered, images, targets } = book;
  const { templates } = rendered;
  const contents = rendered.pages.find(({ kind }) => kind === 'contents');
  if (!contents) return undefined;
  const data = packageData({ ...book, breaks: breaks.list });
  const linked = contents.facts.links.map((id) => targets.get(id));
  const key =
    rendered.key && contents.key && memo.key('listed', rendered.key, contents.key, data, linked, [...images]);
  const known = key ? memo.recall<Listed>(key) : undefined;
  if (known) return known;
  const { faults } = templates;
  const navigation = navigationDocument(book, contents, data, breaks);
  const packageDocument = templates.xml('epub/package.hbs', data);
  const ncx = templates.xml('epub/ncx.hbs', data);
  if (!navigation || packageDocument === undefined || ncx === undefined) return undefined;
  const made = { packageDocument, ncx, navigation };
  if (key && templates.faults === faults) memo.keep(key, made);
  return made;
}

/** The contents with the landmarks and the page list, which readers of the book do not see. */
function navigationDocument(
  { rendered, targets, images }: DraftedBook,
  contents: RenderedPage,
  data: PackageData,
  breaks: PageBreaks,
): Navigation | undefined {
  const trees: TreeValue[] = [];
  const element = rendered.templates.markup(
    'epub/navigation.hbs',
    { ...data, contents: new TreeValue(contents.tree.children, trees) },
    trees,
    rendered.book.images,
  );
  if (!element) return undefined;
  const tree: Root = conformed(element, rendered.book.images);
  const pages = new Map(breaks.list.map(({ id, file }) => [id, { file, wholePage: false }]));
  const { xhtml, places } = contentDocument(contents, tree, {
    targets: { get: (id) => targets.get(id) ?? pages.get(id) },
    images,
  });
  const nths = new Map(textsOf(tree).map((text, nth) => [text, nth]));
  return { xhtml, places, texts: Int32Array.from(textsOf(contents.tree), (text) => nths.get(text) ?? -1) };
}

function textsOf(tree: Root): Text[] {
  const texts: Text[] = [];
  eachText(tree, (text) => texts.push(text));
  return texts;
}

/** Breaks in texts of one tree as breaks in another, where these texts have other numbers. */
function movedTo(numbers: Int32Array, broken: readonly BrokenText[]): BrokenText[] {
  return broken
    .map(({ nth, breaks }) => ({ nth: numbers[nth]!, breaks }))
    .filter(({ nth }) => nth >= 0)
    .sort((a, b) => a.nth - b.nth);
}
