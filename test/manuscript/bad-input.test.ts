import { describe, expect, test } from 'vitest';
import { check } from '../../src/build.js';
import { readManuscript } from '../../src/manuscript/read.js';
import { type Files, HEAD, places, READING, read, write } from './project.js';

/*
 * What each kind of mistake is called, and where it is pointed at. A row is the mistake, the project that has it, and
 * all that is said about it: `file:line:column code`. To add a case, write the row with what a user should be told.
 */

/** annotations.yml with something added, which begins in line 3. */
const annotations = (added: string): Files => ({ 'annotations.yml': HEAD + added });
/** The same with two readings, in the same lines. */
const withTwo = (added: string): Files => ({
  'annotations.yml': `anthology: { title: T }\nreadings: [one, two]\n${added}`,
  'corpus/two.md': READING,
});
/** corpus/one.md with something added, which begins in line 5. */
const text = (added: string): Files => ({ 'corpus/one.md': READING + added });
/** Front matter whose lines begin in line 2. */
const front = (lines: string): Files => ({ 'corpus/one.md': `---\n${lines}\n---\nOnce.\n` });

const A = 'annotations.yml';
const ONE = 'corpus/one.md';

const TABLE: [string, [mistake: string, files: Files, said: string[]][]][] = [
  [
    'annotations.yml as a file',
    [
      ['is empty', { [A]: '' }, [`${A}:1:1 annotations-empty`]],
      ['has comments only', { [A]: '# later\n\n# …\n' }, [`${A}:1:1 annotations-empty`]],
      ['is a list', { [A]: '- one\n- two\n' }, [`${A}:1:1 value-kind`]],
      ['is a text', { [A]: 'just words\n' }, [`${A}:1:1 value-kind`]],
      ['is not UTF-8', { [A]: Buffer.from(`${HEAD}# caf\xe9\n`, 'latin1') }, [`${A}:3:6 file-not-utf8`]],
      ['is UTF-16', { [A]: Buffer.from(`\ufeff${HEAD}`, 'utf16le') }, [`${A} file-not-utf8`]],
      ['is UTF-16 without a mark', { [A]: Buffer.from(HEAD, 'utf16le') }, [`${A} file-not-utf8`]],
      [
        'is not merged',
        annotations(
          'notes:\n<<<<<<< HEAD\n  - a: b: c\n=======\n>>>>>>> b\n<<<<<<< HEAD\n=======\n>>>>>>> b\n',
        ),
        [`${A}:4:1 merge-conflict`, `${A}:8:1 merge-conflict`],
      ],
      [
        'is merged, and a text is not',
        {
          ...annotations('notes: [{ reading: one, quote: gone, note: n }]\n'),
          [ONE]: '---\n<<<<<<< HEAD\r\ntitle: A\r\n=======\r\ntitle: B\r\n>>>>>>> b\r\n---\nOnce.\n',
        },
        [`${ONE}:2:1 merge-conflict`],
      ],
      [
        'holds a NUL',
        annotations('notes: ["a\0b"]\n'),
        [`${A}:3:9 character-forbidden`, `${A}:3:9 value-kind`],
      ],
      [
        'holds an escape of a control character',
        annotations('glossary: [{ term: "a\\x07b", definition: d }]\n'),
        [`${A}:3:20 character-forbidden`],
      ],
    ],
  ],
  [
    'YAML',
    [
      ['a tab indents', annotations('notes:\n\t- reading: one\n'), [`${A}:4:1 yaml-tab`]],
      [
        'a tab indents an item of a list',
        annotations('notes:\n\t- reading: one\n    quote: a\n    note: b\n\n  - reading: one\n'),
        [`${A}:4:1 yaml-tab`],
      ],
      ['a quotation mark is open', annotations('glossary:\n  - term: "Cheka\n'), [`${A}:4:11 yaml-syntax`]],
      [
        'a bracket is open',
        annotations('editions: { reader: { formats: [pdf }\n'),
        [`${A}:3:37 yaml-syntax`],
      ],
      [
        'a colon in a text',
        annotations('glossary:\n  - term: Cheka: the police\n'),
        [`${A}:4:11 yaml-syntax`],
      ],
      [
        'a key is indented less than its neighbours',
        annotations('glossary:\n  - term: Cheka\n   definition: d\n'),
        [`${A}:5:4 yaml-syntax`],
      ],
      ['a key is there twice', annotations('notes: []\nnotes: []\n'), [`${A}:4:1 yaml-duplicate-key`]],
      [
        'a key is there twice, deeper',
        annotations('glossary:\n  - term: a\n    term: b\n    definition: d\n'),
        [`${A}:5:5 yaml-duplicate-key`],
      ],
      [
        'a number sign that makes a comment of a text’s end',
        annotations(
          'notes:\n  - reading: one # another\n    quote: time #one\n    note: see #2   # comment\n',
        ),
        [`${A}:5:17 yaml-comment`, `${A}:6:15 yaml-comment`],
      ],
      ['such a one in front matter', front('title: Sonata #2'), [`${ONE}:2:15 yaml-comment`]],
      ['two documents', annotations('---\nanthology: { title: U }\n'), [`${A}:3:1 yaml-several-documents`]],
      ['an alias without anchor', annotations('notes: [*gone]\n'), [`${A}:3:9 yaml-alias`]],
      ['an alias of what it is in', annotations('notes: &a [*a]\n'), [`${A}:3:12 yaml-alias`]],
      ['aliases of aliases of aliases', annotations(bomb()), [`${A}:6:45 yaml-alias`]],
      [
        'lists in lists',
        annotations(`notes: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`),
        [`${A}:3:71 yaml-too-deep`],
      ],
      [
        'mappings in mappings',
        annotations(`notes: ${'{a: '.repeat(5_000)}${'}'.repeat(5_000)}\n`),
        [`${A}:3:260 yaml-too-deep`],
      ],
      ['a list as a key', annotations('? [a]\n: b\n'), [`${A}:3:3 yaml-syntax`]],
      ['a merge of a list', annotations('<<: [a, b]\n'), [`${A}:3:1 yaml-syntax`]],
      [
        'an escape that is none',
        annotations('glossary: [{ term: "C:\\Users", definition: d }]\n'),
        [`${A}:3:23 yaml-syntax`],
      ],
      [
        'a text begins with a reserved character',
        annotations('glossary: [{ term: @home, definition: d }]\n'),
        [`${A}:3:20 yaml-syntax`],
      ],
    ],
  ],
  [
    'keys and kinds of value',
    [
      ['no anthology', { [A]: 'readings: [one]\n' }, [`${A}:1:1 key-missing`]],
      [
        'no readings',
        { [A]: 'anthology: { title: T }\n' },
        [`${A}:1:1 key-missing`, `${ONE} reading-unlisted`],
      ],
      [
        'readings without a value',
        { [A]: 'anthology: { title: T }\nreadings:\n' },
        [`${A}:2:1 value-empty`, `${ONE} reading-unlisted`],
      ],
      ['no title', { [A]: 'anthology:\n  editors: [E]\nreadings: [one]\n' }, [`${A}:2:3 key-missing`]],
      [
        'a title without a value',
        { [A]: 'anthology:\n  title:\nreadings: [one]\n' },
        [`${A}:2:3 value-empty`],
      ],
      [
        'a title of spaces',
        { [A]: 'anthology:\n  title: "  "\nreadings: [one]\n' },
        [`${A}:2:10 value-empty`],
      ],
      [
        'a title that is a list',
        { [A]: 'anthology:\n  title: [a, b]\nreadings: [one]\n' },
        [`${A}:2:3 value-kind`],
      ],
      [
        'an anthology that is a text',
        { [A]: 'anthology: My book\nreadings: [one]\n' },
        [`${A}:1:12 value-kind`],
      ],
      [
        'readings that are a text',
        { [A]: 'anthology: { title: T }\nreadings: one\n' },
        [`${A}:2:11 value-kind`, `${ONE} reading-unlisted`],
      ],
      ['an unknown key', annotations('glosary: []\n'), [`${A}:3:1 key-unknown`]],
      [
        'an unknown key in a note',
        annotations('notes:\n  - reading: one\n    quote: time\n    qoute: time\n    note: n\n'),
        [`${A}:6:5 key-unknown`],
      ],
      ['notes that are a mapping', annotations('notes: { reading: one }\n'), [`${A}:3:1 value-kind`]],
      ['a note that is a text', annotations('notes:\n  - once\n'), [`${A}:4:5 value-kind`]],
      ['a note that is nothing', annotations('notes:\n  -\n'), [`${A}:4:4 value-empty`]],
      [
        'a note without a note',
        annotations('notes:\n  - reading: one\n    quote: time\n'),
        [`${A}:4:5 key-missing`],
      ],
      ['editions that are a list', annotations('editions: [reader]\n'), [`${A}:3:1 value-kind`]],
    ],
  ],
  [
    'the anthology',
    [
      [
        'a date that does not exist',
        { [A]: 'anthology:\n  title: T\n  date: 2026-02-30\nreadings: [one]\n' },
        [`${A}:3:9 date-invalid`],
      ],
      [
        'a date in words',
        { [A]: 'anthology:\n  title: T\n  date: next spring\nreadings: [one]\n' },
        [`${A}:3:9 date-invalid`],
      ],
      [
        'a language by its name',
        { [A]: 'anthology:\n  title: T\n  language: english\nreadings: [one]\n' },
        [`${A}:3:13 language-invalid`],
      ],
      [
        'a language that does not exist',
        { [A]: 'anthology:\n  title: T\n  language: zz\nreadings: [one]\n' },
        [`${A}:3:13 language-invalid`],
      ],
      [
        'an ISBN with a wrong digit',
        { [A]: 'anthology:\n  title: T\n  identifier: urn:isbn:9780306406158\nreadings: [one]\n' },
        [`${A}:3:15 identifier-invalid`],
      ],
      [
        'an identifier of another kind',
        { [A]: 'anthology:\n  title: T\n  identifier: my-book\nreadings: [one]\n' },
        [`${A}:3:15 identifier-invalid`],
      ],
    ],
  ],
  [
    'readings',
    [
      ['no file', { [A]: 'anthology: { title: T }\nreadings: [one, tow]\n' }, [`${A}:2:17 reading-missing`]],
      [
        'other capitals than the file',
        { [A]: 'anthology: { title: T }\nreadings: [One]\n' },
        [`${A}:2:12 reading-missing`, `${ONE} reading-unlisted`],
      ],
      [
        'listed twice',
        { [A]: 'anthology: { title: T }\nreadings: [one, one]\n' },
        [`${A}:2:17 reading-twice`],
      ],
      [
        'listed twice, in front and in a part',
        { [A]: 'anthology: { title: T }\nfront: [one]\nreadings: [{ part: P, readings: [one] }]\n' },
        [`${A}:3:34 reading-twice`],
      ],
      [
        'a path that leads out',
        { [A]: 'anthology: { title: T }\nreadings: [one, ../secret]\n' },
        [`${A}:2:17 name-invalid`],
      ],
      [
        'an id with a slash',
        { [A]: 'anthology: { title: T }\nreadings: [one, a/b]\n' },
        [`${A}:2:17 name-invalid`],
      ],
      [
        'an id that is empty',
        { [A]: 'anthology: { title: T }\nreadings: [one, ""]\n' },
        [`${A}:2:17 value-empty`],
      ],
      [
        'an id that Windows keeps',
        { [A]: 'anthology: { title: T }\nreadings: [one, nul]\n' },
        [`${A}:2:17 name-invalid`],
      ],
      [
        'a name too long for a file',
        { [A]: `anthology: { title: T }\nreadings: [one, ${'a'.repeat(300)}]\n` },
        [`${A}:2:17 name-invalid`],
      ],
      ['a list', { [A]: 'anthology: { title: T }\nreadings: [one, [two]]\n' }, [`${A}:2:17 value-kind`]],
      [
        'a text that is not local',
        { [A]: 'anthology: { title: T }\nreadings: [{ id: one, text: locale }]\n' },
        [`${A}:2:29 value-unknown`],
      ],
      [
        'a mapping without id',
        { [A]: 'anthology: { title: T }\nreadings: [one, { title: X }]\n' },
        [`${A}:2:17 key-missing`],
      ],
      [
        'a part without readings',
        { [A]: 'anthology: { title: T }\nreadings: [one, { part: P, readings: [] }]\n' },
        [`${A}:2:19 value-empty`],
      ],
      [
        'none',
        { [A]: 'anthology: { title: T }\nreadings: []\n' },
        [`${A}:2:1 value-empty`, `${ONE} reading-unlisted`],
      ],
      [
        'a part in a part',
        {
          [A]: 'anthology: { title: T }\nreadings:\n  - part: P\n    readings:\n      - one\n      - part: Q\n        readings: []\n',
        },
        [`${A}:6:9 part-not-here`],
      ],
      [
        'a part in front matter',
        annotations('front: [{ part: P, readings: [] }]\n'),
        [`${A}:3:11 part-not-here`],
      ],
      [
        'a part with a wrong key',
        { [A]: 'anthology: { title: T }\nreadings:\n  - part: P\n    reading: [x]\n    readings: [one]\n' },
        [`${A}:4:5 key-unknown`],
      ],
      [
        'local, without file and title',
        { [A]: 'anthology: { title: T }\nreadings: [one, { id: two, text: local }]\n' },
        [`${A}:2:23 title-missing`, `${A}:2:23 local-text-missing`],
      ],
      ['not listed', { 'corpus/two.md': READING }, ['corpus/two.md reading-unlisted']],
    ],
  ],
  [
    'front matter',
    [
      ['does not end', { [ONE]: '---\ntitle: One\n\nOnce.\n' }, [`${ONE}:1:1 front-matter-open`]],
      ['is not there', { [ONE]: 'Once.\n' }, [`${ONE}:1:1 title-missing`]],
      ['has no title', front('author: A'), [`${ONE}:1:1 title-missing`]],
      ['has an unknown key', front('title: One\nauthr: A'), [`${ONE}:3:1 key-unknown`]],
      [
        'has an author that is a mapping',
        front('title: One\nauthor: { first: A }'),
        [`${ONE}:3:1 value-kind`],
      ],
      ['has an author that is no text', front('title: One\nauthor: [A, [B]]'), [`${ONE}:3:13 value-kind`]],
      ['has a date that does not exist', front('title: One\ndate: 1917-11-31'), [`${ONE}:3:7 date-invalid`]],
      [
        'has an address without protocol',
        front('title: One\nurl: www.example.org'),
        [`${ONE}:3:6 url-invalid`],
      ],
      [
        'has an address of another protocol',
        front('title: One\nurl: ftp://example.org/'),
        [`${ONE}:3:6 url-invalid`],
      ],
      ['has a language that is none', front('title: One\nlang: en_GB!'), [`${ONE}:3:7 language-invalid`]],
      ['is not YAML', front('title: One: two'), [`${ONE}:2:8 yaml-syntax`]],
      ['is a list', front('- title'), [`${ONE}:2:1 value-kind`]],
    ],
  ],
  [
    'notes and series',
    [
      [
        'on no reading',
        annotations('notes: [{ reading: tow, quote: q, note: n }]\n'),
        [`${A}:3:20 reading-unknown`],
      ],
      [
        'of no series',
        annotations('notes: [{ reading: one, quote: q, series: edtor, note: n }]\n'),
        [`${A}:3:43 series-unknown`],
      ],
      [
        'of two series with one marker',
        annotations(
          'series: { source: { label: Sources } }\nnotes:\n' +
            '- { reading: one, quote: Once, note: n }\n- { reading: one, quote: time, note: n, series: source }\n',
        ),
        [`${A}:3:11 marker-shared`],
      ],
      [
        'of two series with one marker, in no edition together',
        annotations(
          'series: { source: { label: Sources } }\nnotes:\n' +
            '- { reading: one, quote: Once, note: n }\n- { reading: one, quote: time, note: n, series: source }\n' +
            'editions: { a: { notes: { source: none } }, b: { notes: { editor: none } } }\n',
        ),
        [],
      ],
      [
        'of two series with one marker, in two readings',
        withTwo(
          'series: { source: { label: Sources } }\nnotes:\n' +
            '- { reading: one, quote: Once, note: n }\n- { reading: two, quote: time, note: n, series: source }\n',
        ),
        [],
      ],
      [
        'counted as the footnotes of the text are',
        {
          [A]: `${HEAD}series: { author: { marker: decimal } }\nnotes: [{ reading: one, quote: Once, note: n }]\n`,
          [ONE]: `${READING}[^1]\n\n[^1]: A footnote.\n`,
        },
        [`${A}:3:11 marker-shared`],
      ],
      [
        'with a key that it needs misspelt: one mistake',
        annotations('notes: [{ readng: one, quote: Once, note: n }]\n'),
        [`${A}:3:11 key-unknown`],
      ],
      [
        'with an empty quotation',
        annotations('notes: [{ reading: one, quote: "", note: n }]\n'),
        [`${A}:3:32 value-empty`],
      ],
      [
        'counted from 0',
        annotations('notes: [{ reading: one, quote: q, occurrence: 0, note: n }]\n'),
        [`${A}:3:47 value-invalid`],
      ],
      [
        'counted in words',
        annotations('notes: [{ reading: one, quote: q, occurrence: second, note: n }]\n'),
        [`${A}:3:47 value-invalid`],
      ],
      [
        'two with one id',
        annotations(
          'notes:\n  - { id: a, reading: one, quote: q, note: n }\n  - { id: a, reading: one, quote: q, note: n }\n',
        ),
        [`${A}:5:11 note-id-twice`],
      ],
      [
        'a footnote in a note',
        annotations(
          'notes:\n  - reading: one\n    quote: q\n    note: |\n      See[^1].\n\n      [^1]: There.\n',
        ),
        [`${A}:9:7 footnote-not-here`],
      ],
      [
        'a marker that is none',
        annotations('series: { editor: { marker: decimals } }\n'),
        [`${A}:3:29 value-unknown`],
      ],
      [
        'a series whose name is none',
        annotations('series: { "a b": { label: x } }\n'),
        [`${A}:3:11 name-invalid`],
      ],
    ],
  ],
  [
    'glossary and chronology',
    [
      [
        'a term twice',
        annotations('glossary:\n  - { term: A, definition: d }\n  - { term: A, definition: d }\n'),
        [`${A}:5:13 term-twice`],
      ],
      [
        'a form of another term',
        annotations(
          'glossary:\n  - { term: A, definition: d }\n  - { term: B, forms: [Bs, A], definition: d }\n',
        ),
        [`${A}:5:28 term-twice`],
      ],
      [
        'refers to nothing',
        annotations('glossary: [{ term: Cheka, definition: d, see: [GPU] }]\n'),
        [`${A}:3:48 term-unknown`],
      ],
      [
        'refers to itself',
        annotations('glossary: [{ term: Cheka, definition: d, see: [Cheka] }]\n'),
        [`${A}:3:48 term-sees-itself`],
      ],
      [
        'a type that is none',
        annotations('glossary: [{ term: Cheka, type: organization, definition: d }]\n'),
        [`${A}:3:33 value-unknown`],
      ],
      [
        'a date without a year',
        annotations('chronology: [{ date: long ago, event: e }]\n'),
        [`${A}:3:22 date-invalid`],
      ],
      [
        'a day that does not exist',
        annotations('chronology: [{ date: 1917-13-01, event: e }]\n'),
        [`${A}:3:22 date-invalid`],
      ],
    ],
  ],
  [
    'editions',
    [
      [
        'a name that leads out of out/',
        annotations('editions: { ../reader: {} }\n'),
        [`${A}:3:13 name-invalid`],
      ],
      ['a name with a slash', annotations('editions: { a/b: {} }\n'), [`${A}:3:13 name-invalid`]],
      [
        'names that are one file',
        annotations('editions: { reader: {}, Reader: {} }\n'),
        [`${A}:3:25 edition-clash`],
      ],
      [
        'a booklet that is called as another edition',
        annotations('editions: { a: { imposition: booklet }, A.Booklet: {} }\n'),
        [`${A}:3:30 edition-clash`],
      ],
      [
        'a PDF for the printer that is called as another edition',
        annotations('editions: { a.print: {}, a: { bleed: 3mm } }\n'),
        [`${A}:3:38 edition-clash`],
      ],
      [
        'an unknown reading',
        withTwo('editions: { reader: { readings: [one, too] } }\n'),
        [`${A}:3:39 reading-unknown`],
      ],
      ['an unknown key', annotations('editions: { reader: { format: [pdf] } }\n'), [`${A}:3:23 key-unknown`]],
      [
        'an unknown format',
        annotations('editions: { reader: { formats: [pfd] } }\n'),
        [`${A}:3:33 value-unknown`],
      ],
      ['no format', annotations('editions: { reader: { formats: [] } }\n'), [`${A}:3:32 value-empty`]],
      [
        'a page that is none',
        annotations('editions: { reader: { page: leter } }\n'),
        [`${A}:3:29 page-size-invalid`],
      ],
      [
        'a page as small as a stamp',
        annotations('editions: { reader: { page: 1mm 2mm } }\n'),
        [`${A}:3:29 page-size-invalid`],
      ],
      ['a theme', annotations('editions: { reader: { theme: claer } }\n'), [`${A}:3:30 theme-unknown`]],
      // The place is marked with ^.
      ...(
        [
          ['a line number below 1', 'lineNumbers: ^0', 'value-invalid'],
          ['line numbers in words', 'lineNumbers: ^five', 'value-invalid'],
          ['line numbers that are a list', '^lineNumbers: [5]', 'value-kind'],
          ['a misspelt key of line numbers', 'lineNumbers: { every: 5, ^restat: page }', 'key-unknown'],
          ['line numbers without “every”', 'lineNumbers: ^{ restart: page }', 'key-missing'],
          ['a restart that is none', 'lineNumbers: { every: 5, restart: ^pag }', 'value-unknown'],
          ['a flag that is none', 'paragraphNumbers: ^yes', 'value-unknown'],
          ['a placement that is none', 'notes: ^foott', 'value-unknown'],
          ['a placement of a series that is none', 'notes: { editor: ^marign }', 'value-unknown'],
          ['a placement of no series', 'notes: { ^edtor: end }', 'series-unknown'],
          ['placements that are a list', '^notes: [foot]', 'value-kind'],
          ['answer lines without a number', 'answerLines: ^many', 'value-invalid'],
          ['answer lines beyond a page', 'answerLines: ^1000', 'value-invalid'],
          ['a length without unit', 'writingMargin: ^2', 'length-invalid'],
          ['a length of an unknown unit', 'writingMargin: ^2inch', 'length-invalid'],
          ['a negative length', 'bleed: ^-3mm', 'length-invalid'],
          ['a margin wider than a page', 'writingMargin: ^900in', 'length-invalid'],
          ['a layout that is none', 'imposition: ^bookelt', 'value-unknown'],
          ['an imposition without layout', 'imposition: ^{ sheet: letter }', 'key-missing'],
          ['a misspelt key of an imposition', 'imposition: { layout: 2-up, ^sheets: a4 }', 'key-unknown'],
          ['a sheet that is none', 'imposition: { layout: 2-up, sheet: ^leter }', 'page-size-invalid'],
          [
            'a signature that cannot be folded',
            'imposition: { layout: booklet, signature: ^10 }',
            'value-invalid',
          ],
          [
            'a signature of what is not folded',
            'imposition: { layout: 2-up, signature: ^8 }',
            'value-invalid',
          ],
          ['creep in words', 'imposition: { layout: booklet, creep: ^some }', 'length-invalid'],
          ['a part that is none', 'readings: [{ part: ^Nothing }]', 'part-unknown'],
          ['a part without a title', 'readings: [^{}]', 'key-missing'],
        ] as const
      ).map(([what, marked, code]): [string, Files, string[]] => {
        const line = `editions: { reader: { ${marked} } }\n`;
        return [what, annotations(line.replace('^', '')), [`${A}:3:${line.indexOf('^') + 1} ${code}`]];
      }),
      [
        'a theme that leads elsewhere',
        annotations('editions: { reader: { theme: ../clear } }\n'),
        [`${A}:3:30 name-invalid`],
      ],
    ],
  ],
  [
    'texts',
    [
      ['nothing below the front matter', { [ONE]: '---\ntitle: One\n---\n' }, [`${ONE}:4:1 reading-empty`]],
      ['a footnote that is not there', text('\nTwice[^a].\n'), [`${ONE}:6:6 footnote-undefined`]],
      ['a footnote that is not there, in code', text('\nTwice `[^a]`.\n'), []],
      [
        'addresses with a space',
        text(
          '\nA ![press](my press.png "Old"), [it](glossary:Chalk Street); [sic](as he says), \\![a](b c), `![a](b c)`.\n',
        ),
        [`${ONE}:6:3 address-unread`, `${ONE}:6:33 address-unread`],
      ],
      [
        'what Pandoc adds to Markdown',
        text(
          '\nA press.^[It was old.] H~2~O, *x*^2^. [Smith]{.smallcaps} says so [@smith1999, 3].\n\nAlum\n:   A salt.\n\n::: box\n',
        ),
        [9, 25, 34, 46, 67]
          .map((column) => `${ONE}:6:${column} markup-unread`)
          .concat(`${ONE}:9:1 markup-unread`, `${ONE}:11:1 markup-unread`),
      ],
      [
        'what Obsidian and Hugo add to Markdown',
        text('\nSee [[Alum]] and ![[press.png]], ==here==. %%mine%% {{< fig >}}\n\n> [!note] Well\n'),
        [5, 18, 34, 44, 53]
          .map((column) => `${ONE}:6:${column} markup-unread`)
          .concat(`${ONE}:8:3 markup-unread`),
      ],
      [
        'Markdown in a term',
        annotations(
          'glossary: [{ term: "*Capital*, a book", definition: D, forms: ["_Kapital_", "M*A*S*H", "C*-x"] }]\n',
        ),
        [`${A}:3:20 markup-unread`, `${A}:3:64 markup-unread`],
      ],
      [
        'Markdown in the title of the book',
        { [A]: 'anthology:\n  title: The *Weir*\nreadings: [one]\n', [ONE]: READING },
        [`${A}:2:10 markup-unread`],
      ],
      [
        'what Jekyll adds to Markdown',
        text('\nThe door {% include toc.html %} was old.\n{: .lead}\n'),
        [`${ONE}:6:10 markup-unread`, `${ONE}:7:1 markup-unread`],
      ],
      [
        'what only looks like it',
        text(
          '\nIn `a^[b]` and \\^[c], x^2 + y^2, ~40 or ~50, a == b, 5 % and 6 %, {braces}, [sic!], a [[ b.\n\n*Solon*: Why?\nHe said a thing that is rather longer than a term is\n: so.\n\n```\n::: [[x]]\n```\n',
        ),
        [],
      ],
      ['a footnote that nothing refers to', text('\n[^a]: A note.\n'), [`${ONE}:6:1 footnote-unused`]],
      [
        'two footnotes with one name',
        text('\nTwice[^a].\n\n[^a]: A note.\n\n[^a]: Another.\n'),
        [`${ONE}:10:1 footnote-duplicate`],
      ],
      ['a script', text('\n<script>alert(1)</script>\n'), [`${ONE}:6:1 html-left-out`]],
      ['an event handler', text('\nA <b onclick="alert(1)">bold</b> word.\n'), [`${ONE}:6:3 html-left-out`]],
      ['a link that is a program', text('\nA [link](javascript:alert).\n'), [`${ONE}:6:3 link-invalid`]],
      ['a link into a page', text('\nA [link](#there).\n'), [`${ONE}:6:3 link-invalid`]],
      ['a link to no paragraph', text('\nA [link](reading:one#3).\n'), [`${ONE}:6:3 link-broken`]],
      ['a link to paragraph 0', text('\nA [link](reading:one#0).\n'), [`${ONE}:6:3 link-broken`]],
      ['a link to a paragraph in words', text('\nA [link](reading:one#last).\n'), [`${ONE}:6:3 link-broken`]],
      ['a link to no reading', text('\nA [link](reading:tow).\n'), [`${ONE}:6:3 link-broken`]],
      [
        'a link to no note',
        annotations('notes: [{ id: a, reading: one, quote: q, note: "[see](note:b)" }]\n'),
        [`${A}:3:49 link-broken`],
      ],
      [
        'a link to no term',
        annotations('glossary: [{ term: Cheka, definition: "Not [it](glossary:Cheko)." }]\n'),
        [`${A}:3:44 link-broken`],
      ],
      ['an image that is not there', text('\n![A press](press.png)\n'), [`${ONE}:6:1 image-missing`]],
      ['an image outside the project', text('\n![A press](../../press.png)\n'), [`${ONE}:6:1 image-outside`]],
      ['an image by an absolute path', text('\n![A press](/etc/press.png)\n'), [`${ONE}:6:1 image-outside`]],
      [
        'an image on the web',
        text('\n![A press](https://example.org/press.png)\n'),
        [`${ONE}:6:1 image-remote`],
      ],
      [
        'an image that is none',
        { ...text('\n![A press](press.png)\n'), 'corpus/press.png': 'no image' },
        [`${ONE}:6:1 image-invalid`],
      ],
      [
        'an ornament, which needs no alternative text',
        { ...text('\n<img src="dot.gif" alt="" role="presentation">\n'), 'corpus/dot.gif': DOT() },
        [],
      ],
      [
        'an image without alternative text',
        { ...text('\n![](dot.gif)\n'), 'corpus/dot.gif': DOT() },
        [`${ONE}:6:1 image-without-alt`],
      ],
      [
        'an image with a program in it',
        {
          ...text('\n![A](a.svg)\n'),
          'corpus/a.svg':
            '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>',
        },
        [`${ONE}:6:1 image-invalid`],
      ],
      ['a row longer than its table', text('\n| a |\n| - |\n| b | c |\n'), [`${ONE}:8:5 table-row-long`]],
      ['a control character', text('\nA\u0001 word.\n'), [`${ONE}:6:2 character-forbidden`]],
      [
        'quotations in quotations',
        text(`\n${'>'.repeat(10_000)} deep\n`),
        [`${ONE}:6:1 markdown-too-complex`],
      ],
      ['lists in lists', text(`\n${'- '.repeat(10_000)}deep\n`), [`${ONE}:6:1 markdown-too-complex`]],
      ['elements in elements', text(`\n${'<b>'.repeat(10_000)}deep\n`), [`${ONE}:4:1 markdown-too-complex`]],
      ['emphasis in emphasis', text(`\n${'*a _'.repeat(10_000)}deep\n`), [`${ONE}:6:1 markdown-too-complex`]],
      [
        'bytes that are not UTF-8',
        { [ONE]: Buffer.from('---\ntitle: One\n---\nCaf\xe9.\n', 'latin1') },
        [`${ONE}:4:4 file-not-utf8`],
      ],
    ],
  ],
  [
    'files and folders',
    [
      ['a folder for annotations.yml', { [A]: null }, [`${A} file-is-folder`]],
      ['a folder for a reading', { [ONE]: null }, [`${ONE} file-is-folder`]],
      ['a file for the corpus', { 'corpus/one.md': null, corpus: null }, [`${ONE} file-is-folder`]],
      [
        'a template that is not UTF-8',
        { 'templates/a.hbs': Buffer.from([0x61, 0xff]) },
        ['templates/a.hbs:1:2 file-not-utf8'],
      ],
    ],
  ],
];

