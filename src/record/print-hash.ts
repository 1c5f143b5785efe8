import type { Graphic, PageBox, SetLine } from '../typeset/layout.js';
import type { Color } from '../typeset/style/computed.js';
import type { Font } from '../typeset/text/font.js';
import type { Fragment, Owner } from '../typeset/text/line.js';
import type { PageRecord } from './edition-record.js';
import { Fingerprint, shortHash } from './fingerprint.js';

/** Positions are compared to a hundredth of a point: finer than any printer, coarser than sums of fractions differ. */
const STEPS = 100;

/** The hash of a page's body where nothing stands in it. */
export const EMPTY = shortHash('');

/** What is printed on a page, as hashes. */
export type PagePrint = Pick<PageRecord, 'words' | 'body' | 'drawn'>;

/** What is printed in the type area of a page, and what stands beside it so far: known before its margins are set. */
export interface BodyPrint extends Pick<PagePrint, 'words' | 'body'> {
  /** The type area's left edge. */
  left: number;
  /** By graphic and line, a hash of what stands outside the type area: mostly of nothing. */
  margins: string[];
}

type Printed = Pick<PageBox, 'lines' | 'graphics'>;

/** Of the type area: what stands in it, wherever that lies on the page. What stands in the margins is passed over. */
export function hashBody(page: Printed & Pick<PageBox, 'areas'>): BodyPrint {
  const { graphics, lines } = page;
  const left = leftOf(page);
  let outside = false;
  for (const graphic of graphics)
    if (inBody(graphic.owner)) print.graphic(graphic, left);
    else outside = true;
  // Most have the owner of the one before.
  let owner: Owner | undefined;
  let inside = false;
  for (const { x, baseline, fragments } of lines)
    for (const fragment of fragments) {
      if (fragment.owner !== owner) {
        ({ owner } = fragment);
        inside = inBody(owner);
      }
      if (fragment.node !== undefined && owner.kind === 'slot') words.addCharacters(fragment.shaped.text);
      if (inside) print.fragment(fragment, x - left, baseline);
      else outside = true;
    }
  return { words: words.take(), body: print.take(), left, margins: outside ? hashMargins(page) : [] };
}

/** Of everything that is printed on a page, at its place. */
export function hashPage(page: PageBox): PagePrint {
  return completePrint(hashBody(page), page, []);
}

/** The same where the page is known but for its folio and running heads. @param added the hashes of these */
export function completePrint(
  { left, margins, ...body }: BodyPrint,
  { width, height }: Pick<PageBox, 'width' | 'height'>,
  added: readonly string[],
): PagePrint {
  for (const points of [width, height, left]) drawn.add(round(points));
  drawn.addText(body.body);
  // Whatever was drawn first: the margins of a page that was set in two steps are those of one set at once.
  for (const hash of [...margins, ...added].sort()) drawn.addText(hash);
  return { ...body, drawn: drawn.take() };
}

/** Of the words that a page holds, folio and running heads left out; where they stand does not matter. */
export function hashOfWords(lines: readonly SetLine[]): string {
  for (const { fragments } of lines)
    for (const fragment of fragments) if (isContent(fragment)) words.addCharacters(fragment.shaped.text);
  return words.take();
}

/** Of each graphic and each line, what stands outside the type area. */
export function hashMargins({ graphics, lines }: Printed): string[] {
  const hashes: string[] = [];
  for (const graphic of graphics)
    if (!inBody(graphic.owner)) {
      print.graphic(graphic, 0);
      hashes.push(print.take());
    }
  for (const { x, baseline, fragments } of lines) {
    const outside = fragments.filter(({ owner }) => !inBody(owner));
    if (outside.length === 0) continue;
    for (const fragment of outside) print.fragment(fragment, x, baseline);
    hashes.push(print.take());
  }
  return hashes;
}

