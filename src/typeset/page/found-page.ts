import type { PageContext } from '../style/styled.js';
import { lineText } from '../text/index.js';
import type { Line } from '../text/line.js';
import type { Mark } from './box.js';
import type { ComposedPage, FoundMark } from './compose-page.js';

/**
 * What the rest of a book needs to know of a page that has been composed: what its marks say, and what is to be said
 * about it. Plain values, without anything that is drawn.
 */
export interface FoundPage {
  context: PageContext;
  marks: (Omit<FoundMark, 'mark'> & { mark: SaidMark })[];
  /** The notes that begin on the page, by area, in order. */
  notes: string[][];
  /** Whether nothing but notes stands on it. */
  holdsNotesOnly: boolean;
  bad: { kind: NonNullable<Line['bad']>; words: string }[];
  /** What stands there has no room on a page. */
  overfull: boolean;
  /** The ids of notes that have no room on the page of their call. */
  displaced: string[];
}

/** Marks that say something to other pages. */
export type SaidMark = Exclude<Mark, { kind: 'note' | 'image' | 'hung' }>;

export function foundPage({ plan, marks, notes, lines }: ComposedPage): FoundPage {
  const { context, fill } = plan;
  return {
    context,
    marks: marks.filter((found): found is FoundPage['marks'][number] => isSaid(found.mark)),
    notes,
    holdsNotesOnly: fill !== undefined && fill.depth === 0 && fill.notes.areas.some((set) => set.length > 0),
    bad: lines.flatMap((line) => (line.bad ? [{ kind: line.bad, words: shortened(lineText(line)) }] : [])),
    overfull: fill?.overfull ?? false,
    displaced: (fill?.notes.displaced ?? []).map(({ id }) => id),
  };
}

function isSaid({ kind }: Mark): boolean {
  return kind !== 'note' && kind !== 'image' && kind !== 'hung';
}

/** Of a line that is quoted, this many characters are enough to find it. */
const QUOTED = 60;

function shortened(text: string): string {
  const words = text.trim();
  return words.length > QUOTED ? `${words.slice(0, QUOTED).trimEnd()}…` : words;
}
