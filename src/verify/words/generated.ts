import {
  Function as FunctionToken,
  LeftSquareBracket,
  RightSquareBracket,
  String as StringToken,
  tokenize,
} from 'css-tree/tokenizer';
import type { Manuscript } from '../../manuscript/manuscript.js';
import { wordsOf } from './words.js';

/** Functions of `content` that print numbers. */
const COUNTERS = /^(target-)?counters?\($/i;
const NUMBER = /^\p{N}+$/u;

/**
 * The words that a project's own stylesheets can add to a text in print (`h2::before { content: "Part " counter(part) }`):
 * they tell nothing of the text. Numbers are of them where a stylesheet counts.
 */
export function generatedWords({ templates }: Pick<Manuscript, 'templates'>): (word: string) => boolean {
  const words = new Set<string>();
  let counts = false;
  for (const [path, { text }] of templates) {
    if (!/(^|\/)print\.css$/.test(path)) continue;
    let inSelector = false;
    tokenize(text, (type, start, end) => {
      // The value of an attribute is no word: [data-page^="legal"].
      if (type === LeftSquareBracket || type === RightSquareBracket) inSelector = type === LeftSquareBracket;
      else if (type === StringToken && !inSelector)
        for (const word of wordsOf(text.slice(start, end))) words.add(word);
      else if (type === FunctionToken && COUNTERS.test(text.slice(start, end))) counts = true;
    });
  }
  return (word) => words.has(word) || (counts && NUMBER.test(word));
}
