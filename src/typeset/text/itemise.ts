import type { LoadedFont } from './font.js';
import type { FontLibrary } from './font-library.js';
import { scriptOf } from './script.js';
import type { Shaping } from './shape.js';
import { smallCapitals } from './small-capitals.js';

/** A stretch of a word in one font, script and size. */
export interface Run {
  /** As it stands in the text. */
  text: string;
  /** As it is shaped: transformed, with substitutes for what no font has. */
  shown: string;
  /** Where in `text` the character at an offset of `shown` comes from. */
  origin(offset: number): number;
  font: LoadedFont;
  script: string;
  scale: number;
}

/**
 * Characters of which HarfBuzz makes something without a glyph: white space of all widths, and what shows nothing.
 */
const NEEDS_NO_GLYPH = /^[\p{Zs}\p{Default_Ignorable_Code_Point}]$/u;
/**
 * At the beginning of a word it opens what is said, in Swedish and Finnish. Fonts kern it as what closes, so tightly that
 * it would run into the dots of an ä.
 */
const OPENING_NINE = '”';
const NON_BREAKING_HYPHEN = 0x2011;
const HYPHEN = 0x2010;
const REPLACEMENT = 0xfffd;

/** A base with its marks, which stay in one font. */
const CLUSTER =
  /.[\p{M}\p{Emoji_Modifier}\p{Join_Control}]*(?:(?<=\u200d).[\p{M}\p{Emoji_Modifier}\p{Join_Control}]*)*/gsu;

/**
 * Divides a word into runs, choosing fonts character by character. `missing` lists the characters that no font has.
 */
export function itemise(
  text: string,
  shaping: Shaping,
  fonts: FontLibrary,
): { runs: Run[]; missing: ReadonlySet<number> } {
  const plain = plainRun(text, shaping);
  if (plain) return { runs: [plain], missing: NONE };
  const missing = new Set<number>();
  const builder = new RunBuilder(text, scriptOfText(text));
  const source = transform(text, shaping);
  for (const cluster of source) {
    const codePoints = [...cluster.shown].map((c) => c.codePointAt(0)!);
    let font = shaping.fonts.find((f) => supports(f, codePoints));
    font ??= fonts.fallback(codePoints[0]!, shaping.query, shaping.language);
    let { shown } = cluster;
    if (font) {
      // A mark that the base's font lacks is missing too.
      const lacking = codePoints.filter((c) => !hasCharacter(font!, c) && !supports(font!, codePoints));
      for (const c of lacking) missing.add(c);
      if (lacking.length > 0) shown = String.fromCodePoint(...codePoints.filter((c) => !lacking.includes(c)));
    } else {
      for (const c of codePoints) missing.add(c);
      font = shaping.fonts[0]!;
      shown = font.hasGlyph(REPLACEMENT) ? '\ufffd' : '?';
    }
    if (shown === '\u00ad') shown = hyphenOf(font);
    let scale = 1;
    if (shaping.caps !== 'normal')
      ({ shown, scale } = smallCapitals(shown, font, shaping.caps, shaping.language));
    builder.add(shown, cluster.start, cluster.end, font, scriptOf(codePoints[0]!), scale);
  }
  return { runs: builder.runs, missing };
}

const NONE: ReadonlySet<number> = new Set();
const identity = (offset: number) => offset;

/** Nearly all words: Latin letters and punctuation that the first font has, shown as they are. */
function plainRun(text: string, { fonts, caps, transform }: Shaping): Run | undefined {
  const font = fonts[0]!;
  if (transform !== 'none' || (caps !== 'normal' && !font.hasFeature('smcp'))) return undefined;
  if (text.startsWith(OPENING_NINE) && text.length > 1) return undefined;
  const plainEnd = caps === 'normal' ? 0x250 : 0x80;
  let { length } = text;
  const hyphenated = text.charCodeAt(length - 1) === 0xad;
  if (hyphenated) length--;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if ((code >= plainEnd && (code < 0x2010 || code > 0x2026)) || code === 0xad || !font.hasGlyph(code))
      return undefined;
  }
  const shown = hyphenated ? text.slice(0, length) + hyphenOf(font) : text;
  return { text, shown, origin: identity, font, script: 'Latn', scale: 1 };
}

function hyphenOf(font: LoadedFont): string {
  return font.hasGlyph(HYPHEN) ? '\u2010' : '-';
}

interface Cluster {
  shown: string;
  start: number;
  end: number;
}

/** The clusters of a text after text-transform, each with its place before it. */
function transform(text: string, { transform, language }: Shaping): Cluster[] {
  const clusters: Cluster[] = [];
  // A whole word at once where lengths agree, since case depends on neighbours (the final sigma).
  const whole = transform === 'lowercase' ? lowerCase(text, language) : undefined;
  for (const match of text.matchAll(CLUSTER)) {
    const start = match.index;
    const end = start + match[0].length;
    let shown = match[0];
    if (transform === 'uppercase') shown = upperCase(shown, language);
    else if (whole !== undefined)
      shown = whole.length === text.length ? whole.slice(start, end) : lowerCase(shown, language);
    clusters.push({ shown, start, end });
  }
  return clusters;
}

function upperCase(text: string, language: string): string {
  return text.toLocaleUpperCase(language);
}

function lowerCase(text: string, language: string): string {
  return text.toLocaleLowerCase(language);
}

/** Whether a font can show a cluster, be it composed or decomposed (HarfBuzz finds out which). */
function supports(font: LoadedFont, codePoints: readonly number[]): boolean {
  if (codePoints.every((c) => hasCharacter(font, c))) return true;
  if (codePoints.length === 1) return false;
  const composed = String.fromCodePoint(...codePoints).normalize('NFC');
  return [...composed].every((c) => hasCharacter(font, c.codePointAt(0)!));
}

function hasCharacter(font: LoadedFont, codePoint: number): boolean {
  if (font.hasGlyph(codePoint)) return true;
  if (codePoint === NON_BREAKING_HYPHEN) return font.hasGlyph(HYPHEN);
  if (codePoint < 0x80) return false;
  const character = String.fromCodePoint(codePoint);
  if (NEEDS_NO_GLYPH.test(character)) return true;
  const decomposed = character.normalize('NFD');
  return decomposed !== character && [...decomposed].every((c) => font.hasGlyph(c.codePointAt(0)!));
}

/** The first script in a text: that of the punctuation before its first letter. */
function scriptOfText(text: string): string {
  for (const character of text) {
    const script = scriptOf(character.codePointAt(0)!);
    if (script) return script;
  }
  return 'Latn';
}

class RunBuilder {
  readonly runs: Run[] = [];
  private last: (Run & { start: number; origins: number[] }) | undefined;

  constructor(
    private readonly text: string,
    private script: string,
  ) {}

  add(
    shown: string,
    start: number,
    end: number,
    font: LoadedFont,
    script: string | undefined,
    scale: number,
  ): void {
    this.script = script ?? this.script;
    let { last } = this;
    const opened = last?.shown === OPENING_NINE && last.start === 0;
    if (!last || opened || last.font !== font || last.script !== this.script || last.scale !== scale) {
      const origins: number[] = [];
      last = {
        text: '',
        shown: '',
        origin: (offset) => origins[offset]!,
        font,
        script: this.script,
        scale,
        start,
        origins,
      };
      this.runs.push(last);
      this.last = last;
    }
    // A character that stands for more than one (ß as SS) gives its text to the first.
    for (let i = 0; i < shown.length; i++)
      last.origins.push(Math.min(start + i, i === 0 ? start : end) - last.start);
    last.shown += shown;
    last.text = this.text.slice(last.start, end);
  }
}
