import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Layout, PageBox, SetLine } from '../../../src/typeset/layout.js';
import { setText } from './set.js';

/**
 * Whatever the text, its notes and the page, every word stands once and in order, every note begins on the page of its
 * call, and nothing stands outside its area. Words are numbered: `w17` of the text, `n3x2` of the third note.
 */
interface Specimen {
  width: number;
  height: number;
  css: string;
  html: string;
  words: number;
  /** Words of each note. */
  notes: number[];
}

/** A paragraph: how many words, after which of them a note is called, and what kind of block it is. */
const paragraph = fc.record({
  words: fc.integer({ min: 1, max: 60 }),
  calls: fc.array(fc.integer({ min: 0, max: 59 }), { maxLength: 4 }),
  kind: fc.constantFrom('p', 'p', 'p', 'h2', 'blockquote', 'li', 'td', 'section'),
});

const specimen: fc.Arbitrary<Specimen> = fc
  .record({
    // Words of up to six characters and a call must fit on a line, and a line with the first line of its notes on a page.
    width: fc.integer({ min: 16, max: 40 }),
    height: fc.integer({ min: 10, max: 40 }),
    paragraphs: fc.array(paragraph, { minLength: 1, maxLength: 12 }),
    lengths: fc.array(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 400 })), {
      minLength: 48,
      maxLength: 48,
    }),
    nested: fc.array(fc.nat({ max: 6 }), { minLength: 48, maxLength: 48 }),
    orphans: fc.integer({ min: 1, max: 3 }),
    rule: fc.integer({ min: 0, max: 1 }),
    /** Where notes stand, and how wide the margin is for those that stand there. */
    place: fc.constantFrom('foot', 'foot', 'margin', 'both'),
    column: fc.integer({ min: 12, max: 20 }),
    margins: fc.constantFrom(
      '',
      'p { margin: 1pt 0 }',
      'blockquote { margin: 2pt; padding: 1pt; border: 1pt solid }',
    ),
  })
  .map(({ width, height, paragraphs, lengths, nested, orphans, rule, place, column, margins }) => {
    let words = 0;
    let note = 0;
    const notes: number[] = [];
    const texts: string[] = [];
    const newNote = (within = false): string => {
      note++;
      const own = note;
      notes[own] = lengths[own % 48]!;
      const inner = !within && nested[own % 48] === 0 ? newNote(true) : '';
      const text = Array.from({ length: notes[own]! }, (_, i) => `n${own}x${i}`);
      if (inner) text[Math.floor(text.length / 2)] += inner;
      const beside = place === 'margin' || (place === 'both' && own % 2 === 0);
      texts[own] = `<div class="note${beside ? ' author' : ''}" id="note-${own}">${text.join(' ')}</div>`;
      return `<a href="#note-${own}">*${own}</a>`;
    };
    const body = paragraphs.map(({ words: count, calls, kind }) => {
      // Not more than a note or two on a line, so that all of them can begin on the page.
      const at = new Set(calls.map((call) => Math.floor((call % count) / 8) * 8));
      const text = Array.from({ length: count }, (_, i) => `w${words++}${at.has(i) ? newNote() : ''}`).join(
        ' ',
      );
      switch (kind) {
        case 'li':
          return `<ul><li>${text}</li></ul>`;
        case 'td':
          return `<table><tr><td>${text}</td></tr></table>`;
        case 'blockquote':
          return `<blockquote><p>${text}</p></blockquote>`;
        case 'section':
          return `<section><p>${text}</p></section>`;
        default:
          return `<${kind}>${text}</${kind}>`;
      }
    });
    const outer = place === 'foot' ? 0 : column + 3;
    const css = `@page { size: ${width + outer}pt ${height}pt; @footnote { padding-top: ${rule}pt } }
@page { @footnote author { float: -fl-outside; margin: 0 2pt; } }
@page :right { margin-right: ${outer}pt } @page :left { margin-left: ${outer}pt }
html { orphans: ${orphans}; widows: ${orphans} } section { break-before: page } ${margins}`;
    return { width, height, css, html: body.join('\n') + texts.join('\n'), words, notes };
  });

