import type { TextRange } from '../anchoring/anchored.js';
import { locate } from '../anchoring/locate.js';
import { Quotation, type Selector } from '../anchoring/quotation.js';
import { bestTier, type SearchedText } from '../anchoring/searched-text.js';
import { wordEnd, wordStart } from '../anchoring/words.js';

/** Words of context on either side after which nothing tells a place from its twin but a count. */
const MAX_WORDS = 24;

/** Characters in which so many words are looked for. */
const MAX_CHARACTERS = 400;

/**
 * What a note has to say so that its words are found as written at a place: the words that stand there, and as much of
 * its prefix and suffix as it had, each left alone where it still stands. Where that is not enough, the context grows
 * word by word, and a note without any gets some. A count is kept, and made right.
 *
 * @param range in the reading's text
 * @returns undefined where nothing would say it: the text repeats itself for longer than a context is
 */
export function revise(text: SearchedText, note: Selector, range: TextRange): Selector | undefined {
  const { text: raw, zones } = text.reading;
  const zone = zones.find(({ start, end }) => start <= range.start && range.end <= end);
  if (!zone) return undefined;
  const quote = squeeze(raw.slice(range.start, range.end)).trim();
  const before = raw.slice(Math.max(zone.start, range.start - MAX_CHARACTERS), range.start);
  const after = raw.slice(range.end, Math.min(zone.end, range.end + MAX_CHARACTERS));
  const { prefix, suffix } = note;
  const now = {
    prefix: prefix === undefined ? undefined : ending(before, prefix.length, prefix),
    suffix: suffix === undefined ? undefined : beginning(after, suffix.length, suffix),
  };
  const finds = (selector: Selector): Selector | undefined => {
    const counted = note.occurrence === undefined ? selector : withCount(text, selector, range);
    const found = locate(text, counted);
    const isHere = found.range?.start === range.start && found.range.end === range.end;
    return found.state === 'exact' && isHere ? counted : undefined;
  };
  for (const [p, s] of [
    [prefix, suffix],
    [now.prefix, suffix],
    [prefix, now.suffix],
    [now.prefix, now.suffix],
  ]) {
    const found = finds(selectorOf(quote, p, s));
    if (found) return found;
  }
  for (let words = 2; words <= MAX_WORDS; words++) {
    const more = { prefix: lastWords(before, words), suffix: firstWords(after, words) };
    const longer = {
      prefix: longest(now.prefix, more.prefix),
      suffix: longest(now.suffix, more.suffix),
    };
    for (const [p, s] of [
      [now.prefix, longer.suffix],
      [longer.prefix, now.suffix],
      [longer.prefix, longer.suffix],
    ]) {
      const found = finds(selectorOf(quote, p, s));
      if (found) return found;
    }
  }
  return undefined;
}

/** White space as YAML keeps it on one line. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function selectorOf(quote: string, prefix: string | undefined, suffix: string | undefined): Selector {
  return {
    quote,
    ...(prefix !== undefined && prefix.trim() !== '' && { prefix }),
    ...(suffix !== undefined && suffix.trim() !== '' && { suffix }),
  };
}

/** The selector with the number of its place among those where its words stand. */
function withCount(text: SearchedText, selector: Selector, range: TextRange): Selector {
  const counted = bestTier(text.hits(new Quotation(selector)));
  const occurrence = counted.findIndex((hit) => text.raw(hit).start === range.start) + 1;
  return occurrence > 0 ? { ...selector, occurrence } : selector;
}

function longest(a: string | undefined, b: string): string {
  return a !== undefined && a.length >= b.length ? a : b;
}

/** The end of a text, in whole words, that is as long as what it replaces. */
function ending(text: string, length: number, before: string): string {
  const start = wordStart(text, Math.max(0, text.length - length));
  const words = squeeze(text.slice(start));
  return /\s$/.test(before) ? words : words.trimEnd();
}

/** The beginning of a text, in whole words, that is as long as what it replaces. */
function beginning(text: string, length: number, before: string): string {
  const end = wordEnd(text, Math.min(text.length, length));
  const words = squeeze(text.slice(0, end));
  return /^\s/.test(before) ? words : words.trimStart();
}

function lastWords(text: string, count: number): string {
  let start = text.length;
  for (let n = 0; n < count && start > 0; n++) {
    while (start > 0 && !/[\p{L}\p{N}]/u.test(text[start - 1]!)) start--;
    start = wordStart(text, Math.max(0, start - 1));
  }
  return squeeze(text.slice(start));
}

function firstWords(text: string, count: number): string {
  let end = 0;
  for (let n = 0; n < count && end < text.length; n++) {
    while (end < text.length && !/[\p{L}\p{N}]/u.test(text[end]!)) end++;
    end = wordEnd(text, Math.min(text.length, end + 1));
  }
  return squeeze(text.slice(0, end));
}
