import { CLOSING, DIGIT, kindOf, LETTER, OPENING } from './letters.js';

/**
 * Where a text without white space may be broken into lines without a hyphen being added: UAX #14 as far as it
 * concerns running text, with the habits of book typography where the standard leaves the choice (a dash ends a line
 * and does not begin one, no single letter is left beside a hyphen, an address is broken before its points and after
 * its slashes).
 */
type Opportunity = 'free' | 'hyphen' | 'address' | 'soft' | 'repeated';

export interface BreakOpportunity {
  /** The line would end before this UTF-16 offset. */
  offset: number;
  /**
   * `free`: as good as at a space; `hyphen`: after a hyphen or dash of the text; `address`: within a URL or a path;
   * `soft`: at a soft hyphen, which shows a hyphen if it is used; `repeated`: before a hyphen of the text, which then
   * shows on both lines.
   */
  kind: Opportunity;
}

const NONE: readonly BreakOpportunity[] = [];

/** Whether a text is letters, digits and apostrophes between marks of punctuation: nearly all words are, and never break. */
function isPlainWord(text: string): boolean {
  const { length } = text;
  let i = 0;
  while (i < length && kindOf(text.charCodeAt(i)) & OPENING) i++;
  while (i < length && (kindOf(text.charCodeAt(i)) & (LETTER | DIGIT) || isApostrophe(text.charCodeAt(i))))
    i++;
  while (i < length && kindOf(text.charCodeAt(i)) & CLOSING) i++;
  return i === length;
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019;
}

/**
 * Text in which none of the rules below can find anything: nearly all words, and nearly all of the rest but
 * addresses.
 */
