import { describe, expect, test } from 'vitest';
import { compareRecords } from '../../src/changes/compare-records.js';
import { describeChanges, summarise } from '../../src/changes/describe.js';
import { record } from './record.js';

const changes = (before: string, after: string) => compareRecords(record(before), record(after));
const rows = (before: string, after: string) =>
  describeChanges(changes(before, after)).map((row) => row.replace(/ +/g, ' '));

describe('what changed between two prints', () => {
  test.each<[string, string, string, string[]]>([
    ['nothing', 'a: p q | b: r', 'a: p q | b: r', ['no page changed']],
    ['a word', 'a: p q r', 'a: p q! r', ['changed 2']],
    ['two neighbours and another', 'a: p q r s t', 'a: p! q! r s t!', ['changed 1–2, 5']],
    [
      'a page more in the middle',
      'a: p r',
      'a: p q r',
      ['new 2', 'renumbered 3 (was 2)', 'text a: 1–2 → 1–3'],
    ],
    [
      'a text that grew moves the next',
      'a: p q | b: r s',
      'a: p x y | b: r s',
      ['changed 2', 'new 3', 'renumbered 4–5 (were 3–4)', 'text a: 1–2 → 1–3', 'text b: 3–4 → 4–5'],
    ],
    ['a page less', 'a: p q r', 'a: p r', ['gone 2', 'renumbered 2 (was 3)', 'text a: 1–3 → 1–2']],
    ['a new text', 'a: p', 'a: p | b: q', ['new 2', 'text new b: 2']],
    ['a text that is gone', 'a: p | b: q', 'a: p', ['gone 2', 'text gone b: was 2']],
    ['a text with another id', 'a: p | b: q r', 'a: p | z: q r', ['no page changed']],
    [
      'a text with another id and other words, beside a new one',
      'a: p | b.B: q r | c: s',
      'a: p | n: x | z.B: q! r | c: s',
      [
        'changed 3 (was 2)',
        'new 2',
        'renumbered 4–5 (were 3–4)',
        'text new n: 2',
        'text B: 2–3 → 3–4',
        'text c: 4 → 5',
      ],
    ],
    [
      'an index is no text',
      'a: p | index: i',
      'a: p q | index: i',
      ['new 2', 'renumbered 3 (was 2)', 'text a: 1 → 1–2'],
    ],
    ['a note that moved', 'a: p[x] q', 'a: p q[x]', ['note x in a (“x”): 1 → 2']],
    [
      'a note that moved to a page with the number that its own had has not moved',
      'a: p q[x]',
      'a: z p[x] q',
      ['new 1', 'renumbered 2–3 (were 1–2)', 'text a: 1–2 → 1–3'],
    ],
    [
      'a note that moved with its page has not moved',
      'a: p | b: q[x]',
      'a: p o | b: q[x]',
      ['new 2', 'renumbered 3 (was 2)', 'text a: 1 → 1–2', 'text b: 2 → 3'],
    ],
  ])('%s', (_, before, after, expected) => {
    const found = rows(before, after);
    expect(found).toEqual(expected);
  });

  test('one line says how many', () => {
    expect(summarise(changes('a: p q r | b: s', 'a: p! q! r t | b: s'))).toBe(
      '2 pages changed (1–2), 1 page new (4), 1 page renumbered',
    );
  });
});
