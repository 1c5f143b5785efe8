import type { ComputedStyle, Length } from '../style/computed.js';
import type { Decoration } from './flow.js';
import { resolveLength } from './page-geometry.js';

/** Where boxes stand: the content box of what holds them. Points. */
export interface Space {
  x: number;
  width: number;
}

/** The box of a block, resolved. Points; x from the flow's left edge. */
export interface BlockEdges {
  x: number;
  width: number;
  contentX: number;
  contentWidth: number;
  marginTop: number;
  marginBottom: number;
  /** `margin-top: auto`: what the page has left over stands above it. */
  fills: boolean;
  /** Border and padding. */
  above: number;
  below: number;
}

/** Widths as CSS 2.2, 10.3.3: what `auto` margins leave is shared, and a box that is too wide sticks out at its end. */
export function edgesOf(style: ComputedStyle, space: Space): BlockEdges {
  const length = (value: Length | 'auto') => (value === 'auto' ? 0 : resolveLength(value, space.width));
  const left = style.borderLeft.width + length(style.paddingLeft);
  const right = style.borderRight.width + length(style.paddingRight);
  let marginLeft = length(style.marginLeft);
  const marginRight = length(style.marginRight);
  const room = Math.max(1, space.width - marginLeft - marginRight - left - right);
  let width = style.width === 'auto' ? room : resolveLength(style.width, space.width);
  if (style.maxWidth !== 'none') width = Math.min(width, resolveLength(style.maxWidth, space.width));
  width = Math.max(1, width);
  const rest = room - width;
  if (rest > 0) {
    if (style.marginLeft === 'auto' && style.marginRight === 'auto') marginLeft += rest / 2;
    else if (style.marginLeft === 'auto' || (style.direction === 'rtl' && style.marginRight !== 'auto'))
      marginLeft += rest;
  }
  const x = space.x + marginLeft;
  return {
    x,
    width: width + left + right,
    contentX: x + left,
    contentWidth: width,
    marginTop: length(style.marginTop),
    marginBottom: length(style.marginBottom),
    fills: style.marginTop === 'auto',
    above: style.borderTop.width + length(style.paddingTop),
    below: style.borderBottom.width + length(style.paddingBottom),
  };
}

/** What a box shows of itself; undefined for one without background and borders. @param width of its border box */
export function decorationOf(style: ComputedStyle, width: number): Decoration | undefined {
  const { borderTop, borderRight, borderBottom, borderLeft, backgroundColor, borderClip } = style;
  const shows =
    backgroundColor !== undefined ||
    [borderTop, borderRight, borderBottom, borderLeft].some(
      ({ width, style }) => width > 0 && style !== 'none',
    );
  if (!shows) return undefined;
  const decoration: Decoration = {
    background: backgroundColor,
    top: borderTop,
    right: borderRight,
    bottom: borderBottom,
    left: borderLeft,
  };
  if (borderClip !== 'normal') {
    decoration.clip = resolveLength(borderClip, width);
    decoration.rightToLeft = style.direction === 'rtl';
  }
  return decoration;
}
