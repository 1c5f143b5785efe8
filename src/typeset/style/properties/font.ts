import { BLACK, readColor } from '../color.js';
import { MEDIUM } from '../initial.js';
import { readNumber, readPoints } from '../length.js';
import { constant, custom, field, keywords, lift, type Property, type Specified } from '../property.js';
import type { Values } from '../values.js';

/** CSS Fonts 4: the sizes of the keywords, as multiples of `medium`. */
const SIZES = {
  'xx-small': 3 / 5,
  'x-small': 3 / 4,
  small: 8 / 9,
  medium: 1,
  large: 6 / 5,
  'x-large': 3 / 2,
  'xx-large': 2,
} as const;

/** What `larger` and `smaller` multiply by. */
const STEP = 1.2;

/** Groups of font-variant-numeric: one keyword of each may be given. */
const NUMERIC = [
  ['lining-nums', 'oldstyle-nums'],
  ['proportional-nums', 'tabular-nums'],
  ['diagonal-fractions', 'stacked-fractions'],
  ['ordinal'],
  ['slashed-zero'],
] as const;

const NUMERIC_KEYWORDS = NUMERIC.flat();

export const fontProperties: Property[] = [
  field('font-family', 'fontFamily', { inherited: true, initial: ['serif'], parse: readFamilies }),
  field('font-size', 'fontSize', {
    inherited: true,
    initial: MEDIUM,
    percentOf: (context) => context.fontSize,
    parse: readFontSize,
  }),
  field('font-weight', 'fontWeight', { inherited: true, initial: 400, parse: readWeight }),
  field('font-style', 'fontStyle', {
    inherited: true,
    initial: 'normal',
    parse: keywords('normal', 'italic', 'oblique'),
  }),
  field('font-variant-caps', 'fontVariantCaps', {
    inherited: true,
    initial: 'normal',
    parse: keywords('normal', 'small-caps', 'all-small-caps'),
  }),
  field('font-variant-numeric', 'fontVariantNumeric', { inherited: true, initial: [], parse: readNumeric }),
  field('font-variant-ligatures', 'fontVariantLigatures', {
    inherited: true,
    initial: 'normal',
    parse: keywords('normal', 'none', 'no-common-ligatures'),
  }),
  field('font-kerning', 'fontKerning', {
    inherited: true,
    initial: 'auto',
    parse: keywords('auto', 'normal', 'none'),
  }),
  field('font-feature-settings', 'fontFeatureSettings', {
    inherited: true,
    initial: {},
    parse: readFeatures,
  }),
  field('letter-spacing', 'letterSpacing', { inherited: true, initial: 0, parse: readSpacing }),
  field('word-spacing', 'wordSpacing', { inherited: true, initial: 0, parse: readSpacing }),
  field('text-transform', 'textTransform', {
    inherited: true,
    initial: 'none',
    parse: keywords('none', 'uppercase', 'lowercase', 'capitalize'),
  }),
  field('color', 'color', { inherited: true, initial: BLACK, parse: readColor }),
  // CSS draws the line of a parent through its children; inheriting it comes to the same, and spares each stage a search.
  field('text-decoration-line', 'textDecoration', {
    inherited: true,
    initial: 'none',
    parse: keywords('none', 'underline', 'line-through'),
  }),
  field('vertical-align', 'verticalAlign', {
    initial: 'baseline',
    percentOf: (context) => context.lineHeight,
    parse: (values) =>
      keywords('baseline', 'super', 'sub', 'top', 'middle', 'bottom')(values) ??
      readPoints(values, { percent: 'resolve', negative: true }),
  }),
  custom<LineHeight>('line-height', {
    inherited: true,
    initial: constant('normal'),
    percentOf: (context) => context.fontSize,
    parse: readLineHeight,
    get: (draft) => (draft.lineFactor === undefined ? draft.style.lineHeight : { factor: draft.lineFactor }),
    set: (draft, value) => {
      draft.lineFactor = typeof value === 'object' ? value.factor : undefined;
      draft.style.lineHeight = typeof value === 'object' ? value.factor * draft.style.fontSize : value;
    },
  }),
];

type LineHeight = number | 'normal' | { factor: number };

export function readLineHeight(values: Values): Specified<LineHeight> | undefined {
  const factor = readNumber(values);
  if (factor !== undefined) return constant({ factor });
  return (
    keywords('normal')(values) ??
    // Of a percentage, children inherit the length that it gives.
    readPoints(values, { percent: 'resolve' })
  );
}

export function readFontSize(values: Values): Specified<number> | undefined {
  const word = values.keyword(...(Object.keys(SIZES) as (keyof typeof SIZES)[]));
  if (word) return constant(MEDIUM * SIZES[word]);
  if (values.keyword('larger')) return (context) => context.fontSize * STEP;
  if (values.keyword('smaller')) return (context) => context.fontSize / STEP;
  return readPoints(values, { percent: 'resolve' });
}

/** `bolder` and `lighter` as CSS Fonts 4 has them, section 2.2.1. */
export function readWeight(values: Values): Specified<number> | undefined {
  const word = values.keyword('normal', 'bold', 'bolder', 'lighter');
  if (word === 'normal') return constant(400);
  if (word === 'bold') return constant(700);
  if (word === 'bolder')
    return ({ parent: { fontWeight } }) =>
      fontWeight < 350 ? 400 : fontWeight < 550 ? 700 : Math.max(900, fontWeight);
  if (word === 'lighter')
    return ({ parent: { fontWeight } }) =>
      fontWeight < 100 ? fontWeight : fontWeight < 550 ? 100 : fontWeight < 750 ? 400 : 700;
  return values.attempt(() => {
    const weight = values.number();
    return weight !== undefined && weight >= 1 && weight <= 1000 ? constant(weight) : undefined;
  });
}

export function readFamilies(values: Values): Specified<string[]> | undefined {
  return lift(values.list(() => values.string() ?? values.many(() => values.identifier())?.join(' ')));
}

function readNumeric(values: Values): Specified<string[]> | undefined {
  if (values.keyword('normal')) return constant([]);
  const words = values.many(() => values.keyword(...NUMERIC_KEYWORDS));
  if (!words || NUMERIC.some((group) => words.filter((word) => isOneOf(word, group)).length > 1))
    return undefined;
  return constant(words);
}

function isOneOf(word: string, group: readonly string[]): boolean {
  return group.includes(word);
}

function readFeatures(values: Values): Specified<Record<string, number>> | undefined {
  if (values.keyword('normal')) return constant({});
  const settings = values.list(() => {
    const tag = values.string();
    if (tag === undefined || !/^[\x20-\x7e]{4}$/.test(tag)) return undefined;
    const word = values.keyword('on', 'off');
    return [tag, word ? Number(word === 'on') : (values.integer(0) ?? 1)] as const;
  });
  return lift(settings && Object.fromEntries(settings));
}

function readSpacing(values: Values): Specified<number> | undefined {
  return values.keyword('normal') ? constant(0) : readPoints(values, { percent: 'no', negative: true });
}
