import type { Root, Text } from 'hast';
import type { RenderedBook } from '../render/rendered.js';
import { TreeValue } from '../render/tree-value.js';
import { eachText } from '../render/walk.js';
import type { Completion } from './archive.js';
import { type Insertion, insertions, withInsertions } from './break-places.js';
import { contentDocument } from './document.js';
import { conformed, type DraftedBook, NAVIGATION_FILE } from './draft.js';
import { type PackageData, packageData } from './package-data.js';
import type { BrokenText, PageBreaks } from './page-breaks.js';

/** The templates that are given the list of pages. */
const TEMPLATES = ['epub/package.hbs', 'epub/navigation.hbs', 'epub/ncx.hbs'];

/** Whether the project prints the list of pages in a way of its own, which one list says nothing about for another. */
export function hasOwnPageList({ templates }: RenderedBook): boolean {
  return TEMPLATES.some((path) => templates.isOwn(path));
}

/** A completion, and whether any other is like it: each page is listed under a legible label, and its break stands in the text. */
export interface Completed {
  completion: Completion;
  isPlain: boolean;
}

/**
 * Says in a drafted EPUB where the pages of the print begin. Undefined where one of the templates has an error, which
 * the book's templates then have among their diagnostics.
 */
export function complete(book: DraftedBook, breaks: PageBreaks): Completed | undefined {
  const { documents } = book;
  const { templates } = book.rendered;
  const data = packageData({ ...book, breaks: breaks.list });
  const navigation = navigationDocument(book, data, breaks);
  const packageDocument = templates.text('epub/package.hbs', data);
  const ncx = templates.text('epub/ncx.hbs', data);
  if (!navigation || packageDocument === undefined || ncx === undefined) return undefined;
  const inFiles = new Map<string, Insertion[]>();
  for (const { file, places } of documents)
    if (file !== NAVIGATION_FILE) inFiles.set(file, insertions(places, breaks.inFile(file)));
  let placed = navigation.breaks;
  for (const found of inFiles.values()) placed += found.length;
  return {
    completion: { packageDocument, navigation: navigation.xhtml, ncx, breaks: inFiles },
    isPlain: breaks.legible && placed === breaks.list.length,
  };
}

/** The contents with the landmarks and the page list, which readers of the book do not see. */
function navigationDocument(
  { rendered, targets, images }: DraftedBook,
  data: PackageData,
  breaks: PageBreaks,
): { xhtml: string; breaks: number } | undefined {
  const contents = rendered.pages.find((page) => page.kind === 'contents');
  if (!contents) return undefined;
  const trees: TreeValue[] = [];
  const element = rendered.templates.markup(
    'epub/navigation.hbs',
    { ...data, contents: new TreeValue(contents.tree.children, trees) },
    trees,
  );
  if (!element) return undefined;
  const tree: Root = conformed(element, rendered.book.images);
  const listed = new Map(breaks.list.map(({ id, file }) => [id, { file, wholePage: false }]));
  const { xhtml, places } = contentDocument(contents, tree, {
    targets: { get: (id) => targets.get(id) ?? listed.get(id) },
    images,
  });
  const found = insertions(places, movedTo(tree, contents.tree, breaks.inFile(contents.file)));
  return { xhtml: withInsertions(xhtml, found), breaks: found.length };
}

/** Breaks in texts of one tree as breaks in another tree that has these texts, too. */
function movedTo(tree: Root, from: Root, broken: readonly BrokenText[]): BrokenText[] {
  const places = new Map<Text, number>();
  eachText(tree, (text) => places.set(text, places.size));
  const texts: Text[] = [];
  eachText(from, (text) => texts.push(text));
  return broken
    .flatMap(({ nth, breaks }) => {
      const place = places.get(texts[nth]!);
      return place === undefined ? [] : { nth: place, breaks };
    })
    .sort((a, b) => a.nth - b.nth);
}
