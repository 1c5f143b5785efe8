import { type Rectangle, roomAround } from './marks.js';

export interface Size {
  width: number;
  height: number;
}

/** What a sheet is made for. Points. */
export interface SheetSettings {
  /** Its size, either way up; undefined for what two pages and the room around them need. */
  sheet?: Size | undefined;
  /** How far colour reaches beyond the cut, and whether marks stand around it. */
  bleed: number;
  marks: boolean;
}

/** Where two pages stand on a sheet. Points from the bottom left corner, upwards, as PDF has it. */
export interface Sheet extends Size {
  /** How much smaller than they are pages are shown: 1 or less. */
  scale: number;
  /** Both pages together: what is cut out. */
  cut: Rectangle;
  /** Where the two meet. */
  fold: number;
}

/** How a page is drawn: its bottom left corner, its scale, and what is shown of it and its bleed. */
export interface Placement {
  x: number;
  y: number;
  scale: number;
  clip: Rectangle;
}

/** The size that most pages have; of equally many, the one that comes first. */
export function commonSize(pages: readonly Size[]): Size {
  const counts = new Map<string, { size: Size; count: number }>();
  for (const { width, height } of pages) {
    const key = `${width.toFixed(2)} ${height.toFixed(2)}`;
    const known = counts.get(key) ?? { size: { width, height }, count: 0 };
    counts.set(key, known);
    known.count++;
  }
  let common: { size: Size; count: number } | undefined;
  for (const entry of counts.values()) if (!common || entry.count > common.count) common = entry;
  return common?.size ?? { width: 0, height: 0 };
}

/**
 * Puts two pages beside each other in the middle of a sheet. They keep their size where the sheet holds them; else they
 * are made smaller until it does, with room for the marks. A sheet is turned the way in which they are larger.
 *
 * @param page the size of a page when it is cut
 */
export function planSheet(page: Size, { sheet, bleed, marks }: SheetSettings): Sheet {
  const pair = { width: 2 * page.width, height: page.height };
  const room = roomAround(bleed, marks);
  const given = sheet ?? { width: pair.width + 2 * room, height: pair.height + 2 * room };
  const turned = { width: given.height, height: given.width };
  const { width, height } = sheet && fit(pair, turned, room) > fit(pair, given, room) ? turned : given;
  const scale = fit(pair, { width, height }, room);
  const cut = {
    x: width / 2 - page.width * scale,
    y: (height - page.height * scale) / 2,
    width: pair.width * scale,
    height: pair.height * scale,
  };
  return { width, height, scale, cut, fold: width / 2 };
}

function fit(pair: Size, sheet: Size, room: number): number {
  const share = (around: number) =>
    Math.min((sheet.width - 2 * around) / pair.width, (sheet.height - 2 * around) / pair.height);
  // The room may be more than half of the smallest sheets: nothing may vanish or be mirrored.
  return share(0) >= 1 ? 1 : Math.max(share(room), share(0) / 2);
}

/** What is cut out of a sheet that lies in others when it is folded: the more of them, the less. */
export function cutAt({ cut }: Sheet, shift: number): Rectangle {
  return { ...cut, x: cut.x + shift, width: cut.width - 2 * shift };
}

/**
 * Places a page on one half of a sheet: at the fold, in the middle of the height. One that is larger than the others is
 * made as small as they are.
 *
 * @param shift how far it moves into the fold, for creep: what would cross the fold is not shown
 */
export function placePage(
  { cut, fold, scale: whole }: Sheet,
  half: 'left' | 'right',
  page: Size,
  bleed: number,
  shift: number,
): Placement {
  const scale = Math.min(whole, cut.width / 2 / page.width, cut.height / page.height);
  const [width, height, beyond] = [page.width * scale, page.height * scale, bleed * scale];
  const x = half === 'left' ? fold + shift - width : fold - shift;
  const y = cut.y + (cut.height - height) / 2;
  return {
    x,
    y,
    scale,
    clip: {
      x: half === 'left' ? x - beyond : fold,
      y: y - beyond,
      width: width + beyond - shift,
      height: height + 2 * beyond,
    },
  };
}
