import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { FontLibrary } from './font-library.js';
import { Shaper } from './shape.js';
import { TextStyles } from './text-style.js';

/**
 * What the setting of a book's text shares: its fonts, the caches of shaped and hyphenated words, and what was found
 * wrong.
 */
export interface TextContext {
  readonly fonts: FontLibrary;
  readonly shaper: Shaper;
  readonly styles: TextStyles;
  /**
   * Missing glyphs are reported here, once each. Bad lines are values on the lines: only the page stage knows which
   * stay.
   */
  readonly diagnostics: Diagnostic[];
}

export function createTextContext(fonts: FontLibrary): TextContext {
  const diagnostics: Diagnostic[] = [];
  const shaper = new Shaper(fonts, diagnostics);
  return { fonts, diagnostics, shaper, styles: new TextStyles(shaper) };
}
