import { expect, test } from 'vitest';
import { Source } from '../../src/diagnostics/source.js';
import { loadFontFaces, missingFamily } from '../../src/typeset/font-faces.js';

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

test('a font that cannot be used is said with what is wrong with each of its files', () => {
  const source = new Source('print.css', '@font-face { font-family: A; src: url(a.woff2), url(a.ttf) }');
  const at = { source, start: 0, end: 10 };
  const rule = { family: 'A', weight: 400, style: 'normal' as const, sources: ['a.woff2', 'a.ttf'], at };
  const { diagnostics } = loadFontFaces([rule], new Map([['a.woff2', Buffer.from('wOF2')]]));
  expect(diagnostics).toMatchObject([
    {
      code: 'font-missing',
      hint: '“a.woff2” is neither TrueType nor OpenType: save it as .ttf or .otf; “a.ttf” is not among the files of templates/',
    },
  ]);
});
