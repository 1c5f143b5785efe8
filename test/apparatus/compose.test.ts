import { describe, expect, test } from 'vitest';
import { bodies, book, chapters, note, notes, short } from './project-book.js';

describe('numbers', () => {
  test('follow the text, not the file, and start again with each reading', async () => {
    const made = await book(
      { a: 'The wheel and the mill.', b: 'The sack.' },
      `notes:\n${note('b', 'sack')}${note('a', 'mill')}${note('a', 'wheel')}`,
    );
    expect(bodies(made)).toEqual(['The wheel(ed1) and the mill.(ed2)', 'The sack.(ed1)']);
    expect(notes(chapters(made)[0]!)).toEqual(['editor 1: on wheel', 'editor 2: on mill']);
  });

  test('go through the book where the edition asks', async () => {
    const made = await book(
      { a: 'The wheel.', b: 'The sack.' },
      `notes:\n${note('a', 'wheel')}${note('b', 'sack')}editions: { reader: { formats: [epub], numbering: book } }\n`,
    );
    expect(bodies(made)).toEqual(['The wheel.(ed1)', 'The sack.(ed2)']);
  });

  test('each series counts for itself, in its own marker', async () => {
    const made = await book(
      { a: 'The wheel[^1] and the mill and the sack.\n\n[^1]: Of oak.' },
      `series: { source: { label: Sources, marker: lower-alpha } }\nnotes:\n${note('a', 'mill')}${note('a', 'sack', ', series: source')}`,
    );
    expect(bodies(made)).toEqual(['The wheel(au*) and the mill(ed1) and the sack.(soa)']);
    expect(notes(chapters(made)[0]!)).toEqual([
      'editor 1: on mill',
      'author *: Of oak.',
      'source a: on sack',
    ]);
  });

  test('series are called in the language of the book, unless the project says it', async () => {
    const made = await book(
      { a: 'The wheel[^1] and the mill and the sack.\n\n[^1]: Of oak.' },
      `series: { author: { label: Serge }, variants: { marker: lower-alpha } }\nnotes:\n${note('a', 'mill')}${note('a', 'sack', ', series: variants')}`,
      'pt-BR',
    );
    expect(chapters(made)[0]!.notes.map(({ label }) => label)).toEqual([
      'Notas do editor',
      'Serge',
      'variants',
    ]);
  });

  test('at one place: by series, then the note whose words begin first', async () => {
    const made = await book(
      { a: 'The old wheel turned.' },
      `series: { source: { label: S, marker: lower-alpha } }\nnotes:\n${note('a', 'wheel')}${note('a', 'old wheel', ', series: source')}${note('a', 'The old wheel')}`,
    );
    expect(bodies(made)).toEqual(['The old wheel(ed1)(ed2)(soa) turned.']);
    expect(notes(chapters(made)[0]!)[0]).toBe('editor 1: on The old wheel');
  });

  test('a footnote cited twice is one note with two calls', async () => {
    const made = await book({ a: 'Wheel[^x] and mill[^x].\n\n[^x]: Oak.' }, 'notes: []\n');
    expect(bodies(made)).toEqual(['Wheel(au*) and mill(au*).']);
    expect(chapters(made)[0]!.notes[0]!.notes[0]!.calls).toEqual(['call-a-author-1', 'call-a-author-1-2']);
  });

  test('a footnote that cites the one that cites it is called first in the text', async () => {
    const made = await book({ a: 'Wheel[^x].\n\n[^x]: Oak.[^y]\n\n[^y]: As above.[^x]' }, 'notes: []\n');
    const html = JSON.stringify(chapters(made)[0]!.body);
    expect(html).toContain('"id":"call-a-author-1"');
    expect(html).not.toContain('call-a-author-1-2');
  });

  test('a note on an author’s note is called in it and numbered where it is cited', async () => {
    const made = await book(
      { a: 'Wheel[^x] and mill.\n\n[^x]: Of Danish oak.' },
      `notes:\n${note('a', 'mill')}${note('a', 'Danish oak')}`,
    );
    expect(notes(chapters(made)[0]!)).toEqual([
      'editor 1: on Danish oak',
      'editor 2: on mill',
      'author *: Of Danish oak.(ed1)',
    ]);
  });

  test('a note on a title', async () => {
    const made = await book(
      { a: '---\ntitle: The *Old* Mill\n---\nText.' },
      `notes:\n${note('a', 'Old Mill')}`,
    );
    const { title } = chapters(made)[0]!;
    expect([short(title.children), short(title.bare), title.plain]).toEqual([
      'The Old Mill(ed1)',
      'The Old Mill',
      'The Old Mill',
    ]);
  });
});

