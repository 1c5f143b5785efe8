import { describe, expect, test } from 'vitest';
import { cropMarks, foldMarks, roomAround } from '../../src/imposition/marks.js';
import { commonSize, cutAt, placePage, planSheet } from '../../src/imposition/sheet.js';
import { sheetSize } from '../../src/imposition/sheet-size.js';

const PLAIN = { bleed: 0, marks: false };
const page = (width: number, height: number) => ({ width, height });

describe('a sheet', () => {
  test.each([
    { what: 'without a size: what two pages need', page: page(200, 300), sheet: page(400, 300), scale: 1 },
    {
      what: 'with bleed: room for it on each side',
      page: page(200, 300),
      bleed: 9,
      sheet: page(418, 318),
      scale: 1,
    },
    { what: 'of the size of two pages', page: page(200, 300), given: page(400, 300), scale: 1 },
    {
      what: 'given upright is turned',
      page: page(200, 300),
      given: page(300, 400),
      sheet: page(400, 300),
      scale: 1,
    },
    { what: 'larger: pages keep their size', page: page(200, 300), given: page(800, 600), scale: 1 },
    { what: 'too narrow: pages are made smaller', page: page(200, 300), given: page(300, 250), scale: 0.75 },
    { what: 'too low: pages are made smaller', page: page(200, 300), given: page(500, 150), scale: 0.5 },
    { what: 'for narrow pages stays upright', page: page(100, 500), given: page(250, 600), scale: 1 },
  ])('$what', ({ page, given, bleed = 0, sheet = given!, scale }) => {
    const plan = planSheet(page, { sheet: given, bleed, marks: false });
    expect(plan).toMatchObject({ ...sheet, scale, fold: sheet.width / 2 });
    expect(plan.cut).toEqual({
      x: sheet.width / 2 - page.width * scale,
      y: (sheet.height - page.height * scale) / 2,
      width: 2 * page.width * scale,
      height: page.height * scale,
    });
  });

  test('leaves room for marks where pages are made smaller anyhow, and not where they fit', () => {
    const room = roomAround(0, true);
    const small = planSheet(page(200, 300), { sheet: page(300, 250), bleed: 0, marks: true });
    expect(small.cut.x).toBeCloseTo(room);
    const exact = planSheet(page(200, 300), { sheet: page(400, 300), bleed: 0, marks: true });
    expect(exact.cut.x).toBe(0);
  });

  test('shows something of pages, upright, however small it is', () => {
    const { scale } = planSheet(page(200, 300), { sheet: page(20, 30), bleed: 0, marks: true });
    expect(scale).toBeGreaterThan(0);
  });

  test.each([
    ['a4', 595.28, 841.89],
    ['letter landscape', 612, 792],
    ['portrait jis-b5', 515.91, 728.5],
    ['11in 17in', 792, 1224],
    ['10cm', 283.46, 283.46],
  ])('of the size %s', (css, width, height) => {
    const size = sheetSize(css);
    expect([size.width.toFixed(2), size.height.toFixed(2)]).toEqual([width.toFixed(2), height.toFixed(2)]);
  });
});

describe('a page on a sheet', () => {
  const sheet = planSheet(page(200, 300), { ...PLAIN, sheet: page(500, 400) });

  test.each([
    { half: 'left', x: 50, clip: { x: 50, y: 50, width: 200, height: 300 } },
    { half: 'right', x: 250, clip: { x: 250, y: 50, width: 200, height: 300 } },
  ] as const)('stands at the fold, on the $half', ({ half, x, clip }) => {
    expect(placePage(sheet, half, page(200, 300), 0, 0)).toEqual({ x, y: 50, scale: 1, clip });
  });

  test.each([
    { half: 'left', x: 53, clip: { x: 44, y: 41, width: 206, height: 318 } },
    { half: 'right', x: 247, clip: { x: 250, y: 41, width: 206, height: 318 } },
  ] as const)(
    'bleeds to the outside and moves into the fold with creep, on the $half',
    ({ half, x, clip }) => {
      expect(placePage(sheet, half, page(200, 300), 9, 3)).toEqual({ x, y: 50, scale: 1, clip });
    },
  );

  test.each([
    { what: 'smaller: in the middle of the height', size: page(100, 150), x: 150, y: 125, scale: 1 },
    { what: 'larger: made as small as the others', size: page(400, 300), x: 50, y: 125, scale: 0.5 },
  ])('that is $what', ({ size, x, y, scale }) => {
    expect(placePage(sheet, 'left', size, 0, 0)).toMatchObject({ x, y, scale });
  });

  test('is as large as most of them', () => {
    expect(commonSize([page(400, 300), page(200, 300), page(200, 300)])).toEqual(page(200, 300));
    expect(commonSize([page(400, 300), page(200, 300)])).toEqual(page(400, 300));
  });
});

describe('marks', () => {
  const cut = { x: 100, y: 100, width: 400, height: 300 };
  const inside = (x: number, y: number, around: number) =>
    x > 100 - around && x < 500 + around && y > 100 - around && y < 400 + around;

  test.each([0, 3, 8.5, 30])('with a bleed of %s point at the cut and stand outside the bleed', (bleed) => {
    const lines = [...cropMarks(cut, bleed), ...foldMarks(300, cut, bleed)];
    expect(lines).toHaveLength(10);
    const room = roomAround(bleed, true);
    for (const { x1, y1, x2, y2 } of lines) {
      if (x1 === x2) expect([100, 300, 500]).toContain(x1);
      else expect([y1, y2]).toEqual([expect.toBeOneOf([100, 400]), y1]);
      for (const [x, y] of [
        [x1, y1],
        [x2, y2],
      ] as const) {
        expect(inside(x, y, bleed)).toBe(false);
        expect(inside(x, y, room)).toBe(true);
      }
    }
  });

  test('lie on inner sheets where these are cut', () => {
    const sheet = planSheet(page(200, 300), { ...PLAIN, sheet: page(500, 400) });
    expect(cutAt(sheet, 2)).toEqual({ x: 52, y: 50, width: 396, height: 300 });
  });
});
