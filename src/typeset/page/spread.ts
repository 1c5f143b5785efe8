/** Something that would stand at `wanted` and takes `height`, with at least `gap` above it where something stands there. */
export interface Spreadable {
  wanted: number;
  height: number;
  gap: number;
}

/**
 * Moves things in a column apart: tops in the given order, none over another, all within the column, and the sum of
 * their distances from where they would stand as small as can be. Of two ways that are as good, the one that moves the
 * earlier less.
 *
 * With the heights above each taken off, this is isotonic regression in the L1 norm, which pooling adjacent violators
 * solves (Ayer et al., 1955; for medians: Barlow et al., *Statistical Inference under Order Restrictions*, 1972): a
 * block of things that touch stands where the median of their wishes is. Cost: quadratic in the things of one page at worst.
 *
 * @param room the column's height; where all of it does not fit, what is last stands out below
 */
export function spread(things: readonly Spreadable[], room: number): number[] {
  const above: number[] = [];
  let sum = 0;
  things.forEach(({ height, gap }, i) => {
    if (i > 0) sum += gap;
    above.push(sum);
    sum += height;
  });
  const highest = Math.max(0, room - sum);
  const blocks: { wishes: number[]; place: number; count: number }[] = [];
  things.forEach(({ wanted }, i) => {
    const wish = Math.min(highest, Math.max(0, wanted - above[i]!));
    let block = { wishes: [wish], place: wish, count: 1 };
    for (let last = blocks.at(-1); last && last.place > block.place; last = blocks.at(-1)) {
      blocks.pop();
      const wishes = [...last.wishes, ...block.wishes].sort((a, b) => a - b);
      block = { wishes, place: median(wishes), count: last.count + block.count };
    }
    blocks.push(block);
  });
  return blocks
    .flatMap(({ place, count }) => Array<number>(count).fill(place))
    .map((place, i) => place + above[i]!);
}

/** Of an even number the upper one: the later things give way. */
function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)]!;
}
