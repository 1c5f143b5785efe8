/*
 * Numbers as CSS Counter Styles 3 writes them. Notes, lists, folios and page labels all count with these.
 */

const LATIN = 'abcdefghijklmnopqrstuvwxyz';
const GREEK = 'αβγδεζηθικλμνξοπρστυφχψω';
const SYMBOLS = ['*', '†', '‡', '§', '‖', '¶'];
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
/** Roman numerals are not defined beyond this (CSS Counter Styles 3, 6.1). */
const ROMAN_MOST = 3999;

/** A number in a counter style of CSS Counter Styles 3, or in `symbols` (* † ‡ § ‖ ¶, then doubled); unknown styles are decimal. */
export function formatCounter(value: number, style: string): string {
  switch (style) {
    case 'none':
      return '';
    case 'disc':
      return '•';
    case 'circle':
      return '◦';
    case 'square':
      return '▪';
    case 'decimal-leading-zero':
      return value < 0 ? `-${String(-value).padStart(2, '0')}` : String(value).padStart(2, '0');
    case 'lower-roman':
      return roman(value);
    case 'upper-roman':
      return roman(value).toUpperCase();
    case 'lower-alpha':
    case 'lower-latin':
      return alphabetic(value, LATIN);
    case 'upper-alpha':
    case 'upper-latin':
      return alphabetic(value, LATIN).toUpperCase();
    case 'lower-greek':
      return alphabetic(value, GREEK);
    case 'symbols':
      return value < 1
        ? String(value)
        : SYMBOLS[(value - 1) % SYMBOLS.length]!.repeat(1 + Math.floor((value - 1) / SYMBOLS.length));
    default:
      return String(value);
  }
}

/** The style in which a label is written: `†` is `symbols`, `iv` is `lower-roman` where its number is 4. */
export function styleOfLabel(label: string): string {
  const text = label.trim();
  if (SYMBOLS.includes(text[0] ?? '')) return 'symbols';
  if (/^[a-z]$/.test(text)) return 'lower-alpha';
  if (/^[A-Z]$/.test(text)) return 'upper-alpha';
  if (/^[α-ω]$/.test(text)) return 'lower-greek';
  if (/^[ivxlcdm]+$/.test(text)) return 'lower-roman';
  if (/^[IVXLCDM]+$/.test(text)) return 'upper-roman';
  return 'decimal';
}

/** Whether list markers of a style are numbers or letters, which a full stop follows. */
export function isOrdered(style: string): boolean {
  return !['none', 'disc', 'circle', 'square'].includes(style);
}

function roman(value: number): string {
  if (value < 1 || value > ROMAN_MOST) return String(value);
  let rest = value;
  let text = '';
  for (const [worth, letters] of ROMAN)
    while (rest >= worth) {
      text += letters;
      rest -= worth;
    }
  return text;
}

function alphabetic(value: number, letters: string): string {
  if (value < 1) return String(value);
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / letters.length))
    text = letters[(rest - 1) % letters.length]! + text;
  return text;
}
