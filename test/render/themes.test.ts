import { describe, expect, test } from 'vitest';
import { serialise } from '../../src/epub/serialise.js';
import { writeEpub } from '../../src/epub/write-epub.js';
import type { RenderedBook } from '../../src/render/rendered.js';
import type { Fragment } from '../../src/typeset/text/line.js';
import { typeset } from '../../src/typeset/typeset.js';
import { book, call, chapter, fullBook } from '../support/book.js';
import { renderBook } from '../support/render.js';
import { unpack } from '../support/unpack.js';

const TEXT = `<p>${'The <em>incomprehensibility</em> of interdepartmental telecommunications in 1906. '.repeat(12)}</p>`;

/** A book of one reading, rendered with the files of a project's templates/, in a theme or in none. */
function themed(theme: string | undefined, own: Record<string, string> = {}, of = book()): RenderedBook {
  const { value, diagnostics } = renderBook(
    { ...of, edition: { ...of.edition, ...(theme !== undefined && { theme }) } },
    own,
    {
      'themes/mine/a.ttf': Uint8Array.of(1),
      'themes/mine/b.ttf': Uint8Array.of(2),
      'b.ttf': Uint8Array.of(3),
    },
  );
  // These templates are of one line, and leave out the text of their reading.
  expect(diagnostics.filter(({ code }) => code !== 'template-omits')).toEqual([]);
  return value;
}

const reading = ({ pages }: RenderedBook) => serialise(pages.find(({ kind }) => kind === 'reading')!.tree);

describe('a theme lies over the built-in files, and the project’s own over it', () => {
  const files = {
    'print.css': 'p { color: red }',
    'reading.hbs': '<section id="{{page.id}}" class="own"><h1>{{title}}</h1></section>',
    'themes/mine/print.css': 'p { color: blue }',
    'themes/mine/reading.hbs': '<section id="{{page.id}}" class="theme"><h1>{{t "contents"}}</h1></section>',
    'themes/mine/words.yml': 'en: { contents: The way, notes: Below }',
    'themes/other/print.css': 'p { color: green }',
    'themes/clear/print.css': 'p { color: teal }',
  };
  const { 'reading.hbs': _, ...withoutPage } = files;

  test.each<[string, string | undefined, string[]]>([
    ['none', undefined, ['florilegium/templates/print.css', 'templates/print.css']],
    [
      'the project’s',
      'mine',
      ['florilegium/templates/print.css', 'templates/themes/mine/print.css', 'templates/print.css'],
    ],
    [
      'the package’s, with what the project changes of it',
      'clear',
      [
        'florilegium/templates/print.css',
        'florilegium/templates/themes/clear/print.css',
        'templates/themes/clear/print.css',
        'templates/print.css',
      ],
    ],
  ])('stylesheets: %s', (_name, theme, paths) => {
    expect(themed(theme, files).stylesheets.print.map(({ path }) => path)).toEqual(paths);
  });

  test('templates', () => {
    expect(reading(themed('mine', files))).toContain('class="own"');
    expect(reading(themed('mine', withoutPage))).toContain('class="theme"');
    expect(reading(themed(undefined, withoutPage))).toContain('class="reading');
  });

  test('words', () => {
    expect(reading(themed('mine', withoutPage))).toContain('<h1>The way</h1>');
    const words = (own: string) => themed('mine', { ...withoutPage, 'words.yml': own }).words;
    expect(words('en: { contents: Mine }').say('contents')).toBe('Mine');
    expect(words('en: { contents: Mine }').say('notes')).toBe('Below');
  });

  test('fonts and pictures, by their path in the theme', () => {
    expect([...themed('mine').assets]).toEqual([
      ['a.ttf', Uint8Array.of(1)],
      ['b.ttf', Uint8Array.of(3)],
    ]);
    expect([...themed('clear').assets.keys()]).toEqual(['b.ttf']);
  });

  test('a page that no theme makes is named with its file', () => {
    const of = book();
    const { diagnostics } = renderBook(
      { ...of, edition: { ...of.edition, theme: 'mine' } },
      { 'themes/mine/raeding.hbs': '<p/>', 'themes/other/galley.hbs': '<p/>' },
    );
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'template-unused templates/themes/mine/raeding.hbs',
    ]);
  });
});

