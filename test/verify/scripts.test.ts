import { execFileSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/build.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { verifyReadWords, verifyWords } from '../../src/verify/verify-words.js';
import { type ExpectedReading, expectedReadings } from '../../src/verify/words/expected.js';
import { pdfWords } from '../../src/verify/words/pdf-text.js';
import { pdftotextWords } from '../../src/verify/words/pdftotext.js';
import { NO_PDFTOTEXT, why } from '../support/pdftotext.js';
import { makeProject } from '../support/project.js';

/** Readings whose words are not parted, joined or ordered as those of Latin script are. */
const FILES = {
  'corpus/salt.md': `---
title: رسالة عن الملح
author: سالم بن يوسف
lang: ar
---

كان الملح يأتي من البحر، وكان البحر بعيدًا. قال التاجر: «اشترِ اليوم»، فاشترينا ثلاثة أكياس (3 أكياس) ثم رجعنا إلى البيت.

ثبت التاجر على رأيه، ونبت الملح على ثيابه، وبنى بيتًا بين نهرين.
`,
  'corpus/hill.md': `---
title: גבעה
lang: he
---

עלינו אל *הגבעה* בבוקר, ובערב **ירדנו** ממנה, see *The Hill* (1911), p. 4.

## עוד דבר

| מקום | מרחק | מחיר |
|---|---|---|
| צפת | 12 | שלוש |

\`\`\`verse
הגבעה שותקת
  והרוח מדברת,
ואנחנו שומעים
  שלום.
\`\`\`
`,
  'corpus/snow.md': `---
title: 雪の夜
lang: ja
---

雪が降っていた。父は三冊の帳簿をつけていたが、その夜は一冊も開かなかった。「明日にしよう」と父は言って、窓の外を見ていた。
`,
  'corpus/mill.md': `---
title: The Mill
---

The wheel turns, and the miller counts the sacks otherwise than his brother did before him.
`,
  'annotations.yml': `anthology: { title: Four Letters, language: en, date: 2026-02-03 }
series:
  variant: { label: Variants, marker: lower-alpha }
readings: [salt, hill, snow, mill]
notes:
  - { reading: salt, quote: ثلاثة أكياس, note: About forty pounds. }
  - { reading: hill, quote: והרוח, note: In verse. }
  - { reading: snow, quote: 三冊, note: Three., series: variant }
  - { reading: mill, quote: otherwise, note: Not so in the draft., series: variant }
editions: { reader: { formats: [pdf] } }
`,
};

describe('texts in other scripts', () => {
  let folder: string;
  let readings: ExpectedReading[];

  beforeAll(async () => {
    folder = await makeProject(FILES);
    const { status, diagnostics } = await build({ project: folder });
    expect(diagnostics).toEqual([]);
    expect(status).toBe('done');
    readings = (await expectedReadings(folder, 'reader'))!;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('stand in a PDF with every word, once and in order', async () => {
    const { report, document } = verifyPdf(await readFile(join(folder, 'out/reader.pdf')));
    verifyWords(readings, pdfWords(document!), 'words-pdf', report);
    expect(report.list().flatMap(({ failures }) => failures)).toEqual([]);
  });

  describe.skipIf(NO_PDFTOTEXT)(`read by pdftotext${why(NO_PDFTOTEXT)}`, () => {
    test('have whole words: letters of Arabic that are drawn with dots of their own, too', () => {
      const path = join(folder, 'out/reader.pdf');
      const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' });
      for (const word of ['التاجر', 'ثبت', 'ونبت', 'نهرين', 'يوسف', 'الملح', 'أكياس', 'מדברת'])
        expect(text).toContain(word);
    });

    test('have all their words', async () => {
      const { report } = verifyPdf(await readFile(join(folder, 'out/reader.pdf')));
      verifyReadWords(readings, pdftotextWords(join(folder, 'out/reader.pdf'))!, report);
      expect(report.list().flatMap(({ failures }) => failures)).toEqual([]);
    });
  });
});
