import { describe, expect, it } from 'vitest';
import { anchor } from '../../src/anchoring/anchor.js';
import type { Selector } from '../../src/anchoring/quotation.js';
import { Source } from '../../src/diagnostics/source.js';
import { formatSnapshot, readSnapshot, type Snapshot } from '../../src/manuscript/snapshot.js';
import { manuscript, reading } from './reading.js';

const MILL = [
  'The mill stood still all winter, and the members of the council met in the cold hall to talk about bread. Nobody had a plan.',
  'In spring the siege was lifted. After the siege came the price of flour, and with it the second quarrel of that year.',
  'The widow from the upper farm kept a ledger. She wrote down what everybody owed, and she forgave nothing before harvest.',
  'When the railway came, the mill was sold to a company from the coast. The members of the company never saw the river.',
];

/** Anchors notes in paragraphs; with a snapshot, they were there before. */
function anchored(paragraphs: string[], notes: Selector[], snapshot?: Snapshot, id = 'essay') {
  const body = paragraphs.map((text) => `<p>${text}</p>`).join('\n');
  const project = manuscript([reading({ id, title: 'On Mills', body })], notes);
  const { value, diagnostics } = anchor({ ...project, ...(snapshot && { snapshot }) });
  const { text } = value.texts.get(id)!;
  const found = value.notes.map(({ state, range, was }) => {
    if (!range) return was ? `${state}, was: ${text.slice(was.start, was.end)}` : state;
    const around = text
      .slice(Math.max(0, range.start - 12), range.start)
      .replace('\n', '|')
      .trimStart();
    return `${state}: ${around}[${text.slice(range.start, range.end)}]`;
  });
  return { found, diagnostics, snapshot: { lines: value.snapshot, keep: false } satisfies Snapshot };
}

/** Where a note comes to that stood in MILL, by what it says and by the snapshot of then. */
function follow(note: Selector, edited: string[]): string {
  const before = anchored(MILL, [note]);
  expect(before.snapshot.lines).toHaveLength(1);
  return anchored(edited, [note], before.snapshot).found[0]!;
}

const edit = (index: number, from: string, to: string) =>
  MILL.map((text, at) => (at === index ? text.replace(from, to) : text));

describe('a note without context follows its words', () => {
  it.each<[string, Selector, string[], string]>([
    [
      'through a second place where they stand',
      { quote: 'the price' },
      edit(2, 'She wrote', 'She knew the price, and wrote'),
      'moved: siege came [the price]',
    ],
    [
      'when its paragraph is moved, by a count',
      { quote: 'members of the', occurrence: 1 },
      [MILL[3]!, MILL[2]!, MILL[0]!],
      'moved: er, and the [members of the]',
    ],
    [
      'when its paragraph is moved and edited',
      { quote: 'flour' },
      [MILL[0]!, MILL[2]!, MILL[3]!, MILL[1]!.replace('flour', 'rye flour').replace('lifted', 'over')],
      'exact: rice of rye [flour]',
    ],
    [
      'when an earlier place of a count is gone',
      { quote: 'the siege', occurrence: 2 },
      edit(1, 'In spring the siege was lifted. ', ''),
      'moved: plan.|After [the siege]',
    ],
    [
      'when an earlier place of a count is new',
      { quote: 'members of the', occurrence: 2 },
      edit(0, 'Nobody', 'The members of the choir sang. Nobody'),
      'moved: coast. The [members of the]',
    ],
    [
      'when a short quotation gains a word',
      { quote: 'upper farm' },
      edit(2, 'upper farm', 'upper and poorer farm'),
      'moved: ow from the [upper and poorer farm]',
    ],
    [
      'when it is inflected',
      { quote: 'harvest' },
      edit(2, 'before harvest', 'before harvests'),
      'moved: hing before [harvests]',
    ],
  ])('%s', (_, note, edited, found) => expect(follow(note, edited)).toBe(found));

  it('when its sentence is shown a second time, above', () => {
    const note = { quote: 'quarrel', occurrence: 1 };
    const sentence =
      'Nobody in the valley could say afterwards who had begun the quarrel about the lower weir, which was older than the mill.';
    const text = [MILL[0]!, `${MILL[1]} ${sentence} ${MILL[2]}`.replace('second quarrel', 'feud'), MILL[3]!];
    const { snapshot } = anchored(text, [note]);
    expect(anchored([sentence, ...text], [note], snapshot).found).toEqual(['moved: d begun the [quarrel]']);
    expect(anchored([...text, sentence], [note], snapshot).found).toEqual(['exact: d begun the [quarrel]']);
  });

  it('is an error without the snapshot, and none with it', () => {
    const note = { quote: 'the price' };
    const edited = edit(2, 'She wrote', 'She knew the price, and wrote');
    expect(anchored(edited, [note]).diagnostics.map(({ code }) => code)).toEqual(['quotation-ambiguous']);
    const { snapshot } = anchored(MILL, [note]);
    expect(anchored(edited, [note], snapshot).diagnostics.map(({ code }) => code)).toEqual([
      'quotation-moved',
    ]);
  });

  it('is where its words are, if they stood and stand nowhere else, whatever became of the rest', () => {
    const rewritten = MILL.map((text) =>
      text.replace(/.*ledger.*/, 'Of all the books in the valley, one ledger is left.'),
    );
    expect(follow({ quote: 'ledger' }, rewritten)).toMatch(/^exact/);
  });

  it('is exact where what it says is enough', () => {
    expect(follow({ quote: 'ledger' }, [MILL[2]!, MILL[0]!])).toMatch(/^exact/);
    expect(follow({ quote: 'the mill', suffix: ' was sold' }, [MILL[3]!, MILL[0]!])).toMatch(/^exact/);
  });
});

