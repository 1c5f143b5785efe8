import fc from 'fast-check';
import type { Parents, Root, Text } from 'hast';
import { describe, expect, test } from 'vitest';
import { checkEpub } from '../../src/epub/check.js';
import { writeEpub } from '../../src/epub/write-epub.js';
import type { RenderedBook } from '../../src/render/rendered.js';
import type { PageStart } from '../../src/render/text-place.js';
import { cleanText } from '../../src/render/tree-value.js';
import { eachText } from '../../src/render/walk.js';
import { book, chapter, fullBook } from '../support/book.js';
import { NO_JAVA } from '../support/checkers.js';
import { epubcheck } from '../support/epubcheck.js';
import { bookOfFragments } from '../support/fragments.js';
import { picture } from '../support/picture.js';
import { randomTree } from '../support/random-tree.js';
import { renderBook } from '../support/render.js';
import { all, textBefore, unpack } from '../support/unpack.js';

const date = new Date(0);

function bookOfRandomTrees() {
  const trees = fc.sample(randomTree, { numRuns: 200, seed: 1921 });
  const body = trees.map((tree, index) => ({
    ...chapter(`tree-${index + 1}`, { number: index + 1 }),
    body: tree,
  }));
  return book({ body, images: new Map([picture('images/tree.png')]) });
}

/** The texts in which a page may begin: with something to print, and not in a picture or a formula. */
function texts(parent: Parents): Text[] {
  return parent.children.flatMap((child) => {
    if (child.type === 'text') return child.value.trim() === '' ? [] : [child];
    return child.type === 'element' && !/^(svg|math)$/.test(child.tagName) ? texts(child) : [];
  });
}

/** A page from the beginning of each text, and one from its middle: more than any print has, each where one may begin. */
function everywhere({ pages }: RenderedBook): PageStart[] {
  return pages
    .flatMap(({ id, tree }) => {
      const nths = new Map<Text, number>();
      eachText(tree, (text) => nths.set(text, nths.size));
      return texts(tree).flatMap((node) => {
        const middle = Math.floor(node.value.length / 2);
        return (middle > 0 ? [0, middle] : [0]).map((offset) => ({
          page: id,
          text: nths.get(node)!,
          offset,
        }));
      });
    })
    .map((start, n) => ({ ...start, label: String(n + 1) }));
}

/** What is read before a place, as it is in the file of the page, white space aside. */
function wordsBefore(title: string, tree: Root, start: PageStart): string {
  let words = title;
  let nth = 0;
  eachText(tree, ({ value }) => {
    if (nth <= start.text) words += nth < start.text ? value : value.slice(0, start.offset);
    nth++;
  });
  return bare(words);
}

const bare = (text: string) => cleanText(text).replace(/\s+/gu, '');

describe.each([
  ['some of everything', fullBook],
  ['odd fragments', bookOfFragments],
  ['random trees', bookOfRandomTrees],
])('pages that begin anywhere in %s', async (_, make) => {
  const rendered = renderBook(make()).value;
  const pageStarts = everywhere(rendered);
  const { value, diagnostics } = await writeEpub(rendered, { date, pageStarts });
  const epub = await unpack(value);

  test('are listed, each where it begins', () => {
    // Some of the fragments have links that lead nowhere.
    expect(diagnostics.filter(({ code }) => code !== 'reference-unresolved')).toEqual([]);
    const list = all(epub.xml('toc.xhtml'), (e) => e.attributes['epub:type'] === 'page-list')[0]!;
    const pages = all(list, 'a').map((a) => [a.text, a.attributes.href!.split('#')] as const);
    expect(pages.map(([label]) => label)).toEqual(pageStarts.map(({ label }) => label));
    expect(pages.length).toBeGreaterThan(100);
    const files = new Map(rendered.pages.map(({ file, tree, title }) => [file, { tree, title }]));
    const roots = new Map([...files.keys()].map((file) => [file, epub.xml(file)]));
    const step = Math.ceil(pages.length / 300);
    for (let n = 0; n < pages.length; n += step) {
      const [file, id] = pages[n]![1] as [string, string];
      const { tree, title } = files.get(file)!;
      expect(bare(textBefore(roots.get(file)!, id))).toBe(wordsBefore(title, tree, pageStarts[n]!));
    }
  });

  test('never give the check something to say, which the EPUB itself is not asked for', async () => {
    expect(await checkEpub(value)).toEqual([]);
  });

  test.skipIf(NO_JAVA)(
    `nor EPUBCheck${NO_JAVA ? ` (${NO_JAVA})` : ''}`,
    async () => {
      // It takes a time that is quadratic in the list.
      const step = Math.ceil(pageStarts.length / 100);
      const some = pageStarts.filter((_, n) => n % step === 0);
      expect(epubcheck((await writeEpub(rendered, { date, pageStarts: some })).value)).toEqual([]);
    },
    300_000,
  );
});
