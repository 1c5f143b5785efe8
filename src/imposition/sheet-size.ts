import { pointsOf } from '../manuscript/values.js';
import { SIZES } from '../typeset/style/page-size.js';
import type { Size } from './sheet.js';

/** The size that CSS gives for a sheet, as annotations.yml has it: a name, or one or two lengths. Which way up does not matter. */
export function sheetSize(css: string): Size {
  const words = css.trim().toLowerCase().split(/\s+/);
  const named = Object.entries(SIZES).find(([name]) => words.includes(name));
  if (named) return named[1];
  const [width = 0, height = width] = words.map(pointsOf);
  return { width, height };
}
