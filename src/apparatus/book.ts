import type { ElementContent, Root } from 'hast';
import type {
  Anthology,
  Edition,
  Image,
  NotePlacement,
  Reading,
  Series,
  TermType,
} from '../manuscript/manuscript.js';

/**
 * What one edition says, in order, with everything numbered, linked and gathered, and nothing about how it looks.
 *
 * Trees are hast. Ids are ASCII, valid as XML names and as CSS identifiers, and unique in the whole book; a link
 * inside the book is always `#id`, whichever file the id will stand in. What the trees hold beyond plain HTML:
 *
 * - a note's call: `<sup class="call call-SERIES"><a id="call-…" href="#note-…" epub:type="noteref" role="doc-noteref"
 *   aria-label="Note 3">3</a></sup>`
 * - between two calls that touch: `<sup class="call-gap">,</sup>`
 * - a linked term: `<a class="term" id="use-…" href="#term-…" epub:type="glossref" role="doc-glossref">`
 * - a use that is not linked but indexed: `<span class="use" id="use-…">`
 * - the number of a paragraph, first in its block, which has the id: `<a class="paragraph-number" href="#SLUG-p12"
 *   aria-label="Paragraph 12">12</a>`
 */
export interface Book {
  anthology: Anthology;
  edition: Edition;
  /** Introduction and other front matter. */
  front: Chapter[];
  /** The body in order. A part without title holds readings that stand outside parts. */
  parts: BookPart[];
  back: Chapter[];
  /** The terms that this edition's readings use, and those they refer to, in alphabetical order. Empty without a glossary. */
  glossary: GlossaryItem[];
  chronology: ChronologyItem[];
  /** One group for each type that has entries: persons, places, organisations, works, events. */
  index: IndexGroup[];
  permissions: Permission[];
  /** How many uses of glossary terms each chapter has, by chapter id. */
  termUses: Map<string, number>;
  images: Map<string, Image>;
}

export interface BookPart {
  /** `part-1`. Undefined, as the title is, for readings outside parts. */
  id?: string;
  number?: number;
  title?: Line;
  chapters: Chapter[];
}

/** A title or another line: with markup and calls, with markup only, and as plain text. */
export interface Line {
  children: ElementContent[];
  /** Without note calls, ids and links: for contents, running heads, outline. */
  bare: ElementContent[];
  plain: string;
}

export interface Chapter {
  /** `reading-ID`, made ASCII. */
  id: string;
  /** A file name without ending: ASCII, unique in the book. */
  slug: string;
  reading: Reading;
  /** From 1 in the body; undefined in front and back matter. */
  number?: number;
  title: Line;
  subtitle?: Line;
  /** What running heads say in the title's place. */
  shortTitle?: string;
  authors: string[];
  translators: string[];
  date?: string;
  lang: string;
  dir: 'ltr' | 'rtl';
  headnote?: Root;
  body: Root;
  /** Notes on this chapter, a group for each series that has some, in the order of the series. */
  notes: NoteGroup[];
  questions: Root[];
  source?: ElementContent[];
  url?: string;
  rights?: ElementContent[];
  /** Words of title, subtitle and body: what the author wrote, without notes. */
  words: number;
  /**
   * A name that only a chapter with the same trees has (the titles', the text's, and those of what the editors say about
   * it), and the same notes: who goes by it need not ask for them, and they are made when they are first asked for.
   */
  key?: string;
}

export interface NoteGroup {
  series: Series;
  /** The heading above them, in the anthology's language where the project does not say it. */
  label: string;
  /** Never `none`: such notes are in no book. */
  placement: NotePlacement;
  /** `notes-CHAPTER-SERIES`. */
  id: string;
  notes: SetNote[];
}

export interface SetNote {
  /** `note-…`: the id that calls link to. */
  id: string;
  /** From 1 in its series and numbering. */
  number: number;
  /** The number as the series' marker shows it. */
  label: string;
  /** The ids of its calls, in order; more than one where an author cites a footnote twice. */
  calls: string[];
  content: Root;
}

export interface GlossaryItem {
  /** `term-…`. */
  id: string;
  term: string;
  type: TermType;
  forms: string[];
  definition: Root;
  see: { id: string; term: string }[];
  /** Each chapter that uses it, with the id of its first use there. */
  usedIn: { chapter: string; title: Line; use: string }[];
}

export interface ChronologyItem {
  date: string;
  /** The date as a reader of the anthology's language writes it: `7 November 1917`. */
  label: string;
  event: Root;
}

export interface IndexGroup {
  type: Exclude<TermType, 'term'>;
  entries: IndexEntry[];
}

export interface IndexEntry {
  term: string;
  /** The glossary entry's id; undefined in an edition without a glossary. */
  glossary?: string;
  /** The ids of all uses, in the order of the book, by chapter. */
  uses: { chapter: string; title: Line; ids: string[] }[];
}

export interface Permission {
  chapter: string;
  title: Line;
  authors: string[];
  source?: ElementContent[];
  url?: string;
  rights?: ElementContent[];
  rightsHolders: string[];
  words: number;
  /** How many per cent of the edition's words these are, from 0 to 100. */
  share: number;
}
