import type { Font } from '../typeset/text/font.js';
import type { Fragment, Shaped } from '../typeset/text/line.js';
import type { PdfFile } from './pdf-file.js';
import type { KitFont } from './pdfkit-internals.js';
import { number, type ObjectNumber, reference, wellFormed } from './syntax.js';

/** A tenth of a thousandth of the font size is not seen; anything nearer than half of it is in place. */
const STEP = 0.1;
/** What stands for a later glyph of a cluster, besides the ActualText that gives the cluster's text: nothing to see. */
const NOTHING = '\u200b';

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
}

/**
 * A font in the file. Every pair of glyph and text has a CID of its own, so that a hyphen at a line's end can read as
 * U+00AD, and small capitals as the capitals or the small letters that they were.
 */
export class Face {
  /** What content streams call it: `F1`. */
  readonly name: string;
  private readonly kit: KitFont;
  private readonly cids = new Map<string, number>();
  private readonly words = new WeakMap<Shaped, SetText>();
  private readonly substitute: number;
  /** Whether a character without any glyph had to be shown as .notdef. */
  missing = false;

  constructor(
    file: PdfFile,
    readonly font: Font,
  ) {
    this.kit = file.font(font.id, font.bytes);
    this.name = this.kit.id;
    this.kit.unicode[0] = [0xfffd];
    this.substitute = [0xfffd, 0x3f, 0x20]
      .map((codePoint) => this.kit.font.glyphForCodePoint(codePoint).id)
      .find((gid) => gid !== 0) as number;
    this.substitute ??= 0;
  }

  get reference(): string {
    return reference(this.kit.ref().id as ObjectNumber);
  }

  /** Whether the font's licence bits (OS/2 fsType) let a subset of its outlines be embedded. */
  get embeddable(): boolean {
    const licence = this.kit.font['OS/2']?.fsType ?? {};
    const restricted = licence.noEmbedding && !licence.viewOnly && !licence.editable;
    return !restricted && !licence.noSubsetting && !licence.bitmapOnly;
  }

  /** Writes the subset. Nothing can be set in the face afterwards. */
  end(): void {
    this.kit.finalize();
  }

  /** The operands for a fragment. By far most of them are the same for all uses of a word. */
  set(fragment: Fragment): SetText {
    const { shaped } = fragment;
    const plain = fragment.letterSpacing === 0 || shaped.glyphs.length < 2;
    if (plain) {
      const known = this.words.get(shaped);
      if (known) return known;
    }
    const text = this.compose(shaped, fragment, plain ? 0 : (fragment.letterSpacing * 1000) / fragment.size);
    // Glyphs moved up or down need the size and rise of this fragment; the others are alike everywhere.
    if (plain && !shaped.yOffsets.some((y) => y !== 0)) this.words.set(shaped, text);
    return text;
  }

  private compose(shaped: Shaped, fragment: Fragment, spacing: number): SetText {
    const { scale } = this.kit;
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
      const cid = this.cid(glyphs[i]!, text);
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
      operands += hex(cid);
      pen += this.kit.widths[cid]!;
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
    return { operands, advance: pen, actualText: explained ? shaped.text : undefined };
  }

  private cid(glyph: number, text: string): number {
    // .notdef may not be shown (ISO 14289-1, 7.21.8): a visible substitute keeps the text that it stands for.
    const gid = glyph || this.substitute;
    if (gid === 0) this.missing = true;
    const key = `${gid} ${text}`;
    let cid = this.cids.get(key);
    if (cid === undefined) {
      const { subset, widths, unicode, font, scale } = this.kit;
      cid = subset.glyphs.push(gid) - 1;
      subset.mapping[gid] ??= cid;
      widths[cid] = font.getGlyph(gid).advanceWidth * scale;
      unicode[cid] = [...wellFormed(text)].map((c) => mapped(c.codePointAt(0)!));
      this.cids.set(key, cid);
    }
    return cid;
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

/** What a Unicode map may not hold (ISO 14289-1, 7.21.7) is replaced by what means the same or says "unknown". */
function mapped(codePoint: number): number {
  if (codePoint === 0xfeff) return 0x2060;
  if (codePoint === 0 || codePoint === 0xfffe || codePoint === 0xffff) return 0xfffd;
  return codePoint;
}

function hex(cid: number): string {
  return (cid + 0x10000).toString(16).slice(1);
}
