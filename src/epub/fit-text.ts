/** How wide a text is, in ems of the font's size. */
export type Measure = (text: string) => number;

export interface FittedText {
  size: number;
  lines: { text: string; y: number }[];
  /** Where the next thing may begin. */
  bottom: number;
}

export interface FitBox {
  /** The top of the block, and its greatest extent. All lengths in the picture's own units. */
  y: number;
  width: number;
  height: number;
  /** The size wanted. */
  size: number;
  /** Distance of baselines, in ems. */
  leading: number;
}

/** Sizes are tried in steps of this ratio: fine enough that nobody sees the step, and seventy tries at most. */
const STEP = 0.96;
/** Below this share of the size wanted a text is cut instead: it could not be read on a shelf of covers anyway. */
const LEAST = 0.06;
/** From the top of a line to its baseline, in ems: the height of ascenders in most book faces. */
const ASCENT = 0.72;

/**
 * Sets a text in a box at the greatest size, up to the one wanted, at which it fits, with lines as even as that number
 * of lines allows. A word that is wider than the box makes the size smaller; it is never divided, but Chinese and
 * Japanese, which set no spaces, may begin a line with any character that is no punctuation.
 */
export function fitText(text: string, measure: Measure, box: FitBox): FittedText {
  const words = text.split(/\s+/).filter(Boolean).flatMap(dividedWord);
  if (words.length === 0) return { size: box.size, lines: [], bottom: box.y };
  const space = measure(' ');
  const widths = words.map((word) => measure(word.text));
  const gaps = words.map((word) => (word.spaced ? space : 0));
  for (let size = box.size; ; size *= STEP) {
    const limit = box.width / size;
    const last = size < box.size * LEAST;
    const room = Math.max(1, Math.floor((box.height / size - 1) / box.leading + 1));
    if (!last && Math.max(0, ...widths) > limit) continue;
    let lines = wrap(widths, gaps, limit);
    if (lines.length > room && !last) continue;
    if (lines.length <= room) lines = evenly(widths, gaps, limit, lines.length);
    const shown = lines.slice(0, room).map(([from, to]) => joined(words.slice(from, to)));
    if (lines.length > room) shown[room - 1] += ' …';
    return {
      size: round(size),
      lines: shown.map((line, i) => ({ text: line, y: round(box.y + size * (ASCENT + i * box.leading)) })),
      bottom: round(box.y + size * (ASCENT + (shown.length - 1) * box.leading + 0.28)),
    };
  }
}

/** What stays together on a line, and whether a space parts it from what stands before. */
interface Word {
  text: string;
  spaced: boolean;
}

/** Before a character of these scripts a line may end: they are written without spaces. */
const UNSPACED = /(?<=.)(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;

function dividedWord(word: string): Word[] {
  return word.split(UNSPACED).map((text, i) => ({ text, spaced: i === 0 }));
}

function joined(words: readonly Word[]): string {
  return words.map(({ text, spaced }, i) => (spaced && i > 0 ? ` ${text}` : text)).join('');
}

/** Greedy lines, as pairs of indices of words. A gap is the width of the space before a word. */
function wrap(widths: readonly number[], gaps: readonly number[], limit: number): [number, number][] {
  const lines: [number, number][] = [];
  let start = 0;
  let width = 0;
  widths.forEach((word, i) => {
    const wider = i === start ? word : width + gaps[i]! + word;
    if (i > start && wider > limit) {
      lines.push([start, i]);
      start = i;
      width = word;
    } else width = wider;
  });
  lines.push([start, widths.length]);
  return lines;
}

/** The same number of lines within the narrowest measure that takes them: found by halving. */
function evenly(
  widths: readonly number[],
  gaps: readonly number[],
  limit: number,
  count: number,
): [number, number][] {
  let narrow = 0;
  let wide = limit;
  for (let i = 0; i < 24; i++) {
    const middle = (narrow + wide) / 2;
    if (Math.max(0, ...widths) <= middle && wrap(widths, gaps, middle).length <= count) wide = middle;
    else narrow = middle;
  }
  return wrap(widths, gaps, wide);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
