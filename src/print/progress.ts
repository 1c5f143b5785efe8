import type { PageNumbers } from '../typeset/page/box.js';
import { type BoxState, sameState } from '../typeset/page/box-context.js';
import type { Answers } from '../typeset/page/page-numbering.js';
import { type Place, samePlace } from '../typeset/page/section.js';
import type { DrawnSection, SectionFacts } from './section-facts.js';

/** Where a section was set, and what came of it. */
export interface SetSection {
  place: Place;
  state: BoxState | undefined;
  facts: SectionFacts;
}

/** One section, as far as it has been set. */
export interface Progress extends SetSection {
  known: PageNumbers;
  name: string | undefined;
  drawn?: DrawnSection | Promise<DrawnSection>;
  /** Whether it is kept as it was drawn. */
  isKept?: boolean;
}

/** Whether a section would be set as it was set, as far as that depends on what comes before it. */
export function fits({ facts, ...last }: SetSection, place: Place, state: BoxState | undefined): boolean {
  return samePlace(last.place, place, facts.opening) && sameState(last.state, state, facts.inheritsHeadings);
}

/** Whether numbers of pages are nothing to a section. */
export function asksNothing({ answers: { pages, notes, totals } }: SectionFacts): boolean {
  return pages.size === 0 && notes.size === 0 && totals.length === 0;
}

/** The answers to what a section asked. */
export function answersOf({ answers }: SectionFacts, known: PageNumbers): Answers {
  return {
    pages: new Map([...answers.pages.keys()].map((id) => [id, known.page(id)])),
    notes: new Map([...answers.notes.keys()].map((id) => [id, known.note(id)])),
    totals: answers.totals.map(() => known.total()),
  };
}
