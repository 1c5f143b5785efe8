import { formatCounter } from '../../counter-style.js';
import type { Area } from '../layout.js';
import type { ComputedStyle, ContentItem, Length } from '../style/computed.js';
import type { MarginBox, MarginBoxName, PageStyle } from '../style/styled.js';
import type { Inline, Line, Owner } from '../text/line.js';
import { decorationOf } from './block-edges.js';
import type { LineSetter } from './line-setter.js';
import { type Demand, distribute, spanWithin } from './margin-box-sizes.js';
import { decorate, type PageCanvas, type Rectangle } from './page-canvas.js';
import { resolveLength } from './page-geometry.js';
import type { RunningStrings } from './running-strings.js';

/** Where margin boxes are drawn. */
export interface MarginPage {
  canvas: PageCanvas;
  areas: Area[];
}

/** What margin boxes may ask of a page and of the book. */
export interface MarginContext {
  number: number;
  /** Behind the number of the page. */
  suffix: string;
  pages: number;
  strings: RunningStrings;
  /** The page label on which an id stands, and the text of its element. */
  target(id: string): { label: string; number: number; text: string } | undefined;
}

const ROWS: {
  names: [MarginBoxName, MarginBoxName, MarginBoxName];
  side: 'top' | 'bottom' | 'left' | 'right';
}[] = [
  { names: ['top-left', 'top-center', 'top-right'], side: 'top' },
  { names: ['bottom-left', 'bottom-center', 'bottom-right'], side: 'bottom' },
  { names: ['left-top', 'left-middle', 'left-bottom'], side: 'left' },
  { names: ['right-top', 'right-middle', 'right-bottom'], side: 'right' },
];

/**
 * Sets the sixteen margin boxes around a page (CSS Paged Media 3, 5): corners have the size of the margins that meet;
 * of the three on each side, the middle one is centred and the others share what it leaves.
 */
export function setMarginBoxes(
  page: MarginPage,
  style: PageStyle,
  context: MarginContext,
  setter: LineSetter,
): void {
  if (style.marginBoxes.size === 0) return;
  const { width, height, marginTop, marginRight, marginBottom, marginLeft } = style;
  const innerWidth = Math.max(0, width - marginLeft - marginRight);
  const innerHeight = Math.max(0, height - marginTop - marginBottom);
  const right = width - marginRight;
  const bottom = height - marginBottom;
  const corners: [MarginBoxName, Rectangle][] = [
    ['top-left-corner', { x: 0, y: 0, width: marginLeft, height: marginTop }],
    ['top-right-corner', { x: right, y: 0, width: marginRight, height: marginTop }],
    ['bottom-left-corner', { x: 0, y: bottom, width: marginLeft, height: marginBottom }],
    ['bottom-right-corner', { x: right, y: bottom, width: marginRight, height: marginBottom }],
  ];
  for (const [name, place] of corners) {
    const box = style.marginBoxes.get(name);
    if (box) setBox(page, name, box, place, context, setter);
  }
  for (const { names, side } of ROWS) {
    const boxes = names.map((name) => style.marginBoxes.get(name));
    if (boxes.every((box) => !box)) continue;
    const across = side === 'top' || side === 'bottom';
    const length = across ? innerWidth : innerHeight;
    const demands = boxes.map((box) => (box ? demand(box, across, length, context, setter) : undefined));
    const spans = distribute(demands, length);
    names.forEach((name, i) => {
      const box = boxes[i];
      const span = spans[i];
      if (!box || !span) return;
      const place: Rectangle = across
        ? {
            x: marginLeft + span.start,
            y: side === 'top' ? 0 : bottom,
            width: span.size,
            height: side === 'top' ? marginTop : marginBottom,
          }
        : {
            x: side === 'left' ? 0 : right,
            y: marginTop + span.start,
            width: side === 'left' ? marginLeft : marginRight,
            height: span.size,
          };
      setBox(page, name, box, place, context, setter);
    });
  }
}

function demand(
  box: MarginBox,
  across: boolean,
  length: number,
  context: MarginContext,
  setter: LineSetter,
): Demand {
  const { style } = box;
  const around = across
    ? edge(style, 'Left', length) + edge(style, 'Right', length)
    : edge(style, 'Top', length) + edge(style, 'Bottom', length);
  const given = across ? style.width : style.height;
  const fixed = given === 'auto' ? undefined : resolveLength(given, length) + around;
  if (!across) return { min: length / 3, max: length / 3, fixed };
  const { min, max } = setter.inlineExtent(inlinesOf(box, context, HEADER), style);
  return { min: min + around, max: max + around, fixed };
}

const HEADER: Owner = { kind: 'artifact', type: 'header' };
const FOOTER: Owner = { kind: 'artifact', type: 'footer' };
const PAGINATION: Owner = { kind: 'artifact', type: 'pagination' };

