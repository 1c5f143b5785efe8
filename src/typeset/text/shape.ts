import * as hb from 'harfbuzzjs';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { ComputedStyle } from '../style/computed.js';
import { featuresOf } from './features.js';
import type { LoadedFont } from './font.js';
import type { FontLibrary, FontQuery } from './font-library.js';
import { itemise, type Run } from './itemise.js';
import { isSpace, zeros } from './kept-shapes.js';
import { languageTag } from './language.js';
import type { Shaped } from './line.js';
import { isJoined } from './script.js';

export type Direction = 'ltr' | 'rtl';

/** A word as glyphs: a part for each font, script or size in it, in logical order. */
export interface Word {
  readonly text: string;
  readonly parts: readonly Part[];
  /** Sum of the advances, in ems of the font size. */
  readonly width: number;
  /** How many glyphs letter-spacing follows. */
  readonly spaced: number;
}

export interface Part {
  readonly shaped: Shaped;
  /** What the font size is multiplied by: less than 1 for the capitals that stand in for missing small capitals. */
  readonly scale: number;
  /** In ems of the font size before scaling. */
  readonly width: number;
  readonly spaced: number;
  /** For each glyph, whether the text before it would look different without it: by kerning or a ligature, say. */
  readonly tied: Uint8Array;
}

/** All that decides how a word is shaped, size aside. Styles that agree in it share one, and so their words. */
export interface Shaping {
  readonly query: FontQuery;
  readonly fonts: readonly LoadedFont[];
  readonly features: readonly hb.Feature[];
  readonly caps: ComputedStyle['fontVariantCaps'];
  readonly transform: ComputedStyle['textTransform'];
  readonly language: string;
  readonly words: { readonly ltr: Map<string, Word>; readonly rtl: Map<string, Word> };
}

/** What a hyphen that the line breaker adds is in a word's text. */
export const SOFT_HYPHEN = '\u00ad';

/**
 * Shapes words with HarfBuzz and remembers them. A text's distinct words are few (twenty thousand in a book of a
 * million), so that shaping is paid once for each and nearly all words cost one look-up.
 */
export class Shaper {
  private readonly shapings = new WeakMap<ComputedStyle, Shaping>();
  private readonly byKey = new Map<string, Shaping>();
  private readonly buffer = new hb.Buffer();
  private readonly reported = new Set<number>();
  private summary: Diagnostic | undefined;

  constructor(
    readonly fonts: FontLibrary,
    readonly diagnostics: Diagnostic[],
  ) {
    this.buffer.setClusterLevel(hb.ClusterLevel.MONOTONE_CHARACTERS);
    this.buffer.setFlags(hb.BufferFlag.REMOVE_DEFAULT_IGNORABLES);
  }

  shaping(style: ComputedStyle): Shaping {
    let shaping = this.shapings.get(style);
    if (!shaping) {
      const features = featuresOf(style);
      const language = languageTag(style.lang);
      const { fontFamily, fontWeight, fontStyle, fontVariantCaps: caps, textTransform: transform } = style;
      const key = JSON.stringify([
        fontFamily,
        fontWeight,
        fontStyle,
        caps,
        transform,
        language,
        [...features],
      ]);
      shaping = this.byKey.get(key);
      if (!shaping) {
        shaping = {
          query: style,
          fonts: this.fonts.match(style),
          features: [...features].map(([tag, value]) => new hb.Feature(tag, value)),
          caps,
          transform,
          language,
          words: { ltr: new Map(), rtl: new Map() },
        };
        this.byKey.set(key, shaping);
      }
      this.shapings.set(style, shaping);
    }
    return shaping;
  }

  /**
   * A word, or any other stretch of text without a line break in it (white space included). A soft hyphen at its end
   * is shown as a hyphen; there are no others in it.
   */
  word(shaping: Shaping, text: string, direction: Direction = 'ltr'): Word {
    const words = shaping.words[direction];
    let word = words.get(text);
    if (!word) {
      word = this.shapeWord(shaping, text, direction);
      words.set(text, word);
    }
    return word;
  }

  private shapeWord(shaping: Shaping, text: string, direction: Direction): Word {
    const { runs, missing } = itemise(text, shaping, this.fonts);
    for (const codePoint of missing) this.reportMissing(codePoint, text, shaping);
    const parts = runs.map((run) => this.shapeRun(run, shaping, direction));
    let width = 0;
    let spaced = 0;
    for (const part of parts) {
      width += part.width;
      spaced += part.spaced;
    }
    return { text, parts, width, spaced };
  }

