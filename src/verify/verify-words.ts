import type { CheckName } from './checks.js';
import type { Report } from './report.js';
import { type Alignment, align, repeated } from './words/align.js';
import type { EditionWords } from './words/edition-words.js';
import type { ExpectedReading } from './words/expected.js';
import { wordsNotNear } from './words/near-place.js';
import type { ReadWord } from './words/pdftotext.js';

/** Differences told of one reading. */
const TOLD = 3;

/** How many words of a reading were found. */
export interface ReadingCount {
  id: string;
  expected: number;
  found: number;
}

/**
 * Whether an edition holds every word of every reading, once and in order: title, body without a break, and each of the author's notes.
 * Notes may stand anywhere among the notes.
 */
export function verifyWords(
  readings: readonly ExpectedReading[],
  edition: EditionWords,
  name: CheckName,
  report: Report,
): ReadingCount[] {
  const text = own(edition.text, readings);
  const notes = new Map<string, number>();
  for (const note of edition.notes) {
    const key = own(note, readings).join(' ');
    notes.set(key, (notes.get(key) ?? 0) + 1);
  }
  let from = 0;
  const places: Alignment[] = [];
  const counts = readings.map(({ id, title, body, named, notes: ofAuthor }) => {
    const place = align(body, text, from);
    places.push(place);
    const expected = title.length + body.length + ofAuthor.reduce((sum, note) => sum + note.words.length, 0);
    let found = place.matched;
    report.look(name, expected);
    if (place.start < 0)
      report.fail(name, `${id}: its text is not in the edition after the reading before it`);
    else {
      const added = place.added.filter(({ before }) => !named.has(before));
      tell(id, body, text, { ...place, added }, name, report);
    }

    const before = text.slice(from, place.start < 0 ? undefined : place.start);
    if (place.start >= 0) from = place.end;
    if (align(title, before, 0).missing.length === 0) found += title.length;
    else report.fail(name, `${id}: its title does not stand before it`);

    for (const note of ofAuthor) {
      const key = note.words.join(' ');
      const count = notes.get(key) ?? 0;
      if (count > 0) {
        notes.set(key, count - 1);
        found += note.words.length;
      } else report.fail(name, `${id}: the author’s note “${note.name}” is not among the notes`);
    }
    return { id, expected, found };
  });
  const texts = readings.map(({ body }, i) => ({ words: body, place: places[i]! }));
  for (const i of repeated(texts, text))
    report.fail(name, `${readings[i]!.id}: a part of its text stands twice`);
  return counts;
}

/** The words that no stylesheet may have added. */
function own(words: readonly string[], readings: readonly ExpectedReading[]): string[] {
  return words.filter((word) => !isGenerated(word, readings));
}

function isGenerated(word: string, [reading]: readonly ExpectedReading[]): boolean {
  return reading?.generated(word) ?? false;
}

/** Whether a word has vowel signs of Arabic or Hebrew: pdftotext tears it apart, since they stand higher or lower. */
function isVocalised(word: string): boolean {
  return /\p{M}/u.test(word) && /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(word);
}

/** The same in what pdftotext reads, where notes, running heads and folios stand between the words. */
export function verifyReadWords(
  readings: readonly ExpectedReading[],
  read: readonly ReadWord[],
  report: Report,
): void {
  const texts = readings.map(({ body, compounds, lettered }) => ({
    words: body.filter((word) => !isVocalised(word)),
    compounds,
    lettered,
  }));
  const notNear = wordsNotNear(
    texts,
    read.filter(({ word }) => !isGenerated(word, readings)),
  );
  for (const [n, { id }] of readings.entries()) {
    report.look('words-pdftotext', texts[n]!.words.length);
    const missing = notNear[n]!;
    if (missing.length > 0)
      report.fail(
        'words-pdftotext',
        `${id}: missing ${missing.length === 1 ? 'is' : `are ${missing.length} words,`} ${missing.slice(0, 5).join(', ')}`,
      );
  }
}

function tell(
  id: string,
  body: readonly string[],
  text: readonly string[],
  { missing, added }: Alignment,
  name: CheckName,
  report: Report,
): void {
  const context = (words: readonly string[], index: number) =>
    words.slice(Math.max(0, index - 3), index + 1).join(' ');
  for (const { index } of missing.slice(0, TOLD))
    report.fail(name, `${id}: the last word of “${context(body, index)}” is missing`);
  for (const { index } of added.slice(0, TOLD))
    report.fail(name, `${id}: the last word of “${context(text, index)}” does not belong there`);
  const rest = Math.max(0, missing.length - TOLD) + Math.max(0, added.length - TOLD);
  if (rest > 0) report.fail(name, `${id}: ${rest} more words differ`);
}
