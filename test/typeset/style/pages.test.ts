import { describe, expect, test } from 'vitest';
import type { PageContext, PageStyle } from '../../../src/typeset/style/styled.js';
import { page, style } from './css.js';

const resolve = (css: string, context: Partial<PageContext> = {}): PageStyle =>
  style('<p>', css).document.pages.resolve(page(context));

describe('page sizes', () => {
  test.each([
    ['auto', 595.28, 841.89],
    ['a3', 841.89, 1190.55],
    ['A4', 595.28, 841.89],
    ['a5', 419.53, 595.28],
    ['a6', 297.64, 419.53],
    ['b5', 498.9, 708.66],
    ['jis-b5', 515.91, 728.5],
    ['letter', 612, 792],
    ['legal', 612, 1008],
    ['ledger', 792, 1224],
    ['landscape', 841.89, 595.28],
    ['letter landscape', 792, 612],
    ['portrait a5', 419.53, 595.28],
    ['6in', 432, 432],
    ['6in 9in', 432, 648],
    ['calc(3in * 2) 50em', 432, 600],
    ['9e9in 0', 14400, 1],
  ])('%s', (size, width, height) => {
    const styled = resolve(`@page { size: ${size}; margin: 0 }`);
    expect([styled.width, styled.height]).toEqual([expect.closeTo(width, 1), expect.closeTo(height, 1)]);
  });
});

describe('margins', () => {
  test.each([
    ['10pt', [10, 10, 10, 10]],
    ['1in 0.5in 2pc 3em', [72, 36, 24, 36]],
    ['10%', [20, 10, 20, 10]],
    ['calc(10% + 1pt) max(5%, 8pt)', [21, 8, 21, 8]],
    ['clamp(12pt, 5%, 20pt) min(50%, 7pt)', [12, 7, 12, 7]],
  ])('%s on a page of 100 by 200 points', (margin, expected) => {
    const { marginTop, marginRight, marginBottom, marginLeft } = resolve(
      `@page { size: 100pt 200pt; margin: ${margin} }`,
    );
    expect([marginTop, marginRight, marginBottom, marginLeft]).toEqual(expected);
  });

  test('that leave nothing are made smaller, in proportion', () => {
    const styled = style('<p>', '@page { size: 100pt; margin: 10pt 30pt 10pt 90pt }');
    expect(styled.problems).toEqual(['css-page-full 1:30']);
    const { marginLeft, marginRight } = styled.document.pages.resolve(page());
    expect([marginRight, marginLeft]).toEqual([12.5, 37.5]);
  });
});

describe('which rules apply', () => {
  const RULES = `
    @page { margin-top: 1pt }
    @page :left { margin-top: 2pt }
    @page :right { margin-right: 3pt }
    @page :first { margin-top: 4pt }
    @page :blank { margin-top: 5pt }
    @page chapter { margin-top: 6pt }
    @page chapter:left { margin-top: 7pt }
    @page chapter:first { margin-top: 8pt }
    @page :nth(3n + 1) { margin-bottom: 9pt }
    @page front, back:right { margin-left: 10pt }
    @page chapter:first:left { margin-top: 11pt }
  `;

  test.each<[string, Partial<PageContext>, Partial<PageStyle>]>([
    ['any page', {}, { marginTop: 1, marginRight: 3 }],
    ['left', { side: 'left' }, { marginTop: 2 }],
    ['first weighs more than left', { side: 'left', first: true }, { marginTop: 4 }],
    ['blank', { side: 'left', blank: true }, { marginTop: 5 }],
    ['a name weighs more than all', { name: 'chapter', blank: true }, { marginTop: 6, marginRight: 3 }],
    ['a name and a side', { name: 'chapter', side: 'left' }, { marginTop: 7 }],
    ['a name and first', { name: 'chapter', first: true }, { marginTop: 8 }],
    ['all three', { name: 'chapter', first: true, side: 'left' }, { marginTop: 11 }],
    ['another name', { name: 'other', first: true }, { marginTop: 4 }],
    ['nth: the first', { nth: 1 }, { marginBottom: 9 }],
    ['nth: the fourth', { nth: 4 }, { marginBottom: 9 }],
    ['a list', { name: 'front' }, { marginLeft: 10 }],
    ['a list, with a side', { name: 'back' }, { marginLeft: 10 }],
  ])('%s', (_, context, expected) => {
    expect(resolve(RULES, context)).toMatchObject(expected);
  });

  test('nth that does not fit', () => {
    expect(resolve(RULES, { nth: 3 }).marginBottom).not.toBe(9);
    expect(resolve(RULES, { name: 'back', side: 'left' }).marginLeft).not.toBe(10);
  });

  test('a name may be written with escapes, and is told apart by case', () => {
    expect(resolve('@page a\\62 c { margin-top: 3pt }', { name: 'abc' }).marginTop).toBe(3);
    expect(resolve('@page Abc { margin-top: 3pt }', { name: 'abc' }).marginTop).not.toBe(3);
  });

  test('pages in the same state share one style', () => {
    const { pages } = style('<p>', RULES).document;
    expect(pages.resolve(page({ nth: 2 }))).toBe(pages.resolve(page({ nth: 5 })));
    expect(pages.resolve(page({ nth: 2 }))).not.toBe(pages.resolve(page({ nth: 4 })));
  });

  test('counters', () => {
    expect(resolve('@page { counter-reset: footnote; counter-increment: page 2 }')).toMatchObject({
      counterReset: [{ name: 'footnote', value: 0 }],
      counterIncrement: [{ name: 'page', value: 2 }],
    });
  });
});

