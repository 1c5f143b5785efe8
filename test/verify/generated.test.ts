import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/build.js';
import type { Manuscript } from '../../src/manuscript/manuscript.js';
import { Report } from '../../src/verify/report.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { verifyWords } from '../../src/verify/verify-words.js';
import { expectedReadings } from '../../src/verify/words/expected.js';
import { generatedWords } from '../../src/verify/words/generated.js';
import { pdfWords } from '../../src/verify/words/pdf-text.js';
import { writeProject } from '../support/project.js';

const TEXT = `---
title: The Weir
---

## The wall

The wall stood for 40 years, and nobody asked who had paid for it.

> It was the miller.

- A part of it.
- Stones.

It fell in the spring, and nobody asked again.
`;

/** What is wrong with the words of a PDF whose text is changed after it was made. */
async function failures(sheet: string, later = TEXT): Promise<string[]> {
  const project = await writeProject({
    'annotations.yml':
      'anthology: { title: T }\nreadings: [weir]\neditions: { reader: { formats: [pdf] } }\n',
    'corpus/weir.md': TEXT,
    'templates/print.css': sheet,
  });
  const made = await build({ project });
  const { path } = made.editions[0]!.files.find(({ format }) => format === 'pdf')!;
  const { document } = verifyPdf(await readFile(path));
  await writeFile(join(project, 'corpus/weir.md'), later);
  const report = new Report();
  verifyWords((await expectedReadings(project, 'reader'))!, pdfWords(document!), 'words-pdf', report);
  return report.list().flatMap((one) => one.failures);
}

describe('words that a stylesheet adds', () => {
  const SHEET = `h2 { counter-increment: part } h2::before { content: "Part " counter(part) ": " }
    .text p::after { content: ' (over)' } blockquote::before { content: "It is said: " }`;

  test('are no words of the text', async () => {
    expect(await failures(SHEET)).toEqual([]);
  });

  test('hide nothing else', async () => {
    expect(await failures(SHEET, TEXT.replace('who had paid', 'who paid'))).toEqual([
      'weir: the last word of “nobody asked who had” does not belong there',
    ]);
    expect(await failures('h2 { color: red }', TEXT.replace('40', '41'))).toHaveLength(2);
  });
});

test('what a selector names is a word of the text like any other', () => {
  const text = `[data-page^="legal"] h2::before { content: "Part " counter(part) }`;
  const templates = new Map([['templates/print.css', { text }]]) as unknown as Manuscript['templates'];
  const generated = generatedWords({ templates });
  expect(['Part', 'legal', '7'].map(generated)).toEqual([true, false, true]);
});
