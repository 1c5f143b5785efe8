import { spawnSync } from 'node:child_process';
import { wordsOf } from './words.js';

/** Bytes of text that pdftotext may give: two hundred times a long book. */
const MOST_OUTPUT = 1 << 30;

/** A word as pdftotext reads it. */
export interface ReadWord {
  word: string;
  /** A hyphen that the typesetter added follows: the word goes on, perhaps after notes and running heads. */
  cut: boolean;
}

/** The words that poppler's pdftotext reads, in the order of drawing; undefined where it is not installed. */
export function pdftotextWords(path: string): ReadWord[] | undefined {
  const run = spawnSync('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-'], { maxBuffer: MOST_OUTPUT });
  if (run.error || run.status !== 0) return undefined;
  return splitWords(run.stdout.toString('utf8'));
}

export function splitWords(text: string): ReadWord[] {
  return text.split(/(?<=\u00ad)/).flatMap((piece) => {
    const found = wordsOf(piece);
    return found.map((word, i) => ({ word, cut: i === found.length - 1 && piece.endsWith('\u00ad') }));
  });
}

/** A word may come this many words late: as much as notes and a running head between two pages hold. */
const WINDOW = 6000;
/** After this many words that are not there a text is given up. */
const PATIENCE = 50;

/**
 * How many of a text's words stand in what was read, in order, with anything in between (notes, folios); and where the last of
 * them is. Without losses, linear; with them, a window for each lost word.
 */
export function inOrder(
  sought: readonly string[],
  read: readonly ReadWord[],
  from: number,
): { missing: string[]; end: number } {
  const missing: string[] = [];
  let at = from;
  for (const word of sought) {
    const end = find(word, read, at);
    if (end >= 0) at = end;
    else {
      missing.push(word);
      if (missing.length >= PATIENCE) break;
    }
  }
  return { missing, end: at };
}

function find(word: string, read: readonly ReadWord[], from: number): number {
  const last = Math.min(read.length, from + WINDOW);
  for (let i = from; i < last; i++) {
    const candidate = read[i]!;
    if (candidate.word === word) return i + 1;
    if (!candidate.cut || candidate.word.length >= word.length || !word.startsWith(candidate.word)) continue;
    const rest = find(word.slice(candidate.word.length), read, i + 1);
    if (rest >= 0) return rest;
  }
  return -1;
}
