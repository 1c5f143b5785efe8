import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/build.js';
import { Report } from '../../src/verify/report.js';
import { verifyEpub } from '../../src/verify/verify-epub.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { verifyReadWords, verifyWords } from '../../src/verify/verify-words.js';
import { epubWords } from '../../src/verify/words/epub-text.js';
import { type ExpectedReading, expectedReadings } from '../../src/verify/words/expected.js';
import { pdfWords } from '../../src/verify/words/pdf-text.js';
import { pdftotextWords } from '../../src/verify/words/pdftotext.js';
import { png, ROUND } from '../pdf/sample.js';
import { NO_PDFTOTEXT, why } from '../support/pdftotext.js';

/** Two readings with everything that could lose a word, and enough of it for a few pages. */
const FERRY = `---
title: The Ferry at *Low* Water
author: [Ada Quill, Bo Marsh]
---

A ferry is a bridge that has to be asked. The ferryman at Low Water was asked so seldom, in the years after the dam, that he
took up bee-keeping, and answered the bell with a veil over his face.[^veil] Nobody minded; nobody was in a hurry.[^veil]

## What He Charged

For a person he charged nothing, for a cow two eggs, and for a piano, which he ferried once in 1931–32, a tune. He kept his
accounts in a table:

| Freight | Fare | Paid |
| --- | --- | --- |
| a person, with or without a hat | nothing | always |
| a cow | two eggs | sometimes |
| a piano of the larger kind | a tune | ~~never~~ twice |

1. First he tied the boat.
2. Then he *untied* the cow, which
   - did not like water,
   - nor boats, nor him.
3. At last he rang the bell himself.

> “On n’a jamais vu,” wrote a visitor from Lyon, “un passeur si peu pressé de passer.”
>
> > He had been told this by somebody else, of course.

![The seal of the ferry](seal.png)

${'The far bank was a long way off in the mornings, and in the evenings it came nearer, as everything did there. '.repeat(18)}

[^veil]: The veil is in the museum, next to the bell. It is ~~white~~ grey.

    > So is everything in the museum.
`;

const WEIR = `---
title: Weir
subtitle: A Correspondence
author: Cy Holm
lang: en
---

I have your letter. It says naïve, façade, Ключи, λόγος and שלום in one line, and I could read all of them.

## Verse at the Weir

The water falls, and falls again,\\
and goes on falling after dark,\\
it has no use for other men’s\\
opinions.

${'You ask whether the weir was built before the mill or the mill before the weir; the answer is that they were built by two brothers who did not speak, and each of them was sure that his own had come first. '.repeat(16)}

Write to <https://example.org/a/very/long/address/that/does/not/break/well?in=a-line> or not at all.
`;

const ANNOTATIONS = `anthology:
  title: Two Crossings
  editors: [Em Reed]
  language: en
  identifier: urn:uuid:6a1d3f0e-8c52-4e7b-9a4d-2f6f0c9e71a6
  date: 2026-02-03
readings:
  - id: ferry
    headnote: A story about *asking*.
    questions: [Who asks?, Who answers?]
  - part: Letters
    readings: [weir]
notes:
  - { reading: ferry, quote: bee-keeping, note: "He had eleven hives.\\n\\nThe twelfth was a joke." }
  - { reading: ferry, quote: a veil over his face, note: Not a mask. }
  - { reading: ferry, quote: a tune, occurrence: 1, note: Which one is not known. }
  - { reading: weir, quote: naïve, note: "In French: *naïve*." }
  - { reading: weir, quote: A Correspondence, note: One side of it. }
glossary:
  - { term: dam, definition: A wall against water., type: term }
  - { term: Lyon, definition: A city with two rivers., type: place }
editions:
  reader: { formats: [epub, pdf] }
  weir-only: { formats: [epub, pdf], readings: [weir] }
`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'florilegium-test-'));
  mkdirSync(join(folder, 'corpus'));
  writeFileSync(join(folder, 'corpus', 'ferry.md'), FERRY);
  writeFileSync(join(folder, 'corpus', 'weir.md'), WEIR);
  writeFileSync(join(folder, 'corpus', 'seal.png'), png(ROUND).bytes);
  writeFileSync(join(folder, 'annotations.yml'), ANNOTATIONS);
  const { status, diagnostics } = await build({ project: folder });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(status).toBe('done');
});
afterAll(() => rmSync(folder, { recursive: true }));

