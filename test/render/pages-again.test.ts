import { describe, expect, test } from 'vitest';
import type { Book, Chapter } from '../../src/apparatus/book.js';
import type { Memo } from '../../src/cache/memo.js';
import type { RenderedBook, RenderedPage } from '../../src/render/rendered.js';
import { book, chapter } from '../support/book.js';
import { memory } from '../support/memory.js';
import { render } from '../support/render.js';

interface Version {
  words?: number;
  key?: string;
  html?: string;
}

/** A chapter that the apparatus has a name for, and that notes whether its text was asked for. */
function named({ words = 7, key = 'a-1', html = '<p>Said <a href="#index">so</a>.</p>' }: Version = {}) {
  const made = chapter('a', { html });
  let asked = 0;
  const one: Chapter = {
    ...made,
    words,
    key,
    get body() {
      asked++;
      return made.body;
    },
  };
  return { one, asked: () => asked };
}

function rendered(of: Book, memo?: Memo): RenderedBook {
  return render(of, { templates: new Map(), assets: new Map() }, memo).value;
}

const page = ({ pages }: RenderedBook, kind: string): RenderedPage =>
  pages.find((each) => each.kind === kind)!;

describe('a page that was rendered before', () => {
  test('is as it was, and nothing of it is looked at until somebody asks for its tree', () => {
    const { memo } = memory();
    const first = rendered(book({ body: [named().one] }), memo);
    const again = named();
    const second = rendered(book({ body: [again.one] }), memo);
    expect(second.pages.map(({ key }) => key)).toEqual(first.pages.map(({ key }) => key));
    expect(second.pages.map(({ facts }) => facts)).toEqual(first.pages.map(({ facts }) => facts));
    expect(page(second, 'reading').tree).toEqual(page(first, 'reading').tree);
    expect(again.asked()).toBe(0);
  });

  test('is that of a book without a cache', () => {
    const { memo } = memory();
    const of = () => book({ body: [named().one] });
    rendered(of(), memo);
    const plain = rendered(of()).pages.map(({ key, ...each }) => each);
    expect(rendered(of(), memo).pages.map(({ key, ...each }) => ({ ...each }))).toEqual(plain);
  });

  test('is made once more where its tree is gone from the cache', () => {
    const { memo, kept } = memory();
    const first = rendered(book({ body: [named().one] }), memo);
    const second = rendered(book({ body: [named().one] }), memo);
    for (const name of kept.keys()) if (name.startsWith('tree-')) kept.delete(name);
    expect(page(second, 'reading').tree).toEqual(page(first, 'reading').tree);
  });

  test('is another where its chapter is', () => {
    const { memo } = memory();
    const first = rendered(book({ body: [named().one] }), memo);
    const second = rendered(book({ body: [named({ key: 'a-2', html: '<p>Unsaid.</p>' }).one] }), memo);
    expect(page(second, 'reading').key).not.toBe(page(first, 'reading').key);
    expect(page(second, 'reading').facts.links).toEqual([]);
    expect(page(second, 'contents').key).toBe(page(first, 'contents').key);
  });

  test('changes with the number of the edition’s words only where it says it', () => {
    const { memo } = memory();
    const other = chapter('b', { html: '<p>B.</p>' });
    const first = rendered(book({ body: [named().one, other] }), memo);
    const second = rendered(book({ body: [named({ words: 1234, key: 'a-2' }).one, other] }), memo);
    const plain = rendered(book({ body: [named({ words: 1234 }).one, other] }));
    expect(page(second, 'colophon').tree).toEqual(page(plain, 'colophon').tree);
    expect(page(second, 'colophon').tree).not.toEqual(page(first, 'colophon').tree);
    const same = second.pages.filter(({ key }, n) => key === first.pages[n]!.key).map(({ kind }) => kind);
    expect(same).not.toContain('colophon');
    expect(same).toEqual(
      expect.arrayContaining(['half-title', 'title-page', 'imprint', 'contents', 'reading']),
    );
  });
});
