import type { Line } from './line.js';
import type { Paragraph } from './paragraph.js';

/** Where a line may stand: `x` from the paragraph's left edge. Points. */
export interface Measure {
  x: number;
  width: number;
}

export interface LineOptions {
  /**
   * The width of all lines; or the place of each of the first lines (beside a drop capital), of which the last holds for
   * all that follow.
   */
  measure: number | readonly Measure[];
  /** Of the first line (of all others, where the style says `hanging`). Default: the style's text-indent. Points. */
  indent?: number;
  /**
   * How many lines more (1) or fewer (-1) than the best are wanted, as TeX's \looseness: as near to it as can be done with
   * tolerable lines. Compare the number of lines to see what came of it.
   */
  looseness?: number;
}

/** Breaks a prepared paragraph into lines. */
export function breakLines(_paragraph: Paragraph, _options: LineOptions): Line[] {
  throw new Error('being written');
}
