import { describe, expect, it } from 'vitest';
import { type Context, calibrate } from './calibration.js';
import { OWN_TEXTS } from './own-texts.js';
import { prose } from './prose.js';

const TRIALS = 8;

/**
 * The least share of notes that find their place again, with 32 characters of context on both sides, by words quoted.
 * Lower a floor only for a gain elsewhere that the commit message states.
 */
const FLOORS: Record<string, Partial<Record<number, number>>> = {
  nothing: { 1: 1, 2: 1, 4: 1, 8: 1, 30: 1 },
  'typography cleaned up': { 1: 1, 2: 1, 4: 1, 8: 1, 30: 1 },
  'a letter of it mistyped': { 1: 0.8, 2: 0.9, 4: 1, 8: 1, 30: 1 },
  'a word of it inflected': { 1: 0.8, 2: 0.9, 4: 1, 8: 1, 30: 1 },
  'a word of it replaced': { 2: 0.5, 4: 0.8, 8: 1, 30: 1 },
  'a word put into it': { 2: 0.8, 4: 0.9, 8: 1, 30: 1 },
  'a word of it deleted': { 2: 0.25, 4: 0.8, 8: 1, 30: 1 },
  'half of it deleted': { 4: 0.4, 8: 0.6, 30: 0.4 },
  'its end and what follows deleted': { 4: 0.4, 8: 0.6, 30: 0.7 },
  'a word beside it replaced': { 1: 0.7, 2: 0.8, 4: 0.8, 8: 1, 30: 1 },
  'words put in beside it': { 2: 0.6, 4: 0.8, 8: 1, 30: 1 },
  'a sentence put in before its own': { 1: 0.4, 2: 0.5, 4: 0.5, 8: 0.8, 30: 1 },
  'its paragraph broken in two within it': { 2: 1, 4: 1, 8: 1, 30: 1 },
  'sentences of its paragraph shuffled': { 1: 0.2, 2: 0.3, 4: 0.4, 8: 0.6, 30: 1 },
  'its paragraph moved to the other end': { 1: 0.5, 2: 0.5, 4: 0.6, 8: 0.7, 30: 1 },
  'its paragraph and the next swapped': { 1: 0.5, 2: 0.5, 4: 0.6, 8: 0.7, 30: 1 },
  'one word in thirty changed everywhere': { 1: 0.6, 2: 0.7, 4: 0.8, 8: 0.9, 30: 1 },
  'one word in ten changed everywhere': { 1: 0.3, 2: 0.4, 4: 0.6, 8: 0.8, 30: 0.9 },
};

describe('calibration', () => {
  const tallies = calibrate({
    texts: [prose(7, 3000), prose(8, 3000), ...OWN_TEXTS],
    trials: TRIALS,
    seed: 2,
  });

  it('takes no other place for the quoted one, whatever was edited', () => {
    expect(tallies.flatMap(({ mistakes }) => mistakes)).toEqual([]);
  });

  it.each<Context>(['none', 'short', 'full', 'snapshot', 'counted', 'both'])(
    'loses nothing without an edit of it: context %s',
    (context) => {
      for (const tally of tallies)
        if (
          tally.context === context &&
          (tally.edit.name === 'nothing' || tally.edit.name.startsWith('typography'))
        )
          expect(tally.right, `${tally.words} words`).toBe(TRIALS);
    },
  );

  it.each(Object.entries(FLOORS))('with context, finds most after an edit: %s', (name, floors) => {
    for (const [words, floor] of Object.entries(floors)) {
      const tally = tallies.find(
        (t) => t.edit.name === name && t.context === 'full' && t.words === Number(words),
      )!;
      expect(tally.right / TRIALS, `${words} words`).toBeGreaterThanOrEqual(floor!);
    }
  });

  it.each([
    ['a letter of it mistyped', { 1: 0.6, 2: 0.8, 4: 0.9, 8: 1, 30: 1 }],
    ['a word put into it', { 2: 0.8, 4: 0.9, 8: 1, 30: 1 }],
    ['half of it deleted', { 8: 0.7, 30: 0.9 }],
    ['words put in beside it', { 1: 0.7, 2: 0.8, 4: 0.9, 8: 1, 30: 1 }],
    ['a sentence put in before its own', { 1: 0.9, 2: 0.9, 4: 0.9, 8: 1, 30: 1 }],
    ['its paragraph moved to the other end', { 1: 0.8, 2: 0.8, 4: 0.8, 8: 1, 30: 1 }],
    ['one word in ten changed everywhere', { 1: 0.6, 2: 0.7, 4: 0.8, 8: 0.9, 30: 1 }],
  ])('with nothing but a snapshot, finds most after an edit: %s', (name, floors) => {
    for (const [words, floor] of Object.entries(floors)) {
      const tally = tallies.find(
        (t) => t.edit.name === name && t.context === 'snapshot' && t.words === Number(words),
      )!;
      expect(tally.right / TRIALS, `${words} words`).toBeGreaterThanOrEqual(floor);
    }
  });

  it('finds long quotations without context after a light edit', () => {
    for (const name of [
      'a letter of it mistyped',
      'a word of it inflected',
      'a word of it replaced',
      'a word put into it',
    ]) {
      const tally = tallies.find((t) => t.edit.name === name && t.context === 'none' && t.words === 30)!;
      expect(tally.right, name).toBe(TRIALS);
    }
  });

  it('hands back what was deleted', () => {
    for (const { edit, ask, orphan } of tallies) if (edit.deletes) expect(ask + orphan).toBe(TRIALS);
  });
});
