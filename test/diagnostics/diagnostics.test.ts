import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codeFrame } from '../../src/diagnostics/code-frame.js';
import { CODES } from '../../src/diagnostics/codes.js';
import { Source } from '../../src/diagnostics/source.js';
import { didYouMean, suggest } from '../../src/diagnostics/suggest.js';

describe('the documentation of codes', () => {
  const page = readFileSync('docs/diagnostics.md', 'utf8');
  const rows = new Map(
    [...page.matchAll(/^\| `([a-z0-9-]+)` \| (\w+) \|/gm)].map(([, code, severity]) => [code!, severity!]),
  );

  test.each(Object.entries(CODES))('%s has a row with its severity', (code, { severity }) => {
    expect(rows.get(code)).toBe(severity);
  });

  test('no row is about a code that does not exist', () => {
    expect([...rows.keys()].filter((code) => !(code in CODES))).toEqual([]);
  });
});

describe('positions', () => {
  const source = new Source('x', 'one\ntwo\r\nthr\u{1f600}ee\rfour\n');
  test.each([
    [0, '1:1'],
    [3, '1:4'],
    [4, '2:1'],
    [9, '3:1'],
    [14, '3:5'],
    [16, '3:7'],
    [17, '4:1'],
    [99, '5:1'],
    [-1, '1:1'],
  ])('%i is at %s', (offset, place) => {
    const { line, column } = source.position(offset);
    expect(`${line}:${column}`).toBe(place);
  });
});

describe('code frames', () => {
  const frame = (text: string, start: number, end: number) =>
    codeFrame({ source: new Source('x', text), start, end });
  test('a caret for each character', () => {
    expect(frame('a: b\nseries: edtor\n', 13, 18)).toBe('2 │ series: edtor\n  │         ^^^^^');
  });
  test('an empty range has one', () => {
    expect(frame('abc', 1, 1)).toBe('1 │ abc\n  │  ^');
  });
  test('a range over lines ends with the first', () => {
    expect(frame('abc\ndef', 1, 6)).toBe('1 │ abc\n  │  ^^');
  });
  test('tabs and control characters take one column', () => {
    expect(frame('\ta\u0000b', 3, 4)).toBe('1 │  a b\n  │    ^');
  });
  test('a long line is cut around the caret', () => {
    const [line, carets] = frame(`${'x'.repeat(500)}HERE${'y'.repeat(500)}`, 500, 504).split('\n');
    expect(line!.length).toBeLessThan(110);
    const at = carets!.indexOf('^');
    expect(line!.slice(at, at + 4)).toBe('HERE');
    expect(carets!.slice(at)).toBe('^^^^');
  });
});

describe('suggestions', () => {
  test.each([
    ['edtor', 'editor'],
    ['Author', 'author'],
    ['ediotr', 'editor'],
    ['authorship', 'author'],
    ['trans', 'translator'],
    ['editSettings', 'editor'],
    ['tr', undefined],
    ['xyz', undefined],
    ['', undefined],
  ])('%s → %s', (word, expected) => {
    expect(suggest(word, ['editor', 'author', 'translator'])).toBe(expected);
  });
  test('with nothing near, what there is', () => {
    expect(didYouMean('xyz', ['pdf', 'epub'])).toBe('expected one of: pdf, epub');
  });
});