describe('calls', () => {
  test('stand behind a link, never in it', async () => {
    const made = await book(
      { a: 'See [the old mill](https://example.org) there.' },
      `notes:\n${note('a', 'old')}`,
    );
    expect(bodies(made)).toEqual(['See [the old mill](ed1) there.']);
  });

  test('cross markup, paragraphs and quotations', async () => {
    const made = await book(
      { a: 'The *old* mill.\n\n> It turned.\n\n- rye\n- wheat' },
      'notes:\n  - { reading: a, quote: old mill. It, note: x }\n  - { reading: a, quote: turned. rye, note: y }\n',
    );
    expect(bodies(made)).toEqual(['The old mill. / It(ed1) turned. / rye(ed2) / wheat']);
  });

  test('lead to their notes and back', async () => {
    const made = await book({ a: 'The wheel.' }, `notes:\n${note('a', 'wheel')}`);
    const json = JSON.stringify(chapters(made)[0]!.body);
    const [set] = chapters(made)[0]!.notes[0]!.notes;
    expect(json).toContain(`"href":"#${set!.id}"`);
    expect(json).toContain(`"id":"${set!.calls[0]}"`);
    expect(json).toContain('"ariaLabel":"Note 1"');
  });
});

describe('terms', () => {
  const glossary = (...terms: string[]) => `glossary:\n${terms.map((term) => `  - ${term}\n`).join('')}`;
  const cases: [string, string, string[], string][] = [
    [
      'the first use is a link, every use is marked',
      'Rye, rye and rye.',
      ['{ term: rye, definition: d }'],
      '<Rye>, {rye} and {rye}.',
    ],
    ['whole words only', 'Ryeland and rye.', ['{ term: rye, definition: d }'], 'Ryeland and <rye>.'],
    [
      'a capital asks for a capital',
      'The party, the Party.',
      ['{ term: Party, definition: d }'],
      'The party, the <Party>.',
    ],
    [
      'the longest first',
      'Left Opposition and opposition.',
      ['{ term: Opposition, definition: d }', '{ term: Left Opposition, definition: d }'],
      '<Left Opposition> and opposition.',
    ],
    [
      'in Chinese and Japanese, which do not part words',
      '他在公司里工作。GDP増加、会社。',
      ['{ term: 公司, definition: d }', '{ term: GDP, forms: [会社], definition: d }'],
      '他在<公司>里工作。<GDP>増加、{会社}。',
    ],
    ['before a particle', '회사를, 큰 회사.', ['{ term: 회사, definition: d }'], '<회사>를, 큰 {회사}.'],
    ['forms', 'Many Chekas.', ['{ term: Cheka, forms: [Chekas], definition: d }'], 'Many <Chekas>.'],
    [
      'any typography',
      'The N.E.P. of the ‘well-to-do’ miller’s.',
      ['{ term: "\'well‑to‑do\'", definition: d }'],
      'The N.E.P. of the <‘well-to-do’> miller’s.',
    ],
    ['before a possessive', 'Trotsky’s army.', ['{ term: Trotsky, definition: d }'], '<Trotsky>’s army.'],
    [
      'across markup',
      'The *Left* Opposition.',
      ['{ term: Left Opposition, definition: d }'],
      'The <Left>< Opposition>.',
    ],
    [
      'across a line of the file',
      'The Left\nOpposition.',
      ['{ term: Left Opposition, definition: d }'],
      'The <Left / Opposition>.',
    ],
    [
      'not across paragraphs',
      'Left\n\nOpposition.',
      ['{ term: Left Opposition, definition: d }'],
      'Left / Opposition.',
    ],
    [
      'not in headings, links and code',
      '## Rye\n\n[rye](https://e.org) `rye` rye',
      ['{ term: rye, definition: d }'],
      'Rye / [rye] rye <rye>',
    ],
  ];
  test.each(cases)('%s', async (_, source, terms, expected) => {
    expect(bodies(await book({ a: source }, glossary(...terms)))).toEqual([expected]);
  });

  test('each reading has its first use; the entry leads back to all of them', async () => {
    const made = await book(
      { a: 'Rye.', b: 'No grain.', c: 'Rye.' },
      glossary('{ term: rye, definition: d }'),
    );
    expect(bodies(made)).toEqual(['<Rye>.', 'No grain.', '<Rye>.']);
    expect(made.glossary[0]!.usedIn.map(({ chapter, use }) => [chapter, use])).toEqual([
      ['reading-a', 'use-rye-a-1'],
      ['reading-c', 'use-rye-c-1'],
    ]);
  });

  test('a term that a call stands in is not linked', async () => {
    const made = await book(
      { a: 'Left Opposition. Left Opposition.' },
      `${glossary('{ term: Left Opposition, definition: d }')}notes:\n  - { reading: a, quote: Left, occurrence: 1, note: n }\n`,
    );
    expect(bodies(made)).toEqual(['{Left(ed1) Opposition}. {Left Opposition}.']);
  });

  test('the index has every use of names, by type, in alphabetical order', async () => {
    const made = await book(
      { a: 'Zürich and Oslo. Anna. Oslo.' },
      glossary(
        '{ term: Zürich, type: place, definition: d }',
        '{ term: Oslo, type: place, definition: d }',
        '{ term: Anna, type: person, definition: d }',
        '{ term: Bergen, type: place, definition: d }',
        '{ term: rye, definition: d }',
      ),
    );
    expect(
      made.index.map(({ type, entries }) => [
        type,
        entries.map(({ term, uses }) => `${term} ${uses[0]!.ids.length}`),
      ]),
    ).toEqual([
      ['person', ['Anna 1']],
      ['place', ['Oslo 2', 'Zürich 1']],
    ]);
  });
});

