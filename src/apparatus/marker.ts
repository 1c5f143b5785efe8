import type { Marker } from '../manuscript/manuscript.js';

/** The traditional order of note signs; after the last, they come back doubled, then tripled. */
const SYMBOLS = ['*', '†', '‡', '§', '‖', '¶'];
const GREEK = 'αβγδεζηθικλμνξοπρστυφχψω';
const LATIN = 'abcdefghijklmnopqrstuvwxyz';
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

/** What a note's call shows. Roman numerals from 4000 and all else that a style cannot write fall back to decimal. */
export function markerLabel(marker: Marker, number: number): string {
  switch (marker) {
    case 'decimal':
      return String(number);
    case 'symbols': {
      const turns = Math.floor((number - 1) / SYMBOLS.length) + 1;
      return SYMBOLS[(number - 1) % SYMBOLS.length]!.repeat(turns);
    }
    case 'lower-alpha':
      return alphabetic(LATIN, number);
    case 'upper-alpha':
      return alphabetic(LATIN, number).toUpperCase();
    case 'lower-greek':
      return alphabetic(GREEK, number);
    case 'lower-roman':
      return roman(number);
    case 'upper-roman':
      return roman(number).toUpperCase();
  }
}

/** a … z, aa, ab …: bijective numeration, as CSS's alphabetic counter styles have it. */
function alphabetic(letters: string, number: number): string {
  let label = '';
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / letters.length))
    label = letters[(rest - 1) % letters.length]! + label;
  return label;
}

function roman(number: number): string {
  if (number >= 4000) return String(number);
  let label = '';
  let rest = number;
  for (const [value, letters] of ROMAN)
    while (rest >= value) {
      label += letters;
      rest -= value;
    }
  return label;
}
