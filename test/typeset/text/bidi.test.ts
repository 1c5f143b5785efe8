import { describe, expect, it, test } from 'vitest';
import { reorder } from '../../../src/typeset/text/bidi.js';
import type { Line } from '../../../src/typeset/text/line.js';
import { JUSTIFIED, set, text } from './set.js';

/** A line as it looks, left to right. */
const looks = (line: Line) =>
  line.fragments
    .toSorted((a, b) => a.x - b.x)
    .map(({ shaped }) => shaped.texts.join(''))
    .join('')
    .trim();

describe('visual order', () => {
  test.each<[string, 'ltr' | 'rtl', string, string]>([
    ['a right-to-left paragraph', 'rtl', 'אבג דהו', 'והד גבא'],
    ['Hebrew words in English', 'ltr', 'ab אבג דה cd', 'ab הד גבא cd'],
    ['an English word in Hebrew', 'rtl', 'אב cd גד', 'דג cd בא'],
    ['figures keep their order', 'rtl', 'אב 12 גד', 'דג 12 בא'],
    ['figures after Hebrew in English', 'ltr', 'ab אב 12', 'ab 12 בא'],
    ['a full stop goes with its paragraph', 'rtl', 'אבג.', '.גבא'],
    ['and stays in an English one', 'ltr', 'אבג.', 'גבא.'],
    ['a word of both', 'ltr', 'abאב', 'abבא'],
    ['brackets face the other way', 'rtl', '(אב)', ')בא('],
    ['an override', 'ltr', '\u202eabc\u202c', 'cba'],
  ])('%s', (_, direction, source, expected) => {
    expect(looks(set(source, 40, { style: { direction } })[0]!)).toBe(expected);
  });

  it('across inlines', () => {
    const content = [
      text('אב ', { direction: 'rtl' }),
      text('גד', { direction: 'rtl', fontStyle: 'italic' }),
    ];
    expect(looks(set(content, 40, { style: { direction: 'rtl' } })[0]!)).toBe('דג בא');
  });
});

describe('a right-to-left paragraph', () => {
  const rtl = { direction: 'rtl' } as const;

  it('starts at the right', () => {
    expect(set('אב', 10, { style: rtl })[0]).toMatchObject({ x: 8, width: 2 });
    expect(set('אב', 10, { style: { ...rtl, textAlign: 'end' } })[0]).toMatchObject({ x: 0 });
    expect(set('אב', 10, { style: { ...rtl, textAlign: 'left' } })[0]).toMatchObject({ x: 0 });
  });

  it('is indented at the right', () => {
    const [first, second] = set('אאא בבב גגג', 9, { style: { ...rtl, textIndent: 2 } });
    expect(first!.x + first!.width).toBe(7);
    expect(second!.x + second!.width).toBe(9);
  });

  it('is justified, its last line at the right', () => {
    const [first, last] = set('אא בב גג דדד', 10, { style: { ...rtl, ...JUSTIFIED } });
    expect(first).toMatchObject({ x: 0, width: 10 });
    expect(last).toMatchObject({ x: 7, width: 3 });
  });

  it('has the space of a break at the left of the line', () => {
    const [first] = set('אאא בבב', 4, { style: rtl });
    expect(first).toMatchObject({ x: 1, width: 3 });
    expect(first!.fragments.map(({ x, shaped }) => [x, shaped.text])).toContainEqual([0, ' ']);
  });

  it('sticks out at the left where it is too wide', () => {
    expect(set('אאאאאא', 4, { style: rtl })[0]).toMatchObject({ x: -2, width: 6, bad: 'overfull' });
    expect(set('aaaaaa', 4)[0]).toMatchObject({ x: 0, width: 6, bad: 'overfull' });
  });
});

describe('rule L2', () => {
  test.each([
    ['car', [0, 0, 0], 'car'],
    ['CAR', [1, 1, 1], 'RAC'],
    ['abCAR', [0, 0, 1, 1, 1], 'abRAC'],
    ['CAR12', [1, 1, 1, 2, 2], '12RAC'],
    ['aB12Cd', [0, 1, 2, 2, 1, 0], 'aC12Bd'],
  ])('%s by %j', (letters, levels, expected) => {
    const items = [...letters].map((letter, i) => ({ letter, level: levels[i]! }));
    reorder(items, ({ level }) => level);
    expect(items.map(({ letter }) => letter).join('')).toBe(expected);
  });
});
