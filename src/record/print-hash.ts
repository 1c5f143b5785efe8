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

/** What is printed in the type area of a page: known before its margins are set. */
export type BodyPrint = Pick<PagePrint, 'words' | 'body'>;

/** Of the type area: what stands in it, wherever that lies on the page. What stands in the margins is passed over. */
export function hashBody(page: Pick<PageBox, 'lines' | 'graphics' | 'areas'>): BodyPrint {
  return { words: hashOfWords(page.lines), body: hashOf(page, inBody, leftOf(page)) };
}

/** Of everything that is printed on a page, at its place. */
export function hashPage(page: PageBox): PagePrint {
  return completePrint(hashBody(page), page);
}

/** The same where the type area is known already: on the page, only the margins are looked for. */
export function completePrint(body: BodyPrint, page: PageBox): PagePrint {
  const margins = hashOf(page, (owner) => !inBody(owner), 0);
  const frame = [page.width, page.height, leftOf(page)].map(round).join(' ');
  return { ...body, drawn: shortHash(`${frame} ${body.body} ${margins}`) };
}

function leftOf({ areas }: Pick<PageBox, 'areas'>): number {
  return areas.find(({ kind }) => kind === 'body')?.x ?? 0;
}

/** Of the words that a page holds, folio and running heads left out; where they stand does not matter. */
export function hashOfWords(lines: readonly SetLine[]): string {
  const words = lines.flatMap(({ fragments }) =>
    fragments.filter(({ node, owner }) => node && isContent(owner)).map(({ shaped }) => shaped.text),
  );
  return shortHash(words.join(''));
}

/** Of what is drawn by some owners, from a left edge. */
function hashOf(
  { graphics, lines }: Pick<PageBox, 'graphics' | 'lines'>,
  isMeant: (owner: Owner) => boolean,
  left: number,
): string {
  const place = (x: number, y: number) => `${round(x - left)} ${round(y)}`;
  const printed: string[] = [];
  for (const graphic of graphics) if (isMeant(graphic.owner)) printed.push(describeGraphic(graphic, left));
  for (const { x, baseline, fragments } of lines)
    for (const fragment of fragments)
      if (isMeant(fragment.owner))
        printed.push(`${place(x + fragment.x, baseline - fragment.rise)} ${describeFragment(fragment)}`);
  return shortHash(printed.join('\n'));
}

function describeFragment({ shaped, size, width, color, decoration, letterSpacing }: Fragment): string {
  const { font, text, glyphs } = shaped;
  const look = `${font.id} ${round(size)} ${round(width)} ${round(letterSpacing)} ${decoration ?? ''}`;
  return `${look} ${colour(color)} ${text} ${glyphs.join(',')}`;
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
  return isContent(owner) || (owner.kind === 'artifact' && /^(?:layout|background)$/.test(owner.type));
}

function colour({ red, green, blue }: { red: number; green: number; blue: number }): string {
  return [red, green, blue].map((part) => Math.round(part * 1000)).join('/');
}

function round(points: number): number {
  return Math.round(points * STEPS) + 0;
}
