import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { MARK_WIDTH, roomAround } from '../../src/imposition/marks.js';
import { printPages } from '../../src/imposition/print-pages.js';
import { writePdf } from '../../src/pdf/write-pdf.js';
import type { Graphic } from '../../src/typeset/layout.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { BookMaker } from '../pdf/book.js';
import { METADATA, png, ROUND, sampleBook } from '../pdf/sample.js';

const BLEED = 9;
const [WIDTH, HEIGHT] = [300, 400];
const GREY = { red: 0.5, green: 0.5, blue: 0.5 };
const background = { kind: 'artifact', type: 'background' } as const;

const rectangle = ([x, y, width, height]: readonly [number, number, number, number]): Graphic => ({
  kind: 'rectangle',
  ...{ x, y, width, height },
  color: GREY,
  owner: background,
});
type Line = readonly [x1: number, y1: number, x2: number, y2: number, width?: number];
const rule = ([x1, y1, x2, y2, width = 2]: Line): Graphic => ({
  kind: 'rule',
  ...{ x1, y1, x2, y2, width },
  style: 'solid',
  color: GREY,
  owner: background,
});

/** A graphic on a page, as a printer gets it: in the coordinates of the trimmed page. */
function bled(graphic: Graphic, bleed = BLEED): Graphic {
  const book = new BookMaker([WIDTH, HEIGHT]);
  book.page();
  book.graphic(graphic);
  const [drawn] = printPages(book.layout(), { bleed, marks: false }).pages[0]!.graphics;
  if (drawn!.kind === 'rule') {
    const { x1, y1, x2, y2 } = drawn!;
    return { ...drawn!, x1: x1 - bleed, y1: y1 - bleed, x2: x2 - bleed, y2: y2 - bleed };
  }
  return { ...drawn!, x: drawn!.x - bleed, y: drawn!.y - bleed };
}

describe('what touches the edge of a page reaches into the bleed', () => {
  test.each([
    { what: 'nothing', from: [10, 10, 50, 50], to: [10, 10, 50, 50] },
    { what: 'the left edge', from: [0, 10, 50, 50], to: [-9, 10, 59, 50] },
    { what: 'nearly the right edge', from: [250, 10, 49.8, 50], to: [250, 10, 59, 50] },
    { what: 'the head', from: [10, 0, 50, 50], to: [10, -9, 50, 59] },
    { what: 'the foot', from: [10, 350, 50, 50], to: [10, 350, 50, 59] },
    { what: 'all edges', from: [0, 0, 300, 400], to: [-9, -9, 318, 418] },
    { what: 'more than the page', from: [-50, -50, 900, 900], to: [-9, -9, 318, 418] },
  ] as const)('a rectangle that touches $what', ({ from, to }) => {
    expect(bled(rectangle(from))).toMatchObject(rectangle(to));
  });

  test.each([
    { what: 'inside', from: [10, 20, 90, 20], to: [10, 20, 90, 20, 2] },
    { what: 'from the left edge', from: [0, 20, 90, 20], to: [-9, 20, 90, 20, 2] },
    { what: 'from edge to edge', from: [0, 20, 300, 20], to: [-9, 20, 309, 20, 2] },
    { what: 'down to the foot', from: [20, 90, 20, 400], to: [20, 90, 20, 409, 2] },
    { what: 'along the head', from: [10, 1, 90, 1], to: [10, -3.5, 90, -3.5, 11] },
  ] as const)('a rule $what', ({ from, to }) => {
    expect(bled(rule(from))).toMatchObject(rule(to));
  });

  test('a picture keeps its proportions, and is cut to what it stood in and the bleed', () => {
    const owner = background;
    const image = png(ROUND);
    const box = { x: 0, y: 0, width: 300, height: 200 };
    const drawn = bled({ kind: 'image', ...box, image, owner }) as Extract<Graphic, { kind: 'image' }>;
    expect(drawn.width / drawn.height).toBeCloseTo(1.5);
    expect(drawn.clip).toEqual({ x: 0, y: 0, width: 318, height: 209 });
    expect(drawn.width).toBeGreaterThanOrEqual(318);
    expect(drawn.height).toBeGreaterThanOrEqual(209);
  });

  test('without a bleed all stays as it is', () => {
    const whole = rectangle([0, 0, WIDTH, HEIGHT]);
    expect(bled(whole, 0)).toEqual(whole);
  });
});

describe('a PDF for the printer', () => {
  async function printed(bleed: number, marks: boolean) {
    const book = sampleBook();
    book.graphic(rectangle([0, 0, WIDTH, 100]));
    const layout = printPages(book.layout(), { bleed, marks });
    return { layout, value: (await writePdf(layout, METADATA)).value };
  }

  test.each([
    { bleed: 0, marks: true },
    { bleed: BLEED, marks: false },
    { bleed: BLEED, marks: true },
  ])(
    'with a bleed of $bleed and marks: $marks keeps PDF/UA, and names its boxes',
    async ({ bleed, marks }) => {
      const { value } = await printed(bleed, marks);
      const { report } = verifyPdf(value);
      expect(report.failed).toEqual([]);
      const [page] = (await PDFDocument.load(value, { updateMetadata: false })).getPages();
      const room = roomAround(bleed, marks);
      const near = (box: object) =>
        Object.fromEntries(Object.entries(box).map(([key, value]) => [key, expect.closeTo(value, 2)]));
      expect(page!.getSize()).toEqual(near({ width: WIDTH + 2 * room, height: HEIGHT + 2 * room }));
      expect(page!.getTrimBox()).toEqual(near({ x: room, y: room, width: WIDTH, height: HEIGHT }));
      expect(page!.getBleedBox()).toEqual(
        near({ x: room - bleed, y: room - bleed, width: WIDTH + 2 * bleed, height: HEIGHT + 2 * bleed }),
      );
    },
  );

  test('has its marks as artifacts, outside the bleed', async () => {
    const { layout } = await printed(BLEED, true);
    const { graphics, cut } = layout.pages[0]!;
    const marks = graphics.filter((graphic) => graphic.kind === 'rule' && graphic.width === MARK_WIDTH);
    expect(marks).toHaveLength(8);
    for (const mark of marks) {
      expect(mark.owner).toEqual({ kind: 'artifact', type: 'page' });
      const { x1, y1 } = mark as Extract<Graphic, { kind: 'rule' }>;
      const inBleed =
        x1 > cut!.x - BLEED &&
        x1 < cut!.x + WIDTH + BLEED &&
        y1 > cut!.y - BLEED &&
        y1 < cut!.y + HEIGHT + BLEED;
      expect(inBleed).toBe(false);
    }
  });
});
