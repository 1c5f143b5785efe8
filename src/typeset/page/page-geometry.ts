import type { ComputedStyle, Length } from '../style/computed.js';
import type { PageContext, PageRules, PageStyle } from '../style/styled.js';
import type { Space } from './block-edges.js';
import type { AreaSpace } from './note-plan.js';
import type { PageSpace } from './page-fill.js';

/** A page's measurements in points from its top left corner, and the room that text and notes have on it. */
export interface PageGeometry {
  style: PageStyle;
  width: number;
  height: number;
  /** The page area: the page without its margins. */
  x: number;
  y: number;
  side: PageContext['side'];
  space: PageSpace & { width: number; areas: AreaGeometry[] };
}

export interface AreaGeometry extends AreaSpace {
  name: string;
  style: ComputedStyle;
  /** The border box, from the page area's left edge. */
  x: number;
  width: number;
  /** Margin above the border box and below it. */
  marginTop: number;
  marginBottom: number;
  /** The notes, from the page area's left edge. */
  contentX: number;
  contentWidth: number;
}

/** Resolves pages' styles into measurements; all pages of a document have the same areas in the same order. */
export class Geometries {
  /** Names of the footnote areas, in the order in which they stand on a page. */
  readonly areaNames: readonly string[];
  private readonly caches = {
    left: new Map<PageStyle, PageGeometry>(),
    right: new Map<PageStyle, PageGeometry>(),
  };

  /** @param leading what counts as one line: see `PageSpace` */
  constructor(
    readonly rules: PageRules,
    private readonly leading: number,
  ) {
    const { footnoteAreas } = rules.resolve({
      name: 'auto',
      side: 'right',
      first: false,
      blank: false,
      nth: 2,
    });
    this.areaNames = footnoteAreas.map((area) => area.name);
  }

  of(context: PageContext): PageGeometry {
    const style = this.rules.resolve(context);
    const cache = this.caches[context.side];
    let geometry = cache.get(style);
    if (!geometry) {
      geometry = this.measure(style, context.side);
      cache.set(style, geometry);
    }
    return geometry;
  }

  /** The width that lines are broken to on pages of a name. */
  widthOf(name: string): number {
    return this.of({ name, side: 'right', first: false, blank: false, nth: 2 }).space.width;
  }

  /**
   * The width that notes of an area are broken to. In the margin, where they may be called on either side of the leaf,
   * it is that of the narrower one.
   *
   * @param name of the page on which the note is called
   */
  noteWidth(area: number, name: string): number {
    const on = (page: string, side: PageContext['side']) =>
      this.of({ name: page, side, first: false, blank: false, nth: 2 }).space.areas[area]!;
    const right = on(name, 'right');
    if (right.column === undefined) return on('auto', 'right').contentWidth;
    return Math.min(right.contentWidth, on(name, 'left').contentWidth);
  }

  private measure(style: PageStyle, side: PageContext['side']): PageGeometry {
    const width = Math.max(1, style.width - style.marginLeft - style.marginRight);
    const height = Math.max(1, style.height - style.marginTop - style.marginBottom);
    const standard = this.rules.resolve({ name: 'auto', side: 'right', first: false, blank: false, nth: 2 });
    const margins: Margins = { left: style.marginLeft, right: style.marginRight, text: width };
    let maxNotes: number | undefined;
    const areas = this.areaNames.map((name) => {
      const area =
        style.footnoteAreas.find((other) => other.name === name) ??
        standard.footnoteAreas.find((other) => other.name === name)!;
      const most = area.maxHeight === 'none' ? undefined : resolveLength(area.maxHeight, height);
      if (isHung(area.style))
        return columnGeometry(name, area.style, margins, side, Math.min(height, most ?? height));
      if (most !== undefined) maxNotes = Math.min(maxNotes ?? most, most);
      return areaGeometry(name, area.style, { x: 0, width });
    });
    return {
      style,
      width: style.width,
      height: style.height,
      x: style.marginLeft,
      y: style.marginTop,
      side,
      space: { width, height, areas, leading: this.leading, maxNotes },
    };
  }
}

/** An area at the foot. @param space from the page area's left edge */
function areaGeometry(name: string, style: ComputedStyle, space: Space): AreaGeometry {
  const length = (value: Length | 'auto') => (value === 'auto' ? 0 : resolveLength(value, space.width));
  const marginTop = length(style.marginTop);
  const marginBottom = length(style.marginBottom);
  const x = space.x + length(style.marginLeft);
  const width = Math.max(1, space.width - length(style.marginLeft) - length(style.marginRight));
  const left = style.borderLeft.width + length(style.paddingLeft);
  const right = style.borderRight.width + length(style.paddingRight);
  return {
    name,
    style,
    x,
    width,
    marginTop,
    marginBottom,
    contentX: x + left,
    contentWidth: Math.max(1, width - left - right),
    above: marginTop + style.borderTop.width + length(style.paddingTop),
    below: marginBottom + style.borderBottom.width + length(style.paddingBottom),
  };
}

/** An area in the margin, as high as the page area unless it has a `max-height`. */
function columnGeometry(
  name: string,
  style: ComputedStyle,
  margins: Margins,
  side: PageContext['side'],
  column: number,
): AreaGeometry {
  const box = placeInMargin(style, margins, side, undefined);
  return { ...areaGeometry(name, { ...style, marginLeft: 0, marginRight: 0 }, box), column };
}

/** The margins of a page and the width of the text between them. Points. */
export interface Margins {
  left: number;
  right: number;
  text: number;
}

/** Whether something stands in the margin. */
export function isHung({ float }: ComputedStyle): boolean {
  return float === '-fl-outside' || float === '-fl-inside';
}

/**
 * Where a box with `float: -fl-outside` or `-fl-inside` stands: in the margin, as far from the text as its own margin on that side says.
 *
 * @param natural how wide its content is; undefined for a box that takes what the margin leaves it
 * @returns its border box, x from the page area's left edge
 */
export function placeInMargin(
  style: ComputedStyle,
  margins: Margins,
  side: PageContext['side'],
  natural: number | undefined,
): Space {
  const atRight = (style.float === '-fl-inside') !== (side === 'right');
  const strip = atRight ? margins.right : margins.left;
  const length = (value: Length | 'auto') => (value === 'auto' ? 0 : resolveLength(value, strip));
  const before = length(style.marginLeft);
  const after = length(style.marginRight);
  const room = Math.max(1, strip - before - after);
  const width = style.width === 'auto' ? (natural ?? room) : resolveLength(style.width, strip);
  return { x: atRight ? margins.text + before : -after - width, width };
}

/** A length in points. @param base what 100 % is */
export function resolveLength(length: Length, base: number): number {
  return typeof length === 'number' ? length : (length.percent * base) / 100 + length.points;
}
