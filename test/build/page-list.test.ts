import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/build.js';
import { NO_PDFTOTEXT, why } from '../support/pdftotext.js';
import { all, textBefore, type Unpacked, unpack } from '../support/unpack.js';

/** Letters alone: lines, hyphens, ligatures, capitals and the numbers of lists and locators are the print's own. */
const letters = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');

/**
 * Letters that are compared on each page: some four words. After a name of the index, and where the glossary says where
 * a term is used, the print has page numbers, roman ones among them, for what the EPUB says in words.
 */
const COMPARED = 20;
const COMPARED_BEFORE_NUMBERS = 3;
/** Lines above a page's text: the running head, and the folio where it is read before the text. */
const MOST_LINES_ABOVE = 2;

describe.skipIf(NO_PDFTOTEXT)(`the page list${why(NO_PDFTOTEXT)}`, () => {
  let folder: string;
  let epub: Unpacked;
  /** What stands on each page of the print, by its label. */
  let print: Map<string, string[]>;
  let listed: { label: string; file: string; id: string }[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'florilegium-'));
    const { status } = await build({ project: '.', editions: ['reader'], out: folder });
    expect(status).toBe('done');
    epub = await unpack(await readFile(join(folder, 'reader.epub')));
    const nav = all(epub.xml('toc.xhtml'), (e) => e.attributes['epub:type'] === 'page-list')[0]!;
    listed = all(nav, 'a').map((a) => {
      const [file, id] = a.attributes.href!.split('#') as [string, string];
      return { label: a.text, file: file || 'toc.xhtml', id };
    });
    const text = execFileSync('pdftotext', ['-raw', join(folder, 'reader.pdf'), '-'], { encoding: 'utf8' });
    const pages = text.split('\f').slice(0, -1);
    const front = pages.length - Number(listed.at(-1)!.label);
    print = new Map(
      pages.map((page, i) => [i < front ? roman(i + 1) : String(i + 1 - front), page.split('\n')]),
    );
  }, 300_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('has every page of the print that begins with text, in order, the front matter in roman', () => {
    const labels = [...print.keys()];
    const places = listed.map(({ label }) => labels.indexOf(label));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const unlisted = labels.filter((label) => !listed.some((page) => page.label === label));
    expect(unlisted.filter((label) => letters(print.get(label)!.join('')) !== '')).toEqual([]);
    expect(listed[0]!.label).toMatch(/^[ivxlc]+$/);
  });

  test('leads on every page to the words that the page of the print begins with', () => {
    const differing = listed.flatMap(({ label, file, id }) => {
      const root = epub.xml(file);
      const compared = /^(index|glossary)\./.test(file) ? COMPARED_BEFORE_NUMBERS : COMPARED;
      const words = letters(root.text.slice(textBefore(root, id).length)).slice(0, compared);
      const lines = print.get(label)!;
      const begins = Array.from({ length: MOST_LINES_ABOVE + 1 }, (_, above) =>
        letters(lines.slice(above).join('')).slice(0, compared),
      );
      // A page may end before as many letters: what it has is compared.
      return words !== '' &&
        begins.some((begin) => begin !== '' && words.startsWith(begin.slice(0, words.length)))
        ? []
        : [{ label, words, begins }];
    });
    expect(differing).toEqual([]);
  });

  test('says which print it is of', () => {
    const metas = all(epub.xml('content.opf'), 'meta');
    const source = metas.find((meta) => meta.attributes.property === 'pageBreakSource')!.text;
    expect(all(epub.xml('content.opf'), 'dc:identifier').map((e) => e.text)).toContain(source);
    expect(metas.map((meta) => meta.text)).toEqual(
      expect.arrayContaining(['pageNavigation', 'pageBreakMarkers']),
    );
    const xmp = execFileSync('pdfinfo', ['-meta', join(folder, 'reader.pdf')], { encoding: 'utf8' });
    expect(xmp).toContain(source);
  });
});

function roman(n: number): string {
  const steps: [number, string][] = [
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  for (const [value, sign] of steps) if (n >= value) return sign + roman(n - value);
  return '';
}
