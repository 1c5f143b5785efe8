import { describe, expect, test } from 'vitest';
import { style } from './css.js';

const BASE = 'html { font-size: 10pt; line-height: 15pt }';
const marginOf = (value: string, more = '') => {
  const styled = style('<p id="p">', `${BASE} p { ${more}; margin-top: ${value} }`);
  return styled.problems.length > 0 ? styled.problems : styled.style('p').marginTop;
};

describe('lengths are computed in points', () => {
  test.each([
    ['1pt', 1],
    ['0', 0],
    ['4px', 3],
    ['1pc', 12],
    ['1in', 72],
    ['2.54cm', 72],
    ['25.4mm', 72],
    ['101.6q', 72],
    ['101.6Q', 72],
    ['-1.5PT', -1.5],
    ['2em', 40],
    ['2rem', 20],
    ['2lh', 30],
    ['2ex', 20],
    ['2ch', 20],
    ['1e1pt', 10],
    ['auto', 'auto'],
    ['5%', { percent: 5, points: 0 }],
    ['calc(1em + 2pt)', 22],
    ['calc(1em - 2 * 3pt)', 14],
    ['calc((1em - 2pt) * 3 / 2)', 27],
    ['calc(2 * (1em + 1pt))', 42],
    ['calc(50% - 1em)', { percent: 50, points: -20 }],
    ['calc(-1 * 50%)', { percent: -50, points: 0 }],
    ['calc(calc(1pt + 1pt) + 1pt)', 3],
    ['min(1em, 12pt)', 12],
    ['max(1em, 12pt, 21pt)', 21],
    ['clamp(6pt, 1em, 10pt)', 10],
    ['calc(max(1pt, 2pt) * 2)', 4],
    ['9e99pt', 1_000_000],
  ])('%s', (value, points) => {
    expect(marginOf(value, 'font-size: 20pt')).toEqual(
      typeof points === 'number' ? expect.closeTo(points, 6) : points,
    );
  });

  test.each([
    ['1', 'value'],
    ['1vw', 'unit'],
    ['1xyz', 'unit'],
    ['calc(1pt + 1)', 'value'],
    ['calc(1pt * 1pt)', 'value'],
    ['calc(1 / 1pt)', 'value'],
    ['calc(1pt / 0)', 'value'],
    ['calc()', 'value'],
    ['calc(1pt +)', 'value'],
    ['min(1pt, 5%)', 'value'],
    ['clamp(1pt, 2pt)', 'value'],
    ['1pt 2pt', 'value'],
  ])('%s is refused', (value, kind) => {
    expect(marginOf(value)).toEqual([expect.stringMatching(`css-unsupported-${kind}`)]);
  });

  test('a unit that is not supported is pointed at, with the nearest one for a hint', () => {
    expect(style('<p>', 'p { margin: 1pt\n  2emm }').problems).toEqual(['css-unsupported-unit 2:3']);
  });

  test.each([
    'padding-top: -1pt',
    'width: -1em',
    'border-top-width: -1pt',
    'font-size: -1pt',
    'line-height: -1',
  ])('%s: what cannot be negative is refused', (declaration) => {
    expect(style('<p>', `p { ${declaration} }`).problems).toHaveLength(1);
  });

  test('what cannot be negative is not below zero after arithmetic either', () => {
    expect(style('<p id="p">', 'p { padding-top: calc(1pt - 5pt) }').style('p').paddingTop).toBe(0);
  });
});

describe('font sizes', () => {
  test.each([
    ['12pt', 12],
    ['1.5em', 15],
    ['80%', 8],
    ['calc(100% + 1pt)', 11],
    ['max(80%, 9pt)', 9],
    ['2rem', 20],
    ['medium', 12],
    ['xx-large', 24],
    ['larger', 12],
    ['smaller', 10 / 1.2],
    ['1lh', 15],
  ])('%s', (value, points) => {
    expect(style('<p id="p">', `${BASE} p { font-size: ${value} }`).style('p').fontSize).toBeCloseTo(
      points,
      6,
    );
  });

  test('rem on the root itself is of the initial size for the font size, and of its own for the rest', () => {
    const { fontSize, marginTop } = style(
      '<html id="r">',
      'html { font-size: 2rem; margin-top: 1rem }',
    ).style('r');
    expect([fontSize, marginTop]).toEqual([24, 24]);
  });
});

describe('line heights', () => {
  const child = (value: string) =>
    style(
      '<p><b id="b">',
      `${BASE} p { line-height: ${value}; font-size: 20pt } b { font-size: 40pt }`,
    ).style('b');

  test.each([
    ['1.5', 60],
    ['calc(1 + 0.5)', 60],
    ['150%', 30],
    ['1.5em', 30],
    ['24pt', 24],
    ['normal', 'normal'],
  ])('%s is inherited as CSS has it', (value, points) => {
    expect(child(value).lineHeight).toBe(points);
  });
});

describe('colours', () => {
  const rgb = (value: string) => {
    const styled = style('<p id="p">', `html { color: #102030 } p { color: ${value} }`);
    const { red, green, blue } = styled.style('p').color;
    return styled.problems.length > 0
      ? styled.problems
      : [red, green, blue].map((part) => Math.round(part * 255));
  };

  test.each([
    ['#fff', [255, 255, 255]],
    ['#7A1f1F', [122, 31, 31]],
    ['#7a1f1fff', [122, 31, 31]],
    ['RebeccaPurple', [102, 51, 153]],
    ['black', [0, 0, 0]],
    ['rgb(1, 2, 3)', [1, 2, 3]],
    ['rgb(1 2 3)', [1, 2, 3]],
    ['rgb(100%, 0%, 50%)', [255, 0, 128]],
    ['rgba(1, 2, 3, 1)', [1, 2, 3]],
    ['rgb(1 2 3 / 100%)', [1, 2, 3]],
    ['rgb(999 -5 3)', [255, 0, 3]],
    ['hsl(120, 100%, 25%)', [0, 128, 0]],
    ['hsl(240deg 100% 50%)', [0, 0, 255]],
    ['hsl(-120 100% 50%)', [0, 0, 255]],
    ['currentcolor', [16, 32, 48]],
  ])('%s', (value, expected) => {
    expect(rgb(value)).toEqual(expected);
  });

  test.each([
    '#ff',
    '#ggg',
    'blakc',
    'rgb(1, 2)',
    'rgb(1 2, 3)',
    'rgb(1 2 3 4)',
    'transparent',
    '#0008',
    'rgb(0 0 0 / 0.5)',
    'lab(1 2 3)',
  ])('%s is refused', (value) => {
    expect(rgb(value)).toEqual(['css-unsupported-value 1:36']);
  });

  test('a background may be transparent', () => {
    const styled = style('<p id="p">', 'p { background: red } #p { background: transparent }');
    expect(styled.problems).toEqual([]);
    expect(styled.style('p').backgroundColor).toBeUndefined();
  });
});
