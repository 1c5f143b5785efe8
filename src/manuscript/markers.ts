/** How a series can count: named as CSS counter styles are; `symbols` is * † ‡ § ‖ ¶, then doubled. */
export const MARKERS = [
  'decimal',
  'symbols',
  'lower-alpha',
  'upper-alpha',
  'lower-roman',
  'upper-roman',
  'lower-greek',
] as const;

export type Marker = (typeof MARKERS)[number];
