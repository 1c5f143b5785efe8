import type { Surroundings } from '../manuscript/snapshot.js';
import type { TextRange } from './anchored.js';
import { contextDistance, type EditCosts } from './context-distance.js';
import { BARRIER } from './fold.js';
import type { SearchedText } from './searched-text.js';
import { digitsOf } from './word-digits.js';
import { wordEnd, wordStart } from './words.js';

/**
 * Words on either side of a quotation that a snapshot keeps. Fewer, and a sentence that was moved and edited is lost;
 * more, and an edit far away changes the line, which git then has to merge.
 */
const KEPT = 24;

/** Words beyond them that are compared, so that words put in push none out of sight. */
const SLACK = 16;

/** Characters in which so many words are looked for; texts with longer words have fewer of them in sight. */
const REACH = 16 * (KEPT + SLACK);

/** The surroundings as a line keeps them. */
export function surroundings(text: SearchedText, range: TextRange): Surroundings {
  const { before, quoted, after } = view(text, range);
  return { before: before.slice(-KEPT), quoted, after: after.slice(0, KEPT) };
}

/**
 * How much of a note's surroundings is around a place: 0 to 1, the mean of what is left within 3, 8 and 24 words, so
 * that the nearest words count most. `words` is how many of them agree.
 */
export interface Agreement {
  share: number;
  words: number;
}

const RADII = [3, 8, KEPT];

/** Words put in or taken out in one piece, if three words in a row (12 bits) agree behind them. */
const WORDS: EditCosts = { piece: 8, inPiece: 1, resumed: 3 };

/** Compares a line with the text around a place; undefined where the line has nothing around its quotation. */
export function agreement(line: Surroundings, text: SearchedText, range: TextRange): Agreement | undefined {
  const around = view(text, range);
  const sides = [side(reverse(line.before), reverse(around.before)), side(line.after, around.after)];
  const length = line.before.length + line.after.length;
  if (length === 0) return undefined;
  return {
    share: (sides[0]!.share * line.before.length + sides[1]!.share * line.after.length) / length,
    words: sides[0]!.words + sides[1]!.words,
  };
}

/** One side, both read outwards. */
function side(kept: string, now: string): Agreement {
  if (kept === '') return { share: 0, words: 0 };
  if (now.startsWith(kept)) return { share: 1, words: kept.length };
  let share = 0;
  let words = 0;
  for (const radius of RADII) {
    const near = kept.slice(0, radius);
    words = Math.max(0, near.length - contextDistance(near, now.slice(0, radius + SLACK), WORDS));
    share += words / near.length / RADII.length;
  }
  return { share, words };
}

/** The view that was asked for last of each text: a place that is compared is mostly the one that is then kept. */
const views = new WeakMap<SearchedText, { range: TextRange; view: Surroundings }>();

function view(text: SearchedText, range: TextRange): Surroundings {
  const last = views.get(text);
  if (last?.range.start === range.start && last.range.end === range.end) return last.view;
  const view = viewOf(text, range);
  views.set(text, { range, view });
  return view;
}

/** The words of a place and around it, as digits, as far as a comparison looks. Nothing beyond a barrier is seen. */
function viewOf({ text }: SearchedText, range: TextRange): Surroundings {
  const start = wordStart(text, range.start);
  const end = Math.max(start, wordEnd(text, range.end));
  const from = wordStart(text, Math.max(0, start - REACH));
  const to = wordEnd(text, Math.min(text.length, end + REACH));
  const before = digitsOf(text, from, start);
  const after = digitsOf(text, end, to);
  const barrier = after.indexOf(BARRIER);
  return {
    before: before.slice(before.lastIndexOf(BARRIER) + 1).slice(-KEPT - SLACK),
    quoted: digitsOf(text, start, end),
    after: (barrier < 0 ? after : after.slice(0, barrier)).slice(0, KEPT + SLACK),
  };
}

function reverse(digits: string): string {
  let reversed = '';
  for (let i = digits.length - 1; i >= 0; i--) reversed += digits[i];
  return reversed;
}
