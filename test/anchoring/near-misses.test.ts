import { describe, expect, it } from 'vitest';
import { locate } from '../../src/anchoring/locate.js';
import type { Selector } from '../../src/anchoring/quotation.js';
import { readingText } from '../../src/anchoring/reading-text.js';
import { SearchedText } from '../../src/anchoring/searched-text.js';
import { reading } from './reading.js';

/** What a selector finds in paragraphs that are parted by a blank line: `state: words`, or the state or problem alone. */
function found(text: string, selector: Selector): string {
  const body = text.split('\n\n').map((paragraph) => `<p>${paragraph}</p>`);
  const searched = new SearchedText(readingText(reading({ title: '', body: body.join('\n') })));
  const { state, range, problem } = locate(searched, selector);
  if (!range) return problem ?? state;
  return `${state}: ${searched.reading.text.slice(range.start, range.end)}`;
}

const BEFORE = `The mill was closed in 1917, when the owner left. The members of the cooperative met in the yard.

They voted to reopen it. Every family brought a sack, and the first flour was shared on a Sunday.

Nobody had believed that it could work. The members of the council came to look, and stayed to eat.`;

/** The selector of the words in [brackets] in a text, with 32 characters on each side unless told otherwise. */
function quoting(words: string, context = 32): Selector {
  const text = BEFORE.replaceAll('\n\n', '\n');
  const start = text.indexOf(words);
  expect(start).toBeGreaterThanOrEqual(0);
  const end = start + words.length;
  if (context === 0) return { quote: words };
  return {
    quote: words,
    prefix: text.slice(Math.max(0, start - context), start),
    suffix: text.slice(end, end + context),
  };
}

describe('edits that leave no doubt', () => {
  it.each<[string, string, string, string, string]>([
    ['a plural', 'cooperative', 'the cooperative met', 'the cooperatives met', 'moved: cooperatives'],
    ['a year', '1917', 'in 1917, when', 'in 1918, when', 'moved: 1918'],
    ['a negation', 'could work', 'could work', 'could not work', 'moved: could not work'],
    ['another tense', 'voted to reopen', 'voted to', 'have voted to', 'exact: voted to reopen'],
    ['a word before it', 'first flour', 'the first flour', 'the very first flour', 'moved: first flour'],
    ['British spelling', 'brought a sack', 'a sack', 'a sacke', 'moved: brought a sacke'],
    ['two paragraphs made one', 'could work. The members', 'eat.', 'eat!', 'exact: could work. The members'],
    [
      'half of it deleted',
      'the first flour was shared on a Sunday',
      'shared on a Sunday',
      'shared',
      'moved: the first flour was shared',
    ],
    [
      'half of it gone with what follows',
      'could work. The members of the council',
      ' of the council came to look, and',
      '',
      'moved: could work. The members',
    ],
    ['its last word replaced', 'a sack', 'a sack,', 'a basket,', 'moved: a basket'],
    ['its first word replaced', 'shared on a Sunday', 'shared', 'eaten', 'moved: eaten on a Sunday'],
    ['an accent', 'family', 'Every family', 'Every familý', 'moved: familý'],
  ])('%s', (_, words, from, to, expected) => {
    const selector = quoting(words);
    expect(found(BEFORE, selector)).toBe(`exact: ${words}`);
    const state = found(
      BEFORE.replace(from, () => to),
      selector,
    );
    expect(state.replace(/^(exact|moved): /, '')).toBe(expected.replace(/^(exact|moved): /, ''));
    expect(state).toMatch(/^(exact|moved): /);
  });

  it('a quotation that an editor splits over two paragraphs', () => {
    const text = BEFORE.replace('a sack, and', 'a sack.\n\nAnd');
    expect(found(text, quoting('brought a sack, and the first flour'))).toBe(
      'moved: brought a sack.\nAnd the first flour',
    );
  });

  it('a paragraph that moved to the other end', () => {
    const [a, b, c] = BEFORE.split('\n\n');
    expect(found([b, c, a].join('\n\n'), quoting('when the owner', 16))).toBe('exact: when the owner');
    expect(found([c, b, a].join('\n\n'), quoting('the first flour', 24))).toBe('exact: the first flour');
  });
});

