import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonItems, differences } from '../../src/changes/align.js';

const letters = (text: string) => [...text];
const kept = (a: string, b: string) =>
  commonItems(letters(a), letters(b))
    .map(([i]) => a[i])
    .join('');

describe('what two lists have in common', () => {
  test.each([
    ['abc', 'abc', 'abc'],
    ['abc', '', ''],
    ['abc', 'xyz', ''],
    ['abcd', 'abxd', 'abd'],
    ['abcd', 'abxcd', 'abcd'],
    ['axbxc', 'bxcxa', 'bxc'],
    // What stands everywhere is not paired across a difference, only beside what is the same.
    ['x_y_z', 'p_q_r', ''],
    ['_x_y', '_x_z', '_x_'],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(kept(a, b)).toBe(expected);
  });

  const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '_'), { maxLength: 12 });

  test('pairs are equal items and rise on both sides', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        const pairs = commonItems(a, b);
        pairs.forEach(([i, j], n) => {
          expect(a[i]).toBe(b[j]);
          if (n > 0) expect(i > pairs[n - 1]![0] && j > pairs[n - 1]![1]).toBe(true);
        });
      }),
    );
  });

  test('a list has all of itself, and of what was put into it', () => {
    fc.assert(
      fc.property(list, fc.nat(12), (a, at) => {
        expect(commonItems(a, a)).toHaveLength(a.length);
        expect(commonItems(a, [...a.slice(0, at), 'new', ...a.slice(at)])).toHaveLength(a.length);
      }),
    );
  });

  test('what is not common is what differs: together they are the lists', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        const common = commonItems(a, b);
        const gaps = differences(common, a.length, b.length);
        const counted = gaps.reduce((sum, gap) => sum + gap.aEnd - gap.aStart, 0);
        expect(counted + common.length).toBe(a.length);
      }),
    );
  });
});
