import type { PageBox } from '../typeset/layout.js';
import { textString } from './syntax.js';

/**
 * The value of PageLabels (ISO 32000-1, 12.4.2): a range wherever style or counting changes. A page whose label is not
 * its number (a cover without one) has it as a prefix alone.
 */
export function pageLabels(pages: readonly PageBox[]): string {
  const ranges: string[] = [];
  let next: { style: PageBox['labelStyle']; number: number } | undefined;
  pages.forEach((page, i) => {
    const { label, labelStyle: style, labelNumber: number } = page;
    const counted = number > 0 && label === (style === 'decimal' ? String(number) : lowerRoman(number));
    if (!counted) {
      ranges.push(`${i} <</P${textString(label)}>>`);
      next = undefined;
      return;
    }
    if (!next || next.style !== style || next.number !== number)
      ranges.push(`${i} <</S/${style === 'decimal' ? 'D' : 'r'}${number === 1 ? '' : `/St ${number}`}>>`);
    next = { style, number: number + 1 };
  });
  return `<</Nums[${ranges.join(' ')}]>>`;
}

const ROMAN: [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

export function lowerRoman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, letters] of ROMAN) {
    text += letters.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return text;
}