describe('clear', () => {
  /** The lines of a reading's first page, each as its text, its spaces, and the faces and sizes that it is set in. */
  async function linesIn(theme?: string, own: Record<string, string> = {}) {
    const notes = [{ id: 'n', label: '1', html: '<p>Of the <em>Gazette</em>.</p>' }];
    const html = TEXT.replace('.', `.${call('n', '1')}`);
    const rendered = themed(theme, own, book({ body: [chapter('a', { html, notes, headnote: TEXT })] }));
    const { value, diagnostics } = await typeset(rendered);
    expect(diagnostics).toEqual([]);
    const page =
      value.pages[value.extents.get(rendered.pages.find(({ kind }) => kind === 'reading')!.id)!.first]!;
    return page.lines.map(({ fragments }) => ({
      text: fragments.map(({ shaped }) => shaped.text).join(''),
      families: fragments.map(({ shaped }) => shaped.font.family),
      sizes: fragments.map(({ size }) => size),
      spaces: fragments.filter(({ shaped }) => shaped.text === ' '),
    }));
  }
  const hyphenated = (lines: { text: string }[]) =>
    lines.filter(({ text }) => /[-\u00ad\u2010]$/.test(text)).length;
  /** How many widths the spaces of the text have: those of one face and size. */
  const widths = (lines: { spaces: Fragment[] }[]) => {
    const spaces = lines.flatMap((line) => line.spaces);
    const { shaped, size } = spaces[spaces.length >> 1]!;
    const alike = spaces.filter((each) => each.size === size && each.shaped.font === shaped.font);
    expect(alike.length).toBeGreaterThan(10);
    return new Set(alike.map(({ width }) => width.toFixed(3))).size;
  };

  test('is set in a face for readers with low vision, nothing of it under 12 points', async () => {
    const lines = await linesIn('clear');
    expect(new Set(lines.flatMap(({ families }) => families))).toEqual(
      new Set(['Atkinson Hyperlegible Next']),
    );
    expect(Math.min(...lines.flatMap(({ sizes }) => sizes))).toBeGreaterThanOrEqual(12);
    expect(Math.min(...(await linesIn()).flatMap(({ sizes }) => sizes))).toBeLessThan(12);
  });

  test('has notes that grow with a text that is set larger', async () => {
    const large = await linesIn('clear', {
      'print.css': 'html { --text: 20pt; --line: 30pt } @page { size: 11in 30in }',
    });
    expect(Math.min(...large.flatMap(({ sizes }) => sizes))).toBe(16);
  });

  test('breaks lines between words only, and lets them end where they end', async () => {
    const [clear, plain] = [await linesIn('clear'), await linesIn()];
    expect(hyphenated(clear)).toBe(0);
    expect(hyphenated(plain)).toBeGreaterThan(0);
    // Two: a full stop draws the space after it nearer.
    expect(widths(clear)).toBeLessThanOrEqual(2);
    expect(widths(plain)).toBeGreaterThan(2);
  });

  test('leaves the face and the size of an EPUB to its reader', async () => {
    const { value, diagnostics } = await writeEpub(themed('clear', {}, fullBook()), { date: new Date(0) });
    expect(diagnostics).toEqual([]);
    const epub = await unpack(value);
    expect(epub.text('style.css')).toContain('Clear: ');
    expect(epub.text('style.css')).not.toMatch(/font-family|@font-face|^(?:html|body) \{[^}]*font-size/m);
    expect(epub.names.filter((name) => /\.(ttf|otf|woff2?)$/.test(name))).toEqual([]);
  });
});