describe('margin boxes', () => {
  test('are those that have content', () => {
    const { marginBoxes } = resolve(`
      @page { @top-left { content: "a" } @top-right { color: red } @bottom-center { content: none } }
      @page :right { @left-middle { content: counter(page) } }
    `);
    expect([...marginBoxes.keys()]).toEqual(['top-left', 'left-middle']);
  });

  test('inherit from the page, and the page from the root', () => {
    const { marginBoxes } = resolve(`
      html { font-family: A; font-size: 10pt; letter-spacing: 1pt }
      @page { font-size: 8pt; @top-left { content: "a"; padding-bottom: 1em } }
    `);
    expect(marginBoxes.get('top-left')?.style).toMatchObject({
      fontFamily: ['A'],
      fontSize: 8,
      letterSpacing: 1,
      paddingBottom: 8,
    });
  });

  test.each([
    ['top-left-corner', 'right', 'middle'],
    ['top-left', 'left', 'middle'],
    ['top-center', 'center', 'middle'],
    ['bottom-right', 'right', 'middle'],
    ['left-top', 'center', 'top'],
    ['right-bottom', 'center', 'bottom'],
  ] as const)('%s is aligned as CSS has it', (name, textAlign, verticalAlign) => {
    const { marginBoxes } = resolve(`@page { @${name} { content: "a" } }`);
    expect(marginBoxes.get(name)?.style).toMatchObject({ textAlign, verticalAlign });
  });

  test('a more specific page replaces property by property', () => {
    const { marginBoxes } = resolve(
      '@page { @top-left { content: "a"; color: red } } @page :first { @top-left { content: "b" } }',
      { first: true },
    );
    expect(marginBoxes.get('top-left')).toMatchObject({
      content: [{ kind: 'text', text: 'b' }],
      style: { color: { red: 1 } },
    });
  });
});

describe('footnote areas', () => {
  test('stand in the order in which sheets name them, the unnamed one last', () => {
    const { footnoteAreas } = resolve(
      '@page :left { @footnote author { } } @page { @footnote editor { margin-top: 5pt } }',
    );
    expect(footnoteAreas.map(({ name }) => name)).toEqual(['author', 'editor', '']);
    expect(footnoteAreas[1]?.style.marginTop).toBe(5);
  });

  test('or where it is declared', () => {
    const { footnoteAreas } = resolve('@page { @footnote { } @footnote editor { } }');
    expect(footnoteAreas.map(({ name }) => name)).toEqual(['', 'editor']);
  });

  test('that notes ask for without declaration are there too', () => {
    const { document } = style('<p><b>A</b>', 'b { float: footnote; -fl-footnote-area: other }');
    expect(document.pages.resolve(page()).footnoteAreas.map(({ name }) => name)).toEqual(['', 'other']);
  });

  test('have a greatest height', () => {
    const [area] = resolve(
      '@page { @footnote { max-height: 60%; border-top: 1pt solid; border-clip: 4em } }',
    ).footnoteAreas;
    expect(area).toMatchObject({
      maxHeight: { percent: 60, points: 0 },
      style: { borderTop: { width: 1, style: 'solid' }, borderClip: 48 },
    });
  });
});

describe('@font-face', () => {
  const faces = (css: string) => {
    const styled = style('<p>', css);
    expect(styled.problems).toEqual([]);
    return styled.document.fontFaces.map(({ at, ...face }) => face);
  };

  test.each([
    [
      'font-family: "A B"; src: url(a.ttf)',
      { family: 'A B', weight: 400, style: 'normal', sources: ['a.ttf'] },
    ],
    [
      'font-family: A B; src: url("a.otf") format("opentype"), url(b.ttf); font-weight: bold; font-style: italic',
      { family: 'A B', weight: 700, style: 'italic', sources: ['a.otf', 'b.ttf'] },
    ],
    [
      'font-family: A; src: url(package:b/c.ttf) format(truetype); font-weight: 600',
      { family: 'A', weight: 600, style: 'normal', sources: ['package:b/c.ttf'] },
    ],
  ])('%s', (descriptors, face) => {
    expect(faces(`@font-face { ${descriptors} }`)).toEqual([face]);
  });

  test('the faces of all sheets are in their order', () => {
    const { document } = style(
      '<p>',
      '@font-face { font-family: A; src: url(a.ttf) }',
      '@font-face { font-family: B; src: url(b.ttf) }',
    );
    expect(document.fontFaces.map(({ family, at }) => `${family} ${at.source.path}`)).toEqual([
      'A print.css',
      'B print-2.css',
    ]);
  });
});
