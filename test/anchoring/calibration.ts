import type { ReadingText, TextRange } from '../../src/anchoring/anchored.js';
import { locate } from '../../src/anchoring/locate.js';
import { place } from '../../src/anchoring/place.js';
import { Quotation, type Selector } from '../../src/anchoring/quotation.js';
import { bestTier, SearchedText } from '../../src/anchoring/searched-text.js';
import { surroundings } from '../../src/anchoring/surroundings.js';
import type { Stood } from '../../src/manuscript/snapshot.js';
import { type Document, EDITS, type Edit, type Quoted, toDocument } from './edits.js';
import { generator, pick } from './prose.js';

/** How many words are quoted. */
export const LENGTHS = [1, 2, 4, 8, 30];

/**
 * How much of the text on either side is stored: nothing, two words before, or 32 characters on both sides. `snapshot`:
 * nothing in the note, which may quote words that stand many times, but a line of the snapshot; `counted`: that, and an
 * `occurrence`; `both`: 32 characters, and a line.
 */
export const CONTEXTS = ['none', 'short', 'full', 'snapshot', 'counted', 'both'] as const;
export type Context = (typeof CONTEXTS)[number];

/** What became of the notes of a cell. Where the words are deleted, `ask` and `orphan` are what is right. */
export interface Tally {
  edit: Edit;
  context: Context;
  words: number;
  right: number;
  wrong: number;
  ask: number;
  orphan: number;
  /** Wrong acceptances, told for whoever looks into them. */
  mistakes: string[];
}

export interface Calibration {
  texts: readonly (readonly string[])[];
  trials: number;
  seed: number;
}

/**
 * Quotes words that anchor in a text, edits the text, and sees where the quotation is found: for every kind of edit,
 * length and context. A place is right if it is at least half of what is left
 * of the quoted words, or they of it, and not four times as long.
 */
export function calibrate({ texts, trials, seed }: Calibration): Tally[] {
  const random = generator(seed);
  const before = texts.map((paragraphs) => {
    const document = toDocument(paragraphs);
    return { document, rendered: render(document) };
  });
  const tallies: Tally[] = [];
  for (const edit of EDITS)
    for (const context of CONTEXTS)
      for (const words of LENGTHS) {
        if (words < (edit.least ?? 1)) continue;
        const tally: Tally = { edit, context, words, right: 0, wrong: 0, ask: 0, orphan: 0, mistakes: [] };
        for (let trial = 0; trial < trials; trial++) run(tally, pick(before, random), random);
        tallies.push(tally);
      }
  return tallies;
}

interface Rendered {
  text: SearchedText;
  /** Where each word is, by id. */
  places: Map<number, TextRange>;
}

function run(
  tally: Tally,
  { document, rendered }: { document: Document; rendered: Rendered },
  random: () => number,
) {
  const { quoted, selector, line } = sample(document, rendered, tally, random);
  const after = render(tally.edit.apply(document, quoted, random));
  const words = document[quoted.paragraph]!.slice(quoted.from, quoted.from + quoted.count);
  const left = tally.edit.deletes ? [] : words.flatMap(({ id }) => after.places.get(id) ?? []);
  const { state, range } = place(after.text, selector, line);
  if (!range) tally[state === 'orphan' ? 'orphan' : 'ask']++;
  else if (left.length > 0 && isSame(range, { start: left[0]!.start, end: left.at(-1)!.end })) tally.right++;
  else {
    tally.wrong++;
    const { text } = after.text.reading;
    const around = text.slice(Math.max(0, range.start - 40), range.end + 40);
    tally.mistakes.push(`${JSON.stringify(selector)} → ${text.slice(range.start, range.end)} in ${around}`);
  }
}

function isSame(a: TextRange, b: TextRange): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  const shorter = Math.min(a.end - a.start, b.end - b.start);
  return shared >= shorter / 2 && shared >= (Math.max(a.end, b.end) - Math.min(a.start, b.start)) / 4;
}

/** What a note can be about: not “of the”. */
const CONTENT = /\p{L}{5}|\p{N}{2}/u;

/** A quotation that anchors in the text as it is. Not one that stands beside itself: of two such one may be deleted. */
function sample(
  document: Document,
  { text, places }: Rendered,
  { words, context }: Tally,
  random: () => number,
): { quoted: Quoted; selector: Selector; line?: Stood } {
  for (let tries = 0; tries < 10_000; tries++) {
    const paragraph = Math.floor(random() * document.length);
    const all = document[paragraph]!;
    if (all.length < words) continue;
    const from = Math.floor(random() * (all.length - words + 1));
    const quoted: Quoted = { paragraph, from, count: words };
    const selector = quote(
      text.reading.text,
      places,
      all.slice(from, from + words).map(({ id }) => id),
      context,
    );
    const around = [selector.prefix, selector.suffix].join('\n').toLowerCase();
    if (around.includes(selector.quote.toLowerCase()) || !CONTENT.test(selector.quote)) continue;
    const range = places.get(all[from]!.id)!;
    if (context === 'snapshot' || context === 'counted') {
      const hits = bestTier(text.hits(new Quotation(selector)));
      const occurrence = hits.findIndex((hit) => text.raw(hit).end > range.start) + 1;
      if (occurrence === 0) continue;
      const line = { ...surroundings(text, hits[occurrence - 1]!), elsewhere: hits.length > 1 };
      return { quoted, selector: context === 'counted' ? { ...selector, occurrence } : selector, line };
    }
    const location = locate(text, selector);
    const { start } = range;
    if (location.state === 'exact' && location.range!.start - start < 4 && location.range!.start >= start)
      return {
        quoted,
        selector,
        ...(context === 'both' && {
          line: {
            ...surroundings(text, text.foldedRange(location.range!)),
            elsewhere: location.count > 1,
          },
        }),
      };
  }
  throw new Error(`The texts have no ${words} words that stand once.`);
}

function quote(text: string, places: Map<number, TextRange>, ids: number[], context: Context): Selector {
  let { start } = places.get(ids[0]!)!;
  let { end } = places.get(ids.at(-1)!)!;
  while (start < end && /[“(]/.test(text[start]!)) start++;
  while (end > start && /[.,;:?!”)]/.test(text[end - 1]!)) end--;
  const selector = { quote: text.slice(start, end).replaceAll('\n', ' ') };
  if (context === 'none' || context === 'snapshot' || context === 'counted') return selector;
  if (context === 'full' || context === 'both')
    return {
      ...selector,
      prefix: text.slice(Math.max(0, start - 32), start),
      suffix: text.slice(end, end + 32),
    };
  const prefix = /(?:\S+\s+){0,2}\S*$/.exec(text.slice(Math.max(0, start - 60), start))![0];
  return prefix.trim() === '' ? selector : { ...selector, prefix };
}

function render(document: Document): Rendered {
  const places = new Map<number, TextRange>();
  let text = '';
  for (const words of document) {
    if (text !== '') text += '\n';
    words.forEach((word, at) => {
      if (at > 0) text += ' ';
      if (word.id >= 0) places.set(word.id, { start: text.length, end: text.length + word.text.length });
      text += word.text;
    });
  }
  const reading: ReadingText = { text, pieces: [], zones: [{ kind: 'body', start: 0, end: text.length }] };
  return { text: new SearchedText(reading), places };
}
