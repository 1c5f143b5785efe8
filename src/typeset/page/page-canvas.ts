import { append } from '../../append.js';
import type { Graphic, SetLine } from '../layout.js';
import type { Border } from '../style/computed.js';
import type { Fragment, Line, Owner } from '../text/line.js';
import type { Decoration, Edges } from './flow.js';
import { BACKGROUND_ARTIFACT, LAYOUT_ARTIFACT, PAGINATION_ARTIFACT } from './structure.js';

/** What is drawn on one page: boxes first, what stands in them over them. */
export class PageCanvas {
  readonly lines: SetLine[] = [];
  private readonly under: Graphic[] = [];
  private readonly over: Graphic[] = [];

  get graphics(): Graphic[] {
    return this.under.length === 0 ? this.over : [...this.under, ...this.over];
  }

  line(x: number, baseline: number, line: Line, artifact: boolean): void {
    const { source } = line;
    if (source && !artifact) {
      this.lines.push({
        x,
        baseline,
        source,
        get fragments() {
          return line.fragments;
        },
      });
      return;
    }
    const { fragments } = line;
    if (fragments.length === 0) return;
    this.lines.push({ x, baseline, fragments: artifact ? fragments.map(decorative) : fragments });
  }

  graphic(graphic: Graphic, artifact = false): void {
    this.over.push(artifact ? { ...graphic, owner: PAGINATION_ARTIFACT } : graphic);
  }

  /** Keeps a place in the drawing order for a box whose height is not known yet; gives what draws it there. */
  reserve(): (box: Rectangle, decoration: Decoration, edges: Edges) => void {
    const marker: Graphic[] = [];
    this.boxes.push(marker);
    return (box, decoration, edges) => append(marker, decorate(box, decoration, edges));
  }

  private readonly boxes: Graphic[][] = [];

  /** Draws the boxes that were reserved. */
  finish(): void {
    for (const box of this.boxes) append(this.under, box);
    this.boxes.length = 0;
  }
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A background and borders as graphics; borders lie inside the rectangle. */
export function decorate(
  box: Rectangle,
  decoration: Decoration,
  edges: Edges,
  owner: Owner = LAYOUT_ARTIFACT,
): Graphic[] {
  const graphics: Graphic[] = [];
  const { x, y, width, height } = box;
  if (decoration.background)
    graphics.push({ kind: 'rectangle', ...box, color: decoration.background, owner: BACKGROUND_ARTIFACT });
  const rule = (border: Border, x1: number, y1: number, x2: number, y2: number) => {
    if (border.width <= 0 || border.style === 'none') return;
    const line = { kind: 'rule' as const, x1, y1, x2, y2, color: border.color, owner };
    if (border.style !== 'double') {
      graphics.push({ ...line, width: border.width, style: border.style });
      return;
    }
    // Two lines with a space between, each a third of the width.
    const third = border.width / 3;
    const along = y1 === y2;
    for (const shift of [-third, third])
      graphics.push({
        ...line,
        width: third,
        style: 'solid',
        ...(along ? { y1: y1 + shift, y2: y2 + shift } : { x1: x1 + shift, x2: x2 + shift }),
      });
  };
  const { top, right, bottom, left, clip, rightToLeft } = decoration;
  const across = Math.min(width, clip ?? width);
  const start = rightToLeft ? x + width - across : x;
  if (edges.top) rule(top, start, y + top.width / 2, start + across, y + top.width / 2);
  if (edges.bottom) {
    const at = y + height - bottom.width / 2;
    rule(bottom, start, at, start + across, at);
  }
  rule(left, x + left.width / 2, y, x + left.width / 2, y + height);
  rule(right, x + width - right.width / 2, y, x + width - right.width / 2, y + height);
  return graphics;
}

/** A fragment that is shown a second time: it is not read again. Everything else is looked up in the first one. */
function decorative(fragment: Fragment): Fragment {
  return Object.create(fragment, {
    owner: { value: PAGINATION_ARTIFACT, enumerable: true },
    link: { value: undefined, enumerable: true },
  }) as Fragment;
}
