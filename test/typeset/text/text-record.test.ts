import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComputedStyle } from '../../../src/typeset/style/computed.js';
import {
  breakLines,
  type KeptText,
  type LineOptions,
  prepareParagraph,
  TextRecord,
} from '../../../src/typeset/text/index.js';
import type { Inline, Line } from '../../../src/typeset/text/line.js';
import { HYPHENATED, JUSTIFIED, OWNER, set, sharedStyle, squareContext, text } from './set.js';

/*
 * A run sets paragraphs and notes them; another, with fonts opened anew, is given what was noted. What it takes from there
 * is told by its shaper, which is asked for no word of a paragraph that is not set again.
 */

interface Paragraph {
  inlines: readonly Inline[];
  style: ComputedStyle;
  options: LineOptions;
}

const paragraph = (
  content: string | readonly Inline[],
  measure: LineOptions['measure'],
  style: Partial<ComputedStyle> = {},
): Paragraph => ({
  inlines: typeof content === 'string' ? [text(content, style)] : content,
  style: sharedStyle(style),
  options: { measure },
});

/** Sets paragraphs in a run of their own; gives their lines, what it kept, and the words that it shaped. */
function run(paragraphs: readonly Paragraph[], before?: KeptText) {
  const context = squareContext();
  const shaped: string[] = [];
  const { word } = context.shaper;
  context.shaper.word = function (shaping, content, direction) {
    shaped.push(content);
    return word.call(this, shaping, content, direction);
  };
  const record = new TextRecord(context, before);
  const lines = paragraphs.map(({ inlines, style, options }) => record.lines(inlines, style, options));
  const kept = deserialize(serialize(record.keep())) as KeptText;
  return { lines, kept, shaped };
}

/** Lines as they are without a record. */
const plain = ({ inlines, style, options }: Paragraph) =>
  breakLines(prepareParagraph(inlines, style, squareContext()), options);

/** All that a line says, with what its fragments give to whoever asks. */
const told = (lines: readonly Line[]) =>
  lines.map(({ fragments, source, ...line }) => ({
    ...line,
    fragments: fragments.map((fragment) => {
      const { shaped, x, width, size, rise, color, letterSpacing, decoration, owner, link, node, offset } =
        fragment;
      const { font, ...glyphs } = shaped;
      const run = { size, rise, color, letterSpacing, decoration, owner, link, node, offset };
      return { font: font.id, ...glyphs, x, width, ...run };
    }),
  }));

const PROSE = 'the extraordinary miller kept his accounts in chalk, and forty sacks of rye came by boat';

const JUSTIFIED_PROSE = { ...JUSTIFIED, ...HYPHENATED };

const cases: [string, Paragraph][] = [
  ['prose', paragraph(PROSE, 20)],
  ['justified and hyphenated', paragraph(PROSE, 22, JUSTIFIED_PROSE)],
  ['lines that are too loose or too wide', paragraph(`${'w'.repeat(40)} a ${PROSE}`, 15, JUSTIFIED)],
  ['spaced letters', paragraph(PROSE, 20, { letterSpacing: 0.25 })],
  ['small capitals that the font lacks', paragraph(PROSE, 20, { fontVariantCaps: 'small-caps' })],
  [
    'capitals of which one letter makes two',
    paragraph('straße und gasse', 8, { textTransform: 'uppercase' }),
  ],
  ['both directions', paragraph(`one אבג two ${PROSE} דהו`, 18)],
  ['right to left', paragraph(`אבג one ${PROSE}`, 18, { direction: 'rtl' })],
  ['marks on letters', paragraph('e\u0301le\u0300ve and e\u0323\u0301 x\u0301', 8)],
  [
    'beside a drop capital',
    paragraph(PROSE, [
      { x: 4, width: 16 },
      { x: 0, width: 20 },
    ]),
  ],
  [
    'several styles, marks, boxes, breaks and links',
    paragraph(
      [
        { kind: 'mark', mark: { id: 'a' } },
        text('half a', {}, { node: { type: 'text', value: 'half a' }, offset: 7 }),
        text('word', { fontSize: 2 }, { rise: 0.5, link: { id: 1, contents: 'w', dest: 'w' } }),
        { kind: 'box', width: 3, height: 2, depth: 1, content: { image: 'x' } },
        { kind: 'mark', mark: { id: 'b' } },
        { kind: 'break' },
        text(` ${PROSE}`, {}, { offset: 3 }),
        { kind: 'break' },
      ],
      20,
    ),
  ],
  [
    'a leader',
    paragraph(
      [text('one'), { kind: 'leader', text: '.', style: sharedStyle(), owner: OWNER }, text('9')],
      20,
    ),
  ],
  ['nothing but a mark', paragraph([{ kind: 'mark', mark: 1 }], 20)],
  ['nothing', paragraph([], 20)],
];

describe('a paragraph that was set before', () => {
  it.each(cases)('has the same lines: %s', (_, one) => {
    const first = run([one]);
    expect(told(first.lines[0]!)).toEqual(told(plain(one)));
    const again = run([one], first.kept);
    expect(told(again.lines[0]!)).toEqual(told(plain(one)));
    expect(again.kept).toEqual(first.kept);
  });

  it('is not shaped again', () => {
    const first = run([paragraph(PROSE, 20), paragraph('and so on', 20)]);
    expect(first.shaped).toContain('miller');
    const again = run([paragraph('something new', 20), paragraph(PROSE, 20)], first.kept);
    expect(again.shaped).toContain('something');
    expect(again.shaped).not.toContain('miller');
  });

  it('takes owner, link and place in the tree from the present run', () => {
    const at = (offset: number, dest: string): Paragraph => {
      const node = { type: 'text' as const, value: dest };
      return paragraph([text(PROSE, {}, { node, offset, link: { id: offset, contents: '', dest } })], 20);
    };
    const { kept } = run([at(0, 'a')]);
    const now = at(12, 'b');
    expect(told(run([now], kept).lines[0]!)).toEqual(told(plain(now)));
  });
});

