import type { Values } from './values.js';

/** The counter styles of CSS Counter Styles 3 that a book has use for. */
export const COUNTER_STYLES = [
  'decimal',
  'decimal-leading-zero',
  'lower-roman',
  'upper-roman',
  'lower-alpha',
  'lower-latin',
  'upper-alpha',
  'upper-latin',
  'lower-greek',
  'disc',
  'circle',
  'square',
  'none',
] as const;

export function readCounterStyle(values: Values): string | undefined {
  return values.keyword(...COUNTER_STYLES);
}

/**
 * A list-style-type: a counter style by name, or a string that stands before every item, which is kept between
 * quotation marks (`"– "`), so that it cannot be taken for a name.
 */
export function readListMarker(values: Values): string | undefined {
  const text = values.string();
  return text === undefined ? readCounterStyle(values) : `"${text}"`;
}
