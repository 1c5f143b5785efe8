import { describe, expect, it } from 'vitest';
import { anchor } from '../../src/anchoring/anchor.js';
import type { Selector } from '../../src/anchoring/quotation.js';
import { manuscript, type ReadingParts, reading } from './reading.js';

/**
 * Anchors one note on a reading, and says what became of it: `state: words` where it is set, the words with their
 * occurrence where that is not 1 (`exact: bread#2`), else the code of what is wrong.
 */
function place(parts: ReadingParts | string, selector: Selector | string): string {
  const given = reading(typeof parts === 'string' ? { body: parts } : parts);
  const note = typeof selector === 'string' ? { quote: selector } : selector;
  const { value, diagnostics } = anchor(manuscript([given], [note]));
  const { state, range } = value.notes[0]!;
  if (!range) return diagnostics.map(({ code }) => code).join(' ');
  const { text } = value.texts.get(given.id)!;
  const words = text.slice(range.start, range.end);
  let number = 1;
  for (let at = text.indexOf(words); at < range.start; at = text.indexOf(words, at + 1)) number++;
  return `${state}: ${words}${number > 1 ? `#${number}` : ''}`;
}

const CITY = `<h2>The City</h2>
<p>They had <em>bread</em> in the spring, and the <strong>work</strong>shops were open again.</p>
<blockquote>
<p>Nobody had asked them.</p>
<p>Nobody would.</p>
</blockquote>
<ul>
<li>coal, which came by river</li>
<li>salt</li>
</ul>
<p>In the autumn they had no bread, and the State had no answer; a state of siege was the answer.</p>`;

describe('a quotation that stands once', () => {
  it.each<[string, Selector | string, string]>([
    ['plain words', 'a state of siege', 'exact: a state of siege'],
    ['one character', ';', 'exact: ;'],
    ['across inline markup', 'had bread in the spring', 'exact: had bread in the spring'],
    ['across markup within a word', 'the workshops', 'exact: the workshops'],
    ['across paragraphs', 'asked them. Nobody would', 'exact: asked them.\nNobody would'],
    ['into a block quotation', 'again. Nobody had', 'exact: again.\nNobody had'],
    ['across list items', 'by river salt', 'exact: by river\nsalt'],
    ['from a heading', 'The City They', 'exact: The City\nThey'],
    [
      'from within a word',
      'shops were open again. Nobody had asked',
      'exact: shops were open again.\nNobody had asked',
    ],
    ['into a word', 'spring, and the workshops were ope', 'exact: spring, and the workshops were ope'],
    ['a part of a word', 'shops', 'quotation-uncertain'],
    [
      'a part of a word, in context',
      { quote: 'shops', prefix: 'spring, and the work', suffix: ' were open' },
      'exact: shops',
    ],
    ['with white space of its own', '  coal,\n  which  came ', 'exact: coal, which came'],
    ['in other case', 'the state had', 'quotation-uncertain'],
    [
      'in other case, in context',
      { quote: 'the state', suffix: ' had no answer; a state of siege' },
      'normalised: the State',
    ],
  ])('%s', (_, quote, found) => expect(place(CITY, quote)).toBe(found));

  it.each([
    [
      'quotation marks',
      '<p>She said “nothing” to him.</p>',
      'said "nothing" to',
      'normalised: said “nothing” to',
    ],
    ['dashes', '<p>bread—and peace</p>', 'bread - and', 'normalised: bread—and'],
    ['an ellipsis', '<p>wait… and see</p>', 'wait... and', 'normalised: wait… and'],
    ['accents', '<p>the cafe\u0301 was shut</p>', 'the café', 'normalised: the cafe\u0301'],
    ['soft hyphens', '<p>the inter\u00adnational</p>', 'international', 'normalised: inter\u00adnational'],
    ['ligatures', '<p>an oﬃce</p>', 'an office', 'normalised: an oﬃce'],
    ['no-break spaces', '<p>in\u00a01917</p>', 'in 1917', 'exact: in\u00a01917'],
    ['Chinese', '<p>他们要求面包和自由。</p>', '面包和', 'exact: 面包和'],
    ['Arabic', '<p>طلبوا الخبز والحرية</p>', 'الخبز', 'exact: الخبز'],
  ])('%s', (_, body, quote, found) => expect(place(body, quote)).toBe(found));
});