describe('what is deleted is not followed to something else', () => {
  it.each<[string, Selector, string[], RegExp]>([
    ['the words', { quote: 'ledger' }, edit(2, ' kept a ledger', ''), /^orphan, was: $/],
    [
      'the words, others in their place',
      { quote: 'ledger' },
      edit(2, 'a ledger', 'geese'),
      /^(ask|orphan), was: /,
    ],
    [
      'one of two places, by a count',
      { quote: 'the siege', occurrence: 2 },
      edit(1, 'After the siege came', 'Then came'),
      /^ask, was: /,
    ],
    [
      'the words, while the same stand in another sentence now',
      { quote: 'ledger' },
      edit(2, ' kept a ledger', '').map((text) => text.replace('the river', 'the ledger')),
      /^ask, was: $/,
    ],
    [
      'the sentence',
      { quote: 'second quarrel' },
      edit(1, / After.*/.exec(MILL[1]!)![0], ''),
      /^(ask|orphan)/,
    ],
    ['the paragraph', { quote: 'forgave nothing' }, [MILL[0]!, MILL[1]!, MILL[3]!], /^orphan/],
  ])('%s', (_, note, edited, found) => expect(follow(note, edited)).toMatch(found));
});

describe('the next snapshot', () => {
  it('says the same of the same text', () => {
    const notes = [{ quote: 'ledger' }, { quote: 'the siege', occurrence: 2 }, { quote: 'Mills' }];
    const first = anchored(MILL, notes).snapshot;
    expect(formatSnapshot(anchored(MILL, notes, first).snapshot.lines)).toBe(formatSnapshot(first.lines));
  });

  it('gives the same places a second time', () => {
    const note = { quote: 'upper farm' };
    const edited = edit(2, 'upper farm', 'upper and poorer farm');
    const moved = anchored(edited, [note], anchored(MILL, [note]).snapshot);
    expect(anchored(edited, [note], moved.snapshot).found).toEqual(moved.found);
  });

  it('keeps the line of a note that is asked about, and drops those of notes that are gone', () => {
    const notes = [{ quote: 'ledger' }, { quote: 'the company' }];
    const first = anchored(MILL, notes).snapshot;
    const second = anchored(edit(2, 'a ledger', 'geese'), [notes[0]!], first).snapshot;
    expect(second.lines).toEqual([first.lines[0]]);
  });

  it('keeps the lines of a text that is not there', () => {
    const { snapshot } = anchored(MILL, [{ quote: 'ledger' }]);
    const project = manuscript([reading({ id: 'essay' })], [{ quote: 'ledger' }]);
    expect(anchor({ ...project, snapshot }).value.snapshot).toEqual(snapshot.lines);
  });

  it('knows a note by what it says: whoever changes that by hand places it afresh', () => {
    const { snapshot } = anchored(MILL, [{ quote: 'the siege', occurrence: 2 }]);
    expect(anchored(MILL, [{ quote: 'the siege', occurrence: 1 }], snapshot).found[0]).toMatch(
      /^exact: .*In spring \[the siege\]/,
    );
    expect(anchored(MILL, [{ quote: 'the  siege', occurrence: 2 }], snapshot).snapshot.lines).toEqual(
      snapshot.lines,
    );
  });

  it('finds the notes of a reading that has a new id', () => {
    const note = { quote: 'the price' };
    const edited = edit(2, 'She wrote', 'She knew the price, and wrote');
    const { snapshot } = anchored(MILL, [note]);
    const renamed = anchored(edited, [note], snapshot, 'mills');
    expect(renamed.found[0]).toBe('moved: siege came [the price]');
    expect(renamed.snapshot.lines[0]!.reading).toBe('mills');
  });

  it('changes only where the text near a note has changed', () => {
    const notes = [{ quote: 'council' }, { quote: 'company from' }];
    const first = anchored(MILL, notes).snapshot.lines;
    const second = anchored(edit(0, 'cold hall', 'cold and empty hall'), notes).snapshot.lines;
    expect(second[1]).toEqual(first[1]);
    expect(second[0]).not.toEqual(first[0]);
  });

  it('holds digits only: nothing of a text but what annotations.yml says anyway', () => {
    const text = formatSnapshot(anchored(MILL, [{ quote: 'ledger' }]).snapshot.lines);
    expect(text.split('\n').at(-2)).toMatch(/^essay [\da-f]{12} [\da-f]{24} [\da-f] [\da-f]{24}$/);
  });
});

