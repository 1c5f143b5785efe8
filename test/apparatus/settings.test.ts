import { describe, expect, test } from 'vitest';
import type { Book } from '../../src/apparatus/book.js';
import { missingRights } from '../../src/apparatus/missing-rights.js';
import { bodies, book, chapters, note, notes, text } from './project-book.js';

/** What an edition asks for, as annotations.yml has it. */
const edition = (settings: string) => `editions: { pack: { ${settings} } }\n`;
const dates = ({ chronology }: Book) => chronology.map(({ date }) => date);
const terms = ({ glossary }: Book) => glossary.map(({ term }) => term);

describe('numbers of paragraphs', () => {
  const numbered = async (markdown: string, settings = 'paragraphNumbers: true') =>
    bodies(await book({ a: markdown }, edition(settings)))[0];

  test.each([
    ['paragraphs', 'One.\n\nTwo.', '#1 One. / #2 Two.'],
    ['not headings', '## H\n\nOne.\n\n### I\n\nTwo.', 'H / #1 One. / I / #2 Two.'],
    [
      'those of quotations',
      'One.\n\n> Two.\n>\n> Three.\n\nFour.',
      '#1 One. / #2 Two. / #3 Three. / #4 Four.',
    ],
    ['items of lists', '- One\n- Two\n  - Three\n', '#1 One / #2 Two / #3 Three'],
    ['paragraphs in items', '- One.\n\n  Two.\n\n- Three.\n', '#1 One. / #2 Two. / #3 Three.'],
    ['stanzas', '```verse\nOne,\ntwo.\n\nThree.\n```', '#1 One,two. / #2 Three.'],
    ['not tables', '| a |\n| - |\n| b |\n\nOne.', 'ab / #1 One.'],
    ['not rules', 'One.\n\n---\n\nTwo.', '#1 One. / #2 Two.'],
    [
      'not footnotes',
      'One.[^1]\n\nTwo.\n\n[^1]: A note.\n\n    In two paragraphs.',
      '#1 One.(au*) / #2 Two.',
    ],
  ])('count %s', async (_, markdown, expected) => {
    expect((await numbered(markdown))!.replace(/ \/ (?=\s*$)/, '')).toBe(expected);
  });

  test('are there where an edition asks for them, and change nothing else', async () => {
    expect(await numbered('One.\n\nTwo.', 'formats: [epub]')).toBe('One. / Two.');
  });

  test('lead to the blocks that they stand in', async () => {
    const made = await book({ serge: 'One.\n\nTwo.' }, edition('paragraphNumbers: true'));
    const [, second] = chapters(made)[0]!.body.children.filter((node) => node.type === 'element');
    expect(second).toMatchObject({
      properties: { id: 'serge-p2' },
      children: [
        { properties: { className: ['paragraph-number'], href: '#serge-p2', ariaLabel: 'Paragraph 2' } },
        { value: 'Two.' },
      ],
    });
  });

  test('are the same in a selection, whatever it leaves out', async () => {
    const texts = { a: 'One.[^1]\n\nTwo.\n\n[^1]: A note.', b: 'Other.' };
    const all = await book(texts, edition('paragraphNumbers: true'));
    const some = await book(texts, edition('paragraphNumbers: true, readings: [a], notes: none'));
    expect(bodies(some)[0]).toBe(bodies(all)[0]!.replace('(au*)', ''));
  });

  test('have ids that nothing else of the book has', async () => {
    const made = await book(
      { 'reading-x': 'One.', 'x-p1': 'Two.', note: 'Three.' },
      edition('paragraphNumbers: true'),
    );
    const ids = chapters(made).flatMap(({ id, body }) => [
      id,
      ...body.children.flatMap((node) => (node.type === 'element' ? [node.properties.id] : [])),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('can be referred to, and are named where they are not printed', async () => {
    const texts = { a: 'One.\n\nTwo.', b: 'Other.' };
    const annotations =
      'notes:\n  - { reading: b, quote: Other, note: "[](reading:a#2), [](reading:b#1), [there](reading:a#1)" }\n';
    const said = async (settings: string) =>
      notes(chapters(await book(texts, annotations + edition(settings))).at(-1)!);
    expect(await said('paragraphNumbers: true')).toEqual(['editor 1: [“A”, ¶ 2], [¶ 1], [there]']);
    expect(await said('formats: [epub]')).toEqual(['editor 1: [“A”], [“B”], [there]']);
    expect(await said('paragraphNumbers: true, readings: [b]')).toEqual(['editor 1: “A”, [¶ 1], there']);
  });
});

describe('notes', () => {
  const texts = { a: 'The wheel[^1] and the mill.\n\n[^1]: Of oak.' };
  const annotations = `notes:\n${note('a', 'mill')}`;

  test('of a series that an edition leaves out have no calls either', async () => {
    const made = await book(texts, annotations + edition('notes: { author: none }'));
    expect(bodies(made)).toEqual(['The wheel and the mill.(ed1)']);
    expect(notes(chapters(made)[0]!)).toEqual(['editor 1: on mill']);
  });

  test('have their ids wherever they stand', async () => {
    const ids = async (placement: string) =>
      chapters(await book(texts, annotations + edition(`notes: ${placement}`)))[0]!.notes.flatMap((group) =>
        group.notes.map(({ id, calls }) => `${group.placement} ${id} ${calls}`),
      );
    for (const placement of ['foot', 'end', 'back', 'margin'])
      expect(await ids(placement)).toEqual([
        `${placement} note-a-editor-1 call-a-editor-1`,
        `${placement} note-a-author-1 call-a-author-1`,
      ]);
  });

  test('a term that only a footnote left out uses is in no glossary and no index', async () => {
    const more = 'glossary: [{ term: oak, type: place, definition: d }]\n';
    const selection = `readings: [a], notes: none`;
    const made = await book({ ...texts, b: 'Oak.' }, more + edition(selection));
    expect([terms(made), made.index]).toEqual([[], []]);
  });

  test('a reference to a note that is not set says what it is', async () => {
    const references = `notes:
  - { id: wheel, reading: a, quote: wheel, note: w, series: textual }
  - { reading: a, quote: mill, note: "See [](note:wheel)." }
series: { textual: { label: Textual } }
`;
    const made = await book(texts, references + edition('notes: { textual: none }'));
    expect(notes(chapters(made)[0]!)).toContain('editor 1: See a note to “A”.');
  });
});

describe('what is on or off', () => {
  const texts = { a: '---\ntitle: A\nheadnote: Before.\n---\nThe wheel.', b: 'The sack.' };
  const annotations = `glossary: [{ term: wheel, type: work, definition: d }]
chronology: [{ date: 1917, event: e }]
`;

  test.each<[string, (made: Book) => unknown, unknown, unknown]>([
    [
      'headnotes',
      (made) => chapters(made)[0]!.headnote && text(chapters(made)[0]!.headnote!),
      'Before.',
      undefined,
    ],
    ['glossary', terms, ['wheel'], []],
    ['index', ({ index }) => index.length, 1, 0],
    ['chronology', dates, ['1917'], []],
    ['permissions', ({ permissions }) => permissions.length, 2, 0],
  ])('%s', async (key, found, on, off) => {
    expect(found(await book(texts, annotations + edition(`${key}: true`)))).toEqual(on);
    expect(found(await book(texts, annotations + edition(`${key}: false`)))).toEqual(off);
  });

  test('questions', async () => {
    const annotations = 'readings: [{ id: a, questions: [Why?] }]\n';
    const asked = async (settings: string) =>
      chapters(await book({ a: 'A.' }, annotations + edition(settings)))[0]!.questions.map(text);
    expect(await asked('questions: true')).toEqual(['Why?']);
    expect(await asked('questions: false')).toEqual([]);
  });

  test('without a glossary nothing is linked to it, and the index still finds its places', async () => {
    const links = '  - { reading: b, quote: sack, note: "See [](glossary:wheel)." }\n';
    const made = await book(texts, `${annotations}notes:\n${links}${edition('glossary: false')}`);
    expect(bodies(made)).toEqual(['The {wheel}.', 'The sack.(ed1)']);
    expect(notes(chapters(made)[1]!)).toEqual(['editor 1: See wheel.']);
    expect(made.index[0]!.entries).toMatchObject([{ term: 'wheel', uses: [{ ids: ['use-wheel-a-1'] }] }]);
    expect(made.index[0]!.entries[0]).not.toHaveProperty('glossary');
  });

  test('without glossary and index the text has no marks of terms', async () => {
    const made = await book(texts, annotations + edition('glossary: false, index: false'));
    expect(bodies(made)[0]).toBe('The wheel.');
    expect(made.termUses.size).toBe(0);
  });
});

describe('the chronology of a selection', () => {
  const texts = {
    a: 'In the winter of 1917 the mill stood.',
    b: 'The sack, and 1921.',
    c: '---\ntitle: C\ndate: March 1930\n---\nRye.',
  };
  const annotations = `glossary: [{ term: Mill, forms: [mill], definition: d }, { term: Rye, forms: [rye], definition: d }]
notes: [{ id: sack, reading: b, quote: sack, note: n }]
chronology:
  - { date: 1905, event: The mill is built. }
  - { date: 1917-03, event: Snow. }
  - { date: 1921, event: A sack. }
  - { date: 1925, event: "Compare [](note:sack)." }
  - { date: 1926, event: "As in [C](reading:c)." }
  - { date: 1930-03-01, event: Thaw. }
  - { date: 1950, event: Nothing of it. }
  - { date: 1951, event: Named for it., readings: [b, c] }
  - { date: 1917, event: Not for it., readings: [c] }
`;

  test.each([
    ['a', ['1905', '1917-03']],
    ['b', ['1921', '1925', '1951']],
    ['c', ['1917', '1926', '1930-03-01', '1951']],
  ])('of %s has what bears on it', async (id, expected) => {
    expect(dates(await book(texts, annotations + edition(`readings: [${id}]`)))).toEqual(expected);
  });

  test('of everything has everything', async () => {
    expect(dates(await book(texts, annotations + edition('readings: [c, b, a]')))).toHaveLength(9);
  });
});

describe('permissions', () => {
  const texts = {
    a: '---\ntitle: A\nrights: CC BY 4.0\nrightsHolder: [Ada, Jonas]\n---\nOne two three.',
    b: '---\ntitle: B\nrights: Public domain\n---\nFour.',
    c: 'Five.',
  };

  test('say who holds them, and how much of the edition each reading is', async () => {
    const { permissions } = await book(texts, edition('permissions: true, readings: [b, a]'));
    expect(
      permissions.map(({ title, rightsHolders, words, share }) => [title.plain, rightsHolders, words, share]),
    ).toEqual([
      ['B', [], 2, (2 / 6) * 100],
      ['A', ['Ada', 'Jonas'], 4, (4 / 6) * 100],
    ]);
  });

  test('that are missing are reported where the reading is listed', async () => {
    const missing = missingRights(await book(texts, edition('formats: [epub]')));
    expect(
      missing.map(({ code, file, range }) => `${code} ${file}:${range?.start.line}:${range?.start.column}`),
    ).toEqual(['rights-missing annotations.yml:2:15', 'rights-missing annotations.yml:2:18']);
    expect(missing.map(({ message }) => message)).toEqual([
      '“b” has no rights holder',
      '“c” has no rights holder and no terms',
    ]);
  });
});

describe('footnotes of the texts are called', () => {
  const footnotes = (count: number) =>
    Array.from({ length: count }, (_, i) => `One.[^${i}]\n\n[^${i}]: Note.\n\n`).join('');
  const last = async (texts: Record<string, string>, annotations: string) =>
    chapters(await book(texts, annotations))
      .flatMap(({ notes }) => notes)
      .at(-1)!
      .notes.at(-1)!.label;

  test.each([
    ['by symbols', { a: footnotes(12) }, '', '¶¶'],
    ['by letters, where a reading has too many for them', { a: footnotes(13) }, '', 'm'],
    ['in all readings of the edition', { a: footnotes(13), b: footnotes(2) }, '', 'b'],
    ['but by those that it has', { a: footnotes(13), b: footnotes(2) }, edition('readings: [b]'), '†'],
    [
      'also where the book has too many',
      { a: footnotes(9), b: footnotes(9) },
      edition('numbering: book'),
      'r',
    ],
    ['by symbols where each reading counts its own', { a: footnotes(9), b: footnotes(9) }, '', '‡‡'],
    ['by what the project says', { a: footnotes(13) }, 'series: { author: { marker: symbols } }\n', '***'],
    [
      'by letters, where others have symbols',
      { a: footnotes(2) },
      'series: { b: { marker: symbols } }\n',
      'b',
    ],
    ['by letters of their own', { a: footnotes(13) }, 'series: { b: { marker: lower-alpha } }\n', 'ν'],
    ['by the same under another label', { a: footnotes(13) }, 'series: { author: { label: A } }\n', 'm'],
  ])('%s', async (_, texts, annotations, label) => {
    expect(await last(texts, annotations)).toBe(label);
  });
});

test('front and back matter that an edition does not choose is left out, with all that belongs to it', async () => {
  const of = (settings: string) =>
    book(
      { one: 'One. See [the key](reading:answers).', answers: 'The key is rye.' },
      `readings: [one]
back: [answers]
notes: [{ reading: answers, quote: rye, note: N }]
glossary: [{ term: rye, definition: D }]
${edition(settings)}`,
    );
  const student = await of('back: []');
  expect(student.back).toEqual([]);
  expect(bodies(student)).toEqual(['One. See the key.']);
  expect(terms(student)).toEqual([]);
  const teacher = await of('back: [answers]');
  expect(teacher.back.map(({ reading }) => reading.id)).toEqual(['answers']);
  expect(bodies(teacher)[0]).toBe('One. See [the key].');
  expect(terms(teacher)).toEqual(['rye']);
});
