import type { Root } from 'hast';
import type { Book } from '../apparatus/book.js';
import type { Source } from '../diagnostics/source.js';
import type { Words } from '../words.js';
import type { PageFacts } from './page-facts.js';
import type { Templates } from './templates.js';

/** What decides how an edition looks. */
export interface Looks {
  stylesheets: {
    /** `epub.css`, then the theme's and the project's own; they go into the EPUB, later ones win. */
    epub: Source[];
    /** `print.css`, then the theme's and the project's own; read by the typesetter, later ones win. */
    print: Source[];
  };
  /** The font and other files that stylesheets may name, by path as they name them. */
  assets: Map<string, Uint8Array>;
  templates: Templates;
  /** The edition's own words in its language. */
  words: Words;
  /** A name that only the same templates and words have: what they make of data can be kept under it. */
  key?: string;
}

/** A book as pages of XHTML: what both the EPUB and the PDF are made from. Its looks are there for what only the EPUB has. */
export interface RenderedBook extends Looks {
  book: Book;
  /** In reading order. The cover is not among them: it is the EPUB's. */
  pages: RenderedPage[];
}

export type PageKind =
  | 'cover'
  | 'half-title'
  | 'title-page'
  | 'imprint'
  | 'contents'
  | 'front'
  | 'part'
  | 'reading'
  | 'back'
  | 'glossary'
  | 'chronology'
  | 'endnotes'
  | 'index'
  | 'permissions'
  | 'colophon';

export interface RenderedPage {
  /** The id of its root element: a chapter's, a part's, or the kind itself. */
  id: string;
  /** ASCII, ends in `.xhtml`, unique. The contents are `toc.xhtml`. */
  file: string;
  kind: PageKind;
  /** Front matter is numbered in roman. */
  matter: 'front' | 'body' | 'back';
  /** Plain text, for head/title and the outline. */
  title: string;
  /** How deep it stands in the contents: 1, or 2 for a reading in a part; 0 where the contents leave it out. */
  level: 0 | 1 | 2;
  lang: string;
  dir: 'ltr' | 'rtl';
  /**
   * The content of `body`. Internal links are `#id`, whichever file holds the id. A page that did not change since an
   * earlier build brings it when it is first asked for, which takes time: what `facts` say, and what is kept under `key`,
   * needs no tree.
   */
  readonly tree: Root;
  facts: PageFacts;
  /** A name that only pages with the same tree have: what is made of them can be kept under it. */
  key?: string;
}
