/// <reference lib="dom" />
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Book } from 'epubjs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/build.js';
import { SAMPLE } from '../build/sample.js';
import { launch, NO_CHROMIUM, ORIGIN, openEpub, serve } from '../support/browser.js';
import { makeProject } from '../support/project.js';
import { all, type Unpacked } from '../support/unpack.js';

declare global {
  interface Window {
    ePub: (data: ArrayBuffer) => Book;
    book: Book;
    /** Shows a place; gives the text of the page, and of the element that the place names. */
    show: (href: string) => Promise<{ text: string; target: string | undefined; role: string | undefined }>;
  }
}

/** The reader: epub.js as many web sites have it, and what the tests call in it. */
const READER = `<!DOCTYPE html><meta charset="utf-8"><div id="area" style="width: 600px; height: 800px"></div>
<script src="jszip.js"></script><script src="epub.js"></script>
<script>
window.open = async () => {
  const data = await (await fetch('book.epub')).arrayBuffer();
  window.book = ePub(data);
  const rendition = book.renderTo('area', { flow: 'scrolled-doc', width: 600, height: 800 });
  window.show = async (href) => {
    await rendition.display(href);
    const { document } = rendition.getContents()[0];
    const id = href.split('#')[1];
    const target = id === undefined ? document.body : document.getElementById(id);
    return { text: document.body.textContent, target: target?.tagName, role: target?.getAttribute('role') };
  };
  await book.ready;
};
</script>`;

describe.skipIf(NO_CHROMIUM)(`epub.js${NO_CHROMIUM ? ` (${NO_CHROMIUM})` : ''}`, () => {
  let browser: Browser;
  let page: Page;
  let epub: Unpacked;
  let pages: string[];
  let folder: string;
  const wrong: string[] = [];

  beforeAll(async () => {
    folder = await makeProject(SAMPLE);
    const { editions } = await build({ project: folder, editions: ['reader'] });
    const bytes = await readFile(editions[0]!.files.find(({ format }) => format === 'epub')!.path);
    ({ unpacked: epub, pages } = await openEpub(bytes));
    const require = createRequire(import.meta.url);
    const script = (name: string, path: string) =>
      readFile(join(dirname(require.resolve(`${name}/package.json`)), path));
    browser = await launch();
    page = await browser.newPage();
    page.on('pageerror', (error) => wrong.push(String(error)));
    await serve(
      page,
      new Map<string, Uint8Array | string>([
        ['index.html', READER],
        ['jszip.js', await script('jszip', 'dist/jszip.min.js')],
        ['epub.js', await script('epubjs', 'dist/epub.js')],
        ['book.epub', bytes],
      ]),
    );
    await page.goto(`${ORIGIN}index.html`);
    await page.evaluate('open()');
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const show = (href: string) => page.evaluate((place) => window.show(place), href);
  const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();
  /** Links of a navigation of the book. */
  const links = (type: string) =>
    all(all(epub.xml('toc.xhtml'), (e) => e.attributes['epub:type'] === type)[0]!, 'a').map(
      ({ text, attributes }) => [squeeze(text), attributes.href!.replace(/^#/, 'toc.xhtml#')],
    );

  test('walks the spine from the first page to the last, and shows every word', async () => {
    for (const file of pages) {
      const body = all(epub.xml(file), 'body')[0]!;
      expect(squeeze((await show(file)).text), file).toBe(squeeze(body.text));
    }
    const walked = await page.evaluate(() => {
      const hrefs: string[] = [];
      window.book.spine.each((section: { href: string }) => hrefs.push(section.href));
      return hrefs;
    });
    expect(walked).toEqual(pages);
  });

  test('follows the contents', async () => {
    const toc = await page.evaluate(() => {
      const list = (items: typeof window.book.navigation.toc): string[][] =>
        items.flatMap(({ label, href, subitems }) => [[label, href], ...list(subitems ?? [])]);
      return list(window.book.navigation.toc);
    });
    expect(toc.map(([label, href]) => [squeeze(label!), href])).toEqual(links('toc'));
    for (const [, href] of toc) expect((await show(href!)).target, href).toBeDefined();
  });

  test('follows the landmarks', async () => {
    const landmarks = await page.evaluate(() =>
      (window.book.navigation.landmarks as { href: string; type: string }[]).map(({ href, type }) => [
        type,
        href,
      ]),
    );
    expect(landmarks.map(([type]) => type)).toEqual(
      expect.arrayContaining(['cover', 'toc', 'bodymatter', 'glossary']),
    );
    for (const [type, href] of landmarks)
      expect((await show(href!.replace(/^#/, 'toc.xhtml#'))).target, type).toBeDefined();
  });

  test('follows the page list to every page of the print', async () => {
    const list = await page.evaluate(() =>
      (window.book.pageList as unknown as { pageList: { href: string }[] }).pageList.map(({ href }) => href),
    );
    expect(list.map((href) => href.replace(/^#/, 'toc.xhtml#'))).toEqual(
      links('page-list').map(([, href]) => href),
    );
    expect(list.length).toBeGreaterThan(4);
    for (const href of list)
      expect((await show(href.replace(/^#/, 'toc.xhtml#'))).role, href).toBe('doc-pagebreak');
  });

  test('nothing goes wrong on the way', () => {
    expect(wrong).toEqual([]);
  });
});
