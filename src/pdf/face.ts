import type { Font } from '../typeset/text/font.js';
import type { Fragment, Shaped } from '../typeset/text/line.js';
import type { DrawnFont } from './drawn.js';
import { type GlyphUse, NOTHING, pairKey, preferredCode } from './glyph-codes.js';
import { name, number } from './syntax.js';

/** A tenth of a thousandth of the font size is not seen; anything nearer than half of it is in place. */
const STEP = 0.1;

/**
 * The glyphs of a fragment as operands of TJ: they continue a hexadecimal string that is open, and leave one open.
 * Thousandths of the font size: `advance` is from the fragment's left edge to where the pen is afterwards.
 */
export interface SetText {
  operands: string;
  advance: number;
  /**
   * What the fragment reads as where its glyphs cannot say it (ISO 32000-1, 14.9.4): several glyphs share a text, or a
   * character's meaning is a private agreement.
   */
  actualText: string | undefined;
  uses: readonly GlyphUse[];
  /** The last report (`shown`) that its glyphs are in. */
  report: number;
}

/** A font as content streams show it. */
export class Face {
  /** What content streams call it: `/EBGaramond-Regular`. */
  readonly name: string;
  private readonly scale: number;
  private readonly uses = new Map<string, GlyphUse>();
  private readonly words = new WeakMap<Shaped, SetText>();
  private readonly substitute: number;
  private report = 0;
  private shown = new Set<GlyphUse>();

  /** @param displaced codes that are not those that their pairs prefer (`glyph-codes.ts`) */
  constructor(
    readonly font: Font,
    private readonly displaced: ReadonlyMap<string, number> = new Map(),
  ) {
    this.name = name(font.id);
    this.scale = 1000 / font.unitsPerEm;
    this.substitute = [0xfffd, 0x3f, 0x20].map((codePoint) => font.glyphOf(codePoint)).find(Boolean) ?? 0;
  }

  /** What was set since the last report. */
  takeShown(): DrawnFont {
    const glyphs = [...this.shown].sort((a, b) => a.code - b.code);
    this.report++;
    this.shown = new Set();
    return { id: this.font.id, glyphs, missing: glyphs.some(({ glyph }) => glyph === 0) };
  }

  /** The operands for a fragment. By far most of them are the same for all uses of a word. */
  set(fragment: Fragment): SetText {
    const { shaped } = fragment;
    const plain = fragment.letterSpacing === 0 || shaped.glyphs.length < 2;
    if (plain) {
      const known = this.words.get(shaped);
      if (known) {
        if (known.report !== this.report) this.show(known);
        return known;
      }
    }
    const text = this.compose(shaped, fragment, plain ? 0 : (fragment.letterSpacing * 1000) / fragment.size);
    // Glyphs moved up or down need the size and rise of this fragment; the others are alike everywhere.
    if (plain && !shaped.yOffsets.some((y) => y !== 0)) this.words.set(shaped, text);
    this.show(text);
    return text;
  }

  private show(text: SetText): void {
    for (const use of text.uses) this.shown.add(use);
    text.report = this.report;
  }

  private compose(shaped: Shaped, fragment: Fragment, spacing: number): SetText {
    const { scale, font } = this;
    const uses: GlyphUse[] = [];
    const { glyphs, advances, xOffsets, yOffsets } = shaped;
    const places: number[] = [];
    let x = 0;
    for (let i = 0; i < glyphs.length; i++) {
      places.push(x + xOffsets[i]! * scale);
      x += advances[i]! * scale + (advances[i] === 0 ? 0 : spacing);
    }
    let operands = '';
    let pen = 0;
    let rise = 0;
    const put = (i: number, text: string) => {
      const use = this.use(glyphs[i]!, text);
      uses.push(use);
      if (yOffsets[i] !== rise) {
        rise = yOffsets[i]!;
        const points = fragment.rise + (rise * scale * fragment.size) / 1000;
        operands += `>] TJ ${number(points)} Ts [<`;
      }
      const move = Math.round((pen - places[i]!) / STEP) * STEP;
      if (move !== 0) {
        operands += `>${number(move)}<`;
        pen -= move;
      }
      operands += hex(use.code);
      pen += font.advanceOf(use.glyph) * scale;
    };
    let explained = false;
    for (const cluster of clusters(shaped)) {
      const text = cluster.map((i) => shaped.texts[i]!).join('');
      if ((cluster.length > 1 && text !== '') || /\p{Private_Use}/u.test(text)) explained = true;
      cluster.forEach((i, n) => {
        put(i, n === 0 ? text || NOTHING : NOTHING);
      });
    }
    if (rise !== 0) operands += `>] TJ ${number(fragment.rise)} Ts [<`;
    const actualText = explained ? shaped.text : undefined;
    return { operands, advance: pen, actualText, uses, report: this.report };
  }

  private use(glyph: number, text: string): GlyphUse {
    // .notdef may not be shown (ISO 14289-1, 7.21.8): a visible substitute keeps the text that it stands for.
    const gid = glyph || this.substitute;
    const key = pairKey(gid, text);
    let use = this.uses.get(key);
    if (!use) {
      use = { code: this.displaced.get(key) ?? preferredCode(this.font, gid, text), glyph: gid, text };
      this.uses.set(key, use);
    }
    return use;
  }
}

/**
 * Indices of glyphs in the order of the text, those that share a text together: a later glyph of a cluster has ''.
 * Right-to-left words come in visual order and are drawn in reverse, because content is read in the order of drawing.
 */
function clusters(shaped: Shaped): number[][] {
  const { texts, direction } = shaped;
  const found: number[][] = [];
  let leading: number[] = [];
  for (let n = 0; n < texts.length; n++) {
    const i = direction === 'rtl' ? texts.length - 1 - n : n;
    if (texts[i] !== '') {
      found.push([...leading, i]);
      leading = [];
    } else if (found.length > 0) found.at(-1)!.push(i);
    else leading.push(i);
  }
  if (leading.length > 0) found.push(leading);
  return found;
}

function hex(code: number): string {
  return (code + 0x10000).toString(16).slice(1);
}
