import { expect, test } from 'vitest';
import { missingFamily } from '../../src/typeset/font-faces.js';

test('a family that is not there is shown where the last stylesheet names it, with one that is like it', () => {
  const sheets = [
    { path: 'a.css', text: 'p { font-family: "EB Garamnd" }' },
    { path: 'b.css', text: '\nb { font-family: "EB Garamnd", serif }' },
  ];
  expect(missingFamily('EB Garamnd', sheets)).toMatchObject({
    code: 'font-missing',
    file: 'b.css',
    range: { start: { line: 2, column: 19 } },
    hint: 'did you mean “EB Garamond”?',
  });
  expect(missingFamily('Papyrus', []).hint).toContain('Source Sans 3');
});
