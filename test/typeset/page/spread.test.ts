import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Spreadable, spread } from '../../../src/typeset/page/spread.js';

/** `wanted height gap` of each thing. */
function things(...rows: [number, number, number?][]): Spreadable[] {
  return rows.map(([wanted, height, gap = 0]) => ({ wanted, height, gap }));
}

describe('things in a column are moved apart', () => {
  test.each([
    ['where nothing meets, nothing moves', things([0, 2], [3, 1], [8, 2]), 10, [0, 3, 8]],
    ['the later of two gives way', things([2, 3], [3, 3]), 10, [2, 5]],
    ['of three, the one between stays', things([4, 2], [4, 2], [4, 2]), 10, [2, 4, 6]],
    ['at the end they move up', things([8, 2], [9, 3]), 10, [5, 7]],
    ['at the beginning they move down', things([-3, 2], [0, 2]), 10, [0, 2]],
    ['there is a gap between them, and none above the first', things([0, 2, 1], [1, 2, 1]), 10, [0, 3]],
    ['all of the column', things([0, 5], [0, 5]), 10, [0, 5]],
    ['nothing', [], 10, []],
  ])('%s', (_, given, room, tops) => {
    expect(spread(given, room)).toEqual(tops);
  });

  test('no other places are nearer to what is wanted', () => {
    const thing = fc.record({ wanted: fc.nat(9), height: fc.integer({ min: 1, max: 2 }), gap: fc.nat(1) });
    fc.assert(
      fc.property(fc.array(thing, { minLength: 1, maxLength: 3 }), (given) => {
        const room = 10;
        const tops = spread(given, room);
        tops.forEach((top, i) => {
          const before = i === 0 ? 0 : tops[i - 1]! + given[i - 1]!.height + given[i]!.gap;
          expect(top).toBeGreaterThanOrEqual(before);
          expect(top + given[i]!.height).toBeLessThanOrEqual(room);
        });
        const moved = (places: readonly number[]) =>
          places.reduce((sum, place, i) => sum + Math.abs(place - given[i]!.wanted), 0);
        expect(moved(tops)).toBe(least(given, room, 0, 0));
      }),
    );
  });
});

/** The least movement, by trying every place. */
function least(given: readonly Spreadable[], room: number, index: number, from: number): number {
  const thing = given[index];
  if (!thing) return 0;
  let best = Number.POSITIVE_INFINITY;
  for (let top = index === 0 ? from : from + thing.gap; top + thing.height <= room; top++)
    best = Math.min(best, Math.abs(top - thing.wanted) + least(given, room, index + 1, top + thing.height));
  return best;
}
