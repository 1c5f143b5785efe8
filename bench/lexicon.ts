import { generator, pick } from '../test/anchoring/prose.js';

const ONSETS =
  'b c d f g h l m n p r s t v w b c d l m n r s t br ch cl dr fl gr j pl pr qu sh st th tr'.split(' ');
const VOWELS = 'a e i o u a e i o u a e i o ai ea ee ou'.split(' ');
const CODAS = ['', '', '', 'l', 'n', 'r', 's', 't', 'm', 'nd', 'nt', 'rk', 'st', 'll', 'ck'];
const ENDINGS = ['', '', '', '', '', 's', 's', 'ed', 'ing', 'er', 'ly', 'al', 'ness'];

/**
 * Words that could be English: of two to four syllables, all different. A book's rare words are many, and a program that
 * keeps what it knows of each word must not look better for knowing few.
 */
export function lexicon(size: number): string[] {
  const random = generator(size);
  const words = new Set<string>();
  while (words.size < size) {
    let word = '';
    for (let syllables = Math.floor(1.15 + random() * 1.3); syllables >= 0; syllables--)
      word += pick(ONSETS, random) + pick(VOWELS, random) + (syllables > 0 ? '' : pick(CODAS, random));
    words.add(word + pick(ENDINGS, random));
  }
  return [...words];
}
