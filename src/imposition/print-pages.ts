import type { Graphic, Layout, PageBox } from '../typeset/layout.js';
import type { Owner } from '../typeset/text/line.js';
import { cropMarks, MARK_WIDTH, type Rectangle, roomAround } from './marks.js';

export interface PrintSettings {
  /** How far what touches the edge of a page reaches over it. Points. */
  bleed: number;
  /** Whether marks say where to cut. */
  marks: boolean;
}

/** What lies this near to the edge of a page (points) touches it. */
const TOUCHES = 0.5;

const PRINTERS_MARK: Owner = { kind: 'artifact', type: 'page' };
const BLACK = { red: 0, green: 0, blue: 0 };

/**
 * A book as a printer wants it: each page in the middle of a larger one, with backgrounds, rules and pictures that
 * touch its edge drawn out into the bleed, and marks where it is cut. The text stands as it did; the structure is the
 * same.
 */
export function printPages(layout: Layout, settings: PrintSettings): Layout {
  const room = roomAround(settings.bleed, settings.marks);
  return {
    ...layout,
    pages: layout.pages.map((page) => printPage(page, room, settings)),
    destinations: new Map(
      [...layout.destinations].map(([id, { page, x, y }]) => [id, { page, x: x + room, y: y + room }]),
    ),
  };
}

function printPage(page: PageBox, room: number, { bleed, marks }: PrintSettings): PageBox {
  const cut = { x: room, y: room, width: page.width, height: page.height };
  const graphics = page.graphics.map((graphic) => moved(bled(graphic, page, bleed), room));
  if (marks)
    for (const line of cropMarks(cut, bleed))
      graphics.push({
        kind: 'rule',
        ...line,
        width: MARK_WIDTH,
        style: 'solid',
        color: BLACK,
        owner: PRINTERS_MARK,
      });
  return {
    ...page,
    width: page.width + 2 * room,
    height: page.height + 2 * room,
    cut: { ...cut, bleed },
    graphics,
    lines: page.lines.map((line) => ({ ...line, x: line.x + room, baseline: line.baseline + room })),
    areas: page.areas.map((area) => ({ ...area, x: area.x + room, y: area.y + room })),
  };
}

function moved(graphic: Graphic, by: number): Graphic {
  if (graphic.kind === 'rule') {
    const { x1, y1, x2, y2 } = graphic;
    return { ...graphic, x1: x1 + by, y1: y1 + by, x2: x2 + by, y2: y2 + by };
  }
  const { x, y } = graphic;
  if (graphic.kind === 'image' && graphic.clip)
    return { ...graphic, x: x + by, y: y + by, clip: shifted(graphic.clip, by) };
  return { ...graphic, x: x + by, y: y + by };
}

function shifted(box: Rectangle, by: number): Rectangle {
  return { ...box, x: box.x + by, y: box.y + by };
}

/** A graphic drawn out over those edges of the page that it touches. */
function bled(graphic: Graphic, page: PageBox, bleed: number): Graphic {
  if (bleed === 0) return graphic;
  if (graphic.kind === 'rule') return bledRule(graphic, page, bleed);
  const box = bledBox(graphic, page, bleed);
  if (graphic.kind === 'rectangle') return { ...graphic, ...box };
  if (box.width === graphic.width && box.height === graphic.height) return graphic;
  if (graphic.width <= 0 || graphic.height <= 0) return graphic;
  return { ...graphic, ...cover(graphic, box), clip: box };
}

function bledBox({ x, y, width, height }: Rectangle, page: PageBox, bleed: number): Rectangle {
  const left = x <= TOUCHES ? -bleed : x;
  const top = y <= TOUCHES ? -bleed : y;
  const right = x + width >= page.width - TOUCHES ? page.width + bleed : x + width;
  const bottom = y + height >= page.height - TOUCHES ? page.height + bleed : y + height;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A rule grows at its ends, and where it lies along the edge it is cut through: then it grows over it. */
function bledRule(rule: Extract<Graphic, { kind: 'rule' }>, page: PageBox, bleed: number): Graphic {
  const { x1, y1, x2, y2, width } = rule;
  const across = y1 === y2;
  const box = across
    ? { x: Math.min(x1, x2), y: y1 - width / 2, width: Math.abs(x2 - x1), height: width }
    : { x: x1 - width / 2, y: Math.min(y1, y2), width, height: Math.abs(y2 - y1) };
  const grown = bledBox(box, page, bleed);
  const middle = across ? grown.y + grown.height / 2 : grown.x + grown.width / 2;
  return across
    ? { ...rule, x1: grown.x, x2: grown.x + grown.width, y1: middle, y2: middle, width: grown.height }
    : { ...rule, y1: grown.y, y2: grown.y + grown.height, x1: middle, x2: middle, width: grown.width };
}

/** Where a picture stands that is as much larger as to cover a box, in the middle of it, with its proportions. */
function cover({ width, height }: Rectangle, box: Rectangle): Rectangle {
  const scale = Math.max(box.width / width, box.height / height);
  const size = { width: width * scale, height: height * scale };
  return { x: box.x + (box.width - size.width) / 2, y: box.y + (box.height - size.height) / 2, ...size };
}
