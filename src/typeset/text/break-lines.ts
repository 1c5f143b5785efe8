import type { ComputedStyle, Length } from '../style/computed.js';
import { type Breakpoints, HYPHEN, type Level } from './breakpoints.js';
import { type Fit, fitLines } from './knuth-plass.js';
import type { Line } from './line.js';
import type { Paragraph } from './paragraph.js';
import { type Alignment, setLine } from './set-line.js';

/** Where a line may stand: `x` from the paragraph's left edge. Points. */
export interface Measure {
  x: number;
  width: number;
}

export interface LineOptions {
  /**
   * The width of all lines; or the place of each of the first lines (beside a drop capital), of which the last holds
   * for all that follow.
   */
  measure: number | readonly Measure[];
  /** Of the first line (of all others, where the style says `hanging`). Default: the style's text-indent. Points. */
  indent?: number;
  /**
   * How many lines more (1) or fewer (-1) than the best are wanted, as TeX's \looseness: as near to it as can be done
   * with tolerable lines. Compare the number of lines to see what came of it.
   */
  looseness?: number;
}

/**
 * Badness up to which no hyphens are tried (TeX's \pretolerance), and up to which nothing is an emergency. LaTeX's
 * \tolerance is 200; but the emergency pass, for which all lines are better than they are, saves hyphens at the price of
 * lines that are twice as loose. So it is for what would be reported as loose otherwise.
 */
const PRETOLERANCE = 100;
const TOLERANCE = 1000;
/**
 * TeX's \emergencystretch, in ems. It spreads a bad line over its neighbours; more of it (pandoc's template has 3)
 * hides from the breaker how bad a line is, and saves hyphens at the price of gaps.
 */
const EMERGENCY_STRETCH = 1;
/** Plain TeX's \raggedright, in ems: how far the edge may waver before a hyphen is tried. */
const RAGGED_STRETCH = 2;
/** Of a hyphen of the text where lines are balanced: headings and by-lines part no name that fits a line. */
const BALANCED_HYPHEN_PENALTY = 20_000;
/** The least width in which lines are made, in points: in less there is no line that anything fits. */
const LEAST_WIDTH = 1;

/**
 * Breaks a prepared paragraph into lines: TeX's three passes. The first without hyphenation; the second with it; the
 * third stretches every line a little in an emergency and breaks words that fit no line, where the style allows.
 * Lines that are bad even so say it.
 */
export function breakLines(paragraph: Paragraph, options: LineOptions): Line[] {
  const { style, pieces } = paragraph;
  if (pieces.length === 0 && !paragraph.endsInBreak) return [];
  const measures = measuresOf(options);
  const indent = options.indent ?? lengthIn(style.textIndent, measures[0]!.width);
  const places = indented(measures, indent, style);
  const alignment = alignmentOf(paragraph);
  const { breaks, path } = choose(paragraph, places, alignment, options.looseness ?? 0);
  const lines: Line[] = [];
  let from = 0;
  for (let n = 0; n < path.length; n++) {
    const place = places[Math.min(n, places.length - 1)]!;
    lines.push(setLine(paragraph, breaks, from, path[n]!, place, alignment));
    from = path[n]!;
  }
  return lines;
}

function choose(
  paragraph: Paragraph,
  places: readonly Measure[],
  alignment: Alignment,
  looseness: number,
): { breaks: Breakpoints; path: number[] } {
  const { style } = paragraph;
  const justify = alignment.lines === 'justify';
  const em = style.fontSize;
  const widths = places.map(({ width }) => width);
  const fit: Fit = {
    widths,
    tolerance: PRETOLERANCE,
    extraStretch: justify ? 0 : RAGGED_STRETCH * em,
    justify,
    justifyLast: alignment.last === 'justify',
    looseness,
    hyphenLimit: style.hyphenateLimitLines,
    last: false,
  };
  const passes: { level: Level; tolerance: number; emergency: number }[] = [
    { level: 0, tolerance: PRETOLERANCE, emergency: 0 },
    { level: 1, tolerance: TOLERANCE, emergency: 0 },
    { level: 2, tolerance: Number.POSITIVE_INFINITY, emergency: EMERGENCY_STRETCH * em },
  ];
  // Another number of lines is worth hyphens but no bad lines: the first pass would not reach it, and the last would
  // at any price.
  if (looseness !== 0) passes.shift();
  const narrowest = Math.min(...widths);
  if (style.textWrap === 'balance' && !justify && looseness === 0) {
    // As the last line is worth what the others are, the best lines are those that are as long as each other.
    const breaks = paragraph.breakpoints(0, narrowest);
    for (let i = 0; i < breaks.count; i++)
      if (breaks.flags[i]! & HYPHEN) breaks.penalty[i] = BALANCED_HYPHEN_PENALTY;
    const path = fitLines(breaks, { ...fit, tolerance: Number.POSITIVE_INFINITY, justifyLast: true });
    if (path) return { breaks, path };
  }
  for (const { level, tolerance, emergency } of passes) {
    const breaks = paragraph.breakpoints(level, narrowest);
    const path = fitLines(breaks, {
      ...fit,
      tolerance,
      extraStretch: fit.extraStretch + emergency,
      last: level === 2,
      looseness: level === 2 ? 0 : looseness,
    });
    if (path) return { breaks, path };
  }
  throw new Error('the last pass always finds lines');
}

function measuresOf({ measure }: LineOptions): readonly Measure[] {
  return typeof measure === 'number' ? [{ x: 0, width: measure }] : measure;
}

/**
 * The places of the lines with the indent taken off at their start; widths are never less than what lets the breaker
 * go on.
 */
function indented(measures: readonly Measure[], indent: number, style: ComputedStyle): Measure[] {
  const places = [...measures];
  if (places.length === 1 && indent !== 0) places.push(places[0]!);
  return places.map(({ x, width }, n) => {
    const own = (n === 0) === style.textIndentHanging ? 0 : indent;
    return { x: style.direction === 'rtl' ? x : x + own, width: Math.max(LEAST_WIDTH, width - own) };
  });
}

function alignmentOf({ style }: Paragraph): Alignment {
  const physical = (align: 'start' | 'end' | 'left' | 'right' | 'center' | 'justify') => {
    if (align === 'start') return style.direction === 'rtl' ? 'right' : 'left';
    if (align === 'end') return style.direction === 'rtl' ? 'left' : 'right';
    return align;
  };
  const lines = physical(style.textAlign);
  const last =
    style.textAlignLast === 'auto'
      ? physical(lines === 'justify' ? 'start' : lines)
      : physical(style.textAlignLast);
  return { lines, last };
}

function lengthIn(length: Length, whole: number): number {
  return typeof length === 'number' ? length : length.points + (length.percent / 100) * whole;
}
