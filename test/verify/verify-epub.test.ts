import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../src/verify/checks.js';
import { checkEpubLinks } from '../../src/verify/epub/check-links.js';
import { openEpub } from '../../src/verify/epub/epub-file.js';
import { Report } from '../../src/verify/report.js';
import { verifyEpub } from '../../src/verify/verify-epub.js';
import { epubWords } from '../../src/verify/words/epub-text.js';
import { NO_JAVA } from '../support/checkers.js';
import { epubFiles, packEpub } from './epub.js';

const [NAV, ONE, TWO] = ['OEBPS/nav.xhtml', 'OEBPS/one.xhtml', 'OEBPS/two.xhtml'];

async function check(files: Map<string, string>): Promise<Report> {
  const report = new Report();
  checkEpubLinks(await openEpub(await packEpub(files)), report);
  return report;
}

test('a good EPUB passes every check', async () => {
  const { report, epub } = await verifyEpub(await packEpub(epubFiles()), new Report(), { java: false });
  expect(report.list().flatMap(({ failures }) => failures)).toEqual([]);
  expect(report.list().map(({ name }) => name)).toEqual(
    expect.arrayContaining(['epubcheck-ts', 'epub-ids', 'epub-links', 'epub-notes', 'epub-page-list']),
  );
  expect(epub?.spine.map(({ path }) => path)).toEqual([ONE, TWO]);
}, 60_000);

test.skipIf(NO_JAVA)(
  `EPUBCheck itself says what is wrong${NO_JAVA ? ` (${NO_JAVA})` : ''}`,
  async () => {
    const files = epubFiles();
    files.set(ONE, files.get(ONE)!.replace('<h1>', '<h1 id="note-1">'));
    const { report } = await verifyEpub(await packEpub(files));
    const said = report.list().find(({ name }) => name === 'epubcheck');
    expect(said!.failures.length).toBeGreaterThan(0);
  },
  240_000,
);

test('words are read in the order of the spine, without calls; notes are apart', async () => {
  const { text, notes } = epubWords(await openEpub(await packEpub(epubFiles())));
  expect(text.slice(0, 8)).toEqual(['Herons', 'A', 'heron', 'stood', 'in', 'the', 'reeds', 'by']);
  expect(text.join(' ')).toContain('as herons do Otters An otter');
  expect(notes).toEqual([['A', 'patient', 'bird']]);
});

test('the gloss of a ruby belongs to the word that it stands over', async () => {
  const files = epubFiles();
  files.set(ONE, files.get(ONE)!.replace('A heron', 'A <ruby>he<rt>ron</rt></ruby>'));
  const { text } = epubWords(await openEpub(await packEpub(files)));
  expect(text.slice(0, 4)).toEqual(['Herons', 'A', 'heron', 'stood']);
});

const DAMAGES: [string, CheckName, string, string | RegExp, string][] = [
  ['an id that stands twice', 'epub-ids', ONE, '<h1>', '<h1 id="note-1">'],
  ['a link to no element', 'epub-links', TWO, 'one.xhtml#page-1', 'one.xhtml#page-9'],
  ['a link to no file', 'epub-links', NAV, 'href="two.xhtml"', 'href="three.xhtml"'],
  ['a call that leads to no note', 'epub-notes', ONE, 'href="#note-1"', 'href="#page-1"'],
  ['a note without way back', 'epub-notes', ONE, /<a role="doc-backlink".*?<\/a>/, ''],
  ['a note that leads back to another place', 'epub-notes', ONE, 'href="#call-1"', 'href="#page-1"'],
  ['a note that nothing calls', 'epub-notes', ONE, /<a epub:type="noteref".*?<\/a>/, ''],
  [
    'pages in the wrong order',
    'epub-page-list',
    NAV,
    /(<li><a href="one.xhtml#page-1">1<\/a><\/li>)(<li>.*?<\/li>)/,
    '$2$1',
  ],
  ['a page listed twice', 'epub-page-list', NAV, '>2</a>', '>1</a>'],
  ['a page that is no page break', 'epub-page-list', NAV, 'two.xhtml#page-2', 'two.xhtml'],
  ['a page break that is not listed', 'epub-page-list', NAV, '<li><a href="two.xhtml#page-2">2</a></li>', ''],
];

test('a page may begin with the heading of the contents, whose lists take no page breaks', async () => {
  const files = epubFiles();
  const contents = files.get(NAV)!.replace('<h1>', '<h1 id="page-i">');
  files.set(
    NAV,
    contents.replace(
      '<ol><li><a href="one.xhtml#page-1">',
      '<ol><li><a href="#page-i">i</a></li><li><a href="one.xhtml#page-1">',
    ),
  );
  files.set(
    'OEBPS/content.opf',
    files.get('OEBPS/content.opf')!.replace(/<spine>|<spine [^>]*>/, '$&<itemref idref="nav"/>'),
  );
  expect((await check(files)).failed).not.toContain('epub-page-list');
});

describe('damaged EPUBs are rejected', () => {
  test.each(DAMAGES)('%s: %s', async (_, name, path, pattern, replacement) => {
    const files = epubFiles();
    const before = files.get(path)!;
    files.set(path, before.replace(pattern, replacement));
    expect(files.get(path)).not.toBe(before);
    expect((await check(files)).failed).toContain(name);
  });

  test.each([
    ['a file that is no ZIP', async () => Buffer.from('once upon a time')],
    [
      'a document that is not well-formed',
      () => {
        const files = epubFiles();
        files.set(ONE, files.get(ONE)!.replace('</p>', ''));
        return packEpub(files);
      },
    ],
    [
      'a document that is missing',
      () => {
        const files = epubFiles();
        files.delete(TWO);
        return packEpub(files);
      },
    ],
  ])('%s', async (_, make) => {
    await expect(openEpub(await make())).rejects.toThrow();
  });

  test('a damaged EPUB is a failed check, not an exception', async () => {
    const files = epubFiles();
    files.set(ONE, files.get(ONE)!.replace('</p>', ''));
    const { report, epub } = await verifyEpub(await packEpub(files), new Report(), { java: false });
    expect(report.failed).toContain('epubcheck-ts');
    expect(epub).toBeUndefined();
  }, 60_000);
});
