import type { ElementContent, Root } from 'hast';
import type { Source, Span } from '../diagnostics/source.js';
import type { Marker } from './markers.js';
import type { Snapshot } from './snapshot.js';

/**
 * A project as it was read: every file of it that a build needs, validated, with nothing found, numbered or chosen
 * yet. The later stages are pure functions of this value.
 */
export interface Manuscript {
  /** The project's folder, absolute. For messages to programs only: it never reaches an edition. */
  root: string;
  /** annotations.yml. */
  source: Source;
  anthology: Anthology;
  /** Readings and parts in the order of annotations.yml. */
  contents: ContentsItem[];
  /** Every reading, front matter first, then the body in order, then back matter. */
  readings: Reading[];
  /** `editor` and `author` are always there; then the project's own, in order. */
  series: Series[];
  notes: Note[];
  glossary: Term[];
  chronology: Event[];
  /** At least one: a project that names none gets `reader` (EPUB and PDF). */
  editions: Edition[];
  /** Files of the project's templates/ folder by their path in it (`reading.hbs`, `print.css`, `themes/dark/print.css`). */
  templates: Map<string, Source>;
  /** Binary files that the project's stylesheets and templates may name (fonts, a cover), by path in templates/. */
  assets: Map<string, Uint8Array>;
  /** Images that readings and annotations show, by the project-relative path that `img[src]` holds in the trees. */
  images: Map<string, Image>;
  /** Where the notes stood last; undefined where nobody asked. */
  snapshot?: Snapshot;
}

export interface Anthology {
  title: string;
  subtitle?: string;
  editors: string[];
  /** BCP 47. Default `en`. */
  language: string;
  /** `urn:uuid:…` or `urn:isbn:…`; derived from the title and the editors where the file gives none. Editions have their own. */
  identifier: string;
  /** YYYY-MM-DD. */
  date?: string;
  publisher?: string;
  rights?: string;
  description?: string;
  subjects: string[];
  at: Span;
}

export type ContentsItem = { kind: 'reading'; reading: Reading } | { kind: 'part'; part: Part };

export interface Part {
  title: RichLine;
  /** The title with its Markdown, by which editions may name the part, too. */
  written: string;
  readings: Reading[];
  at: Span;
}

/** One text of corpus/, or its place where a local text is not there. Metadata in annotations.yml wins over front matter. */
export interface Reading {
  /** The name of its file without `.md`. */
  id: string;
  /** `front` and `back` matter (introduction, note on the texts, further reading) is listed under those keys. */
  matter: 'front' | 'body' | 'back';
  title: RichLine;
  subtitle?: RichLine;
  /** What running heads say in the title's place. */
  shortTitle?: RichLine;
  authors: string[];
  translators: string[];
  date?: string;
  source?: RichLine;
  url?: string;
  rights?: RichLine;
  /** Who holds the rights; empty where nothing says so. */
  rightsHolders: string[];
  /** BCP 47; the anthology's where the file gives none. */
  lang: string;
  headnote?: RichText;
  questions: RichText[];
  /** `text: local`: not distributed with the project. */
  local: boolean;
  /** corpus/ID.md; undefined where a local text is not there, and then `body` is undefined too. */
  file?: Source;
  /**
   * The text as hast. Every text node has a `position` whose offsets point into `file`. Block content at the top;
   * verse is `div.verse > p.stanza > span.line`; an author's footnote reference is an element
   * `{ tagName: 'author-note', properties: { name } }` without children. A link into the book is `note:ID`,
   * `reading:ID` or `glossary:TERM`, percent-encoded, and what it names is there. A paragraph that is one image is a
   * `figure`. A table's cells have the class `align-left`, `align-center` or `align-right`.
   */
  body?: Root;
  /**
   * The author's own footnotes (`[^1]`), in order of first reference, those that only other footnotes refer to after the
   * others. A footnote's body refers to another as the text does.
   */
  authorNotes: AuthorNote[];
  /** How many they are. */
  footnotes?: number;
  /**
   * Names `body` and `authorNotes` in a cache, where they depend on nothing but `file`. Whoever goes by this name needs
   * not look at them: those of a text that was read before are made when they are first asked for.
   */
  textKey?: string;
  /** The place in annotations.yml that lists it. */
  at: Span;
}

export interface AuthorNote {
  /** What stands between `[^` and `]`, normalised as Markdown does. */
  name: string;
  body: Root;
  at: Span;
}

/** One line of Markdown (emphasis and the like, never blocks): titles, sources. */
export interface RichLine {
  /** Phrasing content. */
  children: ElementContent[];
  /** The same as plain text. */
  plain: string;
  at: Span;
}

/** Markdown with blocks: headnotes, notes, definitions. Links and images are as in `Reading.body`; no node has a position. */
export interface RichText {
  tree: Root;
  plain: string;
  at: Span;
}

export interface Series {
  name: string;
  /** Undefined where the project does not say it: those of `editor` and `author` are among the words of an edition. */
  label?: string;
  /** Undefined for the footnotes of the texts where the project does not say it. */
  marker?: Marker;
  at?: Span;
}

