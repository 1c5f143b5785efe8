import type { ComputedStyle, Length } from '../style/computed.js';
import type { PageContext, PageRules, PageStyle } from '../style/styled.js';
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
  private readonly cache = new Map<PageStyle, PageGeometry>();

  /** @param leading what counts as one line: see `PageSpace` */
  constructor(
    private readonly rules: PageRules,
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
    let geometry = this.cache.get(style);
    if (!geometry) {
      geometry = this.measure(style);
      this.cache.set(style, geometry);
    }
    return geometry;
  }

  /** The width that lines are broken to on pages of a name. */
  widthOf(name: string): number {
    return this.of({ name, side: 'right', first: false, blank: false, nth: 2 }).space.width;
  }

  /** The width that notes of an area are broken to. */
  noteWidth(area: number): number {
    return this.of({ name: 'auto', side: 'right', first: false, blank: false, nth: 2 }).space.areas[area]!
      .contentWidth;
  }

  private measure(style: PageStyle): PageGeometry {
    const width = Math.max(1, style.width - style.marginLeft - style.marginRight);
    const height = Math.max(1, style.height - style.marginTop - style.marginBottom);
    const standard = this.rules.resolve({ name: 'auto', side: 'right', first: false, blank: false, nth: 2 });
    let maxNotes: number | undefined;
    const areas = this.areaNames.map((name) => {
      const area =
        style.footnoteAreas.find((other) => other.name === name) ??
        standard.footnoteAreas.find((other) => other.name === name)!;
      if (area.maxHeight !== 'none') {
        const most = resolveLength(area.maxHeight, height);
        maxNotes = Math.min(maxNotes ?? most, most);
      }
      return areaGeometry(name, area.style, width);
    });
    return {
      style,
      width: style.width,
      height: style.height,
      x: style.marginLeft,
      y: style.marginTop,
      space: { width, height, areas, leading: this.leading, maxNotes },
    };
  }
}

function areaGeometry(name: string, style: ComputedStyle, width: number): AreaGeometry {
  const length = (value: Length | 'auto') => (value === 'auto' ? 0 : resolveLength(value, width));
  const marginTop = length(style.marginTop);
  const marginBottom = length(style.marginBottom);
  const x = length(style.marginLeft);
  const boxWidth = Math.max(1, width - x - length(style.marginRight));
  const left = style.borderLeft.width + length(style.paddingLeft);
  const right = style.borderRight.width + length(style.paddingRight);
  return {
    name,
    style,
    x,
    width: boxWidth,
    marginTop,
    marginBottom,
    contentX: x + left,
    contentWidth: Math.max(1, boxWidth - left - right),
    above: marginTop + style.borderTop.width + length(style.paddingTop),
    below: marginBottom + style.borderBottom.width + length(style.paddingBottom),
  };
}

/** A length in points. @param base what 100 % is */
export function resolveLength(length: Length, base: number): number {
  return typeof length === 'number' ? length : (length.percent * base) / 100 + length.points;
}
