import type { EditionRecord } from '../../src/record/edition-record.js';
import { EMPTY } from '../../src/record/print-hash.js';

/**
 * A small language for books as they are remembered: `a: one two! | b: three _`. A section for each name, a page for each
 * word: what it says and, after that, `!` for each change of its looks; `_` is an empty page. Pages count from 1 and lie
 * on right and left sides in turn. `a.Title: one` gives a section another title than its name. `2a=one` gives a page a label of its own. Notes: `one[x y]` has two, x and y.
 */
export function record(text: string): EditionRecord {
  const book: EditionRecord = { pages: [], sections: [], notes: [] };
  let number = 0;
  for (const part of text.split('|')) {
    const [, id, title = id, words] = /^\s*(\w+)(?:\.(\w+))?:\s*(.*?)\s*$/.exec(part)!;
    const first = book.pages.length;
    const said: string[] = [];
    for (const word of words!.match(/[^\s[\]]+(?:\[[^\]]*\])?/g) ?? []) {
      const [, label, page, notes] = /^(?:(\d+[a-z.]*\d*)=)?([^[]+)(?:\[(.*)\])?$/.exec(word)!;
      const [, digits, suffix] = /^(\d+)(.*)$/.exec(label ?? String(++number))!;
      number = Number(digits);
      said.push(page!.replace(/!/g, ''));
      const side = book.pages.length % 2 === 0 ? 'right' : 'left';
      const empty = page === '_';
      book.pages.push({
        number,
        style: 'decimal',
        ...(suffix && { suffix }),
        side,
        words: empty ? EMPTY : page!.replace(/!/g, ''),
        body: empty ? EMPTY : page!,
        drawn: `${page} ${label ?? number} ${side}`,
      });
      for (const note of notes?.split(' ') ?? [])
        book.notes.push({
          section: id!,
          series: 'editor',
          label: note,
          words: note,
          about: note,
          page: book.pages.length - 1,
        });
    }
    book.sections.push({
      id: id!,
      reading: id !== 'index',
      title: title!,
      words: said.join(' '),
      first,
      last: book.pages.length - 1,
      opens: true,
    });
  }
  return book;
}
