import { describe, expect, test } from 'vitest';
import { Report } from '../../src/verify/report.js';
import { verifyReadWords, verifyWords } from '../../src/verify/verify-words.js';
import type { ExpectedReading } from '../../src/verify/words/expected.js';
import { splitWords } from '../../src/verify/words/pdftotext.js';
import { compoundsOf, wordsOf } from '../../src/verify/words/words.js';

const HERON =
  'A heron stood in the reeds by the mill and waited for the evening to be over. Nobody saw it there, and it saw ' +
  'nobody; the miller had gone to market and the water went on without him, as water does when it is left alone.';
const OTTER =
  'An otter came in the morning and left again before noon, with three fish and no regrets at all. The heron, which had ' +
  'slept standing, opened one eye, thought better of it, and closed it again until the sun had moved to the other bank.';

function reading(id: string, title: string, body: string, notes: string[] = []): ExpectedReading {
  return {
    id,
    title: wordsOf(title),
    body: wordsOf(body),
    named: new Set(),
    compounds: compoundsOf(body),
    lettered: false,
    generated: () => false,
    notes: notes.map((note, i) => ({ name: String(i + 1), words: wordsOf(note) })),
  };
}

const READINGS = [
  reading('heron', 'The Heron', HERON, ['A patient bird.']),
  reading('otter', 'The Otter', OTTER),
];
const BOOK = `Contents The Heron The Otter · The Heron by Nobody ${HERON} The Otter ${OTTER} Glossary`;

function verify(book: string, notes: string[] = ['A patient bird.', 'An editor’s note.']) {
  const report = new Report();
  const edition = { text: wordsOf(book), notes: notes.map(wordsOf) };
  const counts = verifyWords(READINGS, edition, 'words-pdf', report);
  return { ok: report.ok, counts, failures: report.list().flatMap(({ failures }) => failures) };
}