describe('references in an editor’s text', () => {
  const annotations = `glossary: [{ term: rye, definition: d }]
notes:
  - { id: wheel, reading: b, quote: wheel, note: "On [](reading:a)." }
  - { reading: b, quote: sack, note: "See [](note:wheel), [there](note:wheel), [](glossary:rye)." }
  - { reading: a, quote: mill, note: "See [](note:wheel)." }
`;
  const texts = { a: 'The mill.', b: 'The wheel and the sack.' };

  test('are links with words of their own, and renumber', async () => {
    const made = await book(texts, annotations);
    expect(chapters(made).flatMap(notes)).toEqual([
      'editor 1: See [note 1 to “B”].',
      'editor 1: On [“A”].',
      'editor 2: See [note 1], [there], [rye].',
    ]);
  });

  test('to what the edition leaves out are text', async () => {
    const made = await book(
      texts,
      `${annotations}editions: { reader: { formats: [epub], readings: [a] } }\n`,
    );
    expect(chapters(made).flatMap(notes)).toEqual(['editor 1: See a note to “B”.']);
    expect(made.glossary).toEqual([]);
  });
});

test('an edition’s own order keeps parts together', async () => {
  const made = await book(
    { a: 'A.', b: 'B.', c: 'C.' },
    'readings: [a, { part: Two, readings: [b, c] }]\neditions: { reader: { formats: [epub], readings: [c, b, a] } }\n',
  );
  expect(
    made.parts.map(({ title, chapters }) => [title?.plain, chapters.map(({ reading }) => reading.id)]),
  ).toEqual([
    ['Two', ['c', 'b']],
    [undefined, ['a']],
  ]);
});
