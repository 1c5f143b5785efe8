import { visit } from 'unist-util-visit';
import type { ReadingText } from '../../anchoring/anchored.js';
import { readingText } from '../../anchoring/reading-text.js';
import type { PresentReading } from '../../edition/select.js';
import { select } from '../../edition/select.js';
import { readManuscript } from '../../manuscript/read.js';
import { generatedWords } from './generated.js';
import { compoundsOf, wordsOf } from './words.js';

/** The words that an edition must hold of one reading, from the project's own files, but for those that are `generated`. */
export interface ExpectedReading {
  id: string;
  title: string[];
  body: string[];
  /** Words of the body before which the edition names what a link without words of its own leads to. */
  named: Set<number>;
  /** Pairs of its words that a hyphen joins. */
  compounds: Set<string>;
  /** Whether some of its notes are called by letters. */
  lettered: boolean;
  /** Whether a word may be added in print by a stylesheet. */
  generated: (word: string) => boolean;
  /** The author's own notes; none where the edition leaves them out. */
  notes: { name: string; words: string[] }[];
}

/**
 * The readings of an edition in its order, with their words. Undefined where the project has no such edition, or cannot be read.
 *
 * @param root the project's folder, absolute
 */
export async function expectedReadings(
  root: string,
  edition: string,
): Promise<ExpectedReading[] | undefined> {
  const { value: manuscript } = await readManuscript(root);
  const found = manuscript?.editions.find(({ name }) => name === edition);
  if (!manuscript || !found) return undefined;
  const { front, sections, back, series } = select(
    { manuscript, texts: new Map(), notes: [], snapshot: [] },
    found,
  );
  const generated = generatedWords(manuscript);
  const own = (of: string) => wordsOf(of).filter((word) => !generated(word));
  const lettered = series.some(({ marker }) => !/decimal|symbols/.test(marker));
  return [...front, ...sections.flatMap(({ readings }) => readings), ...back].map((reading) => {
    const whole = readingText(reading);
    const { text, zones } = whole;
    const textOf = (kind: string) =>
      zones
        .filter((zone) => zone.kind === kind)
        .map(({ start, end }) => text.slice(start, end))
        .join('\n');
    const [title, body] = [textOf('title'), textOf('body')];
    const notes = zones
      .filter((zone) => zone.kind === 'author-note' && found.notes.author !== 'none')
      .map(({ name = '', start, end }) => ({ name, words: own(text.slice(start, end)) }));
    return {
      id: reading.id,
      title: own(title),
      body: own(body),
      named: new Set(emptyLinks(reading.body, whole).map((before) => own(before).length)),
      compounds: compoundsOf(body),
      lettered,
      generated,
      notes,
    };
  });
}

/** The text of a body before each of its links into the book that have no words: `[](reading:ID)`. */
function emptyLinks(body: PresentReading['body'], { text, pieces, zones }: ReadingText): string[] {
  const start = zones.find(({ kind }) => kind === 'body')!.start;
  const ends = new Map(pieces.map(({ node, end }) => [node, end]));
  const found: string[] = [];
  let end = start;
  visit(body, (node) => {
    if (node.type === 'text') end = ends.get(node) ?? end;
    else if (node.type === 'element' && node.tagName === 'a' && node.children.length === 0)
      found.push(text.slice(start, end));
  });
  return found;
}