function setBox(
  page: MarginPage,
  name: MarginBoxName,
  box: MarginBox,
  place: Rectangle,
  context: MarginContext,
  setter: LineSetter,
): void {
  const { style } = box;
  const owner = name.startsWith('top') ? HEADER : name.startsWith('bottom') ? FOOTER : PAGINATION;
  const left = style.borderLeft.width + resolveLength(style.paddingLeft, place.width);
  const right = style.borderRight.width + resolveLength(style.paddingRight, place.width);
  const top = style.borderTop.width + resolveLength(style.paddingTop, place.width);
  const bottom = style.borderBottom.width + resolveLength(style.paddingBottom, place.width);
  const margin = (value: Length | 'auto') => (value === 'auto' ? value : resolveLength(value, place.width));
  // Along its side a box has been given its share already.
  const isCorner = name.endsWith('corner');
  const hasWidth = style.width !== 'auto' && (isCorner || /^(?:left|right)/.test(name));
  const hasHeight = style.height !== 'auto' && (isCorner || /^(?:top|bottom)/.test(name));
  const across = spanWithin(
    place.width,
    margin(style.marginLeft),
    hasWidth ? resolveLength(style.width as Length, place.width) + left + right : undefined,
    margin(style.marginRight),
    /left/.test(name),
  );
  const down = spanWithin(
    place.height,
    margin(style.marginTop),
    hasHeight ? resolveLength(style.height as Length, place.height) + top + bottom : undefined,
    margin(style.marginBottom),
    name.startsWith('top'),
  );
  const outer: Rectangle = {
    x: place.x + across.start,
    y: place.y + down.start,
    width: across.size,
    height: down.size,
  };
  const room = outer.height - top - bottom;
  const width = Math.max(1, outer.width - left - right);
  const lines = shortLines(inlinesOf(box, context, owner), style, { width, height: room }, setter);
  const height = heightOf(lines);
  const shift =
    style.verticalAlign === 'top'
      ? 0
      : style.verticalAlign === 'bottom'
        ? room - height
        : (room - height) / 2;
  let y = outer.y + top + shift;
  const decoration = decorationOf(style, outer.width);
  if (decoration)
    for (const graphic of decorate(outer, decoration, { top: true, bottom: true }, owner))
      page.canvas.graphic(graphic);
  for (const line of lines) {
    page.canvas.line(outer.x + left, y + line.ascent, line, false);
    y += line.ascent + line.descent;
  }
  page.areas.push({ kind: 'margin', name, ...place });
}

/** Rounding of sums: lines that are higher by no more than this fit. Points. */
const SLACK = 0.01;

/**
 * The lines of what a box says. What has no room in it, a long title above the text, would stand off the page: the last
 * words of its longest part are left out, with an ellipsis, until it has, or is one line.
 */
function shortLines(
  inlines: readonly Inline[],
  style: ComputedStyle,
  room: { width: number; height: number },
  setter: LineSetter,
): Line[] {
  const set = (content: readonly Inline[]) => setter.inlines(content, style, room.width);
  const fits = (lines: readonly Line[]) => lines.length < 2 || heightOf(lines) <= room.height + SLACK;
  const whole = set(inlines);
  if (fits(whole)) return whole;
  const lengthOf = (inline: Inline) => (inline.kind === 'text' ? inline.text.length : 0);
  const longest = inlines.reduce((most, inline) => (lengthOf(inline) > lengthOf(most) ? inline : most));
  if (longest.kind !== 'text') return whole;
  const words = longest.text.trim().split(/\s+/);
  let shortest = whole;
  for (let count = words.length - 1; count > 0; count--) {
    const text = `${words
      .slice(0, count)
      .join(' ')
      .replace(/[\p{P}\s]+$/u, '')}…`;
    shortest = set(inlines.map((inline) => (inline === longest ? { ...longest, text } : inline)));
    if (fits(shortest)) break;
  }
  return shortest;
}

function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.ascent + line.descent, 0);
}

function inlinesOf(box: MarginBox, context: MarginContext, owner: Owner): Inline[] {
  const { style } = box;
  return box.content.map((item): Inline => {
    if (item.kind === 'leader') return { kind: 'leader', text: item.text, style, owner };
    return { kind: 'text', text: textOf(item, context), style, owner };
  });
}

/** What the margin boxes of a page say; with their style, it decides what they look like. */
export function marginTexts({ marginBoxes }: PageStyle, context: MarginContext): string[] {
  return [...marginBoxes.values()].flatMap(({ content }) => content.map((item) => textOf(item, context)));
}

function textOf(item: ContentItem, context: MarginContext): string {
  switch (item.kind) {
    case 'text':
      return item.text;
    case 'counter':
    case 'counters':
      if (item.name === 'page') return formatCounter(context.number, item.style) + context.suffix;
      return item.name === 'pages' ? formatCounter(context.pages, item.style) : '';
    case 'string':
      return context.strings(item.name, item.position);
    case 'target-counter':
    case 'target-text': {
      if (item.target.kind !== 'url') return '';
      const target = context.target(item.target.url.replace(/^#/, ''));
      if (!target) return '';
      if (item.kind === 'target-text') return target.text;
      return item.style === 'decimal' ? target.label : formatCounter(target.number, item.style);
    }
    default:
      return '';
  }
}

function edge(style: ComputedStyle, side: 'Top' | 'Right' | 'Bottom' | 'Left', base: number): number {
  const margin = style[`margin${side}`];
  return (
    (margin === 'auto' ? 0 : resolveLength(margin, base)) +
    style[`border${side}`].width +
    resolveLength(style[`padding${side}`], base)
  );
}
