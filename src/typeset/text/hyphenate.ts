import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CLOSING, kindOf, LETTER, OPENING } from './letters.js';

/**
 * Hyphenation by Liang's patterns (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983). The patterns are those of
 * TeX, in the form in which the package `hyphen` ships them: a table of levels and a trie that leads to its rows. The
 * walk is ours because the package's own looks at the host's locale.
 */
type Patterns = readonly [
  levels: readonly (readonly number[])[],
  trie: Trie,
  exceptions?: Record<string, number[]>,
];
interface Trie {
  readonly [letter: string]: number | Trie | readonly [Trie, number];
}

/** A language's patterns, and the least number of letters that its typesetters leave before and after a hyphen. */
interface Language {
  patterns: Patterns;
  before: number;
  after: number;
  words: Map<string, readonly number[]>;
}

/** Where the tag is not the name of the patterns: the spelling that is meant when nothing more is said. */
const PATTERNS_OF: Readonly<Record<string, string>> = {
  en: 'en-us',
  'en-au': 'en-gb',
  'en-ie': 'en-gb',
  'en-in': 'en-gb',
  'en-nz': 'en-gb',
  'en-za': 'en-gb',
  de: 'de-1996',
  el: 'el-monoton',
  mn: 'mn-cyrl',
  sr: 'sr-cyrl',
  'sr-latn': 'sh-latn',
  bs: 'sh-latn',
};

/** Thai, whose patterns say where lines may end: between words, and without a hyphen. */
const WITHOUT_HYPHEN = 'th';

/** TeX's \lefthyphenmin and \righthyphenmin; 2 and 2 where the language is not listed. */
const MINIMA: Readonly<Record<string, readonly [number, number]>> = {
  'en-us': [2, 3],
  'en-gb': [2, 3],
  pt: [2, 3],
  fr: [2, 3],
};

const languages = new Map<string, Language | undefined>();

/**
 * The patterns for a BCP 47 tag: of the whole tag, or of its longest beginning that has some; undefined if none has.
 */
function languageOf(tag: string): Language | undefined {
  if (languages.has(tag)) return languages.get(tag);
  let language: Language | undefined;
  const subtags = tag.toLowerCase().split('-');
  for (let n = subtags.length; n > 0 && !language; n--) {
    const name = subtags.slice(0, n).join('-');
    language = load(PATTERNS_OF[name] ?? name);
  }
  languages.set(tag, language);
  return language;
}

function load(name: string): Language | undefined {
  const known = languages.get(`patterns ${name}`);
  if (known) return known;
  if (!/^[a-z]{2,4}(-[a-z0-9]+)*$/.test(name) || name === WITHOUT_HYPHEN) return undefined;
  const patterns = compiledPatterns(name) ?? patternsOfPackage(name);
  if (!patterns) return undefined;
  const [before, after] = MINIMA[name] ?? [2, 2];
  const language = { patterns, before, after, words: new Map() };
  languages.set(`patterns ${name}`, language);
  return language;
}

