import type { Element, Root } from 'hast';

/** The title of a reading is its h1; headings of its text begin below it. */
const FIRST_LEVEL = 2;
const LAST_LEVEL = 6;

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/**
 * The level that each heading of a text gets, so that the first is h2 and none skips a level on the way down,
 * whatever levels the author used. Deeper than h6 stays h6.
 */
export function headingLevels(body: Root): Map<Element, number> {
  const levels = new Map<Element, number>();
  const open: number[] = [];
  const walk = ({ children }: Root | Element) => {
    for (const element of children) {
      if (element.type !== 'element') continue;
      const level = HEADINGS.indexOf(element.tagName) + 1;
      if (level > 0) {
        while (open.length > 0 && open.at(-1)! >= level) open.pop();
        open.push(level);
        levels.set(element, Math.min(LAST_LEVEL, FIRST_LEVEL - 1 + open.length));
      }
      walk(element);
    }
  };
  walk(body);
  return levels;
}