export interface Note {
  /** Optional name, for cross-references (`[](note:ID)`). */
  id?: string;
  /** The id of a reading that exists. */
  reading: string;
  quote: string;
  prefix?: string;
  suffix?: string;
  /** From 1. */
  occurrence?: number;
  /** The name of a series that exists. */
  series: string;
  note: RichText;
  /** The whole entry. */
  at: Span;
  /** The values of its keys (`quote`, `prefix`, …), for messages and for writing back. */
  spans: Record<string, Span>;
}

export type TermType = 'person' | 'place' | 'organisation' | 'work' | 'event' | 'term';

export interface Term {
  term: string;
  forms: string[];
  type: TermType;
  definition: RichText;
  /** Terms of the glossary that exist. */
  see: string[];
  at: Span;
}

export interface Event {
  /** As written: `1917`, `1917-11`, `1917-11-07`, `c. 1917`. */
  date: string;
  /** What it is sorted by: `1917-11-07`, missing parts as 00. */
  sortKey: string;
  event: RichText;
  /** Ids of the readings that it bears on, where the editor says so. */
  readings?: string[];
  at: Span;
}

/** One edition with what it asks for; what annotations.yml leaves out has its default here. Lengths are in points. */
export interface Edition {
  /** The name of its files in out/. */
  name: string;
  /** `urn:uuid:…` or `urn:isbn:…`, no two the same: its own, the anthology’s, or derived from that and the name. */
  identifier: string;
  formats: Format[];
  /** Ids in the edition's own order, those of parts in the order of the book; undefined for all. */
  readings?: string[];
  /** Ids of the front and back matter, in the edition's own order; undefined for all. */
  front?: string[];
  back?: string[];
  /** A CSS page size (`letter`, `a5`, `6in 9in`); undefined leaves it to the stylesheet. */
  page?: string;
  /** The name of a theme that the package or the project has; undefined for the looks of templates/ itself. */
  theme?: string;
  /** Whether the numbers of notes start again with each reading. Default `reading`. */
  numbering: 'reading' | 'book';
  /** Which uses of a glossary term are links. Default `first` (in each reading). */
  glossaryLinks: 'first' | 'all';
  /** Whether readings open on a recto. Default `any`. */
  openings: 'recto' | 'any';
  /** What the PDF shall conform to. Default both. */
  conformance: ('ua-1' | 'a-2a')[];
  /** Whether the EPUB brings the face of the print's text along. Default false. */
  embedFonts: boolean;
  /** Numbers beside the lines of readings, in the PDF; undefined for none. */
  lineNumbers?: LineNumbers;
  /** Numbers beside the paragraphs of readings, the same in EPUB and PDF. Default false. */
  paragraphNumbers: boolean;
  /** Where the notes of each series of the manuscript stand, by its name. Default `foot`. */
  notes: Record<string, NotePlacement>;
  /** Default true, as the four below. */
  headnotes: boolean;
  questions: boolean;
  glossary: boolean;
  index: boolean;
  chronology: boolean;
  /** `sources` (the default): a page of sources and terms; `full`: with holders and extent, and as CSV, too. */
  permissions: 'none' | 'sources' | 'full';
  /** Ruled lines below each question, in print. Default 0. */
  answerLines: number;
  /** The width of the outer margin of the PDF; undefined leaves it to the stylesheet. */
  writingMargin?: number;
  /** A PDF of each reading, too. Default false. */
  separate: boolean;
  /** Pages on sheets, as a second PDF; undefined for none. */
  imposition?: Imposition;
  /** Default false. */
  cropMarks: boolean;
  /** Default 0. */
  bleed: number;
  at: Span;
  /** The values of the keys that it has, and of those of a mapping as `imposition.sheet`: for messages. */
  spans: Record<string, Span>;
}

export interface LineNumbers {
  /** Which lines show their number: 5 for every fifth. From 1. */
  every: number;
  /** Where the count begins again. Default `page`. */
  restart: 'page' | 'reading';
}

/**
 * Where notes stand: at the foot of the page, at the end of the reading, at the back of the book, in the margin beside
 * their words, or nowhere (then they have no calls either).
 */
export type NotePlacement = 'foot' | 'end' | 'back' | 'margin' | 'none';

export interface Imposition {
  layout: 'booklet' | '2-up';
  /** A CSS page size; undefined for a sheet of two pages. */
  sheet?: string;
  /** Pages of each signature of a booklet, a multiple of 4; undefined for one signature. */
  signature?: number;
  /** How far each sheet of a signature pushes out the one in it. Default 0. */
  creep: number;
}

export type Format = 'epub' | 'pdf';

export interface Image {
  /** Relative to the project, with forward slashes. */
  path: string;
  mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/svg+xml';
  bytes: Uint8Array;
  /** Pixels (CSS pixels for SVG). */
  width: number;
  height: number;
}
