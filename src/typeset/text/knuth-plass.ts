import { ADDED, type Breakpoints, FORCED, HYPHEN } from './breakpoints.js';

/**
 * Total-fit line breaking: D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, Software: Practice and
 * Experience 11 (1981), with the refinements of TeX (TeX: The Program, part 38): fitness classes, passes, looseness.
 * One pass looks at each pair of an active break and a later one within a line's reach of it, so that its cost is the
 * number of breaks times those of a line.
 */
export interface Fit {
  /** Width available to each of the first lines, in points; the last entry holds for all that follow. */
  widths: readonly number[];
  /** Badness that a line may have: TeX's \pretolerance or \tolerance. */
  tolerance: number;
  /**
   * Stretch that each line has besides that of its spaces, in points: at the right of ragged lines, and TeX's
   * \emergencystretch.
   */
  extraStretch: number;
  /** Whether spaces stretch and shrink: not in ragged text. */
  justify: boolean;
  /** Whether lines at forced breaks and the last line are justified as well. */
  justifyLast: boolean;
  /** Lines more or fewer than the best; see `LineOptions`. */
  looseness: number;
  /** Hyphens that may follow one another at the ends of lines. */
  hyphenLimit: number;
  /** Whether to make the best of it where nothing fits: an overfull line rather than none. */
  last: boolean;
}

/** TeX's \linepenalty: lines are not for nothing. */
const LINE_PENALTY = 10;
/** TeX's \adjdemerits: a tight line beside a loose one. */
const ADJACENT_DEMERITS = 10_000;
/**
 * Twenty times TeX's \doublehyphendemerits: three quarters of the pairs go, each for a line whose spaces are at most
 * half an em.
 */
const DOUBLE_HYPHEN_DEMERITS = 200_000;
/** TeX's \finalhyphendemerits: the hyphen of the last line but one. */
const FINAL_HYPHEN_DEMERITS = 5_000;
/**
 * A last line that is a runt looks like a gap between paragraphs. TeX has no such rule; at this price half of them
 * go, and the spacing of the other lines is as even as before.
 */
const RUNT_DEMERITS = 20_000;
/** What counts as a runt: this share of the measure, about a paragraph's indent and a short word. */
const RUNT_SHARE = 0.15;
/** Demerits that no other line has: of one that is too wide. */
const OVERFULL_DEMERITS = 1e15;
/**
 * Active breaks that are kept at most: many times those of a long line. Only zero-width text makes more; the best of
 * them are never far back.
 */
const MOST_ACTIVE = 2_000;
/** Rounding of sums: a line that is wider by no more than this fits. Points. */
const SLACK = 1e-6;

/** Very loose, loose, decent, tight: lines two classes apart clash. */
type Fitness = 0 | 1 | 2 | 3;

/** Breaks chosen so far, as growing columns; index 0 is the paragraph's beginning. */
class Nodes {
  count = 0;
  position = new Int32Array(256);
  line = new Int32Array(256);
  fitness = new Uint8Array(256);
  hyphens = new Int32Array(256);
  demerits = new Float64Array(256);
  previous = new Int32Array(256);

  add(
    position: number,
    line: number,
    fitness: number,
    hyphens: number,
    demerits: number,
    previous: number,
  ): number {
    if (this.count === this.position.length) this.grow();
    const i = this.count++;
    this.position[i] = position;
    this.line[i] = line;
    this.fitness[i] = fitness;
    this.hyphens[i] = hyphens;
    this.demerits[i] = demerits;
    this.previous[i] = previous;
    return i;
  }

  private grow(): void {
    const copy = <T extends Int32Array | Uint8Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const size = this.position.length * 2;
    this.position = copy(this.position, new Int32Array(size));
    this.line = copy(this.line, new Int32Array(size));
    this.fitness = copy(this.fitness, new Uint8Array(size));
    this.hyphens = copy(this.hyphens, new Int32Array(size));
    this.demerits = copy(this.demerits, new Float64Array(size));
    this.previous = copy(this.previous, new Int32Array(size));
  }
}

const nodes = new Nodes();

/** Nodes in order, in a list that is used again and again: one that is emptied and filled anew takes new room each time. */
class NodeList {
  length = 0;
  nodes = new Int32Array(64);

  push(node: number): void {
    if (this.length === this.nodes.length) {
      const grown = new Int32Array(this.length * 2);
      grown.set(this.nodes);
      this.nodes = grown;
    }
    this.nodes[this.length++] = node;
  }

  /** Leaves the last nodes only. */
  keepLast(count: number): void {
    this.nodes.copyWithin(0, this.length - count, this.length);
    this.length = count;
  }
}

const lists = [new NodeList(), new NodeList()] as const;
/** The best ways to a break with a last line of each fitness class, for one number of lines. */
const bestDemerits = new Float64Array(4);
const bestNode = new Int32Array(4);

/**
 * The best breaks: indices into `breaks`, from the end of the first line to the paragraph's end; undefined if no way
 * is within the tolerance. With looseness, the number of lines is as near to what is wanted as the tolerance allows.
 */
