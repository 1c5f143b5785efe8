import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeBook } from '../../bench/book.js';
import { type Played, playEdits } from '../../bench/edits.js';
import { projectFiles } from '../../bench/sources.js';
import type { Files } from '../../bench/thirty-edits.js';
import { build } from '../../src/build.js';

/** A generated book whose annotations.yml is written as an editor writes it. */
function book(): Files {
  const made = makeBook({ name: 'small', words: 3000, readings: 3, notes: 18, terms: 6 });
  const files: Files = new Map(projectFiles(made));
  const notes = made.readings.flatMap(({ id, blocks }) =>
    blocks.flatMap(({ text, note }) => {
      if (!note) return [];
      const quote = text.slice(note.start, note.end);
      return `  - reading: ${id}\n    quote: ${quote}\n    note: >-\n      ${note.text}\n`;
    }),
  );
  const terms = made.terms.map(
    ({ term, definition }) => `  - term: ${term}\n    definition: >-\n      ${definition}\n`,
  );
  files.set(
    'annotations.yml',
    `anthology:
  title: A Generated Book
  subtitle: With Notes
  editors: [Nobody]
  language: en
  date: 2024-01-01
readings: [${made.readings.map(({ id }) => id).join(', ')}]
notes:
${notes.join('')}glossary:
${terms.join('')}chronology:
  - { date: 1917-11-07, event: A revolution. }
editions:
  reader:
    formats: [epub, pdf]
  course-pack:
    formats: [pdf]
    page: letter
`,
  );
  return files;
}

// `npm run bench -- --edits` plays the same against the book of this repository, and looks after each.
test('whatever is done to a book in thirty edits, every note is right or reported, and the files are those of a clean build', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'florilegium-edits-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const played: Played[] = [];
  await playEdits(folder, book(), (one) => played.push(one), {
    build: (project, clean) => build({ project, cache: !clean }),
    every: 3,
  });
  expect(played.filter(({ faults }) => faults.length > 0)).toEqual([]);
  expect(played).toHaveLength(10);
}, 600_000);
