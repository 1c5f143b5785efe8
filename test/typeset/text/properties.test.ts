import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComputedStyle } from '../../../src/typeset/style/computed.js';
import { FORCED, findBreakpoints } from '../../../src/typeset/text/breakpoints.js';
import { prepareParagraph } from '../../../src/typeset/text/index.js';
import { type Fit, fitLines } from '../../../src/typeset/text/knuth-plass.js';
import type { Line } from '../../../src/typeset/text/line.js';
import { set, sharedStyle, show, squareContext, text } from './set.js';

const context = squareContext();

const word = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z]{1,12}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'revolutionary',
      'well-known',
      'gone—never',
      'a\u00adb\u00adc',
      'https://example.org/a/b',
      '一丁丂',
      'אבג',
      '12.5',
      '“No,”',
      'e\u0301le\u0300ve',
      'x\u200by',
    ),
  },
);
const source = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(' '));
const measure = fc.double({ min: 3, max: 80, noNaN: true });
const overrides: fc.Arbitrary<Partial<ComputedStyle>> = fc.record({
  textAlign: fc.constantFrom('justify', 'left', 'right', 'center'),
  textAlignLast: fc.constantFrom('auto', 'justify'),
  hyphens: fc.constantFrom('none', 'manual', 'auto'),
  lang: fc.constantFrom('en-us', 'de', ''),
  overflowWrap: fc.constantFrom('normal', 'anywhere'),
  direction: fc.constantFrom('ltr', 'rtl'),
  hangingPunctuation: fc.constantFrom([], ['first', 'allow-end', 'last']),
  textIndent: fc.constantFrom(0, 2),
  textIndentHanging: fc.boolean(),
});

/** A line's text in logical order: its fragments by where they come from. */
const logical = (line: Line) =>
  line.fragments
    .toSorted((a, b) => a.offset! - b.offset!)
    .flatMap(({ shaped }) => (shaped.direction === 'rtl' ? shaped.texts.toReversed() : shaped.texts))
    .join('')
    .replaceAll('\u00ad', '');

