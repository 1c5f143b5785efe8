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

/** The words that poppler's pdftotext reads, page by page; undefined where it is not installed. */
export function pdftotextWords(path: string): ReadWord[] | undefined {
  const run = spawnSync('pdftotext', ['-enc', 'UTF-8', path, '-'], { maxBuffer: MOST_OUTPUT });
  if (run.error || run.status !== 0) return undefined;
  return splitWords(run.stdout.toString('utf8'));
}

export function splitWords(text: string): ReadWord[] {
  // It puts right-to-left words between controls, which stand where spaces do.
  const plain = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ' ');
  return plain.split(/(?<=\u00ad)/).flatMap((piece) => {
    const found = wordsOf(piece);
    return found.map((word, i) => ({ word, cut: i === found.length - 1 && piece.endsWith('\u00ad') }));
  });
}