export function fitLines(breaks: Breakpoints, fit: Fit): number[] | undefined {
  const { count, endWidth, startWidth, endStretch, startStretch, endShrink, startShrink, flags, penalty } =
    breaks;
  const { widths, tolerance, extraStretch, justify, justifyLast, hyphenLimit } = fit;
  const { leaders } = breaks;
  // From this line on all lines are alike, so that a break is the same whichever line it ends.
  const easyLine = fit.looseness === 0 ? widths.length - 1 : Number.POSITIVE_INFINITY;
  nodes.count = 0;
  nodes.add(0, 0, 2, 0, 0, -1);
  let [active, next] = lists;
  active.length = next.length = 0;
  active.push(0);
  const lastBreak = count - 1;

  for (let b = 1; b < count; b++) {
    const forced = (flags[b]! & FORCED) !== 0;
    const hyphen = (flags[b]! & HYPHEN) !== 0;
    const added = (flags[b]! & ADDED) !== 0;
    const cost = penalty[b]!;
    const costDemerits = cost * cost;
    let overfull = -1;
    let at = 0;
    while (at < active.length) {
      // One group: the active breaks whose next line is the same (or alike).
      const line = nodes.line[active.nodes[at]!]!;
      const easy = line >= easyLine;
      const width = widths[line < widths.length ? line : widths.length - 1]!;
      let least = Number.POSITIVE_INFINITY;
      bestDemerits.fill(Number.POSITIVE_INFINITY);
      for (; at < active.length; at++) {
        const node = active.nodes[at]!;
        if (!easy && nodes.line[node] !== line) break;
        const from = nodes.position[node]!;
        const slack = width - (endWidth[b]! - startWidth[from]!);
        const shrink = justify ? endShrink[b]! - startShrink[from]! : 0;
        if (slack + shrink < -SLACK) {
          // Too wide, and so is every longer line, unless only the added hyphen makes it so, or none may be added
          // here.
          const bare = startWidth[b]! - startWidth[from]! - shrink;
          if (added && ((from + 1 < b && bare <= width + SLACK) || nodes.hyphens[node]! >= hyphenLimit))
            next.push(node);
          else overfull = node;
          continue;
        }
        if (!forced) next.push(node);
        let badness = 0;
        let fitness: Fitness = 2;
        if (slack < 0) {
          const r = shrink > 0 ? -slack / shrink : 0;
          badness = 100 * r * r * r;
          if (badness > 12) fitness = 3;
        } else if ((!forced || justifyLast) && leaders[b] === leaders[from]) {
          const stretch = (justify ? endStretch[b]! - startStretch[from]! : 0) + extraStretch;
          const r = slack === 0 ? 0 : slack / stretch;
          badness = 100 * r * r * r;
          if (badness > tolerance) continue;
          if (badness > 99) fitness = 0;
          else if (badness > 12) fitness = 1;
        }
        const previousHyphens = nodes.hyphens[node]!;
        if (hyphen && previousHyphens >= hyphenLimit) continue;
        const price = LINE_PENALTY + badness;
        let demerits = nodes.demerits[node]! + price * price + costDemerits;
        if (hyphen && previousHyphens > 0) demerits += DOUBLE_HYPHEN_DEMERITS;
        if (b === lastBreak) {
          if (previousHyphens > 0) demerits += FINAL_HYPHEN_DEMERITS;
          if (from > 0 && width - slack < RUNT_SHARE * width) demerits += RUNT_DEMERITS;
        }
        if (Math.abs(fitness - nodes.fitness[node]!) > 1) demerits += ADJACENT_DEMERITS;
        if (demerits < bestDemerits[fitness]!) {
          bestDemerits[fitness] = demerits;
          bestNode[fitness] = node;
          if (demerits < least) least = demerits;
        }
      }
      if (least === Number.POSITIVE_INFINITY) continue;
      for (let fitness = 0; fitness < 4; fitness++) {
        // A way that is worse by more than a clash can never become the better one.
        if (bestDemerits[fitness]! > least + ADJACENT_DEMERITS) continue;
        const node = bestNode[fitness]!;
        const hyphens = hyphen ? nodes.hyphens[node]! + 1 : 0;
        next.push(nodes.add(b, nodes.line[node]! + 1, fitness, hyphens, bestDemerits[fitness]!, node));
      }
    }
    if (next.length === 0) {
      if (!fit.last || overfull < 0) return undefined;
      const hyphens = hyphen ? nodes.hyphens[overfull]! + 1 : 0;
      const demerits = nodes.demerits[overfull]! + OVERFULL_DEMERITS;
      next.push(nodes.add(b, nodes.line[overfull]! + 1, 2, hyphens, demerits, overfull));
    }
    if (next.length > MOST_ACTIVE) next.keepLast(MOST_ACTIVE);
    const done = active;
    active = next;
    next = done;
    next.length = 0;
  }
  return trace(choose(active.nodes.subarray(0, active.length), fit.looseness));
}

function choose(finals: Int32Array, looseness: number): number {
  let best = finals[0]!;
  for (const node of finals) if (nodes.demerits[node]! < nodes.demerits[best]!) best = node;
  if (looseness === 0) return best;
  const wanted = nodes.line[best]! + looseness;
  let chosen = best;
  for (const node of finals) {
    const distance = Math.abs(nodes.line[node]! - wanted) - Math.abs(nodes.line[chosen]! - wanted);
    if (distance < 0 || (distance === 0 && nodes.demerits[node]! < nodes.demerits[chosen]!)) chosen = node;
  }
  return chosen;
}

function trace(node: number): number[] {
  const path: number[] = [];
  for (let n = node; nodes.previous[n]! >= 0; n = nodes.previous[n]!) path.push(nodes.position[n]!);
  return path.reverse();
}
