import { describe, expect, test } from 'vitest';
import { ace } from '../../src/checkers/ace.js';
import { writeEpub } from '../../src/epub/write-epub.js';
import { EDITION, fullBook } from '../support/book.js';
import { findingsOf, NO_ACE, NO_JAVA } from '../support/checkers.js';
import { epubcheck } from '../support/epubcheck.js';
import { renderBook } from '../support/render.js';
import { unpack } from '../support/unpack.js';

const date = new Date('2026-03-01T00:00:00Z');

/** An EPUB that brings the face of its text, with a project's own files. */
async function epub(
  settings: { embedFonts?: boolean; theme?: string } = { embedFonts: true },
  own: Record<string, string> = {},
  assets: Record<string, Uint8Array> = {},
) {
  const rendered = renderBook({ ...fullBook(), edition: { ...EDITION, ...settings } }, own, assets).value;
  const { value, diagnostics } = await writeEpub(rendered, { date });
  const said = diagnostics.map(({ code, severity }) => `${severity} ${code}`);
  if (value.length === 0) return { said, value, fonts: [], css: '' };
  const { names, text } = await unpack(value);
  return { said, value, fonts: names.filter((name) => /\.(?:ttf|otf)$/.test(name)), css: text('style.css') };
}

/** A font is not looked into: these are its first bytes. */
const FONT = new Uint8Array([0, 1, 0, 0]);
const FACE = '@font-face { font-family: "My Face"; src: url(fonts/mine.ttf) }\n';

describe('an EPUB with the face of its text', () => {
  test('is made only where the edition asks', async () => {
    const { fonts, css, said } = await epub({});
    expect(fonts).toEqual([]);
    expect(css).not.toMatch(/font-face|font-family/);
    expect(said).toEqual([]);
  });

  test('has four cuts of it, says whose they are, and lets every other rule win', async () => {
    const { fonts, css, said } = await epub();
    const cuts = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];
    expect(said).toEqual([]);
    expect(fonts).toEqual(cuts.map((cut) => `OEBPS/fonts/EBGaramond_${cut}.ttf`));
    expect(css.match(/url\("([^"]*)"\)/g)).toHaveLength(4);
    expect(css).toMatch(/^\/\* EB Garamond: Copyright .*SIL Open Font License, Version 1\.1/);
    expect(css.indexOf('body { font-family: "EB Garamond", serif; }')).toBeLessThan(css.indexOf('p {'));
  });

  test.each<[string, string, string[], RegExp]>([
    [
      'a built-in family',
      'body { font-family: Nothing, "source sans 3", sans-serif }',
      ['SourceSans3_400Regular'],
      /sans-serif/,
    ],
    [
      'a generic name',
      ':root { font-family: sans-serif }',
      ['SourceSans3_400Regular'],
      /"Source Sans 3", sans-serif/,
    ],
    [
      'a file of the project',
      `${FACE}html[data-page] { font-family: 'my face', serif }`,
      ['fonts/mine.ttf'],
      /"my face", serif/,
    ],
    [
      'not what only part of the text has',
      `${FACE}blockquote { font-family: "My Face" }`,
      ['EBGaramond_400Regular'],
      /"EB Garamond"/,
    ],
    [
      'not what a rule for screens says',
      `${FACE}@media screen { body { font-family: "My Face" } }`,
      ['EBGaramond_400Regular'],
      /"EB Garamond"/,
    ],
    [
      'what a rule for print says',
      `${FACE}@media print { body { font-family: "My Face" } }`,
      ['fonts/mine.ttf'],
      /"My Face", serif/,
    ],
  ])('takes the face of the print: %s', async (_, css, expected, rule) => {
    const made = await epub({ embedFonts: true }, { 'print.css': css }, { 'fonts/mine.ttf': FONT });
    expect(made.said).toEqual([]);
    for (const name of expected) expect(made.fonts.join(' ')).toContain(name);
    expect(made.css).toMatch(rule);
  });

  test('has that of a theme', async () => {
    const { fonts, said } = await epub({ embedFonts: true, theme: 'clear' });
    expect(said).toEqual([]);
    expect(fonts).toHaveLength(4);
    expect(fonts.join()).toContain('AtkinsonHyperlegibleNext_700Bold_Italic.ttf');
  });

  test('is made without a face that has no file, and says so', async () => {
    for (const css of [
      'body { font-family: Helvetica }',
      `${FACE.replace('mine', 'none')}body { font-family: "My Face" }`,
    ]) {
      const { fonts, said } = await epub({ embedFonts: true }, { 'print.css': css });
      expect([fonts, said]).toEqual([[], ['warning epub-face-missing']]);
    }
  });

  test.skipIf(NO_JAVA)(
    `EPUBCheck has nothing to say but that there is a font${NO_JAVA ? ` (${NO_JAVA})` : ''}`,
    async () => {
      const said = epubcheck((await epub()).value);
      expect(said.filter((message) => !message.startsWith('CSS-028 '))).toEqual([]);
    },
    300_000,
  );

  test.skipIf(NO_ACE)(
    `Ace has nothing to say${NO_ACE ? ` (${NO_ACE})` : ''}`,
    async () => expect(await findingsOf(ace, (await epub()).value)).toEqual([]),
    300_000,
  );
});
