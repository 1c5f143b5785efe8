import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { annotationsJsonSchema } from '../../src/manuscript/json-schema.js';
import { HEAD } from './project.js';

const schema = annotationsJsonSchema();
const validator = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
const accepts = (yaml: string) => validator.safeParse(parse(yaml)).success;

test('annotations.schema.json is current (npm run schema)', () => {
  const file = readFileSync(resolve(import.meta.dirname, '../../annotations.schema.json'), 'utf8');
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(schema)));
});

test('every key has a description, for editors to show', () => {
  const without: string[] = [];
  const visit = (one: unknown, path: string): void => {
    if (typeof one !== 'object' || one === null) return;
    const { properties = {}, items, oneOf = [], additionalProperties } = one as Record<string, never>;
    for (const [key, value] of Object.entries(properties as Record<string, { description?: string }>)) {
      if (!value.description) without.push(`${path}.${key}`);
      visit(value, `${path}.${key}`);
    }
    visit(items, `${path}[]`);
    visit(additionalProperties, `${path}.*`);
    for (const alternative of oneOf as unknown[]) visit(alternative, path);
  };
  visit(schema, '');
  expect(without).toEqual([]);
});

describe('the JSON Schema takes', () => {
  test.each([
    ['the least', HEAD],
    [
      'readings in all forms',
      'anthology: { title: T }\nreadings: [a, { id: b, text: local }, { part: P, readings: [c, { id: d }] }]',
    ],
    ['a title that is a number', 'anthology: { title: 1984 }\nreadings: [one]'],
    ['a key without a value', 'anthology: { title: T, subtitle: }\nreadings: [one]\nnotes:\n'],
    ['an edition without a value', `${HEAD}editions: { reader: }`],
    [
      'the settings of a course pack',
      `${HEAD}editions: { p: { lineNumbers: 5, paragraphNumbers: true, notes: { editor: margin }, answerLines: 6, writingMargin: 2in, imposition: { layout: booklet, signature: 16, creep: 0.1mm }, readings: [one, { part: P }] } }`,
    ],
    [
      'one placement for all notes',
      `${HEAD}editions: { p: { notes: end, lineNumbers: { every: 5 }, imposition: 2-up } }`,
    ],
    ['an author or some', 'anthology: { title: T, editors: E }\nreadings: [{ id: a, author: [A, B] }]'],
    ['an occurrence', `${HEAD}notes: [{ reading: one, quote: q, note: n, occurrence: 2 }]`],
  ])('%s', (_, yaml) => {
    expect(accepts(yaml)).toBe(true);
  });
});

describe('the JSON Schema refuses', () => {
  test.each([
    ['no title', 'anthology: {}\nreadings: [one]'],
    ['an unknown key', `${HEAD}glosary: []`],
    ['a reading with a part’s keys', 'anthology: { title: T }\nreadings: [{ id: a, readings: [b] }]'],
    [
      'a part in a part',
      'anthology: { title: T }\nreadings: [{ part: P, readings: [{ part: Q, readings: [] }] }]',
    ],
    ['an unknown type', `${HEAD}glossary: [{ term: t, definition: d, type: thing }]`],
    ['an unknown marker', `${HEAD}series: { a: { marker: stars } }`],
    ['a date in words', 'anthology: { title: T, date: soon }\nreadings: [one]'],
    ['a flag in words', `${HEAD}editions: { p: { separate: yes please } }`],
    ['a placement that is none', `${HEAD}editions: { p: { notes: top } }`],
    ['an occurrence below 1', `${HEAD}notes: [{ reading: one, quote: q, note: n, occurrence: 0 }]`],
  ])('%s', (_, yaml) => {
    expect(accepts(yaml)).toBe(false);
  });
});
