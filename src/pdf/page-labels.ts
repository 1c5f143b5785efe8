import { formatCounter } from '../counter-style.js';
import type { PageFrame } from '../typeset/layout.js';
import { textString } from './syntax.js';

/**
 * The value of PageLabels (ISO 32000-1, 12.4.2): a range wherever style or counting changes. A page whose label is not
 * its number (a cover without one) has it as a prefix alone.
 */
export function pageLabels(pages: readonly PageFrame[]): string {
  const ranges: string[] = [];
  let next: { style: PageFrame['labelStyle']; number: number } | undefined;
  pages.forEach((page, i) => {
    const { label, labelStyle: style, labelNumber: number } = page;
    const counted = number > 0 && label === formatCounter(number, style);
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
