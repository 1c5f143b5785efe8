import fc from 'fast-check';
import { expect, it, describe as suite } from 'vitest';
import { describe } from '../../src/anchoring/describe.js';
import { locate } from '../../src/anchoring/locate.js';
import { readingText } from '../../src/anchoring/reading-text.js';
import { SearchedText } from '../../src/anchoring/searched-text.js';
import { prose } from './prose.js';
import { reading } from './reading.js';

const searched = (body: string, title = '') => new SearchedText(readingText(reading({ title, body })));

suite('a description of a range', () => {
  it.each([
    ['words that stand once', '<p>One siege was enough.</p>', 'siege', 1, { quote: 'siege' }],
    [
      'what follows',
      '<p>The siege began. The siege ended.</p>',
      'siege',
      2,
      { quote: 'siege', suffix: ' ended' },
    ],
    [
      'what stands before',
      '<p>First siege. Last siege.</p>',
      'siege',
      2,
      { quote: 'siege', prefix: 'Last ' },
    ],
    ['a count', `<p>${'ha '.repeat(80)}</p>`, 'ha', 40, { quote: 'ha', occurrence: 40 }],
    [
      'words over a line end',
      '<p>One\nsiege</p><p>Two</p>',
      'One\nsiege\nTwo',
      1,
      { quote: 'One siege Two' },
    ],
  ])('%s', (_, body, words, number, selector) => {
    const text = searched(body);
    let start = -1;
    for (let i = 0; i < number; i++) start = text.reading.text.indexOf(words, start + 1);
    expect(describe(text, { start, end: start + words.length })).toEqual(selector);
  });

  it('has the context asked for', () => {
    const text = searched('<p>They had bread in the spring, and coal.</p>');
    const start = text.reading.text.indexOf('spring');
    expect(describe(text, { start, end: start + 6 }, 2)).toEqual({
      quote: 'spring',
      prefix: 'in the ',
      suffix: ', and coal',
    });
  });

  it('is none where there are no words or where zones are crossed', () => {
    const text = searched('<p>Two</p>', 'One');
    expect(describe(text, { start: 3, end: 4 })).toBeUndefined();
    expect(describe(text, { start: 0, end: 7 })).toBeUndefined();
  });

  it('finds the range again, whatever it is', () => {
    const text = searched(
      prose(3, 1500)
        .map((paragraph) => `<p>${paragraph}</p>`)
        .join('\n'),
      'On Means',
    );
    const { length } = text.reading.text;
    const ranges = fc
      .tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 60 }))
      .map(([start, size]) => ({ start, end: Math.min(length, start + size) }));
    fc.assert(
      fc.property(ranges, (range) => {
        const selector = describe(text, range, 4);
        if (!selector) return;
        const found = locate(text, selector);
        expect(found.state).toBe('exact');
        expect(text.reading.text.slice(found.range!.start, found.range!.end)).toBe(
          text.reading.text.slice(range.start, range.end).trim(),
        );
      }),
      { numRuns: 60 },
    );
  });
});
