import { describe, expect, it } from 'vitest';
import { anchor } from '../../src/anchoring/anchor.js';
import type { Selector } from '../../src/anchoring/quotation.js';
import { describeChanges, wordDiff } from '../../src/anchoring/word-diff.js';
import { CODES } from '../../src/diagnostics/codes.js';
import { manuscript, reading } from './reading.js';

const BODY = `<p>The mill was closed in 1917, when the owner left.
The members of the <em>cooperatives</em> met in the yard.</p>
<p>They voted to reopen it, and the mill ran again.</p>`;

function diagnose(selector: Selector, body = BODY) {
  const { diagnostics } = anchor(manuscript([reading({ body })], [selector]));
  expect(diagnostics.length).toBeLessThan(2);
  return diagnostics[0];
}

describe('what is said about a note', () => {
  it('that was found as written: nothing', () => expect(diagnose({ quote: 'in the yard' })).toBeUndefined());

  it('that moved: what its words were and are, and where', () => {
    const found = diagnose({
      quote: 'cooperative',
      prefix: 'owner left. The members of the ',
      suffix: ' met in the yard. They',
    })!;
    expect(found).toMatchObject({ code: 'quotation-moved', severity: 'info' });
    expect(found.message).toContain('“cooperative” → “cooperatives”');
    expect(found.related).toMatchObject([{ file: 'corpus/essay.md', start: { line: 2, column: 24 } }]);
  });

  it('whose surroundings changed: which side, and how', () => {
    const found = diagnose({
      quote: 'met in the yard',
      prefix: 'The members of the guilds and cooperatives ',
      suffix: '. They voted to reopen it, an',
    })!;
    expect(found.code).toBe('quotation-moved');
    expect(found.message).toContain('before it');
    expect(found.message).not.toContain('after it');
  });

  it('that counts wrongly: the places there are, as text of the reading’s file', () => {
    const found = diagnose({ quote: 'the mill', occurrence: 3 })!;
    expect(found).toMatchObject({ code: 'occurrence-missing', severity: 'error' });
    expect(found.message).toContain('once');
    expect(found.related).toMatchObject([{ start: { line: 3 } }]);
  });

  it('that is ambiguous: what says which is meant, and not what its twins have, too', () => {
    const refrain = '<p>Turn, wheel, turn. The river is long and the river is old and goes.</p>';
    const body = `<p>One.</p>${refrain}<p>Two.</p>${refrain}<p>Three.</p>${refrain}`;
    const hint = (quote: string) => diagnose({ quote }, body)!.hint!;
    expect(hint('long')).toMatch(/prefix: ".*One\. Turn, wheel, turn\. The river is ", or occurrence: 1/);
    expect(hint('Turn, wheel')).toContain('prefix: "');
    expect(hint('goes')).toContain('suffix: ". Two. Turn, wheel');
    for (const quote of ['long', 'Turn, wheel', 'goes']) {
      const [, key, context] = /(prefix|suffix): ("[^"]*")/.exec(hint(quote))!;
      expect(diagnose({ quote, [key!]: JSON.parse(context!) }, body)).toBeUndefined();
    }
  });

  it('that is uncertain: the candidates with line and likeness, best first', () => {
    const found = diagnose({ quote: 'the members of the councils' })!;
    expect(found).toMatchObject({ code: 'quotation-uncertain', severity: 'warning' });
    expect(found.related![0]).toMatchObject({ file: 'corpus/essay.md', start: { line: 2 } });
    expect(found.related![0]!.message).toMatch(/\d+ %/);
    expect(found.hint).toBeDefined();
  });

  it('that is uncertain, and stands as quoted in several places: what tells the first', () => {
    const body = '<p>Rye was cheap. The wheel turned.</p><p>Oats were dear. The wheel stood.</p>';
    const prefix = 'in the winter of the long frost ';
    const found = diagnose({ quote: 'The wheel', prefix }, body)!;
    expect(found.code).toBe('quotation-uncertain');
    expect(found.hint).toMatch(/^for the first of them write (?:pre|suf)fix: /);
  });

  it('that leaves words out: that it must not', () => {
    for (const quote of ['The mill was closed … and the mill ran again', 'They voted [...] again'])
      expect(diagnose({ quote })!.hint).toContain('leaves nothing out');
    expect(diagnose({ quote: 'The mill … of seventeen windows' })!.hint).not.toContain('leaves nothing out');
  });

  it('that is an orphan', () => {
    expect(diagnose({ quote: 'Zwölf Ziegel quarrelled xylophonically' })).toMatchObject({
      code: 'quotation-orphaned',
      severity: 'warning',
    });
  });

  it('whose quotation has the marks of Markdown', () => {
    expect(diagnose({ quote: '[*xyz*](https://e.org)' })!.hint).toContain('Markdown');
  });

  it('only in codes that are listed', () => {
    for (const code of ['quotation-empty', 'quotation-ambiguous', 'occurrence-missing'] as const)
      expect(CODES[code].severity).toBe('error');
  });
});

describe('a diff of words', () => {
  it.each([
    ['nothing', 'the same words', 'the same words', ''],
    ['a word replaced', 'the cooperative met', 'the cooperatives met', '“cooperative” → “cooperatives”'],
    ['a word added', 'they did work', 'they did not work', 'added “not”'],
    ['a word removed', 'a very old mill', 'a old mill', 'removed “very”'],
    ['marks apart from words', 'bread, and peace', 'bread and peace', 'removed “,”'],
    ['several', 'one two three four', 'one 2 three 4', '“two” → “2”; “four” → “4”'],
    ['all', '', 'all of it', 'added “all of it”'],
    [
      'no more than a few',
      'a b c d e f g h i j k l',
      'a 1 c 2 e 3 g 4 i 5 k 6',
      '“b” → “1”; “d” → “2”; “f” → “3”; “h” → “4”; and 2 more',
    ],
  ])('%s', (_, before, after, diff) => expect(describeChanges(wordDiff(before, after))).toBe(diff));

  it('takes two long texts as one change between what they share', () => {
    const one = `same ${'a '.repeat(5000)}end`;
    const other = `same ${'b '.repeat(5000)}end`;
    expect(wordDiff(one, other)).toHaveLength(1);
  });
});
