import type { TextRange } from './anchored.js';
import { locate } from './locate.js';
import { Quotation, type Selector } from './quotation.js';
import { bestTier, type SearchedText } from './searched-text.js';
import { wordEnd, wordStart } from './words.js';

/** Words of context on each side after which a count says which place is meant. */
const MAX_WORDS = 24;

/** Characters that hold more words than MAX_WORDS but for very long ones. */
const MAX_CHARACTERS = 400;

/**
 * The selector that finds a stretch of a reading's text again: its words, and no more context than makes it unique,
 * whole words after it first, then before it as well. Where the text repeats itself for longer than MAX_WORDS, an
 * `occurrence` tells the places apart. White space is single spaces; the range is a raw one.
 *
 * @param least words of context to give on each side although fewer would do: they are what finds it after an edit
 * @returns undefined for a range without words
 */
export function describe(text: SearchedText, range: TextRange, least = 0): Selector | undefined {
  const raw = text.reading.text;
  const zone = text.reading.zones.find(({ start, end }) => start <= range.start && range.end <= end);
  const bare: Selector = { quote: squeeze(raw.slice(range.start, range.end)) };
  if (!zone || bare.quote.trim() === '') return undefined;
  const before = wordsBefore(raw.slice(Math.max(zone.start, range.start - MAX_CHARACTERS), range.start));
  const after = wordsAfter(raw.slice(range.end, Math.min(zone.end, range.end + MAX_CHARACTERS)));
  const most = Math.min(MAX_WORDS, Math.max(before.length, after.length) - 1);
  const withContext = (prefix: number, suffix: number): Selector => ({
    ...bare,
    ...optional('prefix', before[Math.min(prefix, before.length - 1)]!),
    ...optional('suffix', after[Math.min(suffix, after.length - 1)]!),
  });
  const finds = (selector: Selector) => {
    const found = locate(text, selector).range;
    return found !== undefined && found.start < range.end && range.start < found.end;
  };
  for (let words = least; words <= Math.max(least, most); words++)
    for (const selector of [withContext(least, words), withContext(words, least), withContext(words, words)])
      if (finds(selector)) return selector;
  const counted = bestTier(text.hits(new Quotation(bare)));
  const occurrence = counted.findIndex((hit) => text.raw(hit).end > range.start) + 1;
  return { ...bare, ...(occurrence > 0 && { occurrence }) };
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function optional(key: 'prefix' | 'suffix', value: string): Partial<Selector> {
  return value.trim() === '' ? {} : { [key]: squeeze(value) };
}

/** The ends of a text with 0, 1, 2 … words in them. */
function wordsBefore(text: string): string[] {
  const ends = [''];
  for (let at = text.length; at > 0 && ends.length <= MAX_WORDS; ) {
    while (at > 0 && !/[\p{L}\p{N}]/u.test(text[at - 1]!)) at--;
    at = wordStart(text, at - 1);
    if (at < 0) break;
    ends.push(text.slice(at));
  }
  return ends;
}

/** The beginnings of a text with 0, 1, 2 … words in them. */
function wordsAfter(text: string): string[] {
  const beginnings = [''];
  for (let at = 0; at < text.length && beginnings.length <= MAX_WORDS; ) {
    while (at < text.length && !/[\p{L}\p{N}]/u.test(text[at]!)) at++;
    at = wordEnd(text, at + 1);
    if (at > text.length) break;
    beginnings.push(text.slice(0, at));
  }
  return beginnings;
}
