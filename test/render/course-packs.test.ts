import { describe, expect, test } from 'vitest';
import { serialise } from '../../src/epub/serialise.js';
import type { Edition } from '../../src/manuscript/manuscript.js';
import { book, chapter, EDITION, line } from '../support/book.js';
import { renderBook } from '../support/render.js';

/** The pages of a book of one reading that asks for this, by kind. */
function pages(settings: Partial<Edition>, spec: Parameters<typeof chapter>[1] = {}): Record<string, string> {
  const reading = chapter('mill', {
    title: 'The Mill',
    html: '<p>The wheel<sup class="call"><a id="call-w" href="#note-w" epub:type="noteref" role="doc-noteref">1</a></sup>.</p>',
    notes: [{ id: 'w', label: '1', html: '<p>Of oak.</p>' }],
    ...spec,
  });
  for (const group of reading.notes) group.placement = settings.notes?.[group.series.name] ?? 'foot';
  const made = { ...book({ body: [reading] }), edition: { ...EDITION, ...settings } };
  const { value, diagnostics } = renderBook(made);
  expect(diagnostics).toEqual([]);
  return Object.fromEntries(value.pages.map(({ kind, tree }) => [kind, serialise(tree)]));
}

describe('notes', () => {
  const placed = (placement: Edition['notes'][string]) => pages({ notes: { editor: placement } });

  test('at the foot stand with their reading, under a heading that print leaves out', () => {
    const { reading } = placed('foot');
    expect(reading).toContain('<section class="notes" epub:type="endnotes" role="doc-endnotes">');
    expect(reading).not.toContain('data-placement');
  });

  test('at the end are marked as a list of their own', () => {
    const { reading } = placed('end');
    expect(reading).toContain('<section class="notes notes-end"');
    expect(reading).toMatch(/id="note-w"[^>]* data-placement="end"/);
  });

  test('in the margin are marked, and stand as at the foot where there is no margin', () => {
    const { reading } = placed('margin');
    expect(reading).toContain('<section class="notes" ');
    expect(reading).toMatch(/id="note-w"[^>]* data-placement="margin"/);
  });

  test('behind the book stand by reading, and are linked both ways', () => {
    const { reading, endnotes } = placed('back');
    expect(reading).toContain('href="#note-w"');
    expect(reading).not.toContain('id="note-w"');
    expect(endnotes).toContain(
      '<section id="endnotes" class="endnotes level-1" epub:type="endnotes" role="doc-endnotes">',
    );
    expect(endnotes).toContain('<h2 id="notes-to-mill"><a href="#reading-mill">The Mill</a></h2>');
    expect(endnotes).toMatch(/id="note-w"[^>]* epub:type="footnote"/);
    expect(endnotes).toContain('href="#call-w" role="doc-backlink"');
  });

  test('behind the book have a page only where there are some', () => {
    expect(pages({ notes: { editor: 'back' } }, { notes: [] })).not.toHaveProperty('endnotes');
    expect(placed('foot')).not.toHaveProperty('endnotes');
  });
});

test('questions have as many lines for answers as the edition asks for', () => {
  const lines = (answerLines: number) =>
    pages({ answerLines }, { questions: ['<p>Why?</p>', '<p>When?</p>'] }).reading!.split(
      'class="answer-line"',
    ).length - 1;
  expect([lines(0), lines(3)]).toEqual([0, 6]);
});

describe('the page of permissions', () => {
  const known = (permissions: Edition['permissions'], more: object) => {
    const item = {
      chapter: 'reading-mill',
      title: line('The Mill'),
      authors: ['Ada'],
      rightsHolders: [],
      words: 1234,
      share: 12.34,
      ...more,
    };
    const made = {
      ...book({ body: [chapter('mill')], permissions: [item] }),
      edition: { ...EDITION, permissions },
    };
    const page = renderBook(made).value.pages.find(({ kind }) => kind === 'permissions');
    return (
      page &&
      serialise(page.tree)
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim()
    );
  };

  test('lists what has something to say', () => {
    expect(known('sources', {})).toBeUndefined();
    expect(known('sources', { rightsHolders: ['Ada', 'Jonas'] })).toBe(
      'Sources and permissions The Mill, Ada Rights holder: Ada and Jonas',
    );
  });

  test('in full has every reading with its extent', () => {
    expect(known('full', {})).toBe(
      'Sources and permissions The Mill, Ada 1,234 words, 12.3% of this edition',
    );
    expect(known('full', { share: 0.01 })).toContain(' 0.1% ');
  });
});

test('an index without a glossary has names, not links to nowhere', () => {
  const entry = {
    term: 'Anna',
    uses: [{ chapter: 'reading-one', title: line('One'), ids: ['use-anna-one-1'] }],
  };
  const index = (glossary: { glossary?: string }) => {
    const made = book({ index: [{ type: 'person' as const, entries: [{ ...entry, ...glossary }] }] });
    return serialise(renderBook(made).value.pages.find(({ kind }) => kind === 'index')!.tree);
  };
  expect(index({})).toContain('<span class="entry">Anna</span>');
  expect(index({ glossary: 'term-anna' })).toContain('<a class="entry" href="#term-anna">Anna</a>');
});

test('a template says something so many times', () => {
  const times = (count: string) =>
    serialise(
      renderBook(book(), { 'colophon.hbs': `<p>{{#times ${count}}}x{{/times}}</p>` }).value.pages.at(-1)!
        .tree,
    );
  expect([times('3'), times('0'), times('book.title')]).toEqual(['<p>xxx</p>', '<p></p>', '<p></p>']);
  expect(times('1000000000')).toHaveLength(1000 + '<p></p>'.length);
});
