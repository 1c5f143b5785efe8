import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { dateLabel } from '../../src/apparatus/dates.js';
import { headingLevels } from '../../src/apparatus/headings.js';
import { asciiName, Names } from '../../src/apparatus/names.js';
import { alphabetically } from '../../src/apparatus/sorting.js';
import { formatCounter } from '../../src/counter-style.js';
import type { Marker } from '../../src/manuscript/markers.js';

describe('markers', () => {
  const cases: [Marker, Record<number, string>][] = [
    ['decimal', { 1: '1', 120: '120' }],
    ['symbols', { 1: '*', 2: '†', 6: '¶', 7: '**', 13: '***' }],
    ['lower-alpha', { 1: 'a', 26: 'z', 27: 'aa', 52: 'az', 53: 'ba', 702: 'zz', 703: 'aaa' }],
    ['upper-alpha', { 28: 'AB' }],
    ['lower-roman', { 4: 'iv', 1994: 'mcmxciv', 4000: '4000' }],
    ['upper-roman', { 9: 'IX' }],
    ['lower-greek', { 1: 'α', 24: 'ω', 25: 'αα' }],
  ];
  test.each(cases)('%s', (marker, labels) => {
    for (const [number, label] of Object.entries(labels))
      expect(formatCounter(Number(number), marker)).toBe(label);
  });
});

describe('headings of a text', () => {
  const cases: [string, string][] = [
    ['1', '2'],
    ['2 2 3', '2 2 3'],
    ['4 6 4 2', '2 3 2 2'],
    ['1 3 3 2 6', '2 3 3 3 4'],
    ['3 2 1 2 3 4 5 6', '2 2 2 3 4 5 6 6'],
  ];
  test.each(cases)('%s become %s', (levels, expected) => {
    const tree: Root = fromHtml(
      levels
        .split(' ')
        .map((n) => `<h${n}>x</h${n}>`)
        .join(''),
      { fragment: true },
    );
    const found = headingLevels(tree);
    const result: number[] = [];
    visit(tree, 'element', (element: Element) => {
      result.push(found.get(element)!);
    });
    expect(result.join(' ')).toBe(expected);
  });
});

describe('names', () => {
  test('are ASCII and cut at a word', () => {
    expect(asciiName('L’Été à Žižkov (1919)')).toBe('lete-a-zizkov-1919');
    expect(asciiName('Größe, Łódź, Ærø')).toBe('grosse-lodz-aero');
    expect(asciiName('毛泽东')).toBe('');
    expect(asciiName(`${'mill '.repeat(20)}`)).toBe(
      'mill-mill-mill-mill-mill-mill-mill-mill-mill-mill-mill-mill',
    );
  });
  test('are never given out twice', () => {
    const names = new Names();
    expect([
      names.take('Mill', 'x'),
      names.take('mill!', 'x'),
      names.take('毛', 'x'),
      names.take('泽', 'x'),
    ]).toEqual(['mill', 'mill-2', 'x', 'x-2']);
  });
});

test.each([
  ['en', 'The Zoo', 'Ant'],
  ['fr', 'L’île', 'jour'],
  ['de', 'Die Mühle', 'Öl'],
])('%s sorts without articles', (language, a, b) => {
  const sorted = [a, b].sort(alphabetically(language));
  expect(sorted).toEqual(language === 'en' ? [b, a] : [a, b]);
});

test.each([
  ['1917', 'en', '1917'],
  ['1917-11', 'en', 'November 1917'],
  ['1917-11-07', 'en', '7 November 1917'],
  ['1917-11-07', 'en-US', 'November 7, 1917'],
  ['1917-11-07', 'fr', '7 novembre 1917'],
  ['c. 1917', 'en', 'c. 1917'],
  ['0079-08-24', 'en', '24 August 79'],
])('%s in %s is %s', (date, language, label) => {
  expect(dateLabel(date, language)).toBe(label);
});

test('English dates are those of Node’s own tables', () => {
  for (let month = 1; month <= 12; month++)
    for (const [year, day] of [
      ['1917', undefined],
      ['0850', '07'],
      ['2024', '28'],
    ] as const) {
      const date = [year, String(month).padStart(2, '0'), ...(day ? [day] : [])].join('-');
      const format = { timeZone: 'UTC', calendar: 'gregory', year: 'numeric', month: 'long' } as const;
      const own = new Intl.DateTimeFormat('en-GB', { ...format, ...(day && { day: 'numeric' }) });
      expect(dateLabel(date, 'en')).toBe(
        own.format(new Date(`${year}-${date.slice(5, 7)}-${day ?? '01'}T00:00Z`)),
      );
    }
});
