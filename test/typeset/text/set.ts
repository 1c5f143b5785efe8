import type { ComputedStyle } from '../../../src/typeset/style/computed.js';
import { INITIAL } from '../../../src/typeset/style/initial.js';
import {
  breakLines,
  createFontLibrary,
  createTextContext,
  type LineOptions,
  prepareParagraph,
  type TextContext,
} from '../../../src/typeset/text/index.js';
import type { Inline, Line } from '../../../src/typeset/text/line.js';
import { SQUARE, squareFont } from '../../support/square-font.js';

/**
 * A small language for tests of lines: text in squares of size 1, so that widths are numbers of letters, and lines as
 * strings. A hyphen that the breaker added is shown as `-`, one of the text as itself; a space at a line's end is not
 * shown.
 */
const face = { family: SQUARE, weight: 400, style: 'normal' } as const;

export function squareContext(): TextContext {
  return createTextContext(createFontLibrary([{ ...face, bytes: squareFont() }]));
}

const context = squareContext();

export const OWNER = { kind: 'artifact', type: 'layout' } as const;

export function style(overrides: Partial<ComputedStyle> = {}): ComputedStyle {
  return { ...INITIAL, display: 'block', fontFamily: [SQUARE], fontSize: 1, lineHeight: 1, ...overrides };
}

/** The same object for the same overrides, as the cascade does it: caches go by style. */
const styles = new Map<string, ComputedStyle>();
export function sharedStyle(overrides: Partial<ComputedStyle> = {}): ComputedStyle {
  const key = JSON.stringify(overrides);
  const made = styles.get(key) ?? style(overrides);
  styles.set(key, made);
  return made;
}

export function text(
  text: string,
  overrides: Partial<ComputedStyle> = {},
  rest: Partial<Extract<Inline, { kind: 'text' }>> = {},
): Inline {
  return { kind: 'text', text, style: sharedStyle(overrides), owner: OWNER, ...rest };
}

export interface SetOptions extends Partial<LineOptions> {
  style?: Partial<ComputedStyle>;
  context?: TextContext;
}

/** A text, or inlines, in a paragraph so many letters wide. */
export function set(
  content: string | readonly Inline[],
  measure: LineOptions['measure'],
  options: SetOptions = {},
): Line[] {
  const { style: overrides = {}, context: used = context, ...rest } = options;
  const inlines = typeof content === 'string' ? [text(content, overrides)] : content;
  return breakLines(prepareParagraph(inlines, sharedStyle(overrides), used), { ...rest, measure });
}

export function show(line: Line): string {
  return line.fragments
    .map(({ shaped }) => (shaped.direction === 'rtl' ? shaped.texts.toReversed() : shaped.texts).join(''))
    .join('')
    .replaceAll('\u00ad', '-')
    .trimEnd();
}

/** The lines of a text as strings. */
export function lines(
  content: string | readonly Inline[],
  measure: LineOptions['measure'],
  options: SetOptions = {},
): string[] {
  return set(content, measure, options).map(show);
}

export const JUSTIFIED: Partial<ComputedStyle> = { textAlign: 'justify' };
export const HYPHENATED: Partial<ComputedStyle> = { hyphens: 'auto', lang: 'en-us' };
