import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { digest } from '../../src/cache/digest.js';
import { Source } from '../../src/diagnostics/source.js';
import { readBuiltInTemplates } from '../../src/manuscript/package-files.js';
import type { PrecompiledWords } from '../../src/precompiled-words.js';
import { precompileWords, Words } from '../../src/words.js';
import { book } from '../support/book.js';
import { renderBook } from '../support/render.js';

const builtIn = (await readBuiltInTemplates()).get('words.yml')!;
const table = parse(builtIn.text) as Record<string, Record<string, string>>;
const read = (language: string, own?: string) =>
  Words.read(language, own === undefined ? [builtIn] : [builtIn, new Source('templates/words.yml', own)])
    .words;

describe.each(Object.keys(table))('%s', (language) => {
  test('has every phrase, with the same things to fill in', () => {
    const holes = (phrase: string) => [...phrase.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
    expect(Object.keys(table[language]!)).toEqual(Object.keys(table.en!));
    for (const [key, phrase] of Object.entries(table.en!))
      expect(holes(table[language]![key]!), key).toEqual(holes(phrase));
  });
});

test('lists', () => {
  expect(read('en').list([])).toBe('');
  expect(read('en').list(['A'])).toBe('A');
  expect(read('en').list(['A', 'B'])).toBe('A and B');
  expect(read('en').list(['A', 'B', 'C'])).toBe('A, B and C');
  expect(read('de').list(['A', 'B', 'C'])).toBe('A, B und C');
});

test('numbers', () => {
  expect([0, 999, 1000, 1_400_000].map((n) => read('en').number(n))).toEqual([
    '0',
    '999',
    '1,000',
    '1,400,000',
  ]);
});

test('a region uses its language, an unknown language English', () => {
  expect(read('pt-BR').say('contents')).toBe('Sumário');
  expect(read('FR').say('contents')).toBe('Table des matières');
  expect(read('tlh').say('contents')).toBe('Contents');
});

test('a variety of a variety uses the nearest that has words', () => {
  const own = 'zh: { contents: 目录, notes: 注释 }\nzh-Hant: { contents: 目錄 }';
  const words = read('zh-Hant-TW', own);
  expect([words.say('contents'), words.say('notes')]).toEqual(['目錄', '注释']);
  expect(read('zh-Hans', own).say('contents')).toBe('目录');
});

test('no line ends inside a number, or before what French sets apart', () => {
  for (const language of Object.keys(table)) expect(read(language).say('thousands')).not.toBe(' ');
  for (const [key, phrase] of Object.entries(table.fr!)) expect(phrase, key).not.toMatch(/« | [;:!?»%]/);
});

test('a project’s words win, phrase by phrase', () => {
  const words = read('sv', 'sv: { contents: Innehåll }\nen: { notes: Remarks }');
  expect([words.say('contents'), words.say('notes'), words.say('index')]).toEqual([
    'Innehåll',
    'Remarks',
    'Index',
  ]);
});

test('what is filled in is text, whatever it looks like', () => {
  expect(read('en').phrase('by', { names: '$& {names}' })).toBe('By $& {names}');
  expect(read('en').phrase('constructor')).toBeUndefined();
});

test('of a language that nobody wrote are English, which is said', () => {
  const { words, diagnostics } = Words.read('sw-KE', [builtIn]);
  expect(words.say('contents')).toBe('Contents');
  expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['words-missing', 'info']]);
  expect(Words.read('fr-CA', [builtIn]).diagnostics).toEqual([]);
  const own = new Source('templates/words.yml', 'sw: { contents: Yaliyomo }');
  expect(Words.read('sw-KE', [builtIn, own]).diagnostics).toEqual([]);
});

describe('a project’s words.yml', () => {
  const problems = (own: string, asked: string[] = []) =>
    Words.read('en', [builtIn, new Source('templates/words.yml', own)], new Set(asked)).diagnostics.map(
      ({ code, file, range, hint }) =>
        `${file}:${range!.start.line}:${range!.start.column} ${code}: ${hint ?? ''}`,
    );

  test.each([
    ['a misspelt key', 'en:\n  contnets: To read\n', '2:3 words-unknown: did you mean “contents”?'],
    [
      'a misspelt key of another language',
      'nl:\n  glosary: Woordenlijst\n',
      '2:3 words-unknown: did you mean “glossary”?',
    ],
    ['a misspelt name to fill in', 'en:\n  by: By {name}\n', '2:7 words-unknown: did you mean “names”?'],
    [
      'something to fill in where nothing is',
      'en:\n  contents: Contents of {title}\n',
      '2:13 words-unknown: this phrase has nothing that is filled in: leave it out',
    ],
    ['a list of phrases', 'en:\n  contents: [a, b]\n', '2:13 words-invalid: '],
    ['a language that is a phrase', 'en: Contents\n', '1:5 words-invalid: '],
    ['a list of languages', '- en\n', '1:1 words-invalid: '],
    ['a phrase without words', 'en:\n  contents:\n', '2:12 words-invalid: '],
  ])('is told of %s', (_, own, said) => {
    expect(problems(own)).toEqual([`templates/words.yml:${said}`]);
  });

  test('may have phrases that its templates ask for', () => {
    expect(problems('en:\n  to-talk-about: "To talk about, {name}"\n', ['to-talk-about'])).toEqual([]);
  });

  test('may say a number, and what is right beside a mistake', () => {
    const { words } = Words.read('en', [
      builtIn,
      new Source('words.yml', 'en: { contents: 1984, indx: I, notes: N }'),
    ]);
    expect([words.say('contents'), words.say('notes')]).toEqual(['1984', 'N']);
  });
});

test('what an edition asks for is the phrases of its own templates, too', async () => {
  const own = {
    'words.yml': 'en: { mine: Mine, other: Other }',
    'colophon.hbs': '<p>{{t "mine"}}</p>',
  };
  expect(renderBook(book(), own).diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'words-unknown no edition says “other”',
  ]);
});

test('what is compiled into the program is the built-in file, with its digest', () => {
  const { digest: name, phrases } = JSON.parse(precompileWords(builtIn.text)) as PrecompiledWords;
  expect(name).toBe(digest(builtIn.text));
  const compiled = phrases.map(([language, own]) => [language, own.map(([key, { text }]) => [key, text])]);
  const written = Object.entries(table).map(([language, own]) => [
    language.toLowerCase(),
    Object.entries(own),
  ]);
  expect(compiled).toEqual(written);
});
