import { describe, expect, it, test } from 'vitest';
import { HANGING } from '../../../src/typeset/text/hanging.js';
import { JUSTIFIED, set } from './set.js';

const hang = (hangingPunctuation: string[], direction: 'ltr' | 'rtl' = 'ltr') => ({
  style: { hangingPunctuation, direction },
});

describe('optical margins', () => {
  test.each([
    ['“ab', ['first'], -0.5, 2.5],
    ['“ab', ['last'], 0, 3],
    ['ab.', ['allow-end'], 0, 2.3],
    ['ab.', ['force-end'], 0, 2.3],
    ['ab.', ['first'], 0, 3],
    ['ab”', ['last'], 0, 2.5],
    ['ab”', ['allow-end'], 0, 3],
    ['“ab.”', ['first', 'allow-end', 'last'], -0.5, 4],
    ['ab', ['first', 'allow-end', 'last'], 0, 2],
    ['ab.', [], 0, 3],
  ])('%s with %j', (source, values, first, width) => {
    const [line] = set(source, 20, hang(values));
    expect(line!.fragments[0]!.x).toBeCloseTo(first);
    expect(line).toMatchObject({ x: 0 });
    expect(line!.width).toBeCloseTo(width);
  });

  it('let a line end where it would not fit otherwise', () => {
    expect(set('aa bb. cc', 5.4, hang(['allow-end']))).toHaveLength(2);
    expect(set('aa bb. cc', 5.4, hang([]))).toHaveLength(3);
  });

  it('hang an added hyphen', () => {
    const [line] = set('tele\u00adgraph', 5, hang(['allow-end']));
    expect(line).toMatchObject({ hyphenated: true });
    expect(line!.width).toBeCloseTo(4.4);
  });

  it('justify the text, not the marks', () => {
    const style = { ...JUSTIFIED, hangingPunctuation: ['first', 'allow-end', 'last'] };
    const [line] = set('“aa bb, cc ddd', 7, { style });
    expect(line).toMatchObject({ x: 0 });
    expect(line!.width).toBeCloseTo(7);
    const words = line!.fragments.filter(({ shaped }) => !shaped.space);
    expect(words[0]!.x).toBeCloseTo(-0.5);
    expect(words.at(-1)!.x + words.at(-1)!.width).toBeCloseTo(7.7);
  });

  it('at the right where text begins there', () => {
    const [line] = set('“אב', 10, hang(['first'], 'rtl'));
    const right = Math.max(...line!.fragments.map(({ x, width }) => x + width));
    expect(right).toBeCloseTo(10.5);
    expect(line!.x + line!.width).toBeCloseTo(10);
  });
});

it('nothing hangs out by more than its width', () => {
  for (const { start = 0, end = 0 } of Object.values(HANGING)) {
    expect(Math.max(start, end)).toBeLessThan(1);
    expect(Math.max(start, end)).toBeGreaterThan(0);
  }
});
