import { describe, expect, test } from 'vitest';
import { checkBleed, checkImposition } from '../../src/imposition/check-print.js';
import { planSheet } from '../../src/imposition/sheet.js';
import { sheetSize } from '../../src/imposition/sheet-size.js';
import type { Edition, Imposition } from '../../src/manuscript/manuscript.js';
import type { Layout } from '../../src/typeset/layout.js';
import { BookMaker } from '../pdf/book.js';
import { EDITION } from '../support/book.js';

const MM = 72 / 25.4;

/** Pages of 300 by 400 points, with margins of 36 inside, 50 at the head and foot, and 60 outside; the first has none. */
function layoutOf(pages: number): Layout {
  const book = new BookMaker([300, 400]);
  for (let i = 0; i < pages; i++) {
    const x = i % 2 === 0 ? 36 : 60;
    const areas = [{ kind: 'body' as const, name: '', x, y: 50, width: 204, height: 300 }];
    book.page(undefined, i === 0 ? {} : { areas });
  }
  return book.layout();
}

describe('an imposition', () => {
  const { at } = EDITION;
  const found = (pages: number, written: Partial<Imposition>, more: Partial<Edition> = {}) => {
    const imposition: Imposition = { layout: 'booklet', creep: 0, ...written };
    const spans = Object.fromEntries(['imposition', 'bleed'].map((key) => [key, at]));
    const edition: Edition = { ...EDITION, imposition, spans, ...more };
    const sheet = planSheet(
      { width: 300, height: 400 },
      {
        sheet: imposition.sheet === undefined ? undefined : sheetSize(imposition.sheet),
        bleed: edition.bleed,
        marks: edition.cropMarks,
      },
    );
    return checkImposition(edition, layoutOf(pages), sheet);
  };

  test.each<[what: string, pages: number, Partial<Imposition>, Partial<Edition>, codes: string[]]>([
    ['of as many pages as fold', 80, {}, {}, []],
    ['of one more', 81, {}, {}, ['signature-too-thick']],
    ['in signatures', 400, { signature: 80 }, {}, []],
    ['in signatures that are too thick', 400, { signature: 84 }, {}, ['signature-too-thick']],
    ['in signatures that are larger than the book', 40, { signature: 128 }, {}, []],
    ['two by two of any length', 400, { layout: '2-up' }, {}, []],
    ['with the creep of paper', 80, { creep: 0.1 * MM }, {}, []],
    ['with creep up to the margin', 40, { creep: 4 }, {}, []],
    ['with creep into the text', 40, { creep: 4.1 }, {}, ['creep-too-wide']],
    ['with creep but one sheet', 4, { creep: 72 }, {}, []],
    ['on a sheet of half the size', 4, { sheet: '300pt 200pt' }, {}, []],
    ['on a smaller one', 4, { sheet: '290pt 200pt' }, {}, ['sheet-too-small']],
    ['with marks', 4, {}, { cropMarks: true, bleed: 9 }, []],
    [
      'with marks on a sheet that is full',
      4,
      { sheet: '600pt 400pt' },
      { cropMarks: true },
      ['sheet-without-room'],
    ],
    ['with bleed on a sheet that is full', 4, { sheet: '600pt 400pt' }, { bleed: 9 }, ['sheet-without-room']],
    ['with marks on a larger sheet', 4, { sheet: '660pt 460pt' }, { cropMarks: true }, []],
  ])('%s', (_, pages, written, more, codes) => {
    expect(found(pages, written, more).map(({ code }) => code)).toEqual(codes);
  });

  test('is reported where it is written', () => {
    const [problem] = found(81, {});
    expect(problem).toMatchObject({
      file: at.source.path,
      range: { start: { line: 1 } },
      hint: expect.any(String),
    });
  });
});

test.each([
  { bleed: 3 * MM, codes: [] },
  { bleed: 36, codes: [] },
  { bleed: 37, codes: ['bleed-too-wide'] },
])('a bleed of $bleed points where the least margin is 36: $codes', ({ bleed, codes }) => {
  expect(checkBleed({ ...EDITION, bleed }, layoutOf(3)).map(({ code }) => code)).toEqual(codes);
});

test('pages without margins are made for any bleed', () => {
  expect(checkBleed({ ...EDITION, bleed: 30 }, layoutOf(1))).toEqual([]);
});
