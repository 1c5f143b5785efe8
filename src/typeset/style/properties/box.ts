import { readColor } from '../color.js';
import type { Border, ComputedStyle, Length } from '../computed.js';
import { INITIAL } from '../initial.js';
import { readLength, readPoints } from '../length.js';
import { constant, custom, field, keywords, lift, type Property, type Specified } from '../property.js';
import type { Values } from '../values.js';

export const SIDES = ['top', 'right', 'bottom', 'left'] as const;
type Side = (typeof SIDES)[number];
type Capital<S extends Side> = Capitalize<S>;

/** Points of the keywords of border widths. */
const BORDER_WIDTHS = { thin: 0.5, medium: 1, thick: 2 } as const;

export const readBorderStyle = keywords('none', 'solid', 'dashed', 'dotted', 'double');

export const boxProperties: Property[] = [
  field('display', 'display', {
    initial: 'inline',
    parse: keywords(
      'none',
      'block',
      'inline',
      'list-item',
      'table',
      'table-row-group',
      'table-header-group',
      'table-footer-group',
      'table-row',
      'table-cell',
      'table-caption',
    ),
  }),
  field('page', 'page', {
    // The used value of `auto` is the parent's page, which is inheritance under another name.
    inherited: true,
    initial: 'auto',
    parse: (values) => keywords('auto')(values) ?? lift(values.identifier()),
  }),
  ...SIDES.flatMap((side) => [
    field(`margin-${side}`, `margin${capital(side)}`, { initial: 0, parse: readMargin }),
    field(`padding-${side}`, `padding${capital(side)}`, {
      initial: 0,
      parse: (values) => readLength(values, { percent: 'keep' }),
    }),
    ...borderProperties(side),
  ]),
  field('border-clip', 'borderClip', { initial: 'normal', parse: readClip }),
  field('background-color', 'backgroundColor', {
    initial: undefined,
    parse: (values) => (values.keyword('transparent') ? constant(undefined) : readColor(values)),
  }),
  field('width', 'width', { initial: 'auto', parse: readSize('auto') }),
  field('height', 'height', { initial: 'auto', parse: readSize('auto') }),
  field('max-width', 'maxWidth', { initial: 'none', parse: readSize('none') }),
  field('max-height', 'maxHeight', { initial: 'none', parse: readSize('none') }),
  field('object-fit', 'objectFit', {
    initial: 'fill',
    parse: keywords('fill', 'contain', 'cover', 'none', 'scale-down'),
  }),
  field('float', 'float', {
    initial: 'none',
    parse: keywords('none', 'footnote', '-fl-outside', '-fl-inside'),
  }),
  field('footnote-policy', 'footnotePolicy', { initial: 'auto', parse: keywords('auto', 'line', 'block') }),
  field('-fl-footnote-area', 'footnoteArea', {
    initial: '',
    parse: (values) => (values.keyword('auto') ? constant('') : lift(values.identifier())),
  }),
];

function readMargin(values: Values): Specified<Length | 'auto'> | undefined {
  return keywords('auto')(values) ?? readLength(values, { percent: 'keep', negative: true });
}

/** CSS Backgrounds 4 has a list of parts; one is what a rule above notes takes. */
function readClip(values: Values): Specified<Length | 'normal'> | undefined {
  return keywords('normal')(values) ?? readLength(values, { percent: 'keep' });
}

function readSize<K extends string>(keyword: K): (values: Values) => Specified<Length | K> | undefined {
  return (values) => keywords(keyword)(values) ?? readLength(values, { percent: 'keep' });
}

function borderProperties(side: Side): Property[] {
  const key = `border${capital(side)}` as const;
  return [
    borderPart(key, `border-${side}-width`, 'width', constant(BORDER_WIDTHS.medium), readBorderWidth),
    borderPart(key, `border-${side}-style`, 'style', constant('none'), readBorderStyle),
    borderPart(key, `border-${side}-color`, 'color', (context) => context.color, readColor),
  ];
}

export function readBorderWidth(values: Values): Specified<number> | undefined {
  const word = values.keyword('thin', 'medium', 'thick');
  return word ? constant(BORDER_WIDTHS[word]) : readPoints(values, { percent: 'no' });
}

function borderPart<P extends keyof Border>(
  key: 'borderTop' | 'borderRight' | 'borderBottom' | 'borderLeft',
  name: string,
  part: P,
  initial: Specified<Border[P]>,
  parse: (values: Values) => Specified<Border[P]> | undefined,
): Property {
  return custom<Border[P]>(name, {
    initial,
    parse,
    get: (draft) => draft.style[key][part],
    set: (draft, value) => {
      draft.style[key] = { ...draft.style[key], [part]: value };
    },
  });
}

/** Gives the borders their used values: the medium width where only a style was given, none where there is no style. */
export function finishBorders(style: ComputedStyle, declared: ReadonlyMap<string, unknown>): void {
  for (const side of SIDES) {
    const key = `border${capital(side)}` as const;
    const border = style[key];
    if (border === INITIAL[key]) continue;
    const width =
      border.style === 'none'
        ? 0
        : declared.has(`border-${side}-width`)
          ? border.width
          : BORDER_WIDTHS.medium;
    const color = declared.has(`border-${side}-color`) ? border.color : style.color;
    style[key] = { width, style: border.style, color };
  }
}

export function capital<S extends Side>(side: S): Capital<S> {
  return (side[0]!.toUpperCase() + side.slice(1)) as Capital<S>;
}
