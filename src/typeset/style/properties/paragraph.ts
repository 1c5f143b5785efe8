import type { Break, ComputedStyle, Length } from '../computed.js';
import { readLength, readNumber } from '../length.js';
import { constant, custom, field, keywords, lift, type Property, type Specified } from '../property.js';
import type { Values } from '../values.js';

const ALIGNMENTS = ['start', 'end', 'left', 'right', 'center', 'justify'] as const;

/** What CSS Text 4 leaves to the implementation for `auto` in hyphenate-limit-chars: word, before, after. */
const AUTO_LIMITS = [5, 2, 2] as const;

/** How many lines or columns at most: more than any page has. */
const MANY = 1000;

export const paragraphProperties: Property[] = [
  field('direction', 'direction', { inherited: true, initial: 'ltr', parse: keywords('ltr', 'rtl') }),
  field('text-align', 'textAlign', { inherited: true, initial: 'start', parse: keywords(...ALIGNMENTS) }),
  field('text-align-last', 'textAlignLast', {
    inherited: true,
    initial: 'auto',
    parse: keywords('auto', ...ALIGNMENTS),
  }),
  custom<{ indent: Length; hanging: boolean }>('text-indent', {
    inherited: true,
    initial: constant({ indent: 0, hanging: false }),
    parse: readIndent,
    get: ({ style }) => ({ indent: style.textIndent, hanging: style.textIndentHanging }),
    set: ({ style }, { indent, hanging }) => {
      style.textIndent = indent;
      style.textIndentHanging = hanging;
    },
  }),
  field('hyphens', 'hyphens', {
    inherited: true,
    initial: 'manual',
    parse: keywords('none', 'manual', 'auto'),
  }),
  field('hyphenate-limit-chars', 'hyphenateLimitChars', {
    inherited: true,
    initial: [...AUTO_LIMITS],
    parse: readLimitChars,
  }),
  field('text-wrap', 'textWrap', { inherited: true, initial: 'wrap', parse: keywords('wrap', 'balance') }),
  field('hyphenate-limit-lines', 'hyphenateLimitLines', {
    inherited: true,
    initial: Number.POSITIVE_INFINITY,
    parse: (values) =>
      values.keyword('no-limit') ? constant(Number.POSITIVE_INFINITY) : lift(values.integer(0)),
  }),
  field('white-space', 'whiteSpace', {
    inherited: true,
    initial: 'normal',
    parse: keywords('normal', 'nowrap', 'pre', 'pre-wrap', 'pre-line'),
  }),
  field('overflow-wrap', 'overflowWrap', {
    inherited: true,
    initial: 'normal',
    parse: keywords('normal', 'anywhere', 'break-word'),
  }),
  field('hanging-punctuation', 'hangingPunctuation', {
    inherited: true,
    initial: [],
    parse: readHangingPunctuation,
  }),
  field('-fl-line-numbers', 'lineNumbers', { inherited: true, initial: undefined, parse: readLineNumbers }),
  field('-fl-line-count', 'lineCount', {
    inherited: true,
    initial: 'every',
    parse: keywords('every', 'first', 'none'),
  }),
  field('initial-letter', 'initialLetter', { initial: undefined, parse: readInitialLetter }),

  field('break-before', 'breakBefore', { initial: 'auto', parse: readBreak }),
  field('break-after', 'breakAfter', { initial: 'auto', parse: readBreak }),
  field('break-inside', 'breakInside', {
    initial: 'auto',
    parse: (values) => {
      const word = values.keyword('auto', 'avoid', 'avoid-page', 'avoid-column');
      return word && constant(word === 'auto' ? 'auto' : 'avoid');
    },
  }),
  field('orphans', 'orphans', { inherited: true, initial: 2, parse: readCount }),
  field('widows', 'widows', { inherited: true, initial: 2, parse: readCount }),
  field('column-count', 'columnCount', {
    initial: 'auto',
    parse: (values) => keywords('auto')(values) ?? readCount(values),
  }),
  field('column-gap', 'columnGap', {
    initial: 'normal',
    parse: (values) => keywords('normal')(values) ?? readLength(values, { percent: 'keep' }),
  }),
  field('column-fill', 'columnFill', { initial: 'balance', parse: keywords('balance', 'auto') }),
  field('column-span', 'columnSpan', { initial: 'none', parse: keywords('none', 'all') }),
];

function readCount(values: Values): Specified<number> | undefined {
  const count = values.integer(1);
  return lift(count && Math.min(count, MANY));
}

function readBreak(values: Values): Specified<Break> | undefined {
  const word = values.keyword(
    'auto',
    'avoid',
    'avoid-page',
    'avoid-column',
    'page',
    'left',
    'right',
    'recto',
    'verso',
  );
  return word && constant(word === 'avoid-page' || word === 'avoid-column' ? 'avoid' : word);
}

function readIndent(values: Values): Specified<{ indent: Length; hanging: boolean }> | undefined {
  const before = values.keyword('hanging');
  const indent = readLength(values, { percent: 'keep', negative: true });
  const hanging = before ?? values.keyword('hanging');
  return indent && ((context) => ({ indent: indent(context), hanging: hanging !== undefined }));
}

/** One to three of a number or `auto`; with two, the last counts for after too; with one, both others are auto. */
function readLimitChars(values: Values): Specified<ComputedStyle['hyphenateLimitChars']> | undefined {
  const given = values.many(() => (values.keyword('auto') ? 'auto' : values.integer(0)));
  if (!given || given.length > 3) return undefined;
  const at = (index: number): number => {
    const value = given[index];
    return value === undefined || value === 'auto' ? AUTO_LIMITS[index]! : Math.min(value, MANY);
  };
  const before = at(1);
  return constant([at(0), before, given.length === 2 && given[1] !== 'auto' ? before : at(2)]);
}

function readHangingPunctuation(values: Values): Specified<string[]> | undefined {
  if (values.keyword('none')) return constant([]);
  const words = values.many(() => values.keyword('first', 'last', 'force-end', 'allow-end'));
  if (!words || new Set(words).size < words.length) return undefined;
  return words.includes('force-end') && words.includes('allow-end') ? undefined : constant(words);
}

/** `none`, or every how many lines, and where counting begins anew. */
function readLineNumbers(values: Values): Specified<ComputedStyle['lineNumbers']> | undefined {
  if (values.keyword('none')) return constant(undefined);
  const before = values.keyword('page', 'section');
  const every = values.integer(1);
  if (every === undefined) return undefined;
  const restart = before ?? values.keyword('page', 'section') ?? 'page';
  return constant({ every, restart });
}

/** `normal`, or a size in lines and a sink: a whole number, `drop` (the size) or `raise` (one line). */
function readInitialLetter(values: Values): Specified<ComputedStyle['initialLetter']> | undefined {
  if (values.keyword('normal')) return constant(undefined);
  const size = readNumber(values);
  if (size === undefined || size < 1 || size > MANY) return undefined;
  if (values.keyword('raise')) return constant({ size, sink: 1 });
  values.keyword('drop');
  const sink = values.integer(1) ?? Math.floor(size);
  return constant({ size, sink: Math.min(sink, MANY) });
}