function leftOf({ areas }: Pick<PageBox, 'areas'>): number {
  return areas.find(({ kind }) => kind === 'body')?.x ?? 0;
}

function isContent({ node, owner }: Fragment): boolean {
  return node !== undefined && owner.kind === 'slot';
}

/** Rules and leaders belong to the type area, too; what margin boxes hold does not. */
function inBody(owner: Owner): boolean {
  return owner.kind === 'slot' || owner.type === 'layout' || owner.type === 'background';
}

/** What begins a description in numbers: of looks, which all fragments have until others are described, or of a graphic. */
const LOOKS = -(2 ** 31);
const GRAPHICS = { rectangle: 1, solid: 2, dashed: 3, dotted: 4, image: 5 };
const DECORATIONS = { none: 0, underline: 1, 'line-through': 2 };

/** What is printed, in numbers: places, looks and glyphs; not the text, which another with the same glyphs may have. */
class Print {
  private readonly numbers = new Fingerprint();
  private font: Font | undefined;
  private size = 0;
  private letterSpacing = 0;
  private decoration: Fragment['decoration'];
  private color: Color = BLACK;

  /** @param left the left edge of its line */
  fragment(fragment: Fragment, left: number, baseline: number): void {
    const { numbers } = this;
    const { shaped, size, letterSpacing, decoration, color } = fragment;
    // Nobody sees a space.
    if (shaped.space && decoration === undefined) return;
    if (
      shaped.font !== this.font ||
      size !== this.size ||
      letterSpacing !== this.letterSpacing ||
      decoration !== this.decoration ||
      !sameColor(color, this.color)
    )
      this.looks(fragment);
    numbers.add(round(left + fragment.x));
    numbers.add(round(baseline - fragment.rise));
    numbers.add(round(fragment.width));
    numbers.addGlyphs(shaped.glyphs);
  }

  graphic(graphic: Graphic, left: number): void {
    const { numbers } = this;
    const add = (...points: number[]) => {
      for (const each of points) numbers.add(round(each));
    };
    numbers.add(GRAPHICS[graphic.kind === 'rule' ? graphic.style : graphic.kind]);
    switch (graphic.kind) {
      case 'rectangle':
        add(graphic.x - left, graphic.y, graphic.width, graphic.height);
        this.colour(graphic.color);
        break;
      case 'rule':
        add(graphic.x1 - left, graphic.y1, graphic.x2 - left, graphic.y2, graphic.width);
        this.colour(graphic.color);
        break;
      case 'image': {
        const { x, y, width, height, clip = { x, y, width, height } } = graphic;
        add(x - left, y, width, height, clip.x - left, clip.y, clip.width, clip.height);
        numbers.addText(shortHash(graphic.image.bytes));
      }
    }
  }

  /** The hash of what was described. The next one begins anew. */
  take(): string {
    this.font = undefined;
    return this.numbers.take();
  }

  private looks({ shaped: { font }, size, letterSpacing, decoration, color }: Fragment): void {
    const { numbers } = this;
    numbers.add(LOOKS);
    numbers.addText(font.id);
    numbers.add(round(size));
    numbers.add(round(letterSpacing));
    numbers.add(DECORATIONS[decoration ?? 'none']);
    this.colour(color);
    this.font = font;
    this.size = size;
    this.letterSpacing = letterSpacing;
    this.decoration = decoration;
    this.color = color;
  }

  private colour({ red, green, blue }: Color): void {
    for (const share of [red, green, blue]) this.numbers.add(Math.round(share * 1000));
  }
}

const BLACK: Color = { red: 0, green: 0, blue: 0 };

/** One of each does for all pages. */
const print = new Print();
const words = new Fingerprint();
const drawn = new Fingerprint();

function sameColor(a: Color, b: Color): boolean {
  return a === b || (a.red === b.red && a.green === b.green && a.blue === b.blue);
}

function round(points: number): number {
  return Math.round(points * STEPS);
}
