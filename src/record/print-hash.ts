import { createHash } from 'node:crypto';
import type { Graphic, PageBox, SetLine } from '../typeset/layout.js';
import type { Fragment, Owner } from '../typeset/text/line.js';
import type { PageRecord } from './edition-record.js';

/** Characters of a hash that are kept: 72 bits, of which no two pages of any library will share all. */
const KEPT = 12;

/** Positions are compared to a hundredth of a point: finer than any printer, coarser than sums of fractions differ. */
const STEPS = 100;

export function shortHash(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, KEPT);
}

/** The hash of a page's body where nothing stands in it. */
export const EMPTY = shortHash('');

/** What is printed on a page, as hashes. */
export type PagePrint = Pick<PageRecord, 'words' | 'body' | 'drawn'>;

/** What is printed in the type area of a page, and what stands beside it so far: known before its margins are set. */
export interface BodyPrint extends Pick<PagePrint, 'words' | 'body'> {
  /** The type area's left edge. */
  left: number;
  /** Of what stands outside the type area: see `sumOf`. */
  margins: string;
}

type Printed = Pick<PageBox, 'lines' | 'graphics'>;

/** Of the type area: what stands in it, wherever that lies on the page. What stands in the margins is passed over. */
export function hashBody(page: Printed & Pick<PageBox, 'areas'>): BodyPrint {
  const left = leftOf(page);
  const margins = sumOf(page).toString('hex');
  return { words: hashOfWords(page.lines), body: hashOf(page, inBody, left), left, margins };
}

/** Of everything that is printed on a page, at its place. */
export function hashPage(page: PageBox): PagePrint {
  return completePrint(hashBody(page), page, { lines: [], graphics: [] });
}

/** The same where the page is known but for its folio and running heads. @param added these */
export function completePrint(
  { left, margins, ...body }: BodyPrint,
  { width, height }: Pick<PageBox, 'width' | 'height'>,
  added: Printed,
): PagePrint {
  const frame = [width, height, left].map(round).join(' ');
  const all = combine(Buffer.from(margins, 'hex'), sumOf(added)).toString('hex');
  return { ...body, drawn: shortHash(`${frame} ${body.body} ${all}`) };
}

/** The bytes of a sum: as many as a hash keeps. */
const SUM = 9;

/**
 * A hash of what stands outside the type area in which order does not matter, so that those of two parts of a page give
 * that of both.
 */
function sumOf({ lines, graphics }: Printed): Buffer {
  let sum: Buffer = Buffer.alloc(SUM);
  const outside = ({ owner }: { owner: Owner }) => !inBody(owner);
  const add = (part: Partial<Printed>) => {
    const printed = hashOf({ lines: [], graphics: [], ...part }, (owner) => !inBody(owner), 0);
    sum = combine(sum, Buffer.from(printed, 'base64url'));
  };
  for (const graphic of graphics) if (outside(graphic)) add({ graphics: [graphic] });
  for (const line of lines) if (line.fragments.some(outside)) add({ lines: [line] });
  return sum;
}

function combine(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, i) => byte ^ b[i]!));
}

function leftOf({ areas }: Pick<PageBox, 'areas'>): number {
  return areas.find(({ kind }) => kind === 'body')?.x ?? 0;
}

/** Of the words that a page holds, folio and running heads left out; where they stand does not matter. */
export function hashOfWords(lines: readonly SetLine[]): string {
  let words = '';
  for (const { fragments } of lines)
    for (const { node, owner, shaped } of fragments) if (node && isContent(owner)) words += shaped.text;
  return shortHash(words);
}

/** Of what is drawn by some owners, from a left edge. */
function hashOf({ graphics, lines }: Printed, isMeant: (owner: Owner) => boolean, left: number): string {
  const looks = new Looks();
  let printed = '';
  for (const graphic of graphics)
    if (isMeant(graphic.owner)) printed += `${describeGraphic(graphic, left)}\n`;
  for (const { x, baseline, fragments } of lines)
    for (const fragment of fragments)
      if (isMeant(fragment.owner))
        printed +=
          `${round(x + fragment.x - left)} ${round(baseline - fragment.rise)} ${round(fragment.width)} ` +
          `${looks.of(fragment)} ${describeShaped(fragment.shaped)}\n`;
  return printed === '' ? EMPTY : shortHash(printed);
}

/** What fragments look like, in words: mostly what the one before looks like. */
class Looks {
  private last: Fragment | undefined;
  private words = '';

  of(fragment: Fragment): string {
    const { last } = this;
    const { size, letterSpacing, decoration, color } = fragment;
    if (
      size !== last?.size ||
      color !== last.color ||
      letterSpacing !== last.letterSpacing ||
      decoration !== last.decoration
    )
      this.words = `${round(size)} ${round(letterSpacing)} ${decoration ?? ''} ${colour(color)}`;
    this.last = fragment;
    return this.words;
  }
}

/** A word is described once for all its uses. */
const described = new WeakMap<Fragment['shaped'], string>();

function describeShaped(shaped: Fragment['shaped']): string {
  let words = described.get(shaped);
  if (words === undefined) {
    words = `${shaped.font.id} ${shaped.text} ${shaped.glyphs.join(',')}`;
    described.set(shaped, words);
  }
  return words;
}

function describeGraphic(graphic: Graphic, left: number): string {
  const place = (x: number, y: number) => `${round(x - left)} ${round(y)}`;
  switch (graphic.kind) {
    case 'rectangle':
      return `rectangle ${place(graphic.x, graphic.y)} ${round(graphic.width)} ${round(graphic.height)} ${colour(graphic.color)}`;
    case 'rule':
      return `${graphic.style} ${place(graphic.x1, graphic.y1)} ${place(graphic.x2, graphic.y2)} ${round(graphic.width)} ${colour(graphic.color)}`;
    case 'image':
      return `image ${place(graphic.x, graphic.y)} ${round(graphic.width)} ${round(graphic.height)} ${shortHash(graphic.image.bytes)}`;
  }
}

function isContent(owner: Owner): boolean {
  return owner.kind === 'slot';
}

/** Rules and leaders belong to the type area, too; what margin boxes hold does not. */
function inBody(owner: Owner): boolean {
  return owner.kind === 'slot' || owner.type === 'layout' || owner.type === 'background';
}

function colour({ red, green, blue }: { red: number; green: number; blue: number }): string {
  return `${Math.round(red * 1000)}/${Math.round(green * 1000)}/${Math.round(blue * 1000)}`;
}

function round(points: number): number {
  return Math.round(points * STEPS) + 0;
}