/** A mapping that aliases make a thousand million values. */
function bomb(): string {
  const lines = ['x0: &x0 [a, a, a, a, a, a, a, a, a, a]'];
  for (let i = 1; i < 9; i++)
    lines.push(
      `x${i}: &x${i} [${Array(10)
        .fill(`*x${i - 1}`)
        .join(', ')}]`,
    );
  return `${lines.join('\n')}\n`;
}

/** A GIF of one pixel. */
function DOT(): Uint8Array {
  return Buffer.from(
    '47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b',
    'hex',
  );
}

for (const [subject, rows] of TABLE)
  describe(subject, () => {
    test.each(rows)('%s', async (_, files, said) => {
      const root = write(files);
      const { diagnostics } = await readManuscript(root);
      expect(places(diagnostics)).toEqual(said);
      // What is left of the project goes through the later stages, so that their mistakes are told in the same run.
      expect((await check({ project: root })).diagnostics.length).toBeGreaterThanOrEqual(said.length);
      for (const { message, hint } of diagnostics) {
        expect(message).not.toMatch(/undefined|null|NaN|\[object|Invalid|expected|zod/);
        expect(hint ?? '').not.toMatch(/undefined|null|NaN|\[object/);
      }
    });
  });

test('a JPEG that ends before its picture does is said to be no whole one', async () => {
  const segment = (marker: number, data: number[]) => [0xff, marker, 0, data.length + 2, ...data];
  // The small picture in its head is whole.
  const head = [0xff, 0xd8, ...segment(0xe1, [0xff, 0xd8, 0xff, 0xd9])];
  const frame = segment(0xc0, [8, 0, 9, 0, 9, 1, 1, 0x11, 0]);
  const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 3];
  const codes = async (end: number[]) => {
    const { diagnostics } = await read({
      ...text('\n![A](a.jpg)\n'),
      'corpus/a.jpg': Buffer.from([...head, ...frame, ...scan, ...end]),
    });
    return diagnostics.map(({ code, message }) => [code, message]);
  };
  expect(await codes([0xff, 0xd9])).toEqual([]);
  expect(await codes([])).toEqual([['image-invalid', expect.stringContaining('ends before')]]);
});

test('an SVG image without a size is said to have none', async () => {
  const { diagnostics } = await read({
    ...text('\n![A](a.svg)\n'),
    'corpus/a.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
  });
  expect(diagnostics).toMatchObject([{ code: 'image-invalid', hint: expect.stringContaining('viewBox') }]);
});

test('a text whose name cannot be an id is said to need another, and which would do', async () => {
  const { diagnostics } = await read({ 'corpus/My essay (2).md': READING });
  const [hint] = diagnostics.filter(({ code }) => code === 'reading-unlisted').map(({ hint }) => hint);
  expect(hint).toContain('“My-essay-2”');
});

test.each([
  ['note: *emphasis* first', 11, 'begin with “*”'],
  ['note: [a link](https://example.org)', 11, 'begin with “[”'],
  ['note: > a quotation', 11, 'line of “>”'],
  ['note: | a text', 11, 'line of “|”'],
  ['note:no space', 5, 'space is missing after “:”'],
  ['note: "two" texts', 17, 'goes on after its quotation mark'],
])('%s: what is wrong is said in words', async (line, column, words) => {
  const { diagnostics } = await read(annotations(`notes:\n  - reading: one\n    quote: Once\n    ${line}\n`));
  expect(diagnostics[0]).toMatchObject({ code: 'yaml-syntax', message: expect.stringContaining(words) });
  expect(diagnostics[0]!.range!.start).toMatchObject({ line: 6, column });
});

test.each([
  ['    note:\u00a0special', 6, 10, 'U+00A0'],
  ['  \u00a0 note: special', 6, 3, 'U+00A0'],
  ['    note\uff1aspecial', 6, 9, 'U+FF1A'],
  ['  — reading: one', 6, 3, 'U+2014'],
  ['    note: “Kind: of”', 6, 11, 'U+201C'],
])('%j: a character that only looks like a sign of YAML is named', async (text, line, column, words) => {
  const { diagnostics } = await read(annotations(`notes:\n  - reading: one\n    quote: Once\n${text}\n`));
  expect(diagnostics[0]).toMatchObject({ code: 'yaml-syntax', message: expect.stringContaining(words) });
  expect(diagnostics[0]!.range!.start).toMatchObject({ line, column });
});

test.each([
  'anthology:\n\u00a0\u00a0title: T\nreadings: [one]\n',
  'anthology:\n  title:\u00a0T\nreadings: [one]\n',
])('%j: a special space is told where it makes another mapping', async (text) => {
  const { diagnostics } = await read({ [A]: text, [ONE]: READING });
  expect(diagnostics.map(({ hint }) => hint)).toContainEqual(expect.stringContaining('special'));
});

test.each([
  ['     note: deeper', 6, 6, 'indented more'],
  ['    note: |\n    a text', 7, 5, 'not indented'],
  ['    note: "No", he said', 6, 15, 'after its quotation mark'],
])('%j: the line that is wrong is named', async (text, line, column, words) => {
  const { diagnostics } = await read(annotations(`notes:\n  - reading: one\n    quote: Once\n${text}\n`));
  expect(diagnostics[0]).toMatchObject({ code: 'yaml-syntax', message: expect.stringContaining(words) });
  expect(diagnostics[0]!.range!.start).toMatchObject({ line, column });
});

test.each([
  ['notes:\n  - reading: corpus/one.md\n    quote: Once\n    note: N', 'reading-unknown', '“one”'],
  ['notes:\n  - reading: My Text\n    quote: Once\n    note: N', 'reading-unknown', 'one'],
  [
    'notes:\n  - reading: one\n    quote: Once\n    note: N\n    series: My notes',
    'series-unknown',
    'editor',
  ],
  ['notes:\n  - reading: one\n    quote: *Once*\n    note: N', 'yaml-alias', 'quotation marks'],
  ['notes:\n  reading: one', 'value-kind', '- reading: '],
  ['notes:\n  - reading: one\n    quote: Once\n    note:\n      - a\n      - b', 'value-kind', 'one text'],
  [
    'notes:\n  - reading: one\n    quote: Once\n    note: N\n    occurrence: “2”',
    'value-invalid',
    'without quotation marks: 2',
  ],
  ['glossary:\n  Mill: A house.', 'value-kind', '- term: '],
  ['editions: [reader]', 'value-kind', '“reader:”'],
  ['editions: { r: { glossary: off } }', 'value-unknown', 'did you mean “false”?'],
  ['editions: { r: { paragraphNumbers: Yes } }', 'value-unknown', 'did you mean “true”?'],
])('%j: what to write is said', async (text, code, words) => {
  const { diagnostics } = await read(annotations(`${text}\n`));
  expect(diagnostics.find((each) => each.code === code)?.hint).toContain(words);
});

test('where questions stand is said where they do not, and how a date is written', async () => {
  const { diagnostics } = await read({
    [A]: 'anthology: { title: T, date: 1.9.2026 }\nreadings: [one]\n',
    [ONE]: '---\ntitle: One\nquestions: [Why?]\n---\n\nText.\n',
  });
  const hints = diagnostics.map(({ hint }) => hint);
  expect(hints).toContain('write it as YYYY-MM-DD: 2026-09-01');
  expect(hints).toContainEqual(expect.stringContaining('annotations.yml'));
});

test('every text that begins with a sign of YAML is told at once', async () => {
  const notes = ['*A* b', '[c](https://d.org)', '"e" f'].map(
    (text) => `  - note: ${text}\n    quote: Once\n`,
  );
  const { diagnostics } = await read(annotations(`notes:\n${notes.join('')}`));
  expect(places(diagnostics)).toEqual([4, 6, 8].map((line) => expect.stringContaining(`${A}:${line}:`)));
});

test.each([
  ['two.markdown', 'rename “two.markdown” to “two.md”'],
  ['two.MD', 'rename “two.MD” to “two.md”'],
  ['two.md.txt', 'rename “two.md.txt” to “two.md”'],
  ['two.docx', 'florilegium import corpus/two.docx --id two'],
])('of %s it is said how it becomes a reading', async (name, hint) => {
  const files = { [A]: 'anthology: { title: T }\nreadings: [one, two]\n', [`corpus/${name}`]: READING };
  const { diagnostics } = await read(files);
  expect(diagnostics).toMatchObject([{ code: 'reading-missing', hint: expect.stringContaining(hint) }]);
});

test('a word where a list is needed is said to be written as one', async () => {
  const { diagnostics } = await read(annotations('glossary: [{ term: a, forms: b c, definition: d }]\n'));
  expect(diagnostics).toMatchObject([{ code: 'value-kind', hint: expect.stringContaining('[b c]') }]);
});

test('of a key of the anthology that stands at the margin it is said where it belongs', async () => {
  const { diagnostics } = await read({
    'annotations.yml': 'title: Scale\nreadings: [one]\n',
    'corpus/one.md': '---\ntitle: One\n---\n\nText.\n',
  });
  expect(diagnostics.find(({ code }) => code === 'key-unknown')?.hint).toContain('below “anthology:”');
});

test.each<[string, string, string]>([
  ['a sentence for a list', 'readings: [{ id: one, questions: "Why, then?" }]', '["Why, then?"]'],
  [
    'a paragraph for a list',
    'readings: [{ id: one, questions: "Why was the mill closed in the spring of that year?" }]',
    'put “- ” before each item',
  ],
  ['a text for an entry', 'notes: [just words]', '“key: value”'],
  ['a count from 0', 'notes: [{ reading: one, quote: Once, occurrence: 0, note: n }]', 'the first is 1'],
  ['words for a number', 'editions: { reader: { lineNumbers: five } }', 'in digits'],
  ['a reading that is listed twice', 'readings: [one, one]', 'take it out here or there'],
])('of %s it is said how to write it', async (_, yaml, hint) => {
  const readings = yaml.startsWith('readings') ? '' : 'readings: [one]\n';
  const { diagnostics } = await read({ 'annotations.yml': `anthology: { title: T }\n${readings}${yaml}\n` });
  expect(diagnostics).toMatchObject([{ hint: expect.stringContaining(hint) }]);
});
