import { describe, expect, test } from 'vitest';
import { labelOf } from '../../src/changes/compare-records.js';
import { exchange } from '../../src/changes/leaves.js';
import { pageRanges } from '../../src/changes/ranges.js';
import { record } from './record.js';

/** `2: out 3–4; in 3–4, 4a`: behind page 2. */
function steps(before: string, after: string, oneSided = false): string[] {
  const now = record(after);
  return exchange(record(before), now, oneSided).map((step) => {
    const labels = step.in.flat().map((page) => labelOf(now.pages[page]!));
    return `${step.after ?? 'first'}: out ${pageRanges(step.out.flat())}; in ${pageRanges(labels)}`;
  });
}

describe('sheets to exchange', () => {
  test.each<[string, string, string, string[]]>([
    ['nothing', 'a: p q r s', 'a: p q r s', []],
    ['both sides of a leaf', 'a: p q r s', 'a: p q r! s', ['2: out 3–4; in 3–4']],
    ['neighbours in one step', 'a: p q r s t u', 'a: p q! r! s t u', ['first: out 1–4; in 1–4']],
    ['places apart', 'a: p q r s t u', 'a: p! q r s t! u', ['first: out 1–2; in 1–2', '4: out 5–6; in 5–6']],
    [
      'a text that grew, with an empty back',
      'a: p q | b: r s',
      'a: p x 2a=y 2b=_ | b: 3=r 4=s',
      ['first: out 1–2; in 1–2, 2a, 2b'],
    ],
    ['a text that is gone', 'a: p q | b: r s | c: t u', 'a: p q | c: 5=t 6=u', ['2: out 3–4; in ']],
  ])('%s', (_, before, after, expected) => {
    expect(steps(before, after)).toEqual(expected);
  });

  test('on one side of the paper, each page is a sheet and an empty one none', () => {
    expect(steps('a: p q r _', 'a: p q! r _', true)).toEqual(['1: out 2; in 2']);
    expect(steps('a: p q', 'a: p q 2a=r 2b=_', true)).toEqual(['2: out ; in 2a']);
  });
});
