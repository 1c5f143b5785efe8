import { readColor } from '../color.js';
import type { Break } from '../computed.js';
import { constant, lift, type Property, type Specified } from '../property.js';
import type { Values } from '../values.js';
import { readBorderStyle, readBorderWidth, SIDES } from './box.js';
import { readFamilies, readFontSize, readLineHeight, readWeight } from './font.js';

/** The longhands that a shorthand sets; a longhand that is left out gets its initial value. */
type Expansion = Partial<Record<string, Specified<unknown>>>;

export interface Shorthand {
  readonly longhands: readonly string[];
  /** Reads all of a value, or undefined. */
  expand(values: Values): Expansion | undefined;
}

const BORDER_PARTS = ['width', 'style', 'color'] as const;

const FONT_RESETS = [
  'font-style',
  'font-variant-caps',
  'font-variant-numeric',
  'font-variant-ligatures',
  'font-kerning',
  'font-feature-settings',
  'font-weight',
];

/** Every shorthand of the subset, the older names of properties among them, for properties that are read so. */
export function makeShorthands(properties: ReadonlyMap<string, Property>): ReadonlyMap<string, Shorthand> {
  const read: Read = (name, values) => properties.get(name)?.parse(values);
  return new Map<string, Shorthand>([
    ['margin', fourSides('margin-*', read)],
    ['padding', fourSides('padding-*', read)],
    ['border-width', fourSides('border-*-width', read)],
    ['border-style', fourSides('border-*-style', read)],
    ['border-color', fourSides('border-*-color', read)],
    ['border', border(SIDES)],
    ...SIDES.map((side): [string, Shorthand] => [`border-${side}`, border([side])]),
    ['font', { longhands: [...FONT_RESETS, 'font-size', 'line-height', 'font-family'], expand: expandFont }],
    [
      'font-variant',
      {
        longhands: ['font-variant-caps', 'font-variant-numeric', 'font-variant-ligatures'],
        expand: (values) => expandFontVariant(values, read),
      },
    ],
    [
      'list-style',
      {
        longhands: ['list-style-type', 'list-style-position'],
        expand: (values) => expandListStyle(values, read),
      },
    ],
    ['background', rename('background-color', read)],
    ['text-decoration', rename('text-decoration-line', read)],
    // A width of columns is outside the subset.
    ['columns', rename('column-count', read)],
    ['word-wrap', rename('overflow-wrap', read)],
    ['page-break-before', legacyBreak('break-before')],
    ['page-break-after', legacyBreak('break-after')],
    ['page-break-inside', rename('break-inside', read)],
  ]);
}

type Read = (name: string, values: Values) => Specified<unknown> | undefined;

function rename(name: string, read: Read): Shorthand {
  return {
    longhands: [name],
    expand: (values) => {
      const value = read(name, values);
      return value && { [name]: value };
    },
  };
}

/** One to four values: top, right, bottom, left, those left out like the opposite side's. */
function fourSides(pattern: string, read: Read): Shorthand {
  const names = SIDES.map((side) => pattern.replace('*', side));
  return {
    longhands: names,
    expand: (values) => {
      const given = values.many(() => read(names[0]!, values), names.length);
      const top = given?.[0];
      if (!top) return undefined;
      const right = given[1] ?? top;
      const each = [top, right, given[2] ?? top, given[3] ?? right];
      return Object.fromEntries(names.map((name, i) => [name, each[i]!]));
    },
  };
}

/** Width, style and colour in any order, each at most once. */
function border(which: readonly string[]): Shorthand {
  const longhands = which.flatMap((side) => BORDER_PARTS.map((part) => `border-${side}-${part}`));
  return {
    longhands,
    expand: (values) => {
      const parts = anyOrder(values, {
        width: readBorderWidth,
        style: readBorderStyle,
        color: readColor,
      });
      return (
        parts &&
        Object.fromEntries(
          which.flatMap((side) =>
            BORDER_PARTS.flatMap((part) => {
              const value = parts[part];
              return value ? [[`border-${side}-${part}`, value]] : [];
            }),
          ),
        )
      );
    },
  };
}

/** Reads parts in any order, each at most once, until none fits; undefined if there is not one. */
function anyOrder<K extends string>(
  values: Values,
  readers: Record<K, (values: Values) => Specified<unknown> | undefined>,
): Partial<Record<K, Specified<unknown>>> | undefined {
  const found: Partial<Record<K, Specified<unknown>>> = {};
  const names = Object.keys(readers) as K[];
  const one = (): true | undefined => {
    for (const name of names) {
      if (found[name]) continue;
      const value = readers[name](values);
      if (!value) continue;
      found[name] = value;
      return true;
    }
    return undefined;
  };
  return values.many(one) && found;
}

/** `[style || caps || weight]? size [/ line-height]? family`; `normal` may stand for each of the first three. */
function expandFont(values: Values): Expansion | undefined {
  const found: Expansion = {};
  for (let i = 0; i < 3; i++) {
    if (values.keyword('normal')) continue;
    const style = values.keyword('italic', 'oblique');
    const caps = style ? undefined : values.keyword('small-caps');
    const weight = style || caps ? undefined : readWeight(values);
    if (style) found['font-style'] = constant(style);
    else if (caps) found['font-variant-caps'] = constant(caps);
    else if (weight) found['font-weight'] = weight;
    else break;
  }
  const size = readFontSize(values);
  const lineHeight = size && values.slash() ? readLineHeight(values) : constant('normal');
  const family = size && lineHeight && readFamilies(values);
  if (!size || !lineHeight || !family) return undefined;
  return { ...found, 'font-size': size, 'line-height': lineHeight, 'font-family': family };
}

function expandFontVariant(values: Values, read: Read): Expansion | undefined {
  if (values.keyword('normal')) return {};
  if (values.keyword('none')) return { 'font-variant-ligatures': constant('none') };
  const found: Expansion = {};
  const parts = values.many(() => {
    const caps = values.keyword('small-caps', 'all-small-caps');
    if (caps) {
      if (found['font-variant-caps']) return undefined;
      found['font-variant-caps'] = constant(caps);
      return caps;
    }
    const ligatures = values.keyword('no-common-ligatures');
    if (ligatures) {
      found['font-variant-ligatures'] = constant(ligatures);
      return ligatures;
    }
    const numeric = found['font-variant-numeric'] ? undefined : read('font-variant-numeric', values);
    if (numeric) found['font-variant-numeric'] = numeric;
    return numeric;
  });
  return parts && found;
}

/** `none` is the marker's; a position may stand on either side of it. */
function expandListStyle(values: Values, read: Read): Expansion | undefined {
  return anyOrder(values, {
    'list-style-position': (v) => lift(v.keyword('inside', 'outside')),
    'list-style-type': (v) => read('list-style-type', v),
  });
}

/** CSS 2's page-break-*: `always` is a page. */
function legacyBreak(name: string): Shorthand {
  return {
    longhands: [name],
    expand: (values) => {
      const word = values.keyword('auto', 'always', 'avoid', 'left', 'right');
      return word && { [name]: constant<Break>(word === 'always' ? 'page' : word) };
    },
  };
}
