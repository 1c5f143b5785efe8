/** One side of a sheet, as it is printed: two places, each with the index of a page or blank. */
export interface SheetSide {
  left: number | undefined;
  right: number | undefined;
  /** How many sheets of its signature lie around this one when it is folded. */
  depth: number;
}

/** The edge at which the pages of a book are held together: `right` in books that are read from right to left. */
export type Binding = 'left' | 'right';

/** Pages on a folded sheet. */
const PAGES_A_SHEET = 4;

/**
 * Pages as they stand on sheets that are folded once and laid into one another: front and back of each sheet in turn,
 * the outermost sheet of a signature first, so that the stack comes from a printer that turns sheets about the vertical
 * axis ready to be folded. What the last signature lacks of a multiple of four is blank, at its end.
 *
 * @param pages how many there are
 * @param signature pages of a signature, a multiple of 4; undefined puts all into one
 */
export function booklet(pages: number, binding: Binding, signature?: number): SheetSide[] {
  const sides: SheetSide[] = [];
  const place = (index: number) => (index < pages ? index : undefined);
  for (let first = 0; first < pages; ) {
    const size = wholeSheets(Math.min(signature ?? pages, pages - first));
    for (let depth = 0; depth < size / PAGES_A_SHEET; depth++) {
      const [head, tail] = [first + 2 * depth, first + size - 1 - 2 * depth];
      sides.push(side(place(tail), place(head), depth, binding));
      sides.push(side(place(head + 1), place(tail - 1), depth, binding));
    }
    first += size;
  }
  return sides;
}

/** Pages side by side in reading order, two a sheet. */
export function twoUp(pages: number, binding: Binding): SheetSide[] {
  const sides: SheetSide[] = [];
  for (let i = 0; i < pages; i += 2) sides.push(side(i, i + 1 < pages ? i + 1 : undefined, 0, binding));
  return sides;
}

/** Sheets of the largest signature. */
export function sheetsOfSignature(pages: number, signature?: number): number {
  return wholeSheets(Math.min(signature ?? pages, pages)) / PAGES_A_SHEET;
}

function wholeSheets(pages: number): number {
  return Math.ceil(pages / PAGES_A_SHEET) * PAGES_A_SHEET;
}

/** A side as a book bound on the left has it, mirrored for one that is bound on the right. */
function side(
  left: number | undefined,
  right: number | undefined,
  depth: number,
  binding: Binding,
): SheetSide {
  return binding === 'left' ? { left, right, depth } : { left: right, right: left, depth };
}
