/**
 * Typographic folding: what is left of a text once everything that a typesetter may change is made alike. Two texts
 * that fold to the same string have the same words.
 *
 * - Compatibility characters, ligatures and accents: NFKC.
 * - Quotation marks, apostrophes and primes of every shape are `'`; dashes and hyphens, also `--` and `---`, are `-`.
 * - … and . . . are `...`.
 * - White space of every kind, line ends among it, is one space; none at either end, around a dash, on the inside of
 *   guillemets, or before the marks that French sets off (; : ! ?).
 * - Soft hyphens, joiners, direction marks and other characters without a shape are dropped; so are the points of Hebrew
 *   and the vowel signs of Arabic, with which the same words are written or not.
 *
 * Case is kept. Linear in the text, whatever it is.
 */
export class Folded {
  /**
   * @param text the folded text
   * @param segments where its stretches stand in the original
   */
  constructor(
    readonly text: string,
    private readonly segments: Segments,
  ) {}

  private lowered: string | undefined;

  /** `text` in lower case, of the same length: what is compared where case shall not matter. */
  get lower(): string {
    this.lowered ??= lowerCase(this.text);
    return this.lowered;
  }

  /** Where the unit at an offset of `text` begins in the original: a ligature is never cut. O(log n). */
  rawStart(offset: number): number {
    const { from, starts, ends } = this.segments;
    if (offset >= this.text.length) return ends.at(-1) ?? 0;
    const segment = segmentOf(from, offset);
    return starts[segment]! + offset - from[segment]!;
  }

  /** Where a stretch of `text` that ends before an offset ends in the original. O(log n). */
  rawEnd(offset: number): number {
    if (offset <= 0) return this.rawStart(0);
    const { from, starts, ends } = this.segments;
    const last = Math.min(offset, this.text.length) - 1;
    const segment = segmentOf(from, last);
    const next = from[segment + 1] ?? this.text.length;
    return last + 1 === next ? (ends[segment] ?? 0) : starts[segment]! + last + 1 - from[segment]!;
  }

  /** The first offset of `text` that stands for something at or after an offset of the original. O(log n). */
  at(raw: number): number {
    const { from, starts, ends } = this.segments;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > raw) high = middle;
      else low = middle + 1;
    }
    if (low === ends.length) return this.text.length;
    const length = (from[low + 1] ?? this.text.length) - from[low]!;
    return from[low]! + Math.min(length - 1, Math.max(0, raw - starts[low]!));
  }
}

/**
 * Stretches of folded text, each unit of which stands for one unit of the original; or single units, which stand for
 * any number of them.
 */
interface Segments {
  /** Where each begins in the folded text. */
  from: readonly number[];
  /** Where what it stands for begins in the original, and where that ends. */
  starts: readonly number[];
  ends: readonly number[];
}

