import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { DrawnPage, Shown } from '../pdf/drawn.js';
import type { DrawnStructure } from '../pdf/drawn-structure.js';
import type { BodyPrint } from '../record/print-hash.js';
import type { BoxState } from '../typeset/page/box-context.js';
import type { FoundPage, SaidMark } from '../typeset/page/found-page.js';
import type { Answers } from '../typeset/page/page-numbering.js';
import type { Opening } from '../typeset/page/paginate.js';
import type { Place } from '../typeset/page/section.js';
import type { KeptText } from '../typeset/text/index.js';
import type { Heard } from './elsewhere.js';
import type { KeptPages } from './known-pages.js';

/** What the rest of a book needs to know of a section that has been set: plain values. */
export interface SectionFacts {
  pages: FoundPage[];
  /** What its marks say where it has no page. */
  marks: SaidMark[];
  /** What its first page must be; undefined where it has none. */
  opening: Opening | undefined;
  after: Place;
  state: BoxState;
  /** Whether its headings, or those that it leaves open, depend on those before it. */
  inheritsHeadings: boolean;
  answers: Answers;
  heard: Heard;
  /** Ids of notes that nothing in the section calls. */
  uncalled: string[];
  diagnostics: Diagnostic[];
}

/** A section that has been drawn, without running heads and folios: plain values. */
export interface DrawnSection extends Shown {
  pages: SectionPage[];
  structure: DrawnStructure;
  /** What is noted of it for when most of it is set again; where that is asked for. */
  noted?: NotedSection;
}

/** A section's text and pages, of which most are the same after an edit: plain values. */
export interface NotedSection {
  text: KeptText;
  pages: KeptPages;
}

export interface SectionPage
  extends Omit<DrawnPage, 'label' | 'labelNumber' | 'labelStyle' | 'begins' | 'margins'> {
  /** Where its running text begins: in which text node of the section, counted from 0. */
  begins?: { text: number; offset: number };
  print: BodyPrint;
}
