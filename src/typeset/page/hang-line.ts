import type { ComposedPage } from './compose-page.js';
import type { Hung } from './flow.js';
import { placeInMargin } from './page-geometry.js';

/** Sets a line in the margin of a page at a baseline; where its style has a width, aligned in that. */
export function hangLine(
  page: ComposedPage,
  { line, style }: Hung,
  baseline: number,
  artifact: boolean,
): void {
  const { x, side, space, style: paper } = page.plan.geometry;
  const margins = { left: paper.marginLeft, right: paper.marginRight, text: space.width };
  const box = placeInMargin(style, margins, side, line.width);
  page.canvas.line(x + box.x + aligned(style, box.width - line.width), baseline, line, artifact);
}

function aligned({ textAlign, direction }: Hung['style'], rest: number): number {
  if (textAlign === 'center') return rest / 2;
  const start = textAlign === 'start' || textAlign === 'justify';
  const atRight = textAlign === 'right' || (direction === 'rtl' ? start : textAlign === 'end');
  return atRight ? rest : 0;
}