describe('any text in any measure', () => {
  it('has every word and space once and in order', () => {
    fc.assert(
      fc.property(source, measure, overrides, (content, width, style) => {
        const shown = set(content, width, { style, context }).map(logical).join('');
        expect(shown).toBe(content.replaceAll(/[\u00ad\u200b]/g, ''));
      }),
      { numRuns: 200 },
    );
  });

  it('has no line wider than its measure that does not say so', () => {
    fc.assert(
      fc.property(source, measure, overrides, (content, width, style) => {
        for (const line of set(content, width, { style, context })) {
          if (line.bad === 'overfull') continue;
          expect(line.width).toBeLessThan(width + 0.11);
          expect(line.x).toBeGreaterThan(-0.11);
          expect(line.x + line.width).toBeLessThan(width + 0.11);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is the same however often it is broken', () => {
    fc.assert(
      fc.property(source, measure, measure, overrides, (content, width, other, style) => {
        const once = set(content, width, { style, context }).map(show);
        set(content, other, { style, context });
        expect(set(content, width, { style, context }).map(show)).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });

  it('does not care how it is divided into inlines of one style', () => {
    fc.assert(
      fc.property(source, measure, fc.array(fc.nat(200), { maxLength: 5 }), (content, width, cuts) => {
        const style = { lang: 'en-us', hyphens: 'auto' } as const;
        const whole = set(content, width, { context, style }).map(logical);
        const at = [...new Set([0, ...cuts.filter((c) => c < content.length), content.length])].sort(
          (a, b) => a - b,
        );
        const inlines = at
          .slice(1)
          .map((end, i) => text(content.slice(at[i], end), style, { offset: at[i]! }));
        expect(set(inlines, width, { context, style }).map(logical)).toEqual(whole);
      }),
      { numRuns: 80 },
    );
  });

  it('takes any characters at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        measure,
        overrides,
        (content, width, style) => {
          expect(set(content, width, { style, context }).length).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('total fit', () => {
  const fit: Fit = {
    widths: [30],
    tolerance: Number.POSITIVE_INFINITY,
    extraStretch: 1,
    justify: true,
    justifyLast: false,
    looseness: 0,
    hyphenLimit: Number.POSITIVE_INFINITY,
    last: true,
  };

  /** Badness squared of the lines that end at these breaks: what is left of demerits without penalties. */
  const cost = (breaks: ReturnType<typeof findBreakpoints>, path: readonly number[], width: number) => {
    let total = 0;
    let from = 0;
    for (const to of path) {
      const slack = width - (breaks.endWidth[to]! - breaks.startWidth[from]!);
      const stretch = breaks.endStretch[to]! - breaks.startStretch[from]! + 1;
      const shrink = breaks.endShrink[to]! - breaks.startShrink[from]!;
      const forced = (breaks.flags[to]! & FORCED) !== 0;
      const ratio = slack < 0 ? -slack / shrink : forced ? 0 : slack / stretch;
      total += (10 + 100 * ratio ** 3) ** 2;
      from = to;
    }
    return total;
  };

  const greedy = (breaks: ReturnType<typeof findBreakpoints>, width: number) => {
    const path: number[] = [];
    let from = 0;
    for (let b = 1; b < breaks.count; b++) {
      const next =
        b + 1 < breaks.count ? breaks.endWidth[b + 1]! - breaks.startWidth[from]! : Number.POSITIVE_INFINITY;
      if (b === breaks.count - 1 || next > width) {
        path.push(b);
        from = b;
      }
    }
    return path;
  };

  it('is never worse than first fit, clashes of neighbouring lines aside', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 80 }), (words) => {
        const inlines = [text(words.join(' '))];
        const breaks = findBreakpoints(prepareParagraph(inlines, sharedStyle(), context).pieces, 0, 0);
        const best = fitLines(breaks, fit)!;
        const first = greedy(breaks, 30);
        // Each line may add a clash, and the last a runt: no more than that can speak for first fit.
        const clashes = 10_000 * (best.length + first.length) + 20_000;
        expect(cost(breaks, best, 30)).toBeLessThanOrEqual(cost(breaks, first, 30) + clashes);
      }),
      { numRuns: 200 },
    );
  });

  it('finds what trying every way finds', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 11 }), (words) => {
        const breaks = findBreakpoints(
          prepareParagraph([text(words.join(' '))], sharedStyle(), context).pieces,
          0,
          0,
        );
        const best = fitLines(breaks, { ...fit, widths: [14] })!;
        expect(demerits(breaks, best, 14)).toBeCloseTo(exhaustive(breaks, 14), 3);
      }),
      { numRuns: 150 },
    );
  });

  /** Demerits as The TeXbook has them (chapter 14), with the runt. */
  const demerits = (breaks: ReturnType<typeof findBreakpoints>, path: readonly number[], width: number) => {
    let total = 0;
    let from = 0;
    let fitness = 2;
    for (const to of path) {
      const natural = breaks.endWidth[to]! - breaks.startWidth[from]!;
      const slack = width - natural;
      const stretch = breaks.endStretch[to]! - breaks.startStretch[from]! + 1;
      const shrink = breaks.endShrink[to]! - breaks.startShrink[from]!;
      if (slack < 0 && slack + shrink < -1e-6) return Number.POSITIVE_INFINITY;
      const forced = (breaks.flags[to]! & FORCED) !== 0;
      const ratio = slack < 0 ? -slack / Math.max(shrink, 1e-12) : forced ? 0 : slack / stretch;
      const badness = 100 * ratio ** 3;
      const own = slack < 0 ? (badness > 12 ? 3 : 2) : badness > 99 ? 0 : badness > 12 ? 1 : 2;
      total += (10 + badness) ** 2 + (Math.abs(own - fitness) > 1 ? 10_000 : 0);
      if (to === breaks.count - 1 && from > 0 && natural < width * 0.15) total += 20_000;
      fitness = own;
      from = to;
    }
    return total;
  };

  const exhaustive = (breaks: ReturnType<typeof findBreakpoints>, width: number) => {
    const inner = breaks.count - 2;
    let least = Number.POSITIVE_INFINITY;
    for (let chosen = 0; chosen < 2 ** inner; chosen++) {
      const path: number[] = [];
      for (let b = 0; b < inner; b++) if (chosen & (1 << b)) path.push(b + 1);
      path.push(breaks.count - 1);
      least = Math.min(least, demerits(breaks, path, width));
    }
    return least;
  };
});
