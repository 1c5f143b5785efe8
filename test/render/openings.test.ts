import { describe, expect, test } from 'vitest';
import { typeset } from '../../src/typeset/typeset.js';
import { book, chapter } from '../support/book.js';
import { renderBook } from '../support/render.js';

const body = ['a', 'b', 'c'].map((id) => chapter(id));

describe('where readings open', () => {
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
