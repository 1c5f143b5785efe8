import type { StructureElement } from '../layout.js';

type ListNumbering = NonNullable<NonNullable<StructureElement['attributes']>['listNumbering']>;

const NUMBERINGS: Record<string, ListNumbering> = {
  decimal: 'Decimal',
  'decimal-leading-zero': 'Decimal',
  'lower-roman': 'LowerRoman',
  'upper-roman': 'UpperRoman',
  'lower-alpha': 'LowerAlpha',
  'lower-latin': 'LowerAlpha',
  'upper-alpha': 'UpperAlpha',
  'upper-latin': 'UpperAlpha',
  disc: 'Disc',
  circle: 'Disc',
  square: 'Disc',
};

/** The ListNumbering attribute of ISO 32000-1 for a list-style-type. */
export function styleListNumbering(style: string): ListNumbering {
  // A string that stands before every item is a bullet.
  return NUMBERINGS[style] ?? (style.startsWith('"') ? 'Disc' : 'None');
}
