import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Edition, Imposition } from '../manuscript/manuscript.js';
import type { Layout } from '../typeset/layout.js';
import { roomAround } from './marks.js';
import type { Sheet } from './sheet.js';
import { sheetsOfSignature } from './signatures.js';

/**
 * Sheets that are folded into one another: 80 pages. Twenty sheets of ordinary paper (80 g/m²) is what long staplers go
 * through and what stays flat when it is folded; thicker paper gives less.
 */
const MOST_SHEETS_FOLDED = 20;

/** Type of ordinary size cannot be read when it is made smaller than this share of it. */
const LEAST_SCALE = 0.5;

/** Lengths (points) that are as good as the same. */
const TOLERANCE = 0.01;

/** A bleed that is wider than the margins of the page is mostly a mistake of the unit. */
export function checkBleed({ bleed, spans }: Edition, layout: Layout): Diagnostic[] {
  // A page without a margin is made for a bleed.
  const margins = layout.pages
    .flatMap((page) => bodyMargins(page).outer)
    .filter((margin) => margin > TOLERANCE);
  const least = margins.reduce((least, margin) => Math.min(least, margin), Number.POSITIVE_INFINITY);
  if (bleed <= least) return [];
  return [
    diagnostic(
      'bleed-too-wide',
      `the bleed (${length(bleed)}) is wider than a margin of the pages (${length(least)})`,
      {
        at: spans.bleed,
        hint: 'printers ask for 3mm or 0.125in',
      },
    ),
  ];
}

/** What stands in the way of folding, stapling and reading what an edition's imposition gives. */
export function checkImposition(edition: Edition, layout: Layout, sheet: Sheet): Diagnostic[] {
  const { imposition, spans } = edition;
  if (!imposition) return [];
  const at = (key: keyof Imposition) => spans[`imposition.${key}`] ?? spans.imposition;
  const found: Diagnostic[] = [];
  if (imposition.layout === 'booklet') {
    const sheets = sheetsOfSignature(layout.pages.length, imposition.signature);
    if (sheets > MOST_SHEETS_FOLDED)
      found.push(
        diagnostic('signature-too-thick', `a signature of ${sheets} sheets is too thick to fold`, {
          at: at('signature'),
          hint: 'divide the book: { layout: booklet, signature: 32 } makes signatures of 8 sheets',
        }),
      );
    const moved = (sheets - 1) * imposition.creep;
    const inner = innerMargin(layout);
    if (moved > inner)
      found.push(
        diagnostic(
          'creep-too-wide',
          `the innermost sheet moves by ${length(moved)}, more than the inner margin (${length(inner)}): text is lost in the fold`,
          { at: at('creep'), hint: 'creep is the thickness of the paper: 0.1mm, at most 0.3mm' },
        ),
      );
  }
  if (sheet.scale < LEAST_SCALE)
    found.push(
      diagnostic(
        'sheet-too-small',
        `on this sheet the pages are only ${Math.round(sheet.scale * 100)} % of their size`,
        { at: at('sheet'), hint: 'take a larger sheet, or leave “sheet” out' },
      ),
    );
  const { bleed, cropMarks } = edition;
  const room = Math.min(sheet.cut.x, sheet.cut.y);
  if (room < roomAround(bleed * sheet.scale, cropMarks) - TOLERANCE)
    found.push(
      diagnostic(
        'sheet-without-room',
        `the sheet has ${length(room)} beside the pages, too little for ${cropMarks ? 'the marks' : 'the bleed'}`,
        { at: at('sheet'), hint: 'take a larger sheet, or leave “sheet” out' },
      ),
    );
  return found;
}

/** The least distance of text from the fold. */
function innerMargin(layout: Layout): number {
  return layout.pages.reduce(
    (least, page) => Math.min(least, bodyMargins(page).inner),
    Number.POSITIVE_INFINITY,
  );
}

/** The margins that a page's text has: the one at the spine, and all. */
function bodyMargins({ areas, width, height, side }: Layout['pages'][number]): {
  inner: number;
  outer: number[];
} {
  const body = areas.find(({ kind }) => kind === 'body');
  if (!body) return { inner: Number.POSITIVE_INFINITY, outer: [] };
  const right = width - body.x - body.width;
  return {
    inner: side === 'right' ? body.x : right,
    outer: [body.x, body.y, right, height - body.y - body.height],
  };
}

function length(points: number): string {
  return `${Math.round((points / 72) * 254) / 10} mm`;
}
