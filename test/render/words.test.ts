import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Source } from '../../src/diagnostics/source.js';
import { readBuiltInTemplates } from '../../src/manuscript/package-files.js';
import { Words } from '../../src/words.js';

const builtIn = (await readBuiltInTemplates()).get('words.yml')!;
const table = parse(builtIn.text) as Record<string, Record<string, string>>;
const read = (language: string, own?: string) =>
  Words.read(language, own === undefined ? [builtIn] : [builtIn, new Source('templates/words.yml', own)])
    .words;

describe.each(['fr', 'es', 'de', 'it', 'pt', 'ru'])('%s', (language) => {
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

test('a project’s words win, phrase by phrase', () => {
  const words = read('nl', 'nl: { contents: Inhoud }\nen: { notes: Remarks }');
  expect([words.say('contents'), words.say('notes'), words.say('index')]).toEqual([
    'Inhoud',
    'Remarks',
    'Index',
  ]);
});

test('what is filled in is text, whatever it looks like', () => {
  expect(read('en').phrase('by', { names: '$& {names}' })).toBe('By $& {names}');
  expect(read('en').phrase('constructor')).toBeUndefined();
});
