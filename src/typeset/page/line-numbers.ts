import type { LineNumbers } from '../style/computed.js';
import type { ComposedPage } from './compose-page.js';
import { hangLine } from './hang-line.js';
import type { LineSetter } from './line-setter.js';
import { PAGINATION_ARTIFACT } from './structure.js';

/** A line of running text that is counted: its baseline, from the page's top. */
export interface CountedLine {
  kind: 'line';
  baseline: number;
  numbers: LineNumbers;
}

/** Where a part of the book ends: counting by section begins anew. */
export interface EndOfPart {
  kind: 'end';
}

/**
 * Counts the lines of running text, page after page, and sets the number of every nth beside it in the margin. The
 * numbers are artifacts: they belong to this page, and nobody who reads the text aloud or copies it wants them.
 */
export class LineNumbering {
  private inSection = 0;

  constructor(private readonly setter: LineSetter) {}

  /** To be called with each page once, in order. */
  number(page: ComposedPage): void {
    let onPage = 0;
    for (const entry of page.counted) {
      if (entry.kind === 'end') {
        this.inSection = 0;
        continue;
      }
      this.inSection++;
      onPage++;
      const { every, restart } = entry.numbers;
      const number = restart === 'page' ? onPage : this.inSection;
      if (number % every === 0) this.set(page, number, entry.baseline);
    }
  }

  private set(page: ComposedPage, number: number, baseline: number): void {
    const style = page.plan.geometry.style.lineNumber;
    const text = String(number);
    const line = this.setter.single([{ kind: 'text', text, style, owner: PAGINATION_ARTIFACT }], style);
    if (line) hangLine(page, { line, style }, baseline, false);
  }
}