  private shapeRun(run: Run, shaping: Shaping, direction: Direction): Part {
    const { font, scale } = run;
    const { buffer } = this;
    buffer.clearContents();
    buffer.addText(run.shown);
    buffer.setScript(run.script);
    buffer.setLanguage(shaping.language);
    buffer.setDirection(direction === 'rtl' ? hb.Direction.RTL : hb.Direction.LTR);
    hb.shape(font.harfbuzz, buffer, shaping.features as hb.Feature[]);
    const infos = buffer.getGlyphInfos();
    const positions = buffer.getGlyphPositions();
    const count = infos.length;
    const glyphs = new Uint16Array(count);
    const advances = new Int32Array(count);
    let xOffsets = zeros(count);
    let yOffsets = zeros(count);
    const tied = new Uint8Array(count);
    let width = 0;
    let spaced = 0;
    for (let i = 0; i < count; i++) {
      const position = positions[i]!;
      glyphs[i] = infos[i]!.codepoint;
      tied[i] = infos[i]!.flags & hb.GlyphFlag.UNSAFE_TO_BREAK;
      advances[i] = position.xAdvance;
      if (position.xOffset !== 0 || position.yOffset !== 0) {
        if (xOffsets === zeros(count)) [xOffsets, yOffsets] = [new Int32Array(count), new Int32Array(count)];
        xOffsets[i] = position.xOffset;
        yOffsets[i] = position.yOffset;
      }
      width += position.xAdvance;
      if (position.xAdvance !== 0) spaced++;
    }
    const texts = glyphTexts(run, infos, direction);
    const shaped = {
      font,
      text: run.text,
      glyphs,
      advances,
      xOffsets,
      yOffsets,
      texts,
      width,
      space: isSpace(run.text),
      direction,
    };
    if (run.script !== 'Latn' && isJoined(run.text)) spaced = 0;
    return { shaped, scale, width: (width / font.unitsPerEm) * scale, spaced, tied };
  }

  private reportMissing(codePoint: number, text: string, shaping: Shaping): void {
    if (this.reported.has(codePoint)) return;
    this.reported.add(codePoint);
    const { diagnostics, reported } = this;
    const hint = 'name a font that has it in font-family, with an @font-face rule';
    if (reported.size > MOST_REPORTED) {
      // A whole text in a script without a font says so once.
      const more = reported.size - MOST_REPORTED;
      const message = `No font has a glyph for ${more} more ${more === 1 ? 'character' : 'characters'}, of which the last is ${characterName(codePoint)}`;
      if (this.summary) this.summary.message = message;
      else {
        this.summary = diagnostic('glyph-missing', message, { hint });
        diagnostics.push(this.summary);
      }
      return;
    }
    const tried = shaping.fonts.map((font) => font.family).join(', ');
    const message = `No font has a glyph for ${characterName(codePoint)}, in “${shorten(text)}”; tried ${tried} and the built-in fallbacks`;
    diagnostics.push(diagnostic('glyph-missing', message, { hint }));
  }
}

/** Missing characters that are reported one by one. */
const MOST_REPORTED = 12;

function characterName(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
  return /\p{C}/u.test(character) ? `U+${hex}` : `U+${hex} “${character}”`;
}

function shorten(text: string): string {
  const characters = [...text.replaceAll(/\p{Cs}/gu, '\ufffd')];
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : text;
}

/** The text of each glyph. A cluster's text goes to its glyph, or is divided among its glyphs. */
function glyphTexts(run: Run, glyphs: readonly hb.GlyphInfo[], direction: Direction): string[] {
  const count = glyphs.length;
  const texts = new Array<string>(count).fill('');
  // Reading order: glyphs are in visual order, which right-to-left text reverses.
  const rtl = direction === 'rtl';
  const at = (i: number) => (rtl ? count - 1 - i : i);
  const cluster = (i: number) => glyphs[at(i)]!.cluster;
  let from = 0;
  for (let i = 0; i < count; ) {
    let next = i + 1;
    while (next < count && cluster(next) === cluster(i)) next++;
    const to = next < count ? run.origin(cluster(next)) : run.text.length;
    const own = run.text.slice(from, to);
    // Readers put right-to-left text into order by where its letters stand: vowel signs, above or below, go with theirs.
    if (next === i + 1 || rtl) texts[at(i)] = own;
    else for (const [k, part] of partsOf(own, next - i).entries()) texts[at(i + k)] = part;
    from = Math.max(from, to);
    i = next;
  }
  return texts;
}

/**
 * A cluster's text for so many glyphs: a character each if there are as many, or else a character of its
 * decomposition each, or else all of it for the first in reading order.
 */
function partsOf(text: string, glyphs: number): string[] {
  const characters = [...text.replaceAll(/\p{Cs}/gu, '\ufffd')];
  if (characters.length === glyphs) return characters;
  const decomposed = [...text.normalize('NFD')];
  return decomposed.length === glyphs ? decomposed : [text];
}