describe('what is set again', () => {
  const before = paragraph(PROSE, 20, JUSTIFIED_PROSE);
  it.each<[string, Paragraph]>([
    ['another word', paragraph(PROSE.replace('rye', 'oats'), 20, JUSTIFIED_PROSE)],
    ['another measure', paragraph(PROSE, 21, JUSTIFIED_PROSE)],
    ['another indent', { ...before, options: { measure: 20, indent: 3 } }],
    ['looser lines', { ...before, options: { measure: 20, looseness: 1 } }],
    ['another alignment', paragraph(PROSE, 20, { ...JUSTIFIED_PROSE, textAlign: 'left' })],
    ['another language', paragraph(PROSE, 20, { ...JUSTIFIED_PROSE, lang: 'de' })],
    ['another size', paragraph(PROSE, 20, { ...JUSTIFIED_PROSE, fontSize: 1.5 })],
    ['another colour', paragraph(PROSE, 20, { ...JUSTIFIED_PROSE, color: { r: 255, g: 0, b: 0 } as never })],
    ['another style of its text alone', { ...before, inlines: [text(PROSE, { letterSpacing: 1 })] }],
    ['a raised text', { ...before, inlines: [text(PROSE, JUSTIFIED_PROSE, { rise: 1 })] }],
    [
      'the same text in two inlines',
      {
        ...before,
        inlines: [text(PROSE.slice(0, 30), JUSTIFIED_PROSE), text(PROSE.slice(30), JUSTIFIED_PROSE)],
      },
    ],
  ])('is what has %s', (_, after) => {
    const again = run([after], run([before]).kept);
    expect(told(again.lines[0]!)).toEqual(told(plain(after)));
    expect(again.shaped).toContain('miller');
  });

  it('is everything where a font is missing', () => {
    const { kept } = run([before]);
    const runs = kept.runs.map(({ names, lines }) => {
      const shapes = { ...lines.shapes, fonts: ['Nowhere-Regular'] };
      return { names, lines: { ...lines, shapes } };
    });
    const again = run([before], { ...kept, runs });
    expect(told(again.lines[0]!)).toEqual(told(plain(before)));
  });
});

describe('what is kept of many runs', () => {
  const prose = paragraph(PROSE, 20);
  /** A run, and others that each have one paragraph more, and of the first what `still` says. */
  const edits = (count: number, first: readonly Paragraph[], still: readonly Paragraph[]) => {
    const results = [run(first)];
    const added = Array.from({ length: count }, (_, n) => paragraph(`edit${n}`, 20));
    for (let n = 1; n <= count; n++)
      results.push(run([...still, ...added.slice(0, n)], results.at(-1)!.kept));
    return results;
  };
  const namesIn = ({ runs }: KeptText) => runs.flatMap(({ names }) => names);

  it('gives each paragraph that is still there, whichever run set it', () => {
    const { kept } = edits(3, [prose], [prose]).at(-1)!;
    const again = run([prose, paragraph('edit2', 20)], kept);
    expect(again.shaped).toEqual([]);
    expect(told(again.lines[0]!)).toEqual(told(plain(prose)));
  });

  it('is what was set anew beside what was there, which is as it was', () => {
    const [first, second] = edits(1, [prose], [prose]);
    expect(second!.kept.runs[0]).toEqual(first!.kept.runs[0]);
    expect(second!.kept.runs[1]!.names).toHaveLength(1);
  });

  it('is not what no run wants any more', () => {
    const gone = paragraph('gone for ever', 20);
    const results = edits(12, [prose, gone], [prose]);
    expect(namesIn(results[1]!.kept).join()).toContain('gone');
    expect(namesIn(results.at(-1)!.kept).join()).not.toContain('gone');
    for (const [n, { shaped }] of results.slice(1).entries())
      expect(shaped.filter((word) => word !== ' ')).toEqual([`edit${n}`]);
  });

  it('is nothing of a run from which nothing is wanted', () => {
    const { kept } = run([paragraph('other', 20)], run([prose]).kept);
    expect(namesIn(kept)).toHaveLength(1);
  });
});

it('gives what a clean run gives, after any edits', () => {
  const words = fc.array(
    fc.constantFrom(
      'rye',
      'extraordinary',
      'a',
      'mill',
      'well-known',
      'אבג',
      'e\u0301',
      'x\u200by',
      '—',
      'no,',
    ),
    { maxLength: 25 },
  );
  const some = fc.record({
    content: words.map((list) => list.join(' ')),
    measure: fc.constantFrom(8, 15, 30),
    style: fc.constantFrom<Partial<ComputedStyle>>(
      {},
      JUSTIFIED_PROSE,
      { direction: 'rtl' },
      { fontSize: 2 },
    ),
  });
  fc.assert(
    fc.property(fc.array(fc.array(some, { maxLength: 6 }), { minLength: 2, maxLength: 12 }), (runs) => {
      let kept: KeptText | undefined;
      for (const [n, made] of runs.entries()) {
        // Some of the paragraphs before stay.
        const all = [...made, ...(runs[n - 1] ?? []).slice(1)];
        const result = run(
          all.map(({ content, measure, style }) => paragraph(content, measure, style)),
          kept,
        );
        const clean = all.map(({ content, measure, style }) => set(content, measure, { style }));
        expect(result.lines.map(told)).toEqual(clean.map(told));
        ({ kept } = result);
      }
    }),
    { numRuns: 30 },
  );
});
