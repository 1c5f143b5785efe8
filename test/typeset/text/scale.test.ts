import { expect, it, test } from 'vitest';
import type { ComputedStyle } from '../../../src/typeset/style/computed.js';
import { breakLines, prepareParagraph } from '../../../src/typeset/text/index.js';
import { HYPHENATED, JUSTIFIED, set, sharedStyle, squareContext, text } from './set.js';

/**
 * Texts that nobody writes, long enough that anything worse than linear would not end within the time of a test: what
 * is linear takes a second or so.
 */
const SECONDS = 20_000;

test.each<[string, string, Partial<ComputedStyle>]>([
  ['a paragraph of words', 'lorem ipsum dolor sit amet '.repeat(10_000), { ...JUSTIFIED, ...HYPHENATED }],
  ['one word', 'abcdefghij'.repeat(20_000), { ...JUSTIFIED, ...HYPHENATED }],
  ['one word that may be broken', 'abcdefghij'.repeat(5_000), { overflowWrap: 'anywhere' }],
  ['an address', `https://example.org/${'a1b2/'.repeat(10_000)}`, JUSTIFIED],
  ['ideographs', '一丁丂'.repeat(30_000), JUSTIFIED],
  ['zero-width spaces', '\u200b'.repeat(100_000), JUSTIFIED],
  ['soft hyphens', 'ab\u00ad'.repeat(50_000), JUSTIFIED],
  ['marks on one letter', `a${'\u0301'.repeat(50_000)}`, {}],
  ['non-breaking spaces', 'a\u00a0'.repeat(50_000), JUSTIFIED],
  ['right-to-left words', 'אב גד '.repeat(20_000), { direction: 'rtl' }],
  ['words of both directions', 'ab אב 12 '.repeat(10_000), {}],
  ['dashes', '—'.repeat(50_000), {}],
  ['at signs', `${'@'.repeat(50_000)}.`, {}],
  ['slashes', 'a/'.repeat(30_000), {}],
  ['beginnings of addresses', 'http:'.repeat(20_000), {}],
  ['ends of hosts', '.com'.repeat(20_000), {}],
  ['kept spaces', `a${' '.repeat(50_000)}b`, { whiteSpace: 'pre-wrap' }],
  ['kept line ends', '\n'.repeat(50_000), { whiteSpace: 'pre' }],
  ['joiners', 'a\u200d'.repeat(30_000), {}],
])(
  '%s: time as long as the text',
  (_, source, overrides) => {
    expect(set(source, 60, { style: overrides }).length).toBeGreaterThan(0);
  },
  SECONDS,
);

it(
  'many inlines in one word, and many marks',
  () => {
    const context = squareContext();
    const inlines = Array.from({ length: 30_000 }, (_, i) =>
      text('ab', { fontStyle: i % 2 ? 'italic' : 'normal' }),
    );
    const marks = Array.from({ length: 50_000 }, (_, i) => ({ kind: 'mark', mark: i }) as const);
    for (const content of [inlines, marks])
      expect(breakLines(prepareParagraph(content, sharedStyle(), context), { measure: 60 }).length).toBe(1);
  },
  SECONDS,
);
