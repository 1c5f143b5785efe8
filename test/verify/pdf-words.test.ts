import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { build } from '../../src/build.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { pdfWords } from '../../src/verify/words/pdf-text.js';
import { writeProject } from '../support/project.js';

test('words on either side of a call at which a line ends are two', async () => {
  const note = 'The wall was paid for by the miller, as all who lived there knew. '.repeat(6).trim();
  const project = await writeProject({
    'annotations.yml': `anthology: { title: T }
readings: [weir]
editions: { reader: { formats: [pdf], page: 10cm 4cm } }
notes:
  - { reading: weir, quote: Nobody knew of it, note: "${note}" }
  - { reading: weir, quote: before, note: "${note}" }
`,
    'corpus/weir.md': '---\ntitle: The Weir\n---\nNobody knew of it before.\n',
    'templates/print.css': '@page { margin: 1cm 1cm 2cm }',
  });
  const { editions } = await build({ project });
  const { path } = editions[0]!.files.find(({ format }) => format === 'pdf')!;
  const { document } = verifyPdf(await readFile(path));
  const { text } = pdfWords(document!);
  expect(text.join(' ')).toContain('Nobody knew of it before');
});
