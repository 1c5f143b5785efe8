import { describe, expect, test } from 'vitest';
import { coverMatter, makeCover } from '../../src/epub/cover.js';
import { book } from '../support/book.js';
import { renderBook } from '../support/render.js';

const TITLE = 'A Complete Collection of the Petitions of the Salt-Workers of the Lower Estuary';
const SUBTITLE =
  'Now first printed from the manuscripts, with a preface, an introduction, notes critical and explanatory, and three indexes';
const MANY = Array.from({ length: 12 }, (_, n) => `Maria-Luise von Langenfeld ${n}`);

/** The lines of the editors: their size, and where the first begins and the last ends, in the picture's units. */
async function editorsOf(editors: string[], theme: 'clear' | undefined) {
  const of = book({ title: TITLE, subtitle: SUBTITLE, editors });
  if (theme) of.edition.theme = theme;
  let drawn = '';
  await makeCover(coverMatter(renderBook(of).value), async ({ svg }) => {
    drawn = svg;
    return { reason: '' };
  });
  const group = /<g font-size="([\d.]+)" transform="translate\(0 ([\d.-]+)\)">(.*?)<\/g>/s.exec(drawn)!;
  const size = Number(group[1]);
  const lines = [...group[3]!.matchAll(/ y="([\d.]+)"/g)].map((match) => Number(match[1]) + Number(group[2]));
  const others = [...drawn.slice(0, group.index).matchAll(/<text .*? y="([\d.]+)"/g)].map((m) =>
    Number(m[1]),
  );
  return { size, top: lines[0]! - size * 0.72, last: lines.at(-1)!, above: Math.max(...others) };
}

describe.each([
  [undefined, 54],
  ['clear', 68],
] as const)('the cover of theme %s', (theme, size) => {
  test('names many editors legibly, between the subtitle and the colour', async () => {
    const [few, many] = [await editorsOf(['Ada Lindgren'], theme), await editorsOf(MANY, theme)];
    expect(few.size).toBe(size);
    expect(many.size).toBeGreaterThan(24);
    expect(many.last).toBeLessThan(few.last + 20);
    expect(many.top).toBeGreaterThan(many.above);
  });
});