describe('the file', () => {
  const LINE = 'essay 0123456789ab 0f1e a 77';
  const read = (text: string | undefined) =>
    readSnapshot({
      value: text === undefined ? undefined : new Source('annotations.lock', text),
      diagnostics: [],
    });

  it('comes back as it was written, sorted', () => {
    const lines = [
      { reading: 'b', key: '0123456789ab', before: '', quoted: '', after: 'ff', elsewhere: true },
      { reading: 'a', key: 'ba9876543210', before: '12', quoted: 'a', after: '', elsewhere: false },
      { reading: 'a', key: '0123456789ab', before: '12', quoted: 'a', after: '34', elsewhere: false },
    ];
    const text = formatSnapshot(lines);
    expect(text).toMatch(/\na 0123456789ab 12 a 34\na ba9876543210 12 a -\nb 0123456789ab - - ff \+\n$/);
    expect(formatSnapshot(read(text).value.lines)).toBe(text);
    expect(formatSnapshot(read(text.replaceAll('\n', '\r\n')).value.lines)).toBe(text);
  });

  it.each<[string, string, number, string[]]>([
    ['nothing', '', 0, []],
    ['one line', `florilegium-snapshot 1\n${LINE}\n`, 1, []],
    [
      'a conflict',
      `<<<<<<< ours\n${LINE}\n=======\nessay 0123456789ab 0f a 88\n>>>>>>> theirs\n`,
      1,
      ['snapshot-damaged'],
    ],
    ['half a line', `${LINE}\nessay 0123\n`, 1, ['snapshot-damaged']],
    ['noise', '\0\u{1f600}\n{"a": 1}\n', 0, ['snapshot-damaged']],
    ['a later version', `florilegium-snapshot 2\n${LINE}\n`, 0, ['snapshot-later']],
  ])('may hold %s', (_, text, lines, codes) => {
    const { value, diagnostics } = read(text);
    expect(value.lines).toHaveLength(lines);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual(
      codes.map((code) => [code, 'warning']),
    );
    expect(value.keep).toBe(codes.includes('snapshot-later'));
  });

  it('need not be there', () => {
    expect(read(undefined)).toEqual({ value: { lines: [], keep: false }, diagnostics: [] });
  });
});
