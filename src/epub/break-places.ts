import type { Text } from 'hast';
import { cleanText } from '../render/tree-value.js';
import type { BrokenText, PageBreak } from './page-breaks.js';
import { escapeText, serialise } from './serialise.js';

/** Where page breaks may stand in a document, as UTF-16 offsets; its texts are counted from 0. Plain values. */
export interface BreakPlaces {
  /** Where each text begins; `NOWHERE` for one in which none may stand. */
  texts: Uint32Array;
  /** The length of each text, as it is in the tree. */
  lengths: Uint32Array;
  /** The first text that is more than white space; -1 where there is none. */
  first: number;
  /**
   * Threes: a text, in order; a place before it where a page begins which begins with it: outside of the heading, say;
   * the length of the white space that it begins with. A text may have several, for as many breaks.
   */
  early: Uint32Array;
  /** Threes: a text, in order; the offset of a character in it; how many more characters than one stand for that in the document. */
  written: Int32Array;
}

/** Of a text in a picture or a formula. */
const NOWHERE = 0xffffffff;

/** The first half of a character that takes two units. */
const PAIR = /[\ud800-\udbff]/;

/** Markup that goes into a document. */
export interface Insertion {
  at: number;
  markup: string;
}

/** Whether a page break may stand in a text. */
export function mayBreak({ texts }: BreakPlaces, nth: number): boolean {
  return nth < texts.length && texts[nth] !== NOWHERE;
}

/** Notes places while a document is written. */
export class PlaceWriter {
  readonly #texts: number[] = [];
  readonly #lengths: number[] = [];
  readonly #early: number[] = [];
  readonly #written: number[] = [];
  #first = -1;

  get places(): BreakPlaces {
    return {
      texts: Uint32Array.from(this.#texts),
      lengths: Uint32Array.from(this.#lengths),
      first: this.#first,
      early: Uint32Array.from(this.#early),
      written: Int32Array.from(this.#written),
    };
  }

  /**
   * The next text.
   *
   * @param at where it begins
   * @param early places before it where a page may begin that begins with it
   * @param counted whether a page may begin in it
   * @returns the text as it is written
   */
  text({ value }: Text, at: number, early: readonly number[], counted: boolean): string {
    const nth = this.#texts.length;
    const blank = value.length - value.trimStart().length;
    if (this.#first < 0 && blank < value.length) this.#first = nth;
    this.#texts.push(counted ? at : NOWHERE);
    this.#lengths.push(value.length);
    if (counted) for (const place of early) this.#early.push(nth, place, blank);
    const written = escapeText(cleanText(value));
    if (counted && (written !== value || PAIR.test(value))) this.#note(nth, value);
    return written;
  }

  #note(nth: number, value: string): void {
    let offset = 0;
    for (const character of value) {
      const more = escapeText(cleanText(character)).length - character.length;
      if (more !== 0) this.#written.push(nth, offset, more);
      // What would stand between the halves of a character stands before it.
      else if (character.length > 1) this.#written.push(nth, offset, -1, nth, offset + 1, 1);
      offset += character.length;
    }
  }
}

/** What page breaks put into a document, in its order. */
export function insertions(places: BreakPlaces, broken: readonly BrokenText[]): Insertion[] {
  const { texts, lengths, early, written } = places;
  const found: Insertion[] = [];
  let nextEarly = 0;
  let nextWritten = 0;
  for (const { nth, breaks } of broken) {
    if (!mayBreak(places, nth)) continue;
    while (early[nextEarly]! < nth) nextEarly += 3;
    while (written[nextWritten]! < nth) nextWritten += 3;
    let more = 0;
    for (const each of breaks) {
      const offset = Math.min(each.offset, lengths[nth]!);
      for (; written[nextWritten] === nth && written[nextWritten + 1]! < offset; nextWritten += 3)
        more += written[nextWritten + 2]!;
      const isEarly = early[nextEarly] === nth && offset <= early[nextEarly + 2]!;
      found.push({
        at: isEarly ? early[nextEarly + 1]! : texts[nth]! + offset + more,
        markup: pageBreak(each),
      });
      if (isEarly) nextEarly += 3;
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

/** A document with what goes into it. */
export function withInsertions(xhtml: string, found: readonly Insertion[]): string {
  let text = '';
  let from = 0;
  for (const { at, markup } of found) {
    text += xhtml.slice(from, at) + markup;
    from = at;
  }
  return text + xhtml.slice(from);
}

function pageBreak({ id, label }: PageBreak): string {
  return serialise({
    type: 'element',
    tagName: 'span',
    properties: { 'epub:type': 'pagebreak', role: 'doc-pagebreak', id, ariaLabel: label },
    children: [],
  });
}
