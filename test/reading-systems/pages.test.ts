/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeEpub } from '../../src/epub/write-epub.js';
import type { Image } from '../../src/manuscript/manuscript.js';
import { book, chapter, fullBook } from '../support/book.js';
import { launch, NO_CHROMIUM, ORIGIN, openEpub, serve } from '../support/browser.js';
import { bookOfFragments } from '../support/fragments.js';
import { renderBook } from '../support/render.js';

/** Of normal text against its ground, as WCAG 2.2 asks for level AA. */
const LEAST_CONTRAST = 4.5;
/** CSS pixels: the width at which WCAG 2.2 asks for reflow. */
const NARROW = 320;
const HIGH = 640;

describe.skipIf(NO_CHROMIUM)(`pages in Chromium${NO_CHROMIUM ? ` (${NO_CHROMIUM})` : ''}`, () => {
  let browser: Browser;
  let page: Page;
  let pages: string[];

  async function open(book: Parameters<typeof renderBook>[0], restyle = (css: string) => css) {
    const { value } = await writeEpub(renderBook(book).value, { date: new Date(0) });
    const epub = await openEpub(value);
    const css = new TextDecoder().decode(epub.files.get('style.css'));
    epub.files.set('style.css', new TextEncoder().encode(restyle(css)));
    await page.unrouteAll();
    await serve(page, epub.files);
    pages = epub.pages;
  }

  const go = (file: string) => page.goto(ORIGIN + file);
  /** Where the page stands: `first.xhtml#note-1`. */
  const place = () => page.url().slice(ORIGIN.length);
  const hrefs = (selector: string) =>
    page.$$eval(selector, (links) => links.map((link) => [link.id, link.getAttribute('href')!]));

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage({ viewport: { width: NARROW, height: HIGH } });
    await open(fullBook());
  });
  afterAll(() => browser?.close());

  test('every note reference leads to its note, and back', async () => {
    let followed = 0;
    for (const file of pages) {
      await go(file);
      for (const [id, href] of await hrefs('[role="doc-noteref"]')) {
        await page.click(`#${id}`);
        expect(place()).toBe(file + href);
        expect(await page.locator(href!).isVisible(), href).toBe(true);
        const back = page.locator(`${href} a[href="#${id}"]`);
        await back.first().click();
        expect(place()).toBe(`${file}#${id}`);
        followed++;
      }
    }
    expect(followed).toBe(5);
  });

  test('every glossary link leads to its entry, and back to the reading', async () => {
    let followed = 0;
    for (const file of pages) {
      await go(file);
      for (const [id, href] of await hrefs('[role="doc-glossref"]')) {
        await go(file);
        await page.click(`#${id}`);
        expect(place()).toBe(href);
        const entry = `#${href!.split('#')[1]}`;
        expect(await page.locator(entry).isVisible(), href).toBe(true);
        await page.click(`${entry} + dd a[href^="${file}#"]`);
        expect(place()).toMatch(new RegExp(`^${file}#use-`));
        expect(await page.locator(`#${place().split('#')[1]}`).isVisible()).toBe(true);
        followed++;
      }
    }
    expect(followed).toBeGreaterThanOrEqual(1);
  });

  test.each(['light', 'dark'] as const)('contrast holds where it is %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const file of pages) {
      await go(file);
      await page.addStyleTag({ content: ':root { color-scheme: light dark; background: Canvas }' });
      const { lowest, grounds } = await page.evaluate(contrasts);
      expect(lowest.ratio, `${file}: ${lowest.text}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      expect(grounds, file).toBe(colorScheme === 'dark' ? 'dark' : 'light');
    }
    await page.emulateMedia({ colorScheme: null });
  });

  test.each([
    ['a book with some of everything', fullBook],
    ['whatever the text', bookOfFragments],
  ])('no page scrolls sideways at 320 pixels: %s', async (_, make) => {
    await open(make());
    const sideways: string[] = [];
    for (const file of pages) {
      await go(file);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > NARROW) sideways.push(`${file}: ${width}`);
    }
    expect(sideways).toEqual([]);
  });

  test('nor in type of double size, with a table of four columns or lists in lists', async () => {
    const row = (cell: string) => `<tr>${`<${cell}>Remarkable</${cell}>`.repeat(4)}</tr>`;
    const table = `<table><thead>${row('th')}</thead><tbody>${row('td')}</tbody></table>`;
    const lists = `${'<ul><li>Item'.repeat(6)}${'</li></ul>'.repeat(6)}`;
    await open(book({ body: [chapter('a', { html: table + lists })] }));
    await go(pages.find((file) => file.startsWith('a.'))!);
    await page.addStyleTag({ content: 'html { font-size: 200% }' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW);
  });

  test('verse turns over less far in type of double size', async () => {
    const line = '<span class="line">The wheel turned all the night, and nobody had slept.<br></span>';
    await open(book({ body: [chapter('a', { html: `<div class="verse"><p>${line}</p></div>` })] }));
    const indents = () =>
      page.$eval('.line', (element) => {
        const range = document.createRange();
        range.selectNodeContents(element.firstChild!);
        return [...range.getClientRects()].slice(0, 2).map(({ left }) => left);
      });
    await go('a.xhtml');
    const [first, second] = await indents();
    await page.addStyleTag({ content: 'html { font-size: 200% }' });
    const [large, turned] = await indents();
    expect(second! - first!).toBeGreaterThan(40);
    expect(turned! - large!).toBeLessThan(60);
    await open(fullBook());
  });

  test('no line begins outside of the page, and no number in its text, where an engine is of 2014', async () => {
    const line = '<span class="line">The wheel turned all the night, and nobody had slept.<br></span>';
    const number = '<a class="paragraph-number" href="#p">12</a>';
    await open(
      book({
        body: [chapter('a', { html: `<div class="verse"><p>${line}</p></div><p>${number}Words.</p>` })],
      }),
      (css) =>
        css
          .replace(/\/\*.*?\*\//gs, '')
          .replace(/[^{}]*:(?:is|has)\([^{]*\{[^}]*\}/g, '')
          .replace(/[\w-]*inline(?:-start|-end)?: [^;]*;/g, ''),
    );
    await go('a.xhtml');
    const starts = await page.evaluate(() => {
      const left = (text: Text | null) => {
        const range = document.createRange();
        range.selectNodeContents(text!);
        return [...range.getClientRects()].map((box) => [box.left, box.right]);
      };
      const label = document.querySelector('.paragraph-number')!;
      return {
        verse: left(document.querySelector('.line')!.firstChild as Text),
        label: left(label.firstChild as Text),
        words: left(label.nextSibling as Text),
      };
    });
    expect(Math.min(...starts.verse.map(([left]) => left!))).toBeGreaterThan(8);
    expect(starts.verse.length).toBeGreaterThan(1);
    expect(starts.words[0]![0]).toBeGreaterThan(starts.label[0]![1]!);
    await open(fullBook());
  });

  test('a table of ten columns is no wider than a wide page', async () => {
    const row = (cell: string, of: string) => `<tr>${`<${cell}>${of}</${cell}>`.repeat(10)}</tr>`;
    const html = `<table><thead>${row('th', 'Column')}</thead><tbody>${row('td', '12345')}</tbody></table>`;
    await open(book({ body: [chapter('a', { html })] }));
    await page.setViewportSize({ width: 800, height: HIGH });
    await go(pages.find((file) => file.startsWith('a.'))!);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.setViewportSize({ width: NARROW, height: HIGH });
    expect(width).toBe(800);
  });

  test('no image is higher than the screen, or out of shape', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="3000"><rect width="9" height="9"/></svg>';
    const tower: Image = {
      path: 'images/tower.svg',
      mediaType: 'image/svg+xml',
      bytes: new TextEncoder().encode(svg),
      width: 100,
      height: 3000,
    };
    const html = '<figure><img src="images/tower.svg" alt="A tower"/></figure>';
    await open(book({ body: [chapter('a', { html })], images: new Map([[tower.path, tower]]) }));
    await go(pages.find((file) => file.startsWith('a.'))!);
    const { height, fit } = await page.$eval('figure img', (image) => ({
      height: image.getBoundingClientRect().height,
      fit: getComputedStyle(image).objectFit,
    }));
    expect(height).toBeLessThanOrEqual(HIGH);
    expect(fit).toBe('contain');
  });
});

/** Runs in the page: the text with the lowest contrast to the ground under it, as WCAG 2.2 reckons it. */
function contrasts() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const rgba = (colour: string) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = ([r, g, b]: Uint8ClampedArray) => {
    const linear = (c: number) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r!) + 0.7152 * linear(g!) + 0.0722 * linear(b!);
  };
  const ground = (element: Element | null): string => {
    if (!element) return 'white';
    const colour = getComputedStyle(element).backgroundColor;
    return rgba(colour)[3] === 255 ? colour : ground(element.parentElement);
  };
  let lowest = { ratio: 21, text: '' };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement!;
    const text = walker.currentNode.nodeValue!.trim();
    if (text === '' || !parent.checkVisibility()) continue;
    const [a, b] = [luminance(rgba(getComputedStyle(parent).color)), luminance(rgba(ground(parent)))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < lowest.ratio) lowest = { ratio, text };
  }
  return { lowest, grounds: luminance(rgba(ground(document.body))) < 0.2 ? 'dark' : 'light' };
}