describe('a quotation that stands more than once', () => {
  const siege = '<p>The siege began. After the siege, the siege was remembered.</p>';
  it.each<[string, Selector, string]>([
    ['is an error', { quote: 'the siege' }, 'quotation-ambiguous'],
    ['is told apart by what is before it', { quote: 'the siege', prefix: 'After ' }, 'exact: the siege'],
    ['is told apart by what is after it', { quote: 'the siege', suffix: ' was' }, 'exact: the siege#2'],
    ['needs no space where the context begins', { quote: 'the siege', suffix: 'was' }, 'exact: the siege#2'],
    ['is counted', { quote: 'the siege', occurrence: 2 }, 'exact: the siege#2'],
    [
      'is counted in other case only where there is no other',
      { quote: 'the siege', occurrence: 3 },
      'occurrence-missing',
    ],
    [
      'is counted among all places, and context agrees',
      { quote: 'the siege', suffix: ' was', occurrence: 2 },
      'exact: the siege#2',
    ],
    [
      'goes by context where the count is wrong',
      { quote: 'the siege', suffix: ' was', occurrence: 1 },
      'moved: the siege#2',
    ],
    ['has a context that fits more than once', { quote: 'e', suffix: ' siege' }, 'quotation-ambiguous'],
    [
      'has a context that fits more than once, and a count',
      { quote: 'e', suffix: ' siege', occurrence: 2 },
      'exact: e#2',
    ],
  ])('%s', (_, selector, found) => expect(place(siege, selector)).toBe(found));

  it.each([
    ['case breaks ties', '<p>The State and the state.</p>', 'State', 'exact: State'],
    ['whole words break ties', '<p>A party, and art, and the parts.</p>', 'art', 'exact: art#2'],
    ['whole words count for more than case', '<p>Art and the party.</p>', 'art', 'quotation-uncertain'],
    ['overlapping places are two', '<p>ha ha ha</p>', 'ha ha', 'quotation-ambiguous'],
    ['vowel signs make no difference', '<p>كَتَبَ كِتَابًا</p>', 'كتابا', 'normalised: كِتَابًا'],
    ['vowel signs may be quoted though they are not there', '<p>كتب كتابا</p>', 'كِتَابًا', 'normalised: كتابا'],
    ['vowel signs break ties', '<p>كَتَبَ كُتُبٌ كتب</p>', 'كُتُبٌ', 'exact: كُتُبٌ'],
    ['their absence does', '<p>كَتَبَ كُتُبٌ كتب</p>', 'كتب', 'exact: كتب'],
    ['no vowel signs tell which is meant', '<p>كَتَبَ كُتُبٌ</p>', 'كتب', 'quotation-ambiguous'],
    ['no tie is broken by typography', '<p>“so” and "so"</p>', '“so”', 'quotation-ambiguous'],
  ])('%s', (_, body, quote, found) => expect(place(body, quote)).toBe(found));

  it('lists each place with its line', () => {
    const body = '<p>One siege.</p>\n<p>No more\nof it: the siege\nwas over.</p>';
    const { diagnostics } = anchor(manuscript([reading({ body })], [{ quote: 'siege' }]));
    expect(diagnostics[0]).toMatchObject({
      code: 'quotation-ambiguous',
      severity: 'error',
      file: 'annotations.yml',
    });
    expect(diagnostics[0]!.related!.map(({ file, start }) => [file, start.line, start.column])).toEqual([
      ['corpus/essay.md', 1, 8],
      ['corpus/essay.md', 3, 12],
    ]);
    expect(diagnostics[0]!.hint).toBeDefined();
  });
});

describe('zones', () => {
  const parts: ReadingParts = {
    title: 'On Bread',
    subtitle: 'A Report',
    body: '<p>Bread was dear.</p>',
    authorNotes: { a: '<p>Prices of March.</p>', b: '<p>Prices of April.</p>' },
  };
  it.each<[string, Selector | string, string]>([
    ['the title', 'On Bread', 'exact: On Bread'],
    ['the subtitle', 'Report', 'exact: Report'],
    ['an author’s note', 'Prices of April', 'exact: Prices of April'],
    ['not from one to another', 'Report Bread', 'quotation-orphaned'],
    ['not from one note to another', 'March. Prices', 'quotation-orphaned'],
    [
      'nor with context from another',
      { quote: 'Bread', prefix: 'A Report ', suffix: ' was dear' },
      'quotation-uncertain',
    ],
  ])('%s', (_, selector, found) => expect(place(parts, selector)).toBe(found));
});

describe('readings and notes', () => {
  it('leaves out notes on readings that are not there', () => {
    const readings = [reading({ id: 'a', body: '<p>One.</p>' }), reading({ id: 'b' })];
    const notes = [
      { quote: 'One', reading: 'b' },
      { quote: 'One', reading: 'a' },
    ];
    const { value, diagnostics } = anchor(manuscript(readings, notes));
    expect(value.notes.map(({ note }) => note.reading)).toEqual(['a']);
    expect([...value.texts.keys()]).toEqual(['a']);
    expect(diagnostics).toEqual([]);
  });

  it('keeps the order of the manuscript', () => {
    const readings = [reading({ id: 'a', body: '<p>One.</p>' }), reading({ id: 'b', body: '<p>One.</p>' })];
    const notes = ['b', 'a', 'b'].map((id) => ({ quote: 'One', reading: id }));
    const { value } = anchor(manuscript(readings, notes));
    expect(value.notes.map(({ note }) => note.reading)).toEqual(['b', 'a', 'b']);
  });

  it('says that a quotation has nothing in it', () => {
    for (const quote of ['', ' \n', '\u00ad\u200b']) expect(place(CITY, quote)).toBe('quotation-empty');
  });
});

describe('scripts that do not part words, or not from their particles', () => {
  it.each([
    ['<p>하나는 세무서를 위한 것이었다.</p>', '세무서', 'exact: 세무서'],
    ['<p>父亲有三本账，一本给公司。</p>', '公司', 'exact: 公司'],
    ['<p>父は三冊の帳簿をつけていた。</p>', '帳簿', 'exact: 帳簿'],
  ])('%s', (body, quote, found) => {
    expect(place(body, quote)).toBe(found);
  });
});