describe('what is not taken for the quotation', () => {
  it.each<[string, Selector, string | RegExp, string]>([
    [
      'the rest of a deleted sentence’s twin',
      quoting('The members of the'),
      / The members of the cooperative met in the yard\./,
      '',
    ],
    [
      'a phrase that stands elsewhere too',
      quoting('The members of the', 20),
      / The members of the cooperative met in the yard\./,
      '',
    ],
    [
      'the same word in another sentence',
      quoting('members'),
      / The members of the cooperative met in the yard\./,
      '',
    ],
    ['a word inside another word', quoting('mill', 0), 'The mill was', 'The millennium was'],
    ['a title for a sentence’s beginning', quoting('Every family', 0), 'Every family', 'Almost every family'],
    ['a neighbour like it', quoting('it'), ' reopen it.', ' reopen.'],
    ['other words in its place', quoting('a sack'), 'brought a sack', 'contributed twelve kilograms'],
  ])('%s', (_, selector, from, to) => {
    expect(['ask', 'orphan', 'ambiguous']).toContain(found(BEFORE.replace(from, to), selector));
  });

  it('the sentence that is left of two that are the same', () => {
    const refrain = 'So it went on, and nobody asked why.';
    const text = `The mill ran all night long. ${refrain}\n\nIn the morning there was bread again. ${refrain}`;
    const selector = { quote: 'nobody asked why', prefix: 'all night long. So it went on, and ' };
    expect(found(text, selector)).toBe('exact: nobody asked why');
    expect(found(text.replace(`long. ${refrain}`, 'long.'), selector)).toBe('ask');
    expect(found(text, { quote: 'nobody asked why', occurrence: 2 })).toBe('exact: nobody asked why');
    expect(
      found(text.replace(`long. ${refrain}`, 'long.'), { quote: 'nobody asked why', occurrence: 2 }),
    ).toBe('occurrence');
  });

  it('a sentence that differs in a word, for a deleted one without context', () => {
    const text = 'They met. The delegates of the northern mills refused the loan. They parted.';
    expect(found(text, { quote: 'The delegates of the southern mills refused the loan' })).toBe('ask');
  });

  it('one of two places that are as good', () => {
    const text = 'Once the old mill at the river stopped. Twice the old mill at the river stopped.';
    expect(found(text, { quote: 'mill', prefix: 'the old ', suffix: ' at the river' })).toBe('ambiguous');
    expect(found(text, { quote: 'mill', prefix: 'the new ', suffix: ' at the river stopped' })).not.toMatch(
      /^(exact|moved)/,
    );
  });
});

describe('what is without end', () => {
  const a = 'a'.repeat(100_000);
  const words = 'ab '.repeat(40_000);
  it.each<[string, string, Selector]>([
    ['one letter', a, { quote: 'a' }],
    ['half of it', a, { quote: a.slice(50_000) }],
    ['half of it, and another letter', a, { quote: `b${a.slice(50_000)}` }],
    ['another letter at the end', a, { quote: `${a.slice(50_000)}b` }],
    ['more than all of it', a, { quote: `${a}${a}` }],
    ['all of it', a, { quote: a }],
    ['long context', a, { quote: 'aaa', prefix: `b${a}`, suffix: `${a}b` }],
    ['words', words, { quote: words.slice(0, 60_000), prefix: words }],
    ['words that are not there', words, { quote: 'ba '.repeat(20_000) }],
    ['an occurrence', words, { quote: 'ab', occurrence: 39_999 }],
    ['an occurrence beyond all', words, { quote: 'ab', occurrence: 1e9 }],
    ['marks', '. '.repeat(50_000), { quote: '...', suffix: '!' }],
    ['accents', `e${'\u0301'.repeat(100_000)}`, { quote: 'e\u0301' }],
    [
      'two thousand words, edited',
      `${words}c ${words}`,
      { quote: `${words.slice(0, 6000)}d ${words.slice(0, 6000)}` },
    ],
  ])('%s', (_, text, selector) => {
    const start = process.cpuUsage();
    found(text, selector);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
  });
});
