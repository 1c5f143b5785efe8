import type { Text } from 'hast';
import type { Color } from '../style/computed.js';
import type { Fragment, LinkTarget, Owner, Shaped } from './line.js';
import type { Run } from './piece.js';
import { isJoined } from './script.js';

/**
 * A word or space at its place. A book has millions of these, so each is as small as can be: where it stands is one
 * of its line's places, and what the words of a run have in common is looked up in the run. (A copy by spreading
 * would lose all that.)
 */
export class WordFragment implements Fragment {
  /** @param places where the entry at `index` is where it begins, and the next one where it ends */
  constructor(
    readonly shaped: Shaped,
    readonly places: Float64Array,
    readonly index: number,
    readonly run: Run,
    readonly offset: number,
  ) {}

  get x(): number {
    return this.places[this.index]!;
  }
  get width(): number {
    return this.places[this.index + 1]! - this.places[this.index]!;
  }
  get size(): number {
    return this.run.text.size;
  }
  get rise(): number {
    return this.run.rise;
  }
  get color(): Color {
    return this.run.color;
  }
  get letterSpacing(): number {
    const { letterSpacing } = this.run.text;
    return letterSpacing !== 0 && isJoined(this.shaped.text) ? 0 : letterSpacing;
  }
  get decoration(): 'underline' | 'line-through' | undefined {
    return this.run.decoration;
  }
  get owner(): Owner {
    return this.run.owner;
  }
  get link(): LinkTarget | undefined {
    return this.run.link;
  }
  get node(): Text | undefined {
    return this.run.node;
  }
}

/**
 * Where fragments begin and end, for many lines in one array: the end of one is mostly the beginning of the next, and
 * numbers in an array take a third of what they take in objects.
 */
class Places {
  values = new Float64Array(PLACES);
  private count = 0;

  /** Notes where a fragment begins and ends; gives the index of the former, the latter comes next. */
  add(begin: number, end: number): number {
    if (this.count + 2 > this.values.length) {
      this.values = new Float64Array(PLACES);
      this.count = 0;
    }
    if (this.count === 0 || this.values[this.count - 1] !== begin) this.values[this.count++] = begin;
    this.values[this.count++] = end;
    return this.count - 2;
  }
}

/** Places in one array: a few pages of lines, which live and die together. */
const PLACES = 4096;
const places = new Places();

/** A fragment from `x`, so wide, in the run's size times `scale`. */
export function fragment(
  shaped: Shaped,
  x: number,
  width: number,
  run: Run,
  scale: number,
  offset: number,
): Fragment {
  const index = places.add(x, x + width);
  return new WordFragment(shaped, places.values, index, scaled(run, scale), offset);
}

/** A run at another size: capitals that stand in for small ones. */
function scaled(run: Run, scale: number): Run {
  if (scale === 1) return run;
  let small = smaller.get(run);
  if (!small) {
    small = { ...run, text: { ...run.text, size: run.text.size * scale } };
    smaller.set(run, small);
  }
  return small;
}
const smaller = new WeakMap<Run, Run>();
