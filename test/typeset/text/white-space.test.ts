import { describe, expect, it, test } from 'vitest';
import type { ComputedStyle } from '../../../src/typeset/style/computed.js';
import { lines, set, show, text } from './set.js';

type WhiteSpace = ComputedStyle['whiteSpace'];

describe('white space', () => {
  test.each<[WhiteSpace, string, number, string[]]>([
    ['normal', '  a \n\t b  ', 20, ['a b']],
    ['normal', 'a\u00a0\u00a0b', 20, ['a\u00a0\u00a0b']],
    ['normal', `a${'\u00a0'.repeat(300)} b`, 20, ['a b']],
    ['normal', '一\n丁', 20, ['一丁']],
    ['normal', '一\na', 20, ['一 a']],
    ['normal', 'a\u2028b', 20, ['a', 'b']],
    ['nowrap', 'aa bb cc', 4, ['aa bb cc']],
    ['pre', 'a  b\n c\n\nd', 3, ['a  b', ' c', '', 'd']],
    ['pre', 'a\r\nb\rc\n', 9, ['a', 'b', 'c']],
    ['pre', 'a\tb', 20, ['a b']],
    ['pre-wrap', 'a  b\n  cc dd', 5, ['a  b', '  cc', 'dd']],
    ['pre-line', ' a   b \n  c ', 20, ['a b', 'c']],
  ])('%s: %j', (whiteSpace, source, width, expected) => {
    expect(lines(source, width, { style: { whiteSpace } })).toEqual(expected);
  });

  it('collapses across inlines and marks, into the first', () => {
    const mark = { kind: 'mark', mark: 1 } as const;
    expect(lines([text('a '), mark, text(' b', { fontStyle: 'italic' }), text('\n')], 20)).toEqual(['a b']);
    const [line] = set([text('a '), text(' b', { fontStyle: 'italic' })], 20);
    expect(line!.fragments.map(({ shaped }) => [shaped.text, shaped.font.style])).toEqual([
      ['a', 'normal'],
      [' ', 'normal'],
      ['b', 'normal'],
    ]);
  });

  it('vanishes around forced breaks, and at both ends of the paragraph', () => {
    const content = [text(' a '), { kind: 'break' } as const, text(' b ')];
    expect(lines(content, 20)).toEqual(['a', 'b']);
    expect(set(content, 20).map(({ width }) => width)).toEqual([1, 1]);
  });

  it('has tab stops every eight spaces where it is kept', () => {
    const [line] = set('ab\tc\td', 40, { style: { whiteSpace: 'pre' } });
    expect(line!.fragments.filter(({ shaped }) => shaped.text !== ' ').map(({ x }) => x)).toEqual([0, 8, 16]);
  });

  it('does not stretch where it is kept', () => {
    const [first] = set('a b\nc', 20, {
      style: { whiteSpace: 'pre-wrap', textAlign: 'justify', textAlignLast: 'justify' },
    });
    expect(first!.width).toBe(3);
  });

  it('empty lines have the height of a line', () => {
    const [, empty] = set('a\n\nb', 20, { style: { whiteSpace: 'pre' } });
    expect(empty).toMatchObject({ fragments: [], width: 0, ascent: 0.8, descent: 0.2 });
  });
});

describe('where a fragment’s text comes from', () => {
  const node = { type: 'text', value: '' } as const;

  test.each([
    ['plain', 'one two', 10, [0, 3, 4]],
    ['collapsed', '  one \n  two', 10, [2, 5, 9]],
    ['in the middle of a node', 'one two', 10, [0, 3, 4]],
    ['after a soft hyphen that is not used', 'o\u00adne two', 10, [0, 4, 5]],
  ])('%s', (_, source, width, expected) => {
    const [line] = set([text(source, {}, { node, offset: 100 })], width);
    expect(line!.fragments.map((f) => [f.node, f.offset])).toEqual(
      expected.map((offset) => [node, 100 + offset]),
    );
  });

  it('the second part of a divided word', () => {
    const [, second] = set([text('tele\u00adgraph', {}, { node, offset: 7 })], 6);
    expect(second!.fragments[0]).toMatchObject({ node, offset: 12 });
    expect(show(second!)).toBe('graph');
  });
});