const PLAIN = /^[\p{L}\p{M}\p{N}.,;:!?'"’‘“”()[\]«»]*$/u;
const WORD = /^[“‘„"'([«]*[\p{L}\p{M}\p{N}’']*[.,;:!?’”"')\]»]*$/u;
const SPECIAL =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\ufffc]|[\ud800-\udbff]/;
/** One of these is in every address. */
const ADDRESS_SIGN = /[/.@]/;
const ADDRESS =
  /:\/\/|(?:^|[^\p{L}\p{N}])10\.\d{4,9}\/|^[^\p{L}\p{N}]*www\.|@[^@]*\.|^(?:[^\p{L}\p{N}/]*\/)?[\p{L}\p{N}._~-]+\/[\p{L}\p{N}._~-]+\/|\.(?:com|org|net|edu|gov|info|io|html?|pdf)(?:\/|[^\p{L}\p{N}]*$)/iu;

/** Whether a text is a URL, a DOI, an e-mail address or a path: it may be broken anywhere rather than stick out. */
export function isAddress(text: string): boolean {
  return text.length > 3 && looksLikeAddress(text);
}

function looksLikeAddress(text: string): boolean {
  return ADDRESS_SIGN.test(text) && ADDRESS.test(text);
}

/** @param language decides which dictionary divides Thai, Lao, Khmer and Burmese, and whether a hyphen is repeated */
export function breakOpportunities(text: string, language = 'und'): readonly BreakOpportunity[] {
  if (text.length < 2 || isPlainWord(text)) return NONE;
  const special = SPECIAL.test(text);
  if (!special && (WORD.test(text) || (PLAIN.test(text) && !looksLikeAddress(text)))) return NONE;
  const kinds = new Map<number, Opportunity>();
  if (looksLikeAddress(text)) addresses(text, kinds);
  else dashes(text, language, kinds);
  if (special) {
    ideographs(text, kinds);
    dictionary(text, language, kinds);
  }
  controls(text, kinds);
  return [...kinds].map(([offset, kind]) => ({ offset, kind })).sort((a, b) => a.offset - b.offset);
}

/**
 * A hyphen between two parts of at least two letters (so not in T-shirt or -5); digits keep their hyphen-minus (LB
 * 25).
 */
const HYPHEN = /(?<=[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.’'])[-\u2010\u058a\u05be](?=[\p{L}][\p{L}\p{M}’'.])/gu;
/** After a dash that is not the first thing: not before closing punctuation (LB 13), another dash or a mark. */
const EM_DASH =
  /(?<=[^\s([{«“‘\u2014\u2015\u2e3a\u2e3b])[\u2014\u2015\u2e3a\u2e3b]+(?![\u2014\u2015\u2e3a\u2e3b])(?=[\p{L}\p{N}([{“‘«¿¡„‚"'\ufffc])/gu;
const EN_DASH = /(?<=[\p{L}\p{N}.’”)])\u2013(?=[\p{L}\p{N}(“‘])/gu;
/** and/or, but neither 1/2 nor a/b. */
const SLASH = /(?<=\p{L}{2})\/(?=\p{L}{2})/gu;
/** The dots of something left out, with a word after them. */
const ELLIPSIS = /(?<=[\p{L}\p{N}])(?:\u2026|\.{3,4})(?=[\p{L}\p{N}]{2})/gu;

/** What each of them is about: a pattern is slow to compile, and is used only where that stands. */
const SIGNS = [
  [/[-\u2010\u058a\u05be]/, HYPHEN],
  [/[\u2014\u2015\u2e3a\u2e3b]/, EM_DASH],
  [/\u2013/, EN_DASH],
  [/\//, SLASH],
  [/\u2026|\.{3}/, ELLIPSIS],
] as const;

/**
 * Here a word that is divided at its hyphen shows it twice, at the end of the line and at the beginning of the next, so
 * that it is not taken for an added one: dir- / -lho. (Acordo Ortográfico of 1990, base XX; the same rule is in the
 * orthographies of Polish, Czech, Slovak and Croatian.)
 */
const REPEATS_HYPHEN = /^(?:pt|pl|cs|sk|hr)(?:-|$)/i;

function dashes(text: string, language: string, kinds: Map<number, Opportunity>): void {
  for (const [sign, pattern] of SIGNS) {
    if (!sign.test(text)) continue;
    const repeats = pattern === HYPHEN && REPEATS_HYPHEN.test(language);
    for (const match of text.matchAll(pattern))
      if (repeats) kinds.set(match.index, 'repeated');
      else kinds.set(match.index + match[0].length, 'hyphen');
  }
}

/**
 * Chicago Manual of Style 14.18: after a colon or double slash; before a slash, tilde, full stop, comma, hyphen,
 * underline, question mark, number sign or per cent sign; before or after an equals sign or ampersand. Never directly
 * beside an end.
 */
const ADDRESS_BREAK = /:\/{1,3}(?=.)|(?<!^|[/:.]|:\/)(?=[/~.,_?#%\-@=&+][\p{L}\p{N}])|[=&](?=.)/gu;

function addresses(text: string, kinds: Map<number, Opportunity>): void {
  for (const match of text.matchAll(ADDRESS_BREAK)) {
    const offset = match.index + match[0].length;
    if (offset > 1 && offset < text.length - 1) kinds.set(offset, 'address');
  }
}

/**
 * Ideographs, kana, Hangul, pictographs and boxes break on both sides (LB classes ID and CB), with the usual
 * exceptions.
 */
const IDEOGRAPH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Extended_Pictographic}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\ufffc]/u;
const NOT_AT_LINE_END = /[\p{Ps}\p{Pi}\uff04\uffe1\uffe5]/u;
const NOT_AT_LINE_START =
  /[\p{Pe}\p{Pf}\p{M}\p{Join_Control}!,.:;?%\u2014\u2025\u2026\u3001\u3002\u3005\u303b\u30fb\u30fc\u30fd\u30fe\u309d\u309e\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\uff01\uff05\uff0c\uff0e\uff1a\uff1b\uff1f\uff70\p{Emoji_Modifier}]/u;

function ideographs(text: string, kinds: Map<number, Opportunity>): void {
  let before = '';
  let offset = 0;
  for (const character of text) {
    if (before !== '' && (IDEOGRAPH.test(before) || IDEOGRAPH.test(character))) {
      const joined =
        NOT_AT_LINE_END.test(before) ||
        NOT_AT_LINE_START.test(character) ||
        JOINERS.test(before) ||
        // Two dashes or dots in a row, and the pair of letters of a flag.
        (before === character && /[\u2014\u2026\u2025]/.test(before)) ||
        (/\p{RI}/u.test(before) && /\p{RI}/u.test(character));
      if (!joined) kinds.set(offset, 'free');
    }
    before = character;
    offset += character.length;
  }
}
const JOINERS = /[\u200d\u2060\ufeff"'’‘“]/u;

const NO_SPACES = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
/**
 * The dictionary's cost grows with the square of what it is given at once in some versions: it is given this much.
 */
const DICTIONARY_CHUNK = 2000;

/**
 * Thai, Lao, Khmer and Burmese are written without spaces: words are found by the dictionary that Node has (LB class
 * SA).
 */
function dictionary(text: string, language: string, kinds: Map<number, Opportunity>): void {
  for (const match of text.matchAll(NO_SPACES)) {
    const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
    for (let from = 0; from < match[0].length; from += DICTIONARY_CHUNK)
      for (const { index } of segmenter.segment(match[0].slice(from, from + DICTIONARY_CHUNK)))
        if (from + index > 0) kinds.set(match.index + from + index, 'free');
  }
}

/** What the text says itself: zero-width space, soft hyphen, word joiner. */
function controls(text: string, kinds: Map<number, Opportunity>): void {
  for (const match of text.matchAll(/[\u200b\u00ad\u2060\ufeff\u00a0\u202f\u2007]/g)) {
    const end = match.index + 1;
    if (match[0] === '\u200b') kinds.set(end, 'free');
    else if (match[0] === '\u00ad') kinds.set(end, 'soft');
    else {
      kinds.delete(match.index);
      kinds.delete(end);
    }
  }
  kinds.delete(0);
  kinds.delete(text.length);
}
