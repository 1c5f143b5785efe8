import { describe, expect, test } from 'vitest';
import { sortKey } from '../../src/manuscript/event-date.js';
import type { Edition, Manuscript } from '../../src/manuscript/manuscript.js';
import { PAGE_SIZES } from '../../src/typeset/style/page-size.js';
import { EDITION } from '../support/book.js';
import { type Files, HEAD, places, READING, read, readValid } from './project.js';

const reading = (title: string, more = '') => `---\ntitle: ${title}\n${more}---\nOnce upon a time.\n`;
const ids = ({ readings }: Manuscript) => readings.map(({ id, matter }) => `${matter}:${id}`);

describe('the anthology', () => {
  test('has defaults', async () => {
    const { anthology } = await readValid({});
    expect(anthology).toMatchObject({ title: 'T', editors: [], language: 'en', subjects: [] });
    expect(anthology.identifier).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test('has an identifier that is the same as long as title and editors are', async () => {
    const identifier = async (anthology: string) =>
      (await readValid({ 'annotations.yml': `anthology: { ${anthology} }\nreadings: [one]\n` })).anthology
        .identifier;
    const first = await identifier('title: T, editors: [A, B]');
    expect(await identifier('title: T, editors: [A, B], date: 2026-11-21')).toBe(first);
    expect(await identifier('title: T, editors: [A B]')).not.toBe(first);
    expect(await identifier('title: T, editors: [A, B], identifier: "urn:isbn:978-0-306-40615-7"')).toBe(
      'urn:isbn:978-0-306-40615-7',
    );
  });

  test('keeps texts as they are written, whatever they look like', async () => {
    const { anthology, readings } = await readValid({
      'annotations.yml':
        'anthology: { title: 1984, subtitle: 007, date: 2026-11-21, publisher: no, subjects: [true, 1e3] }\nreadings: [one]\n',
      'corpus/one.md': reading('1917', 'date: 1917\nlang: no\nauthor: 0x1F\n'),
    });
    expect(anthology).toMatchObject({
      title: '1984',
      subtitle: '007',
      date: '2026-11-21',
      publisher: 'no',
      subjects: ['true', '1e3'],
    });
    expect(readings[0]).toMatchObject({ date: '1917', lang: 'no', authors: ['0x1F'] });
    expect(readings[0]!.title.plain).toBe('1917');
  });
});

describe('readings', () => {
  test('come front matter first, then the body with its parts, then back matter', async () => {
    const manuscript = await readValid({
      'annotations.yml': [
        'anthology: { title: T }',
        'back: [further]',
        'readings:',
        '  - one',
        '  - part: The *second*',
        '    readings: [two, { id: three, questions: [Why?] }]',
        '  - { id: four, headnote: "Read *this*." }',
        'front: [{ id: intro, title: Before }]',
        '',
      ].join('\n'),
      'corpus/two.md': reading('Two'),
      'corpus/three.md': reading('Three'),
      'corpus/four.md': reading('Four'),
      'corpus/intro.md': 'No front matter.\n',
      'corpus/further.md': reading('Further'),
    });
    expect(ids(manuscript)).toEqual([
      'front:intro',
      'body:one',
      'body:two',
      'body:three',
      'body:four',
      'back:further',
    ]);
    expect(
      manuscript.contents.map((item) =>
        item.kind === 'part'
          ? [item.part.title.plain, ...item.part.readings.map(({ id }) => id)]
          : item.reading.id,
      ),
    ).toEqual(['one', ['The second', 'two', 'three'], 'four']);
    expect(manuscript.readings[3]!.questions[0]!.plain).toBe('Why?');
    expect(manuscript.readings[4]!.headnote!.plain).toBe('Read this.');
  });

  test('have the metadata of their file, annotations.yml winning', async () => {
    const { readings } = await readValid({
      'annotations.yml':
        'anthology: { title: T, language: en-gb }\nreadings:\n  - { id: one, title: Another, author: [B, C], source: "*Ledger*" }\n',
      'corpus/one.md': reading(
        'One',
        'subtitle: of two\nshortTitle: The *one*\nauthor: A\ntranslator: [D]\ndate: May 1931\nurl: https://example.org/\nrights: Public domain\nheadnote: Short.\n',
      ),
    });
    expect(readings[0]).toMatchObject({
      title: { plain: 'Another' },
      subtitle: { plain: 'of two' },
      shortTitle: { plain: 'The one' },
      authors: ['B', 'C'],
      translators: ['D'],
      date: 'May 1931',
      source: { plain: 'Ledger' },
      url: 'https://example.org/',
      rights: { plain: 'Public domain' },
      headnote: { plain: 'Short.' },
      lang: 'en-GB',
      local: false,
    });
  });

  test('may have names of any script, in whichever form the file system keeps them', async () => {
    const { readings } = await readValid({
      'annotations.yml': 'anthology: { title: T }\nreadings: [one, "cafe\\u0301", Война-и-мир, 2026.1]\n',
      'corpus/caf\u00e9.md': reading('A'),
      'corpus/Война-и-мир.md': reading('B'),
      'corpus/2026.1.md': reading('C'),
    });
    expect(readings.map(({ id }) => id)).toEqual(['one', 'caf\u00e9', 'Война-и-мир', '2026.1']);
  });

  test('that are local may be missing; it is said once, and their notes are checked all the same', async () => {
    const { value, diagnostics } = await read({
      'annotations.yml': [
        'anthology: { title: T }',
        'readings: [one, { id: two, title: Two, text: local }, { id: three, text: local }]',
        'notes:',
        '  - { reading: two, quote: q, note: n }',
        '  - { reading: two, quote: q, note: n, series: edtor }',
        '  - { reading: two, quote: q, note: n }',
        '',
      ].join('\n'),
      'corpus/three.md': reading('Three'),
    });
    expect(places(diagnostics)).toEqual([
      'annotations.yml:2:23 local-text-missing',
      'annotations.yml:5:48 series-unknown',
    ]);
    expect(diagnostics[0]!.message).toContain('its 2 notes');
    expect(diagnostics[0]!.hint).toContain('florilegium import');
    const [, two, three] = value!.readings;
    expect([two!.local, two!.body, two!.file]).toEqual([true, undefined, undefined]);
    expect([three!.local, three!.file!.path]).toEqual([true, 'corpus/three.md']);
  });
});

describe('series', () => {
  test('editor and author are there, and may be changed; others follow in order', async () => {
    const { series } = await readValid({
      'annotations.yml': `${HEAD}series: { textual: { marker: lower-alpha, label: Variants }, editor: { marker: symbols }, z: }\n`,
    });
    expect(series.map(({ name, label, marker }) => [name, label, marker])).toEqual([
      ['editor', undefined, 'symbols'],
      ['author', undefined, undefined],
      ['textual', 'Variants', 'lower-alpha'],
      ['z', 'z', 'decimal'],
    ]);
  });
});

test('notes keep quotation and context to the letter, and know where each value stands', async () => {
  const { notes, source } = await readValid({
    'annotations.yml': [
      HEAD.trimEnd(),
      'notes:',
      '  - id: a',
      '    reading: one',
      '    quote: upon a time',
      '    prefix: "Once "',
      '    suffix: .',
      '    occurrence: 1',
      '    note: |',
      '      One.',
      '',
      '      *Two*.',
      '',
    ].join('\n'),
  });
  expect(notes[0]).toMatchObject({
    id: 'a',
    quote: 'upon a time',
    prefix: 'Once ',
    suffix: '.',
    occurrence: 1,
    series: 'editor',
  });
  expect(notes[0]!.note.plain).toBe('One.\nTwo.');
  const written = (key: string) => source.text.slice(notes[0]!.spans[key]!.start, notes[0]!.spans[key]!.end);
  expect(['quote', 'prefix', 'suffix', 'occurrence'].map(written)).toEqual([
    'upon a time',
    '"Once "',
    '.',
    '1',
  ]);
  expect(source.text.slice(notes[0]!.at.start, notes[0]!.at.end)).toMatch(/^id: a\n[\s\S]*\*Two\*\.\n$/);
});

test('the glossary refers by term or form, to each entry once', async () => {
  const { glossary } = await readValid({
    'annotations.yml': `${HEAD}glossary:
  - { term: Compositor, forms: [compositors], definition: d, see: [the Street, Chalk Street] }
  - { term: Chalk Street, forms: [the Street], type: place, definition: d }
`,
  });
  expect(glossary.map(({ term, type, see }) => [term, type, see])).toEqual([
    ['Compositor', 'term', ['Chalk Street']],
    ['Chalk Street', 'place', []],
  ]);
});

test('the chronology is put in order by the years in its dates', async () => {
  const dates = [
    '1917-11-07',
    '1917',
    'c. 1905',
    '44 BC',
    '500 BC',
    '1917-11',
    '1914–18',
    '1917-11-07',
    'winter 1940',
  ];
  const { chronology } = await readValid({
    'annotations.yml': `${HEAD}chronology:\n${dates.map((date, i) => `  - { date: "${date}", event: e${i} }\n`).join('')}`,
  });
  expect(chronology.map(({ date, event }) => `${date} ${event.plain}`)).toEqual([
    '500 BC e4',
    '44 BC e3',
    'c. 1905 e2',
    '1914–18 e6',
    '1917 e1',
    '1917-11 e5',
    '1917-11-07 e0',
    '1917-11-07 e7',
    'winter 1940 e8',
  ]);
});

test.each([
  [
    'en',
    ['4 August 1914', '1914-08-04', 'August 4, 1914', '4th Aug. 1914', 'c. 4 August 1914'],
    '1914-08-04',
  ],
  ['en', ['June 1917', '1917-06', 'early in June 1917'], '1917-06-00'],
  ['es', ['4 de agosto de 1914', '4 August 1914'], '1914-08-04'],
  ['ru', ['4 августа 1914 г.'], '1914-08-04'],
  ['ru', ['август 1914'], '1914-08-00'],
  ['en', ['1914–18', '1914-18', 'after 1914', '1914/15'], '1914-00-00'],
  ['en', ['AD 79', '79', '0079'], '0079-00-00'],
  ['en', ['24 August 79'], '0079-08-24'],
  ['en', ['44 BC', '44–43 B.C.', '44 BCE'], '-9955-00-00'],
  ['en', ['-44', '−44', '-0044'], '-9955-00-00'],
  ['en', ['15 March 44 BC', '-0044-03-15'], '-9955-03-15'],
  ['fr', ['44 av. J.-C.'], '-9955-00-00'],
  ['en', ['10,000 BC', 'c. 12,000 BC'], '-0000-00-00'],
  ['en', ['12th century', 'early 12th-century'], '1100-00-00'],
  ['en', ['4th century BC'], '-9599-00-00'],
])('a date of the chronology in %s: %j is sorted as %s', (language, dates, key) => {
  for (const date of dates) expect([date, sortKey(date, language)]).toEqual([date, key]);
});

describe('editions', () => {
  test('there is one where none is named', async () => {
    const { editions } = await readValid({});
    expect(editions).toMatchObject([
      {
        name: 'reader',
        formats: ['epub', 'pdf'],
        numbering: 'reading',
        glossaryLinks: 'first',
        openings: 'any',
        conformance: ['ua-1', 'a-2a'],
      },
    ]);
    expect(editions[0]).not.toHaveProperty('readings');
  });

  test('have what they name, and defaults for the rest', async () => {
    const { editions } = await readValid({
      'annotations.yml': `${HEAD}editions:\n  a:\n  b: { formats: [pdf, pdf], readings: [one], page: A4  Landscape, numbering: book, conformance: [] }\n`,
    });
    expect(editions.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(editions[1]).toMatchObject({
      formats: ['pdf'],
      readings: ['one'],
      page: 'a4 landscape',
      numbering: 'book',
      conformance: [],
    });
  });

  test('ask for nothing that they do not name', async () => {
    const { anthology, editions } = await readValid({});
    const [{ at: _, ...edition }] = editions as [Edition];
    const { at: __, ...asked } = EDITION;
    expect(edition).toEqual({ ...asked, identifier: anthology.identifier });
  });

  test.each<[string, Partial<Edition>]>([
    ['lineNumbers: 5', { lineNumbers: { every: 5, restart: 'page' } }],
    ['lineNumbers: { every: 10, restart: reading }', { lineNumbers: { every: 10, restart: 'reading' } }],
    ['paragraphNumbers: true', { paragraphNumbers: true }],
    ['embedFonts: true', { embedFonts: true }],
    [
      'identifier: urn:uuid:00000000-0000-4000-8000-000000000001',
      { identifier: 'urn:uuid:00000000-0000-4000-8000-000000000001' },
    ],
    ['notes: end', { notes: { editor: 'end', author: 'end' } }],
    ['notes: { author: margin }', { notes: { editor: 'foot', author: 'margin' } }],
    ['headnotes: false', { headnotes: false }],
    ['permissions: true', { permissions: 'full' }],
    ['permissions: false', { permissions: 'none' }],
    ['answerLines: 6', { answerLines: 6 }],
    ['writingMargin: 2in', { writingMargin: 144 }],
    ['separate: true', { separate: true }],
    ['imposition: booklet', { imposition: { layout: 'booklet', creep: 0 } }],
    [
      'imposition: { layout: booklet, sheet: Letter, signature: 16, creep: 1pt }',
      { imposition: { layout: 'booklet', sheet: 'letter', signature: 16, creep: 1 } },
    ],
    ['cropMarks: true', { cropMarks: true }],
    ['bleed: 9pt', { bleed: 9 }],
  ])('may have %s', async (setting, expected) => {
    const { editions } = await readValid({
      'annotations.yml': `${HEAD}editions: { pack: { ${setting} } }\n`,
    });
    expect(editions[0]).toMatchObject(expected);
  });

  test('select readings and whole parts, in an order of their own', async () => {
    const files = (selection: string): Files => ({
      'corpus/two.md': reading('Two'),
      'corpus/three.md': reading('Three'),
      'corpus/before.md': reading('Before'),
      'annotations.yml': `anthology: { title: T }
front: [before]
readings: [one, { part: 'The *late* ones', readings: [two, three] }]
editions: { pack: { readings: ${selection} } }
`,
    });
    const select = async (selection: string) => (await readValid(files(selection))).editions[0]!.readings;
    expect(await select('[{ part: The late ones }, one]')).toEqual(['two', 'three', 'one']);
    expect(await select('[{ part: The *late* ones }]')).toEqual(['two', 'three']);
    expect(await select('[{ part: "The *late* ones" }]')).toEqual(['two', 'three']);
    const codes = async (selection: string) => places((await read(files(selection))).diagnostics);
    expect(await codes('[three, { part: The late ones }]')).toEqual(['annotations.yml:4:47 reading-twice']);
    expect(await codes('[before, one]')).toEqual(['annotations.yml:4:32 reading-is-matter']);
    expect(await codes('[{ part: The later ones }]')).toEqual(['annotations.yml:4:40 part-unknown']);
  });

  test('select of the front and back matter, in an order of their own', async () => {
    const files = (setting: string): Files => ({
      'corpus/answers.md': reading('Answers'),
      'corpus/more.md': reading('More'),
      'annotations.yml': `anthology: { title: T }
readings: [one]
back: [more, answers]
editions: { pack: { ${setting} } }
`,
    });
    const back = async (setting: string) => (await readValid(files(setting))).editions[0]!.back;
    expect(await back('back: [answers, more]')).toEqual(['answers', 'more']);
    expect(await back('back: []')).toEqual([]);
    expect(await back('formats: [epub]')).toBeUndefined();
    const { diagnostics } = await read(files('back: [one, two], front: [answers]'));
    expect(places(diagnostics)).toEqual([
      'annotations.yml:4:28 reading-unknown',
      'annotations.yml:4:33 reading-unknown',
      'annotations.yml:4:47 reading-unknown',
    ]);
  });

  test.each([
    ...PAGE_SIZES,
    'A5',
    'a4 landscape',
    'portrait b5',
    '6in 9in',
    '148mm 210mm',
    '20cm',
    '432pt 648pt',
  ])('may have pages of %s', async (page) => {
    const { editions } = await readValid({
      'annotations.yml': `${HEAD}editions: { r: { page: ${page} } }\n`,
    });
    expect(editions[0]!.page).toBe(page.toLowerCase());
  });

  test.each(['a4 a5', '6in 9in 3in', '6 9', '-6in 9in', '6in, 9in', 'auto', '1e9in', '300in', 'landscape'])(
    'may not have pages of %s',
    async (page) => {
      const { diagnostics } = await read({
        'annotations.yml': `${HEAD}editions: { r: { page: "${page}" } }\n`,
      });
      expect(diagnostics.map(({ code }) => code)).toEqual(['page-size-invalid']);
    },
  );
});

test('one mistake hides no other, and what is right of an entry with a mistake is kept', async () => {
  const { value, diagnostics } = await read({
    'annotations.yml': [
      'anthology: { titel: T }',
      'readings: [one, tow]',
      'notes:',
      '  - { reading: one, qoute: q, note: n }',
      '  - { reading: one, quote: q, note: n, occurence: 2, series: authr }',
      '  - { reading: one, quote: q, note: n, prefix: [a] }',
      'glossary: [{ term: A, definition: "[x](glossary:B)", type: persn }]',
      'editions: { reader: { page: leter } }',
      '',
    ].join('\n'),
    'corpus/one.md': '---\ntitle: One\nauthr: A\n---\n![](no.png)\n',
  });
  expect(places(diagnostics)).toEqual([
    'annotations.yml:1:14 key-unknown',
    'annotations.yml:2:17 reading-missing',
    'annotations.yml:4:21 key-unknown',
    'annotations.yml:5:40 key-unknown',
    'annotations.yml:5:62 series-unknown',
    'annotations.yml:6:40 value-kind',
    'annotations.yml:7:36 link-broken',
    'annotations.yml:7:60 value-unknown',
    'annotations.yml:8:29 page-size-invalid',
    'corpus/one.md:3:1 key-unknown',
    'corpus/one.md:5:1 image-without-alt',
    'corpus/one.md:5:1 image-missing',
  ]);
  expect(value!.notes).toHaveLength(1);
  expect(value!.glossary).toHaveLength(1);
});

test('an annotations.yml that cannot be read hides no mistake in front matter', async () => {
  const { diagnostics } = await read({
    'annotations.yml': 'anthology: { title: T\n',
    'corpus/one.md': '---\ntitle: One\nauthr: A\n---\nOnce.\n',
    'corpus/two.md': '---\ntitle: One: two\n---\nOnce.\n',
  });
  expect(places(diagnostics)).toEqual([
    'annotations.yml:2:1 yaml-syntax',
    'corpus/one.md:3:1 key-unknown',
    'corpus/two.md:2:8 yaml-syntax',
  ]);
});

test.each([
  ['a key', 'notes: [{ reading: one, qoute: x, quote: q, note: n }]', 'quote'],
  ['a top-level key', 'chronolgy: []', 'chronology'],
  ['a reading', 'notes: [{ reading: oen, quote: q, note: n }]', 'one'],
  ['a series', 'notes: [{ reading: one, quote: q, note: n, series: edtior }]', 'editor'],
  ['a type', 'glossary: [{ term: t, definition: d, type: organization }]', 'organisation'],
  [
    'a term',
    'glossary: [{ term: Cheka, definition: d }, { term: G, definition: d, see: [Checka] }]',
    'Cheka',
  ],
  [
    'a form of a term',
    'glossary: [{ term: P, forms: [Cheka], definition: d }, { term: G, definition: d, see: [Chekas] }]',
    'Cheka',
  ],
  ['a marker', 'series: { editor: { marker: lower-roma } }', 'lower-roman'],
  ['a language', 'front: [{ id: two, lang: French }]', 'fr'],
  ['an id with an ending', 'back: [corpus/two.md]', 'two'],
])('of %s that is misspelt it says which was meant', async (_, yaml, meant) => {
  const { diagnostics } = await read({ 'annotations.yml': `${HEAD}${yaml}\n`, 'corpus/two.md': READING });
  expect(diagnostics.map(({ hint }) => hint)).toContain(`did you mean “${meant}”?`);
});

test('aliases and merge keys are what they stand for, each value knowing where it is written', async () => {
  const { value, diagnostics } = await read({
    'annotations.yml': [
      'anthology: { title: &t Ledger }',
      'readings: [one]',
      'notes:',
      '  - &base { reading: one, quote: upon, note: n }',
      '  - { <<: *base, quote: time, series: nobody }',
      'glossary: [{ term: *t, definition: d }]',
      '',
    ].join('\n'),
  });
  expect(places(diagnostics)).toEqual(['annotations.yml:5:39 series-unknown']);
  expect(value!.notes.map(({ quote }) => quote)).toEqual(['upon']);
  expect(value!.glossary[0]!.term).toBe('Ledger');
});

test('the range of a mistake inside a value is found through folding, quotation marks and escapes', async () => {
  const definitions: [string, string][] = [
    ['definition: See [x](#y).', '[x](#y)'],
    ["definition: 'It''s [x](#y).'", '[x](#y)'],
    ['definition: "Caf\\u00e9 \\"x\\" [x](#y)."', '[x](#y)'],
    ['definition: |\n      One.\n\n      See [x](#y).', '[x](#y)'],
    ['definition: >-\n      One\n      two, see\n      [x](#y).', '[x](#y)'],
    ['definition: One\n      two, see\n      [x](#y).', '[x](#y)'],
  ];
  for (const [definition, expected] of definitions) {
    const yaml = `${HEAD}glossary:\n  - term: t\n    ${definition}\n`;
    const { diagnostics } = await read({ 'annotations.yml': yaml });
    const { start, end } = diagnostics[0]!.range!;
    expect(yaml.slice(start.offset, end.offset)).toBe(expected);
  }
});