/** The words of a page's lines, in the order in which they are drawn, each with its line. */
function wordsOf(page: PageBox): { word: string; line: SetLine }[] {
  return page.lines.flatMap((line) =>
    line.fragments
      .map(({ shaped }) => shaped.text)
      .join('')
      .split(/[\s*]+/)
      .filter((word) => word !== '')
      .map((word) => ({ word, line })),
  );
}

function check({ words, notes }: Specimen, layout: Layout): void {
  const text: string[] = [];
  const pageOfCall = new Map<number, number>();
  const noteWords = new Map<number, string[]>();
  const pageOfNote = new Map<number, number>();
  layout.pages.forEach((page, index) => {
    for (const { word } of wordsOf(page)) {
      const inNote = /^n(\d+)x(\d+)$/.exec(word);
      if (inNote) {
        const note = Number(inNote[1]);
        if (!pageOfNote.has(note)) pageOfNote.set(note, index);
        noteWords.set(note, [...(noteWords.get(note) ?? []), inNote[2]!]);
      } else if (word.startsWith('w')) text.push(word);
      else pageOfCall.set(Number(word), index);
    }
  });
  expect(text).toEqual(Array.from({ length: words }, (_, i) => `w${i}`));
  notes.forEach((count, note) => {
    expect(noteWords.get(note), `note ${note}`).toEqual(Array.from({ length: count }, (_, i) => String(i)));
    expect(pageOfNote.get(note), `note ${note} begins on the page of its call`).toBe(pageOfCall.get(note));
  });
}

/** A line stands wholly in the body or wholly in an area of notes, no two areas meet, and all are on the page. */
function checkAreas(layout: Layout): void {
  for (const page of layout.pages) {
    const areas = page.areas.filter(({ kind }) => kind !== 'margin');
    for (const line of page.lines) {
      const top = line.baseline - 0.8;
      const within = areas.some(
        ({ x, y, width, height }) =>
          top >= y - 0.01 &&
          top + 1 <= y + height + 0.01 &&
          line.fragments.every(
            (fragment) =>
              fragment.shaped.space ||
              (line.x + fragment.x >= x - 0.01 && line.x + fragment.x + fragment.width <= x + width + 0.01),
          ),
      );
      expect(within, `a line at ${line.x}, ${top}`).toBe(true);
    }
    const notes = areas.filter(({ kind }) => kind === 'footnote');
    const [body] = areas.filter(({ kind }) => kind === 'body');
    const beside = areas.filter(({ kind }) => kind === 'sidenote').toSorted((a, b) => a.y - b.y);
    beside.forEach((area, i) => {
      expect(area.y + 0.01).toBeGreaterThanOrEqual(i === 0 ? 0 : beside[i - 1]!.y + beside[i - 1]!.height);
      expect(area.y + area.height).toBeLessThanOrEqual(page.height + 0.01);
      expect(area.x + 0.01).toBeGreaterThanOrEqual(page.side === 'right' ? body!.x + body!.width : 0);
      expect(area.x + area.width).toBeLessThanOrEqual((page.side === 'right' ? page.width : body!.x) + 0.01);
    });
    for (const area of notes) expect(area.y + 0.01).toBeGreaterThanOrEqual(body!.y + body!.height);
  }
}

describe('any text, any notes, any page', () => {
  test('every word once and in order, notes with their calls, nothing outside, progress on every page', () => {
    fc.assert(
      fc.property(specimen, (item) => {
        const { value, diagnostics } = setText(item.html, item.css);
        const codes = diagnostics.map(({ code }) => code).filter((code) => !code.startsWith('line-'));
        expect(codes).toEqual([]);
        check(item, value);
        checkAreas(value);
        for (const page of value.pages)
          if (!page.blank) expect(page.lines.length, 'lines on a page').toBeGreaterThan(0);
      }),
      { numRuns: Number(process.env.RUNS ?? 200), ...(process.env.QUICK ? { endOnFailure: true } : {}) },
    );
  });
});
