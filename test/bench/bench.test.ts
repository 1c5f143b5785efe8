import { describe, expect, it } from 'vitest';
import { makeBook, type Size } from '../../bench/book.js';
import { median } from '../../bench/measure.js';
import { describe as describeResults, findings, type SizeResult } from '../../bench/report.js';
import { pandocSource, projectFiles, typstSource } from '../../bench/sources.js';
import { anchor } from '../../src/anchoring/anchor.js';
import { compose } from '../../src/apparatus/compose.js';
import { select } from '../../src/edition/select.js';
import { readBuiltInTemplates } from '../../src/manuscript/package-files.js';
import { readManuscript } from '../../src/manuscript/read.js';
import { Words } from '../../src/words.js';
import { writeProject } from '../support/project.js';

const SMALL: Size = { name: 'small', words: 4000, readings: 2, notes: 9, terms: 5 };

describe('generated books', () => {
  const book = makeBook(SMALL);

  it('are the same each time, and of the size that was asked for', () => {
    expect(makeBook(SMALL)).toEqual(book);
    expect(Math.abs(book.words - SMALL.words)).toBeLessThan(SMALL.words / 10);
    expect(book.readings).toHaveLength(SMALL.readings);
    expect(book.terms).toHaveLength(SMALL.terms);
  });

  it('are projects without a mistake, whose notes all find their words as they stand', async () => {
    const root = await writeProject(Object.fromEntries(projectFiles(book)));
    const manuscript = await readManuscript(root);
    expect(manuscript.diagnostics).toEqual([]);
    const { diagnostics } = anchor(manuscript.value!);
    expect(diagnostics).toEqual([]);
    expect(manuscript.value!.notes).toHaveLength(SMALL.notes);
  });

  it('give the other programs the same text and notes', () => {
    const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;
    const typst = typstSource(book);
    const markdown = pandocSource(book);
    expect(count(typst, /#footnote\[/g)).toBe(SMALL.notes);
    expect(count(markdown, /^\[\^\d+\]: /gm)).toBe(SMALL.notes);
    for (const { text, note } of book.readings.flatMap(({ blocks }) => blocks)) {
      const words = note ? text.slice(note.end) : text;
      expect(markdown).toContain(words);
      expect(typst).toContain(words.replaceAll('*', '_'));
    }
  });
});

describe('links', () => {
  it('lead in the other programs’ books from the same words to the same definitions, and back', async () => {
    const size = { ...SMALL, terms: 60 };
    const book = makeBook(size);
    const root = await writeProject(Object.fromEntries(projectFiles(book)));
    const { value: manuscript } = await readManuscript(root);
    const { glossary } = compose(
      select(anchor(manuscript!).value, manuscript!.editions[0]!),
      Words.read('en', [(await readBuiltInTemplates()).get('words.yml')!]).words,
    );
    const uses = new Map(glossary.map(({ term, usedIn }) => [term, usedIn.length]));
    expect([...uses.values()].filter((count) => count > 0).length).toBeGreaterThan(3);
    const typst = typstSource(book);
    const markdown = pandocSource(book);
    for (const { term } of book.terms) {
      const linked = uses.get(term) ?? 0;
      expect(typst.split(`#link(<term-${term}>)[${term}]`)).toHaveLength(linked + 1);
      expect(markdown.split(`[${term}](#term-${term}){#use-`)).toHaveLength(linked + 1);
    }
    const ids = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, id]) => id).sort();
    expect(ids(typst, /#used\(<(use-\d+)>\)/g)).toEqual(ids(typst, /\] <(use-\d+)>/g));
    expect(ids(markdown, /\(#(use-\d+)\)/g)).toEqual(ids(markdown, /\{#(use-\d+)\}/g));
  });
});

describe('what is found', () => {
  const took = (seconds: number, megabytes = 100) => ({ seconds, megabytes });
  const small: SizeResult = {
    size: 'small',
    words: 1000,
    notes: 10,
    runs: 3,
    florilegium: took(1),
    again: took(0.2, 50),
    typst: took(1.5),
    pandoc: took(0.5),
  };

  it('is the median of the runs, of time and memory each', () => {
    expect(median([took(3, 10), took(1, 30), took(2, 20)])).toEqual(took(2, 20));
    expect(median([took(1, 10), took(2, 20)])).toEqual(took(1.5, 15));
    expect(median([{ seconds: 1, megabytes: undefined }])).toEqual({ seconds: 1, megabytes: undefined });
  });

  it('is a ratio where both of the others were measured, and the growth of time a word', () => {
    const large = { ...small, words: 10_000, florilegium: took(5) };
    expect(findings(small, small)).toEqual({ ratio: 0.5, growth: 1 });
    expect(findings(large, small)).toEqual({ ratio: 2.5, growth: 0.5 });
    expect(findings({ ...small, pandoc: undefined }, small).ratio).toBeUndefined();
  });

  it('is printed as tables', () => {
    expect(describeResults([{ ...small, pandoc: undefined }])).toBe(`1,000 words, 10 notes (median of 3 runs)

|                           | seconds | peak MB | florilegium takes |
| ------------------------- | ------: | ------: | ----------------: |
| florilegium, EPUB and PDF |    1.00 |     100 |                   |
| again, nothing changed    |    0.20 |      50 |                   |
| Typst, PDF                |    1.50 |     100 |              0.67 |

How time grows with length

| words | microseconds a word | by the smallest |
| ----- | ------------------: | --------------: |
| 1,000 |                1000 |            1.00 |
`);
  });
});
