import { describe, expect, test } from 'vitest';
import { derivedIdentifier } from '../../src/manuscript/identifiers.js';
import { places, READING, read, readValid } from './project.js';

const [BOOK, ONE, TWO] = ['0', '1', '2'].map((n) => `urn:uuid:00000000-0000-4000-8000-00000000000${n}`);

const project = (editions: string) => ({
  'annotations.yml': `anthology: { title: T, identifier: ${BOOK} }\nreadings: [one]\neditions:\n${editions}\n`,
  'corpus/one.md': READING,
});

const derived = (name: string) => derivedIdentifier(BOOK!, name);

describe('the identifiers of editions', () => {
  test('are the anthology’s where none is named', async () => {
    const { anthology, editions } = await readValid({});
    expect(editions.map(({ identifier }) => identifier)).toEqual([anthology.identifier]);
  });

  test.each<[string, string, (string | undefined)[]]>([
    ['the anthology’s for the only one', '  a:', [BOOK]],
    ['one made from the name for each further one', '  a:\n  b:\n  c:', [BOOK, derived('b'), derived('c')]],
    [
      'the anthology’s for the first with an EPUB',
      '  a: { formats: [pdf] }\n  b: { formats: [epub] }',
      [derived('a'), BOOK],
    ],
    [
      'the anthology’s for the first where none has an EPUB',
      '  a: { formats: [pdf] }\n  b: { formats: [pdf] }',
      [BOOK, derived('b')],
    ],
    ['their own', `  a: { identifier: ${ONE} }\n  b: { identifier: ${TWO} }`, [ONE, TWO]],
    [
      'the anthology’s for the first without its own',
      `  a: { identifier: ${ONE} }\n  b:\n  c:`,
      [ONE, BOOK, derived('c')],
    ],
    [
      'never the anthology’s beside one that names it',
      `  a:\n  b: { identifier: ${BOOK} }`,
      [derived('a'), BOOK],
    ],
  ])('%s', async (_, editions, expected) => {
    const read = await readValid(project(editions));
    expect(read.editions.map(({ identifier }) => identifier)).toEqual(expected);
    expect(new Set(expected).size).toBe(expected.length);
  });

  test('are version 5 UUIDs where they are made, others for other books', () => {
    expect(derived('b')).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(derivedIdentifier(ONE!, 'b')).not.toBe(derived('b'));
  });

  test('are not the same twice, nor anything else than identifiers', async () => {
    const twice = await read(
      project(
        `  a: { identifier: ${ONE} }\n  b: { identifier: ${ONE!.toUpperCase().replace('URN:UUID', 'urn:uuid')} }`,
      ),
    );
    expect(places(twice.diagnostics)).toEqual(['annotations.yml:5:20 identifier-twice']);
    const wrong = await read(project('  a: { identifier: 978-0-306-40615-7 }'));
    expect(places(wrong.diagnostics)).toEqual(['annotations.yml:4:20 identifier-invalid']);
  });
});
