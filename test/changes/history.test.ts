import { describe, expect, test } from 'vitest';
import { advance, serialiseHistory, serialisePaper } from '../../src/record/history.js';
import { type History, parseHistory, parsePaper } from '../../src/record/parse-history.js';
import { record } from './record.js';

const [first, second] = [record('a: p q[x]'), record('a: p q! 2a=r')];

describe('what is remembered of builds', () => {
  test('begins with the first, and goes on with each that is not the same', () => {
    const one = advance(undefined, first);
    expect(one).toMatchObject({ current: first });
    expect(one.before).toBeUndefined();
    expect(advance(one, record('a: p q[x]'))).toBe(one);
    const two = advance(one, second);
    expect(two).toMatchObject({ current: second, before: first });
    expect(advance(two, second)).toBe(two);
  });

  test('is read as it was written, and then the same build is still the same', () => {
    const history = advance(advance(undefined, first), second);
    const read = parseHistory(serialiseHistory(history))!;
    expect(read).toEqual(history);
    expect(advance(read, second)).toBe(read);
    const paper = { printed: second, built: first };
    expect(parsePaper(serialisePaper(paper))).toMatchObject(paper);
  });

  const broken = (change: (current: History['current']) => void): string => {
    const history = structuredClone(advance(undefined, first));
    change(history.current);
    return serialiseHistory(history);
  };

  test.each<[string, string]>([
    ['no JSON', '{"form":1,'],
    ['nothing', ''],
    ['another form', serialiseHistory(advance(undefined, first)).replace(/"form":\d+/, '"form":1')],
    ['a note on a page that is not there', broken(({ notes }) => Object.assign(notes[0]!, { page: 9 }))],
    [
      'a section that ends before it begins',
      broken(({ sections }) => Object.assign(sections[0]!, { first: 1, last: 0 })),
    ],
    ['a page without a side', broken(({ pages }) => Object.assign(pages[0]!, { side: 'top' }))],
  ])('%s is not read', (_, text) => {
    expect(parseHistory(text)).toBeUndefined();
  });
});