/** As JSON, which `scripts/compile.mjs` writes beside the bundle: it is read in a tenth of the time that the package's script takes. */
function compiledPatterns(name: string): Patterns | undefined {
  try {
    return JSON.parse(readFileSync(new URL(`patterns/${name}.json`, import.meta.url), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Undefined for a language that has none, or whose script is damaged: that of Church Slavonic is. */
function patternsOfPackage(name: string): Patterns | undefined {
  try {
    return createRequire(import.meta.url)(`hyphen/patterns/${name}.js`);
  } catch {
    return undefined;
  }
}

/** hyphenate-limit-chars: the fewest letters of a word, before a hyphen, and after it. */
export type HyphenLimits = readonly [word: number, before: number, after: number];

export interface HyphenPoint {
  /** UTF-16. */
  offset: number;
  /** Whether so little of the word stands before or after it that it reads badly. */
  edge: boolean;
}

/** Letters before and after a hyphen that are few, though allowed. */
const FEW_BEFORE = 2;
const FEW_AFTER = 3;

/**
 * Where a piece of text without white space may be hyphenated, ascending. None in what has digits or looks like an
 * address, in a compound that has a hyphen of its own (it breaks there), in a word of capitals, and in an unknown
 * language.
 */
export function hyphenate(text: string, tag: string, limits: HyphenLimits): readonly HyphenPoint[] {
  if (text.length < limits[0]) return NONE;
  const stem = stemOf(text);
  if (!stem && NOT_HYPHENATED.test(text)) return NONE;
  const language = languageOf(tag);
  if (!language) return NONE;
  const points: HyphenPoint[] = [];
  if (stem) addPoints(points, text.slice(stem.start, stem.end), stem.start, language, limits);
  else for (const match of text.matchAll(LETTERS)) addPoints(points, match[0], match.index, language, limits);
  return points.length > 0 ? points : NONE;
}

/** The points of a word that begins at an offset. */
function addPoints(
  points: HyphenPoint[],
  word: string,
  offset: number,
  language: Language,
  limits: HyphenLimits,
): void {
  if (word.length < limits[0] || isCapitals(word)) return;
  const before = Math.max(limits[1], language.before);
  const after = word.length - Math.max(limits[2], language.after);
  for (const point of pointsOf(word, language))
    if (point >= before && point <= after) {
      const edge = point <= FEW_BEFORE || word.length - point <= FEW_AFTER;
      points.push({ offset: offset + point, edge });
    }
}

/** Not so in scripts that have no capitals. */
function isCapitals(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
}

/** The letters of a text that are all in one row, between marks of punctuation only: so it is with nearly all words. */
function stemOf(text: string): { start: number; end: number } | undefined {
  const { length } = text;
  let start = 0;
  while (start < length && kindOf(text.charCodeAt(start)) & OPENING) start++;
  let end = start;
  while (end < length && kindOf(text.charCodeAt(end)) & LETTER) end++;
  let rest = end;
  while (rest < length && kindOf(text.charCodeAt(rest)) & CLOSING) rest++;
  return rest === length ? { start, end } : undefined;
}

const NONE: readonly never[] = [];
const LETTERS = /[\p{L}\p{M}]+/gu;
const NOT_HYPHENATED = /[\p{N}@/\\_=<>]|[-\u2010\u2011]|:\/|\p{L}\.\p{L}/u;

/** Longer than any word; what has more letters in a row is no word, and is not walked. */
const LONGEST_WORD = 80;

function pointsOf(word: string, language: Language): readonly number[] {
  let points = language.words.get(word);
  if (!points) {
    // The Turkish capital makes two characters in all other languages.
    const lower = word.replaceAll('İ', 'i').toLowerCase();
    points =
      lower.length === word.length && word.length <= LONGEST_WORD ? walk(lower, language.patterns) : NONE;
    language.words.set(word, points);
  }
  return points;
}

/** Liang's rule: every pattern that matches raises the levels between its letters; odd levels are breaks. */
function walk(word: string, [levelTable, trie, exceptions]: Patterns): readonly number[] {
  if (exceptions && Object.hasOwn(exceptions, word)) return exceptions[word]!;
  const text = `.${word}.`;
  const levels = new Uint8Array(text.length + 2);
  for (let i = 0; i < text.length; i++) {
    let node = trie;
    for (let j = i; j < text.length; j++) {
      const letter = text[j]!;
      const next = node[letter];
      if (next === undefined) break;
      const found = typeof next === 'number' ? next : Array.isArray(next) ? (next[1] as number) : -1;
      // Levels stand before each of the pattern's letters; those of a pattern that begins with the word's edge lack
      // the one before it.
      if (found >= 0) raise(levels, i === 0 ? 1 : i, levelTable[found]!);
      if (typeof next === 'number') break;
      node = (Array.isArray(next) ? next[0] : next) as Trie;
    }
  }
  const points: number[] = [];
  // levels[k] is the level before text[k], which is word[k - 1].
  for (let k = 2; k < text.length - 1; k++) if (levels[k]! % 2 === 1) points.push(k - 1);
  return points;
}

function raise(levels: Uint8Array, at: number, row: readonly number[]): void {
  for (let k = 0; k < row.length; k++) {
    const level = row[k]!;
    if (at + k < levels.length && level > levels[at + k]!) levels[at + k] = level;
  }
}
