import type { Graphic, Layout, PageBox } from '../../../src/typeset/layout.js';

/**
 * A page as characters. The test font's glyphs are squares, so at 1pt on a line of 1pt a character of the text is a
 * character here. What frames a row says what it belongs to:
 *
 *     |text of the page|
 *     :notes at its foot:
 *     .margin boxes.
 *
 * Rules are drawn with `-`, backgrounds with `░` and images with `▒` where no text stands. A row that sticks out of the
 * page ends in `!`.
 */
export function drawPage(page: PageBox): string[] {
  const width = Math.round(page.width);
  const height = Math.round(page.height);
  const grid = Array.from({ length: height }, () => Array.from({ length: width }, () => ' '));
  const out = new Set<number>();
  const put = (row: number, column: number, character: string) => {
    const line = grid[Math.max(0, Math.min(row, height - 1))]!;
    if (row === Math.max(0, Math.min(row, height - 1)) && column >= 0 && column < width)
      line[column] = character;
    else out.add(Math.max(0, Math.min(row, height - 1)));
  };
  for (const graphic of page.graphics) drawGraphic(graphic, put);
  for (const line of page.lines)
    for (const fragment of line.fragments) {
      const start = line.x + fragment.x;
      const row = Math.round(line.baseline - 0.8);
      [...fragment.shaped.text].forEach((character, i) => {
        if (character !== ' ')
          put(row, Math.round(start + i * fragment.size), character === '\u00ad' ? '-' : character);
      });
    }
  const inside = (kind: string, row: number) =>
    page.areas.some((area) => area.kind === kind && row + 0.5 >= area.y && row + 0.5 < area.y + area.height);
  return grid.map((line, row) => {
    const frame = inside('footnote', row) ? ':' : inside('body', row) ? '|' : '.';
    return frame + line.join('') + (out.has(row) ? '!' : frame);
  });
}

/** All pages, each under its label: `1`, `ii`; `(blank)` behind that of a blank page. */
export function drawPages(layout: Layout): string {
  return layout.pages
    .map((page) => [`[${page.label}]${page.blank ? ' (blank)' : ''}`, ...drawPage(page)].join('\n'))
    .join('\n');
}

function drawGraphic(graphic: Graphic, put: (row: number, column: number, character: string) => void): void {
  if (graphic.kind === 'rule') {
    if (graphic.y1 !== graphic.y2) return;
    for (let x = Math.round(graphic.x1); x < Math.round(graphic.x2); x++) put(Math.floor(graphic.y1), x, '-');
    return;
  }
  const character = graphic.kind === 'image' ? '▒' : '░';
  for (let y = Math.round(graphic.y); y < Math.round(graphic.y + graphic.height); y++)
    for (let x = Math.round(graphic.x); x < Math.round(graphic.x + graphic.width); x++) put(y, x, character);
}
