import type { ComputedStyle } from '../computed.js';
import { readContent, readContentList, readCounters } from '../content.js';
import { readListMarker } from '../counter-styles.js';
import { INITIAL } from '../initial.js';
import { constant, field, keywords, lift, type Property, type Specified } from '../property.js';
import type { Values } from '../values.js';

export const generatedProperties: Property[] = [
  field('list-style-type', 'listStyleType', {
    inherited: true,
    initial: 'disc',
    parse: (values) => lift(readListMarker(values)),
  }),
  field('list-style-position', 'listStylePosition', {
    inherited: true,
    initial: 'outside',
    parse: keywords('inside', 'outside'),
  }),
  field('border-collapse', 'borderCollapse', {
    inherited: true,
    initial: 'separate',
    parse: keywords('separate', 'collapse'),
  }),
  field('caption-side', 'captionSide', {
    inherited: true,
    initial: 'top',
    parse: keywords('top', 'bottom'),
  }),
  field('-fl-shrink', 'shrink', { initial: 1, parse: (values) => lift(readShare(values)) }),
  field('counter-reset', 'counterReset', { initial: [], parse: (values) => readCounters(values, 0) }),
  field('counter-increment', 'counterIncrement', { initial: [], parse: (values) => readCounters(values, 1) }),
  field('counter-set', 'counterSet', { initial: [], parse: (values) => readCounters(values, 0) }),
  field('string-set', 'stringSet', { initial: [], parse: readStringSet }),
  field('content', 'content', { initial: 'normal', parse: readContent }),
  field('quotes', 'quotes', { inherited: true, initial: 'auto', parse: readQuotes }),
  field('bookmark-level', 'bookmarkLevel', {
    initial: 'none',
    parse: (values) => keywords('none')(values) ?? lift(values.integer(1)),
  }),
  field('bookmark-label', 'bookmarkLabel', {
    initial: INITIAL.bookmarkLabel,
    parse: (values) => lift(readContentList(values)),
  }),
  field('-fl-page-list', 'pageList', { initial: 'none', parse: keywords('none', 'merge') }),
];

/** More than nothing, at most all. */
function readShare(values: Values): number | undefined {
  const share = values.number();
  return share !== undefined && share > 0 && share <= 1 ? share : undefined;
}

function readStringSet(values: Values): Specified<ComputedStyle['stringSet']> | undefined {
  if (values.keyword('none')) return constant([]);
  return lift(
    values.list(() => {
      const name = values.identifier();
      const content = name === undefined ? undefined : readContentList(values);
      return name === undefined || !content ? undefined : { name, content };
    }),
  );
}

function readQuotes(values: Values): Specified<ComputedStyle['quotes']> | undefined {
  const word = values.keyword('auto', 'none');
  if (word) return constant(word);
  return lift(
    values.many((): [string, string] | undefined => {
      const open = values.string();
      const close = values.string();
      return open === undefined || close === undefined ? undefined : [open, close];
    }),
  );
}
