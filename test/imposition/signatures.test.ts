import { describe, expect, test } from 'vitest';
import {
  type Binding,
  booklet,
  type SheetSide,
  sheetsOfSignature,
  twoUp,
} from '../../src/imposition/signatures.js';

/**
 * Folds printed sheets as a bookbinder does, and turns the pages of the book. Two sides in a row are the front and the back
 * of a sheet that was turned about its vertical axis; each sheet that lies in no other begins a signature.
 */
function fold(sides: SheetSide[], binding: Binding): (number | undefined)[] {
  const signatures: { front: SheetSide; back: SheetSide }[][] = [];
  for (let i = 0; i < sides.length; i += 2) {
    const [front, back] = [sides[i]!, sides[i + 1]!];
    if (front.depth === 0) signatures.push([]);
    const sheets = signatures.at(-1)!;
    expect([front.depth, back.depth]).toEqual([sheets.length, sheets.length]);
    sheets.push({ front, back });
  }
  // The leaf that is opened first, and the half that it is on the sheet's front.
  const first = binding === 'left' ? 'right' : 'left';
  const second = binding === 'left' ? 'left' : 'right';
  return signatures.flatMap((sheets) => [
    ...sheets.flatMap(({ front, back }) => [front[first], back[second]]),
    ...[...sheets].reverse().flatMap(({ front, back }) => [back[first], front[second]]),
  ]);
}

describe.each(['left', 'right'] as const)('a booklet bound on the %s', (binding) => {
  test.each([undefined, 4, 8, 12, 16, 32])(
    'in signatures of %s is read in order, blanks last',
    (signature) => {
      for (let pages = 0; pages <= 70; pages++) {
        const read = fold(booklet(pages, binding, signature), binding);
        const leaves = Math.ceil(pages / 4) * 4;
        const wanted = Array.from({ length: leaves }, (_, i) => (i < pages ? i : undefined));
        expect(read).toEqual(wanted);
      }
    },
  );
});

describe('the sheets of a booklet', () => {
  /** Pages counted from 1, - for a blank: “8 1” is what stands left and right. */
  const shown = (sides: SheetSide[]) =>
    sides.map(({ left, right }) =>
      [left, right].map((page) => (page === undefined ? '-' : page + 1)).join(' '),
    );

  test.each<{ pages: number; signature?: number; binding?: Binding; sides: string[] }>([
    { pages: 1, sides: ['- 1', '- -'] },
    { pages: 4, sides: ['4 1', '2 3'] },
    { pages: 6, sides: ['- 1', '2 -', '6 3', '4 5'] },
    { pages: 8, sides: ['8 1', '2 7', '6 3', '4 5'] },
    { pages: 8, signature: 4, sides: ['4 1', '2 3', '8 5', '6 7'] },
    { pages: 13, signature: 8, sides: ['8 1', '2 7', '6 3', '4 5', '- 9', '10 -', '- 11', '12 13'] },
    { pages: 8, binding: 'right', sides: ['1 8', '7 2', '3 6', '5 4'] },
  ])('$pages pages, signature $signature: $sides', ({ pages, signature, binding = 'left', sides }) => {
    expect(shown(booklet(pages, binding, signature))).toEqual(sides);
  });

  test.each([
    { pages: 158, sheets: 40 },
    { pages: 158, signature: 16, sheets: 4 },
    { pages: 6, signature: 16, sheets: 2 },
    { pages: 0, sheets: 0 },
  ])('$pages pages in signatures of $signature: $sheets sheets in one', ({ pages, signature, sheets }) => {
    expect(sheetsOfSignature(pages, signature)).toBe(sheets);
  });
});

describe('pages two by two', () => {
  test.each([
    { pages: 0, binding: 'left' as const, sides: [] },
    { pages: 1, binding: 'left' as const, sides: [[0, undefined]] },
    {
      pages: 3,
      binding: 'left' as const,
      sides: [
        [0, 1],
        [2, undefined],
      ],
    },
    {
      pages: 3,
      binding: 'right' as const,
      sides: [
        [1, 0],
        [undefined, 2],
      ],
    },
  ])('$pages, bound on the $binding', ({ pages, binding, sides }) => {
    expect(twoUp(pages, binding).map(({ left, right }) => [left, right])).toEqual(sides);
  });
});
