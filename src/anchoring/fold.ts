/**
 * Typographic folding: what is left of a text once everything that a typesetter may change is made alike. Two texts
 * that fold to the same string have the same words.
 *
 * - Compatibility characters, ligatures and accents: NFKC.
 * - Quotation marks, apostrophes and primes of every shape are `'`; dashes and hyphens, also `--` and `---`, are `-`.
 * - … and . . . are `...`.
 * - White space of every kind, line ends among it, is one space; none at either end, around a dash, on the inside of
 *   guillemets, or before the marks that French sets off (; : ! ?).
 * - Soft hyphens, joiners, direction marks and other characters without a shape are dropped.
 *
 * Case is kept. Linear in the text, whatever it is.
 */
export class Folded {
  /**
   * @param text the folded text
   * @param starts for each unit of `text`, where what it stands for begins in the original
   * @param ends and where that ends
   */
  constructor(
    readonly text: string,
    private readonly starts: Uint32Array,
    private readonly ends: Uint32Array,
  ) {}

  private lowered: string | undefined;

  /** `text` in lower case, of the same length: what is compared where case shall not matter. */
  get lower(): string {
    this.lowered ??= lowerCase(this.text);
    return this.lowered;
  }

  /** Where the unit at an offset of `text` begins in the original: a ligature is never cut. */
  rawStart(offset: number): number {
    return this.starts[offset] ?? this.ends.at(-1) ?? 0;
  }

  /** Where a stretch of `text` that ends before an offset ends in the original. */
  rawEnd(offset: number): number {
    return offset > 0 ? (this.ends[offset - 1] ?? this.ends.at(-1) ?? 0) : this.rawStart(0);
  }

  /** The first offset of `text` that stands for something at or after an offset of the original. O(log n). */
  at(raw: number): number {
    let low = 0;
    let high = this.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle]! > raw) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Stands in folded text between stretches that no quotation crosses; folding itself never gives it. */
export const BARRIER = '\n';

/**
 * Folds a text.
 * @param barriers ascending offsets before which a BARRIER is put
 */
export function fold(text: string, barriers: readonly number[] = []): Folded {
  const writer = new Writer(text.length);
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
  }
  return writer.result();
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
const WHITE_SPACE = /^[\s\u0085]$/u;

/** Grows with what is written; holds a space back until it is known what follows. */
class Writer {
  private units: Uint16Array;
  private starts: Uint32Array;
  private ends: Uint32Array;
  private length = 0;
  private spaceStart = -1;
  private spaceEnd = -1;
  /** No space is written before the next character. */
  private closed = true;

  constructor(size: number) {
    this.units = new Uint16Array(size + 8);
    this.starts = new Uint32Array(size + 8);
    this.ends = new Uint32Array(size + 8);
  }

  result(): Folded {
    const chunks: string[] = [];
    // Spreading typed arrays takes eight times as long.
    for (let i = 0; i < this.length; i += 8192) {
      const units = this.units.subarray(i, Math.min(this.length, i + 8192));
      chunks.push(String.fromCharCode.apply(null, units as unknown as number[]));
    }
    return new Folded(chunks.join(''), this.starts.slice(0, this.length), this.ends.slice(0, this.length));
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
    const composed = original.replace(IGNORABLES, '').normalize('NFKC');
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
    if (this.length > 0 && this.units[this.length - 1] === HYPHEN) this.ends[this.length - 1] = end;
    else this.push(HYPHEN, start, end);
    this.closed = true;
  }

  private visible(code: number, start: number, end: number): void {
    if (this.spaceStart >= 0) {
      const dots = code === STOP && this.units[this.length - 1] === STOP;
      if (!this.closed && !dots && !SET_OFF.has(code)) this.push(SPACE, this.spaceStart, this.spaceEnd);
      this.spaceStart = -1;
    }
    this.push(code, start, end);
    this.closed = false;
  }

  private push(unit: number, start: number, end: number): void {
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = unit;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length++;
  }

  private grow(): void {
    const size = this.units.length * 2;
    const units = new Uint16Array(size);
    units.set(this.units);
    this.units = units;
    const starts = new Uint32Array(size);
    starts.set(this.starts);
    this.starts = starts;
    const ends = new Uint32Array(size);
    ends.set(this.ends);
    this.ends = ends;
  }
}

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

/** Lower case that keeps every length, so that offsets stay: a letter whose small form is longer stays as it is. */
function lowerCase(text: string): string {
  return text.replace(UPPER, (letter) => {
    if (letter === 'ς') return 'σ';
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  });
}