/** The index of the segment that an offset of the folded text is in. */
function segmentOf(from: readonly number[], offset: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (from[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Stands in folded text between stretches that no quotation crosses; folding itself never gives it. */
export const BARRIER = '\n';

/**
 * Folds a text.
 * @param barriers ascending offsets before which a BARRIER is put
 */
export function fold(text: string, barriers: readonly number[] = []): Folded {
  const writer = new Writer();
  let barrier = 0;
  for (let i = 0; i < text.length; ) {
    while (barriers[barrier]! <= i) {
      if (barriers[barrier++]! > 0) writer.barrier(i);
    }
    const code = text.charCodeAt(i);
    if (code < 0x80 && !(text.charCodeAt(i + 1) >= 0x80)) {
      writer.write(code, i, i + 1);
      i++;
    } else {
      const end = clusterEnd(text, i);
      writer.cluster(text, i, end);
      i = end;
    }
    if (!writer.isInWord) continue;
    const end = plainEnd(text, i, barriers[barrier]);
    if (end > i) writer.plain(text, i, end);
    i = end;
  }
  return writer.result();
}

/** Whether a character, or the mark that it is, is of Hebrew or Arabic; those that only look so stand far behind. */
function mayHavePoints(code: number): boolean {
  return code >= 0x591 && (code <= 0x6ff || code >= 0xfb1d);
}

/** Whether any letter of a text has points or vowel signs. */
export function hasPoints(text: string): boolean {
  return text.search(POINTS) >= 0;
}

/** The points and vowel signs of a text, in order: what folding leaves out of its words. */
export function pointsOf(text: string): string {
  return text.normalize('NFKC').match(POINTS)?.join('') ?? '';
}

/** Letters of many scripts that are one character each, with their accents, and of which no compatibility character is made. */
const LETTERS = [
  String.raw`\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e`,
  String.raw`\u0388-\u03ce\u0400-\u0481\u05d0-\u05ea\u0621-\u063f\u0641-\u064a`,
  String.raw`\u3041-\u3094\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3`,
].join('');

/**
 * Words and marks with single spaces between them, which folding leaves as they are where they go on after a character.
 * The number bounds the stack of the expression.
 */
const PLAIN = new RegExp(
  `[!#-,./0-_a-~${LETTERS}]*(?: [#-,/0-9<->@-_a-~${LETTERS}][!#-,./0-_a-~${LETTERS}]*){0,1000}`,
  'y',
);

/** Where text ends, from an offset inside of it on, that folding leaves as it is. */
function plainEnd(text: string, start: number, barrier = text.length): number {
  PLAIN.lastIndex = start;
  PLAIN.test(text);
  let end = Math.min(PLAIN.lastIndex, barrier);
  // A mark may follow that the last character is composed with.
  if (text.charCodeAt(end) >= 0x80) end--;
  if (text.charCodeAt(end - 1) === SPACE) end--;
  return Math.max(start, end);
}

const SPACE = 0x20;
const MARK = 0x27;
const HYPHEN = 0x2d;
const STOP = 0x2e;
const SOFT_HYPHEN = 0xad;

/** Characters that are written as another, before NFKC takes them apart. */
const ALIKE = new Map<number, number>();
for (const mark of '"\'`´‘’‚‛“”„‟‹›«»′″‴‵‶‷ʹʺʻʼʽ˝❛❜❝❞〝〞〟＂＇') ALIKE.set(mark.codePointAt(0)!, MARK);
for (const dash of '-‐‑‒–—―⁃−⸺⸻﹘﹣－') ALIKE.set(dash.codePointAt(0)!, HYPHEN);
ALIKE.set(0x2044, 0x2f); // the bar of ½, taken apart

/** Marks that French sets off by a space. */
const SET_OFF = new Set([...';:!?'].map((mark) => mark.charCodeAt(0)));

const IGNORABLE = /^\p{Default_Ignorable_Code_Point}$/u;
const IGNORABLES = /\p{Default_Ignorable_Code_Point}/gu;
/** Points and accents of Hebrew; vowel signs and Quranic marks of Arabic, and the stroke that makes its words longer. */
const POINTS =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]/g;
const WHITE_SPACE = /^[\s\u0085]$/u;

/** Holds a space back until it is known what follows. */
class Writer {
  private text = '';
  /** Units that are not yet put to `text`, which one at a time would take long. */
  private units: number[] = [];
  private readonly from: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private last = -1;
  private spaceStart = -1;
  private spaceEnd = -1;
  /** No space is written before the next character. */
  private closed = true;

  result(): Folded {
    this.flush();
    const { text, from, starts, ends } = this;
    return new Folded(text, { from, starts, ends });
  }

  /** Whether the last character was visible. */
  get isInWord(): boolean {
    return !this.closed && this.spaceStart < 0;
  }

  /** Writes a stretch of the original that stays as it is. */
  plain(original: string, start: number, end: number): void {
    this.place(end - start, start, end);
    this.flush();
    this.text += original.slice(start, end);
    this.last = original.charCodeAt(end - 1);
  }

  barrier(at: number): void {
    this.push(BARRIER.charCodeAt(0), at, at);
    this.closed = true;
    this.spaceStart = -1;
  }

  /** Writes a character of the Basic Multilingual Plane that NFKC leaves alone. */
  write(code: number, start: number, end: number): void {
    if (code === SPACE || (code < 0x80 && code >= 0x09 && code <= 0x0d)) this.space(start, end);
    else if (code === HYPHEN) this.dash(start, end);
    else if (code === 0x22 || code === 0x60) this.visible(MARK, start, end);
    else this.visible(code < 0x80 ? code : (ALIKE.get(code) ?? code), start, end);
  }

  /** Writes a character with the marks that it may be composed with. */
  cluster(text: string, start: number, end: number): void {
    const code = text.codePointAt(start)!;
    const character = String.fromCodePoint(code);
    const next = start + character.length;
    const guillemet =
      code === 0xab || code === 0x2039 ? 'opens' : code === 0xbb || code === 0x203a ? 'closes' : '';
    let rest = next;
    if (WHITE_SPACE.test(character) && !IGNORABLE.test(character)) this.space(start, next);
    else if (ALIKE.has(code)) {
      if (guillemet === 'closes') this.spaceStart = -1;
      this.write(ALIKE.get(code)!, start, next);
      if (guillemet === 'opens') this.closed = true;
    } else rest = start;
    if (rest < end) this.normalised(text.slice(rest, end), rest, end);
  }

  private normalised(original: string, start: number, end: number): void {
    const normal = original.replace(IGNORABLES, '').normalize('NFKC');
    const composed = mayHavePoints(original.charCodeAt(0)) ? normal.replace(POINTS, '') : normal;
    const same = composed === original;
    for (let i = 0; i < composed.length; i++) {
      const code = composed.charCodeAt(i);
      const from = same ? start + i : start;
      const to = same ? start + i + 1 : end;
      if (code >= 0x80 && IGNORABLE.test(composed[i]!)) continue;
      if (code >= 0x80 && WHITE_SPACE.test(composed[i]!)) this.space(from, to);
      else this.write(code, from, to);
    }
  }

  private space(start: number, end: number): void {
    if (this.spaceStart < 0) this.spaceStart = start;
    this.spaceEnd = end;
  }

  private dash(start: number, end: number): void {
    this.spaceStart = -1;
    if (this.last === HYPHEN) this.ends[this.ends.length - 1] = end;
    else this.push(HYPHEN, start, end);
    this.closed = true;
  }

  private visible(code: number, start: number, end: number): void {
    if (this.spaceStart >= 0) {
      const dots = code === STOP && this.last === STOP;
      if (!this.closed && !dots && !SET_OFF.has(code)) this.push(SPACE, this.spaceStart, this.spaceEnd);
      this.spaceStart = -1;
    }
    this.push(code, start, end);
    this.closed = false;
  }

  private push(unit: number, start: number, end: number): void {
    // A dash may still become longer, and stays alone.
    this.place(unit === HYPHEN ? 0 : 1, start, end);
    this.units.push(unit);
    if (this.units.length === MAX_UNITS) this.flush();
    this.last = unit;
  }

  /**
   * Lengthens the last segment where it goes on in the original, or begins another.
   *
   * @param length of what is written, where each unit may stand for one of the original
   */
  private place(length: number, start: number, end: number): void {
    const at = this.text.length + this.units.length;
    const last = this.ends.length - 1;
    const goesOn =
      end - start === length &&
      this.ends[last] === start &&
      start - this.starts[last]! === at - this.from[last]! &&
      this.last !== HYPHEN;
    if (goesOn) this.ends[last] = end;
    else {
      this.from.push(at);
      this.starts.push(start);
      this.ends.push(end);
    }
  }

  private flush(): void {
    if (this.units.length === 0) return;
    this.text += String.fromCharCode(...this.units);
    this.units = [];
  }
}

/** Units of text that are made at a time. */
const MAX_UNITS = 4096;

/** What may be composed with what stands before it: marks, the later letters of a Hangul syllable, narrow kana's marks. */
const JOINS = /^[\p{M}\u1160-\u11ff\uff9e\uff9f]$/u;

/** More marks than any script stacks; bounds what is normalised at a time. */
const MAX_CLUSTER = 64;

/** Where the character that begins at an offset ends, with the marks that follow it, soft hyphens among them or not. */
function clusterEnd(text: string, start: number): number {
  let end = start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
  for (let at = end; at < text.length && at - start < MAX_CLUSTER; ) {
    const code = text.codePointAt(at)!;
    if (code < 0x300 && code !== SOFT_HYPHEN) break;
    const character = String.fromCodePoint(code);
    const joins = JOINS.test(character);
    if (!joins && !IGNORABLE.test(character)) break;
    at += character.length;
    if (joins) end = at;
  }
  return end;
}

const UPPER = /[\p{Lu}\p{Lt}ς]/gu;

/** Greek has small letters that depend on what stands beside them; with a dot above, a small i is two characters. */
const UNEVEN = /[\u0130\u0370-\u03ff\u1f00-\u1fff]/;

/** Lower case that keeps every length, so that offsets stay: a letter whose small form is longer stays as it is. */
function lowerCase(text: string): string {
  if (!UNEVEN.test(text)) {
    const lower = text.toLowerCase();
    if (lower.length === text.length) return lower;
  }
  return text.replace(UPPER, (letter) => {
    if (letter === 'ς') return 'σ';
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  });
}