describe('words', () => {
  test.each([
    ['The mill, 1917a', ['The', 'mill', '1917', 'a']],
    ['af\u00adfine o\ufb03ce', ['affine', 'office']],
    ['nai\u0308ve Ça', ['naïve', 'Ça']],
    ['l’on — x̂', ['l', 'on', 'x̂']],
    ['Ключи και λόγος', ['Ключи', 'και', 'λόγος']],
    ['zero\u200bwidth', ['zerowidth']],
    ['三冊の 帳', ['三', '冊', 'の', '帳']],
    ['جديدًا', ['جديدًا']],
  ])('of “%s”', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

describe('an edition', () => {
  test('that holds every word passes, with counts', () => {
    const { ok, counts, failures } = verify(BOOK);
    expect(failures).toEqual([]);
    expect(ok).toBe(true);
    expect(counts.map(({ id, expected, found }) => [id, expected, found])).toEqual([
      ['heron', 51, 51],
      ['otter', 47, 47],
    ]);
  });

  test.each([
    ['a word is missing', BOOK.replace('miller', '')],
    ['the first word is missing', BOOK.replace('A heron', 'heron')],
    ['the last word is missing', BOOK.replace('left alone.', 'left.')],
    ['a word stands twice', BOOK.replace('miller', 'miller miller')],
    ['two words are exchanged', BOOK.replace('water does', 'does water')],
    ['two words are run together', BOOK.replace('the reeds', 'thereeds')],
    ['a word is cut in two', BOOK.replace('evening', 'eve ning')],
    ['a sentence is missing', BOOK.replace(/Nobody saw.*?alone\./, '')],
    ['a text is missing', BOOK.replace(OTTER, '')],
    ['a text stands twice', `${BOOK} ${HERON}`],
    ['the end of a text stands twice', `${BOOK} ${HERON.slice(60)}`],
    ['texts stand in another order', `The Otter ${OTTER} The Heron ${HERON}`],
    ['a title is missing', BOOK.replaceAll('The Otter', '')],
  ])('fails where %s', (_, book) => {
    expect(book).not.toBe(BOOK);
    expect(verify(book).ok).toBe(false);
  });

  test('fails where an author’s note is missing, or is cut', () => {
    expect(verify(BOOK, ['An editor’s note.']).ok).toBe(false);
    expect(verify(BOOK, ['A patient']).ok).toBe(false);
  });

  test('finds a text whose first words are damaged', () => {
    const { counts, failures } = verify(BOOK.replace('A heron stood', 'heron stands'));
    expect(counts.map(({ expected, found }) => expected - found)).toEqual([3, 0]);
    expect(failures[0]).toBe('heron: the last word of “A” is missing');
  });

  test('passes where an introduction quotes a sentence', () => {
    expect(verify(`${OTTER.slice(0, 95)} ${BOOK}`).failures).toEqual([]);
  });

  test('passes where it names what an empty link leads to, and only there', () => {
    const report = new Report();
    const readings = [{ ...READINGS[0]!, named: new Set([4]) }];
    const text = wordsOf(BOOK.replace(HERON, HERON.replace('stood in', '“The Otter”, stood in')));
    verifyWords(readings, { text, notes: [wordsOf('A patient bird.')] }, 'words-pdf', report);
    expect(report.ok).toBe(false);
    const there = new Report();
    const named = [{ ...READINGS[0]!, named: new Set([2]) }];
    verifyWords(named, { text, notes: [wordsOf('A patient bird.')] }, 'words-pdf', there);
    expect(there.ok).toBe(true);
  });

  test('says which word is missing', () => {
    expect(verify(BOOK.replace('miller', '')).failures).toEqual([
      'heron: the last word of “saw nobody the miller” is missing',
    ]);
  });
});

describe('what pdftotext reads', () => {
  const read = (text: string) => {
    const report = new Report();
    verifyReadWords(READINGS, splitWords(text), report);
    return report.ok;
  };

  test('passes with notes, calls and running heads between', () => {
    const pages = BOOK.replace('reeds', 'reeds1').replace(
      'water went',
      'water\n1 A patient bird.\n12\n\fTHE HERON\nwent',
    );
    expect(read(pages)).toBe(true);
  });

  test('rejoins a word that is hyphenated at a line’s end, and over a page with a note at its foot', () => {
    expect(read(BOOK.replace('evening', 'eve\u00ad\nning'))).toBe(true);
    expect(read(BOOK.replace('evening', 'eve\u00ad\n1 A patient bird.\n12\n\fTHE HERON\nning'))).toBe(true);
  });

  test('does not take the beginning of a word for a shorter one', () => {
    // Cells of a table, which pdftotext reads line by line.
    const own = reading('x', 'X', 'The bell rang on the onset of winter.');
    const report = new Report();
    verifyReadWords([own], splitWords('The bell rang the on\u00ad\nset on of winter.'), report);
    expect(report.ok).toBe(true);
  });

  test('rejoins a long word that is cut without a hyphen, where no line would hold it', () => {
    const long = READINGS.map((one) => ({
      ...one,
      body: one.body.map((word) => (word === 'regrets' ? 'weightOfTheFlourInTheStore' : word)),
    }));
    const report = new Report();
    const text = long.map(({ body }) => body.join(' ')).join(' ');
    verifyReadWords(long, splitWords(text.replace('FlourIn', 'Flour\nIn')), report);
    expect(report.ok).toBe(true);
  });

  test('knows a compound without its hyphen, and a year with a call at it', () => {
    const [own] = [
      reading(
        'x',
        'X',
        `${OTTER} In 1917 a half-hearted otter swam to the left- and other bank of the river.`,
      ),
    ];
    const report = new Report();
    const text = own!.body
      .join(' ')
      .replace('1917', '191712')
      .replace('half hearted', 'halfhearted')
      .replace('left and', 'leftand');
    verifyReadWords([own!], splitWords(text), report);
    expect(report.ok).toBe(true);
  });

  test('finds a text of two words between those beside it, and nowhere else', () => {
    const [heron, otter] = READINGS as [ExpectedReading, ExpectedReading];
    const notes = ' glossary of the mill'.repeat(300);
    const [before, after] = [heron, otter].map(({ body }) => body.join(' '));
    const failed = (text: string) => {
      const report = new Report();
      verifyReadWords([heron, reading('line', 'A Line', 'acqua, niente.'), otter], splitWords(text), report);
      return !report.ok;
    };
    expect(failed(`${before}${notes} acqua niente${notes} ${after}`)).toBe(false);
    expect(failed(`acqua niente${notes} ${before} ${after}`)).toBe(true);
  });

  describe('of a book that says a sentence again and again', () => {
    const REFRAIN = 'And the water of the mill went on without the miller, as it always does.';
    const song = (id: string, ...verses: string[]) =>
      reading(id, id, verses.flatMap((each) => [each, REFRAIN]).join(' '));
    const songs = [
      song(
        'first',
        'The heron came at noon.',
        'The otter slept until the evening.',
        'Nobody saw the pike at all.',
      ),
      song('second', 'The pike was gone.', 'The otter came at noon again.', 'The heron slept.'),
    ];
    const page = '\n1 And the water of the mill\n12\n\fTHE SONGS\n';
    const failed = (text: string) => {
      const report = new Report();
      verifyReadWords(songs, splitWords(text), report);
      return !report.ok;
    };
    const book = songs.map(({ body }) => body.join(' ')).join(' — '.repeat(900));
    const broken = book.replaceAll('miller as it', `mil\u00ad${page}ler as it`);

    test('passes wherever its pages end', () => {
      expect(failed(book)).toBe(false);
      expect(failed(broken)).toBe(false);
      expect(failed(book.replace('went on', `went${page}on`))).toBe(false);
      expect(failed(broken.replace('went on', `went${page}on`))).toBe(false);
    });

    test.each(['always', 'noon', 'pike', 'does'])('fails where one “%s” is missing', (word) => {
      expect(failed(book.replace(word, ''))).toBe(true);
      expect(failed(broken.replace(word, ''))).toBe(true);
    });
  });

  test('knows a word with a call at it, where letters call notes', () => {
    const lettered = READINGS.map((one) => ({ ...one, lettered: true }));
    const failed = (readings: readonly ExpectedReading[], text: string) => {
      const report = new Report();
      verifyReadWords(readings, splitWords(text), report);
      return !report.ok;
    };
    const text = BOOK.replace('regrets', 'regretsb');
    expect(failed(READINGS, text)).toBe(true);
    expect(failed(lettered, text)).toBe(false);
    expect(failed(lettered, BOOK.replace('regrets', 'regretsabcd'))).toBe(true);
    for (const call of ['B', 'xviii', 'XVIII'])
      expect(failed(lettered, BOOK.replace('regrets', `regrets${call}`))).toBe(false);
  });

  test('takes the cells of a table in any order', () => {
    expect(read(BOOK.replace('the miller had gone to market', 'miller had market the gone to'))).toBe(true);
  });

  test('takes words of cells that are divided, line by line', () => {
    const cells = 'had mil\u00ad mar\u00ad the gone l\u00ad ket to er';
    expect(read(BOOK.replace('the miller had gone to market', cells))).toBe(true);
    expect(read(BOOK.replace('the miller had gone to market', cells.replace(' er', '')))).toBe(false);
  });

  test.each([
    ['a word is missing', BOOK.replace('miller', '')],
    ['a word is cut by a hyphen that is no soft one', BOOK.replace('evening', 'eve-\nning')],
    ['two words are run together', BOOK.replace('the reeds', 'thereeds')],
    ['a text is missing', BOOK.replace(OTTER, '')],
  ])('fails where %s', (_, text) => {
    expect(read(text)).toBe(false);
  });
});
