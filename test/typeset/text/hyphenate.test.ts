import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it, test } from 'vitest';
import { type HyphenLimits, hyphenate } from '../../../src/typeset/text/hyphenate.js';

const LIMITS: HyphenLimits = [5, 2, 2];

function hyphenated(word: string, lang: string, limits = LIMITS): string {
  let shown = '';
  let from = 0;
  for (const { offset } of hyphenate(word, lang, limits)) {
    shown += `${word.slice(from, offset)}-`;
    from = offset;
  }
  return shown + word.slice(from);
}

describe('words by language', () => {
  test.each([
    ['en', 'hyphenation', 'hy-phen-ation'],
    ['en-US', 'democracy', 'democ-racy'],
    ['en-GB', 'democracy', 'demo-cracy'],
    ['en-AU', 'democracy', 'demo-cracy'],
    ['fr', 'révolutionnaire', 'ré-vo-lu-tion-naire'],
    ['fr-CA', 'internationale', 'in-ter-na-tio-nale'],
    ['es', 'revolución', 're-vo-lu-ción'],
    ['de', 'Straßenbahn', 'Stra-ßen-bahn'],
    ['de-AT', 'Geschwindigkeit', 'Ge-schwin-dig-keit'],
    ['ru', 'правительство', 'пра-ви-тель-ство'],
    ['it', 'rivoluzione', 'ri-vo-lu-zio-ne'],
    ['pt-BR', 'revolução', 're-vo-lu-ção'],
    ['pl', 'rewolucyjny', 're-wo-lu-cyj-ny'],
    ['el', 'επανάσταση', 'επα-νά-στα-ση'],
    ['la', 'constitutio', 'con-sti-tu-tio'],
    ['nl', 'revolutionair', 're-vo-lu-ti-o-nair'],
    ['uk', 'революція', 'ре-во-лю-ція'],
    ['tr', 'İstanbullular', 'İs-tan-bul-lu-lar'],
    ['hi', 'हिन्दुस्तान', 'हि-न्दु-स्तान'],
    ['ta', 'சேர்ந்தார்க்கு', 'சேர்ந்-தார்க்-கு'],
    ['th', 'กรุงเทพมหานคร', 'กรุงเทพมหานคร'],
  ])('%s: %s', (lang, word, expected) => {
    expect(hyphenated(word, lang)).toBe(expected);
  });

  it('none where the language is unknown, undetermined or no language', () => {
    for (const lang of ['', 'und', 'xx', 'tlh', 'cu', '../../etc', 'en/../fr', 'constructor'])
      expect(hyphenated('internationale', lang)).toBe('internationale');
  });
});

test('the program has the patterns of the package', () => {
  const require = createRequire(import.meta.url);
  for (const name of ['en-us', 'de-1996', 'el-monoton'])
    expect(JSON.parse(readFileSync(`dist/patterns/${name}.json`, 'utf8'))).toEqual(
      require(`hyphen/patterns/${name}.js`),
    );
});

describe('what is no word', () => {
  test.each([
    ['digits', 'revolution1917'],
    ['an address', 'https://international.example'],
    ['a host', 'international.example'],
    ['an e-mail address', 'international@example'],
    ['a path', 'international/revolution'],
    ['a compound with a hyphen', 'self-determination'],
    ['a compound with a non-breaking hyphen', 'self\u2011determination'],
    ['an acronym', 'INTERNATIONAL'],
    ['an identifier', 'snake_international'],
  ])('%s', (_, word) => {
    expect(hyphenated(word, 'en')).toBe(word);
  });

  test.each([
    ['with marks around it', '“(international)!”', '“(in-ter-na-tional)!”'],
    ['with an apostrophe', 'l’internationale', 'l’in-ter-na-tio-nale'],
    ['with an ending', 'government’s', 'gov-ern-ment’s'],
    ['with a capital', 'International', 'In-ter-na-tional'],
    ['beside a dash', 'international—revolution', 'in-ter-na-tional—rev-o-lu-tion'],
  ])('but a word %s is one', (_, word, expected) => {
    expect(hyphenated(word, word.startsWith('l') ? 'fr' : 'en')).toBe(expected);
  });
});

describe('hyphenate-limit-chars', () => {
  test.each<[HyphenLimits, string]>([
    [[5, 2, 2], 'in-ter-na-tional'],
    [[14, 2, 2], 'international'],
    [[5, 3, 2], 'inter-na-tional'],
    [[5, 2, 8], 'in-ter-national'],
    [[5, 20, 20], 'international'],
  ])('%j', (limits, expected) => {
    expect(hyphenated('international', 'en', limits)).toBe(expected);
  });

  it('never allows less than the language does', () => {
    expect(hyphenated('really', 'en', [2, 1, 1])).toBe('re-ally');
  });
});

it('knows which breaks are near an edge', () => {
  expect(hyphenate('international', 'en', LIMITS)).toEqual([
    { offset: 2, edge: true },
    { offset: 5, edge: false },
    { offset: 7, edge: false },
  ]);
});

it('leaves alone what is longer than any word', () => {
  expect(hyphenate('international'.repeat(10_000), 'en', LIMITS)).toEqual([]);
});
