import type { Text } from 'hast';
import { expect, test } from 'vitest';
import { readingOrder } from '../../src/pdf/reading-order.js';
import type { Fragment } from '../../src/typeset/text/line.js';

/** Fragments as they stand: `a1` is text of node a at offset 1, a capital runs from right to left, `.` comes from no node. */
function line(text: string): Fragment[] {
  const nodes = new Map<string, Text>();
  return text.split(' ').map((word) => {
    const [, name = '', offset] = /^([A-Za-z.])(\d*)$/.exec(word)!;
    const key = name.toLowerCase();
    const node: Text = nodes.get(key) ?? { type: 'text', value: '' };
    nodes.set(key, node);
    const direction = name !== key ? 'rtl' : 'ltr';
    const known = key === '.' ? {} : { node, offset: Number(offset) };
    return { shaped: { text: word, direction }, ...known } as Fragment;
  });
}

test.each([
  ['left to right', 'a0 a4 a9 b0', 'a0 a4 a9 b0'],
  ['a phrase from right to left', 'a0 a4 A9 A7 A5 a12', 'a0 a4 A5 A7 A9 a12'],
  ['a phrase of another node', 'a0 B9 B4 B0 c0', 'a0 B0 B4 B9 c0'],
  ['a line from right to left', 'A9 A5 A0', 'A0 A5 A9'],
  ['a number in it', 'A9 a5 A0', 'A0 a5 A9'],
  ['a line from right to left of two nodes', 'B7 B0 A5 A0', 'A0 A5 B0 B7'],
  ['generated text at its end', '. A3 A0', 'A0 A3 .'],
])('%s: %s is read as %s', (_, stands, read) => {
  const order = readingOrder(line(stands));
  expect(order.map(({ shaped }) => shaped.text).join(' ')).toBe(read);
});
