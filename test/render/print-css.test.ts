import { describe, expect, test } from 'vitest';
import type { SetLine } from '../../src/typeset/layout.js';
import { typeset } from '../../src/typeset/typeset.js';
import { book, chapter } from '../support/book.js';
import { renderBook } from '../support/render.js';

const body = ['a', 'b', 'c'].map((id) => chapter(id));

function textOf({ fragments }: SetLine): string {
  return fragments
    .map(({ shaped }) => shaped.text)
    .join('')
    .trim();
}

describe('readings open', () => {
  test('the first on the right, whatever stands before it: odd pages do', async () => {
    const { value } = renderBook(book({ body }));
    const { pages } = (await typeset(value)).value;
    const numbered = pages.filter(({ labelStyle }) => labelStyle === 'decimal');
    expect(numbered[0]).toMatchObject({ label: '1', side: 'right' });
    for (const { labelNumber, side } of numbered) expect(side).toBe(labelNumber % 2 === 1 ? 'right' : 'left');
    // The others on the next page, since the edition asks for nothing else.
    expect(numbered.slice(0, 3).map(({ blank }) => blank)).toEqual([false, false, false]);
  });
});

describe('running heads', () => {
  test('say a short title where there is one, and the contents the whole', async () => {
    const title = 'The Miller’s Door';
    const long = Array.from({ length: 120 }, () => '<p>Rye came by boat.</p>').join('');
    const text = chapter('a', { title, shortTitle: 'Doors', authors: ['Lund'], html: long });
    const { pages } = (await typeset(renderBook(book({ body: [text] })).value)).value;
    const heads = pages.map(({ lines, areas }) => {
      const head = areas.find(({ kind, name }) => kind === 'margin' && name === 'top-center');
      const inHead = lines.filter(
        ({ baseline }) => head && baseline > head.y && baseline < head.y + head.height,
      );
      return inHead.flatMap(({ fragments }) => fragments.map(({ shaped }) => shaped.text)).join('');
    });
    expect(heads.filter((words) => /door/i.test(words))).toEqual(['Doors3']); // and the folio
    const all = pages.flatMap(({ lines }) =>
      lines.flatMap(({ fragments }) => fragments.map(({ shaped }) => shaped.text)),
    );
    expect(all.join('').split(title)).toHaveLength(3);
  });
});

test('a long running head keeps away from the folio and from the edge of the page', async () => {
  const long = Array.from({ length: 120 }, () => '<p>Rye came by boat.</p>').join('');
  const title = 'The Miller of the Lower Mill and What He Wrote on the Back of the Door in the Winter';
  const text = chapter('a', { title, html: long });
  for (const page of ['a6', 'a5']) {
    const made = book({ body: [text] });
    const { value } = renderBook({ ...made, edition: { ...made.edition, page } });
    const { pages } = (await typeset(value)).value;
    const { lines } = pages.find(({ label }) => label === '3')!;
    const folio = lines.find((line) => textOf(line) === '3')!;
    const head = lines.filter((line) => textOf(line) !== '3' && line.baseline <= folio.baseline);
    expect(head.length).toBe(page === 'a6' ? 1 : 2);
    for (const line of head) {
      expect(line.baseline - 9).toBeGreaterThan(9);
      const last = line.fragments.at(-1)!;
      expect(folio.x + folio.fragments[0]!.x - (line.x + last.x + last.width)).toBeGreaterThan(6);
    }
  }
});

test('what is stressed in scripts without italics is bold', async () => {
  const arabic = chapter('a', { html: '<p>كان <em>الرجل</em> يكتب</p>', lang: 'ar' });
  const { pages } = (await typeset(renderBook(book({ body: [arabic] })).value)).value;
  const fragments = pages.flatMap(({ lines }) => lines.flatMap((line) => line.fragments));
  const bold = fragments.filter(({ shaped }) => /arabic.*bold|arabic.*700/i.test(shaped.font.id));
  expect(bold.map(({ shaped }) => shaped.text).join('')).toContain('الرجل');
});

describe('contents', () => {
  test('have no number on a line of its own, however long a title is', async () => {
    const body = Array.from({ length: 30 }, (_, i) =>
      chapter(`c${i}`, {
        title: `The miller of the lower valley, and of the hills beyond the r${'i'.repeat(i)}ver`,
      }),
    );
    const { pages } = (await typeset(renderBook(book({ body })).value)).value;
    const contents = pages.flatMap(({ name, lines }) => (name === 'front' ? lines.map(textOf) : []));
    const ends = contents.filter((line) => /\d$/.test(line));
    expect(ends.length).toBeGreaterThanOrEqual(body.length);
    for (const line of ends) expect(line).toMatch(/\p{L}/u);
    expect(contents.length).toBeGreaterThan(ends.length + 1);
  });
});

describe('contents from right to left', () => {
  test.each(['Victor Serge', '\u05de\u05d9\u05dc\u05d4', '\u05e2\u05dc Victor Serge'])(
    'have their numbers on the left, whatever a title ends in: %s',
    async (title) => {
      const { anthology, ...rest } = book({ body: [{ ...chapter('a', { title, lang: 'he' }), dir: 'rtl' }] });
      const hebrew = { ...rest, anthology: { ...anthology, language: 'he' } };
      const { pages } = (await typeset(renderBook(hebrew).value)).value;
      const entry = pages
        .flatMap(({ name, lines }) => (name === 'front' ? lines : []))
        .find((line) => /1$/.test(textOf(line)))!;
      const number = entry.fragments.find(({ shaped }) => shaped.text === '1')!;
      expect(number.x).toBe(Math.min(...entry.fragments.map(({ x }) => x)));
    },
  );
});

describe('a ruby', () => {
  test('is read after its characters', async () => {
    const html = '<p>The word <ruby>\u6f22<rp>[</rp><rt>kan</rt><rp>]</rp>\u5b57<rt>ji</rt></ruby>.</p>';
    const { pages } = (await typeset(renderBook(book({ body: [chapter('a', { html })] })).value)).value;
    const all = pages.flatMap(({ lines }) => lines.map(textOf)).join('\n');
    expect(all).toContain('\u6f22(kan)\u5b57(ji).');
  });
});

describe('verse', () => {
  const VERSES = ['One sack', 'Two sacks', 'Three sacks', 'Four sacks'];
  const stanza = VERSES.map((verse) => `<span class="line">${verse}</span>`).join('');

  test('has neither the first nor the last line of a stanza alone on a page', async () => {
    const lines = (n: number) => Array.from({ length: n }, () => '<p>Rye came by boat.</p>').join('');
    const body = [20, 21, 22, 23, 24, 25, 26, 27].map((n) =>
      chapter(`c${n}`, { html: `${lines(n)}<div class="verse"><p class="stanza">${stanza}</p></div>` }),
    );
    const { pages } = (await typeset(renderBook(book({ body })).value)).value;
    const alone = pages
      .map((page) => page.lines.map(textOf).filter((text) => VERSES.includes(text)))
      .filter((verses) => verses.length > 0);
    expect(alone.flat()).toEqual(body.flatMap(() => VERSES));
    // Some were parted, and where it was well.
    expect(alone).toContainEqual(VERSES.slice(0, 2));
    for (const verses of alone) expect(verses.length).toBeGreaterThan(1);
  });
});