const failuresOf = (report: Report) =>
  report.list().flatMap(({ name, failures }) => failures.map((failure) => `${name}: ${failure}`));

describe.each([
  ['reader', ['ferry', 'weir']],
  ['weir-only', ['weir']],
])('the edition %s', (edition, ids) => {
  let readings: ExpectedReading[];
  beforeAll(async () => {
    readings = (await expectedReadings(folder, edition))!;
    expect(readings.map(({ id }) => id)).toEqual(ids);
  });
  const file = (ending: string) => readFileSync(join(folder, 'out', `${edition}.${ending}`));

  test('as a PDF passes every check, and holds every word once and in order', () => {
    const { report, document } = verifyPdf(file('pdf'));
    const counts = verifyWords(readings, pdfWords(document!), 'words-pdf', report);
    expect(failuresOf(report)).toEqual([]);
    expect(counts.every(({ expected, found }) => found === expected && expected > 500)).toBe(true);
  });

  test.skipIf(NO_PDFTOTEXT)(`as a PDF reads the same in pdftotext${why(NO_PDFTOTEXT)}`, () => {
    const read = pdftotextWords(join(folder, 'out', `${edition}.pdf`))!;
    const report = new Report();
    verifyReadWords(readings, read, report);
    expect(failuresOf(report)).toEqual([]);
  });

  test('as an EPUB passes every check, and holds every word once and in order', async () => {
    const { report, epub } = await verifyEpub(file('epub'), new Report(), { java: false });
    const counts = verifyWords(readings, epubWords(epub!), 'words-epub', report);
    expect(failuresOf(report)).toEqual([]);
    expect(counts.every(({ expected, found }) => found === expected)).toBe(true);
  });
});

describe('npm run verify', () => {
  const main = (...options: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, ['dist/verify/main.js', ...options]);
    return { status, out: stdout.toString() };
  };
  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/ready.mjs'], { stdio: 'ignore' });
  });

  test('prints a line for each check and each reading, and ends with 0', () => {
    const { status, out } = main(join(folder, 'out', 'reader.pdf'), '--project', folder);
    expect(out).toMatch(/^ {2}ok +\d+ {2}words-pdf /m);
    expect(out).toMatch(/^ {2}ok +(\d+) {2}of \1 words of ferry$/m);
    expect(out).toMatch(/^ {2}passed: \d+ of \d+ checks, \d+ words of 2 readings/m);
    expect(status).toBe(0);
  });

  test('takes the words of the project that the edition stands in, wherever it is called', () => {
    const { status, out } = main(join(folder, 'out', 'reader.pdf'));
    expect(out).toMatch(/^ {2}ok +(\d+) {2}of \1 words of ferry$/m);
    expect(status).toBe(0);
  });

  test('ends with 1 where a word is lost: here, against a project that has one more', () => {
    const other = join(folder, 'other');
    mkdirSync(join(other, 'corpus'), { recursive: true });
    writeFileSync(
      join(other, 'corpus', 'ferry.md'),
      FERRY.replace('in the museum, next', 'in the great museum, next'),
    );
    writeFileSync(
      join(other, 'corpus', 'weir.md'),
      WEIR.replace('I have your letter.', 'I have your long letter.'),
    );
    writeFileSync(join(other, 'corpus', 'seal.png'), png(ROUND).bytes);
    writeFileSync(join(other, 'annotations.yml'), ANNOTATIONS);
    const { status, out } = main(join(folder, 'out', 'reader.pdf'), '--project', other);
    expect(out).toContain('weir: the last word of “I have your long” is missing');
    expect(out).toContain('ferry: the author’s note “veil” is not among the notes');
    expect(status).toBe(1);
  });

  test.each([
    ['no edition', []],
    ['an edition that is not there', ['out/nothing-of-the-kind']],
    ['an unknown option', ['--speed']],
  ])('ends with 2 where the call is wrong: %s', (_, options) => {
    expect(main(...options).status).toBe(2);
  });
});
