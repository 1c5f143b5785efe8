/** A straight line. Points; from which corner and in which direction is for the caller to say. */
export interface MarkLine {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const MM = 72 / 25.4;

/** How wide printer's marks are drawn, in points: the hairline that cutters aim at. */
export const MARK_WIDTH = 0.25;
/** How long a mark is: long enough to lay a ruler to. */
export const MARK_LENGTH = 5 * MM;
/** Marks begin this far from the cut where there is less bleed, so that an inexact cut leaves nothing of them. */
const LEAST_GAP = 2 * MM;
/** Paper beyond the marks. */
const AROUND = MM;

/** The room that is needed around what is cut out, on each side. */
export function roomAround(bleed: number, marks: boolean): number {
  return marks ? gap(bleed) + MARK_LENGTH + AROUND : bleed;
}

/** Two lines at each corner of what is cut out, outside the bleed: where to lay the ruler. */
export function cropMarks(cut: Rectangle, bleed: number): MarkLine[] {
  const { x, y, width, height } = cut;
  const [near, far] = [gap(bleed), gap(bleed) + MARK_LENGTH];
  const across = [y, y + height].flatMap((at) => [
    { x1: x - far, y1: at, x2: x - near, y2: at },
    { x1: x + width + near, y1: at, x2: x + width + far, y2: at },
  ]);
  return [...foldMarks(x, cut, bleed), ...foldMarks(x + width, cut, bleed), ...across];
}

/** The ends of a line from edge to edge, one before the cut and one behind it: where a sheet is folded. */
export function foldMarks(x: number, { y, height }: Rectangle, bleed: number): MarkLine[] {
  const [near, far] = [gap(bleed), gap(bleed) + MARK_LENGTH];
  return [
    { x1: x, y1: y - far, x2: x, y2: y - near },
    { x1: x, y1: y + height + near, x2: x, y2: y + height + far },
  ];
}

function gap(bleed: number): number {
  return Math.max(bleed, LEAST_GAP);
}
