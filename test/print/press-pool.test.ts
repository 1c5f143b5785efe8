import { describe, expect, test } from 'vitest';
import type { Claim, Job } from '../../src/print/jobs.js';
import { PressPool } from '../../src/print/press-pool.js';
import type { RemotePress } from '../../src/print/remote-press.js';

/*
 * Threads are played by promises: one does a job when it is told to, if it is the first to claim it.
 */

interface Played {
  /** Has the thread begin with what it was given first, and end with it. */
  step(): Promise<void>;
  press: RemotePress;
}

function played(): Played {
  const given: (() => void)[] = [];
  return {
    press: { given, end: () => {} } as unknown as RemotePress,
    async step() {
      given.shift()?.();
      await turn();
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Jobs that note who did them: `here`, or the number of a thread. */
function jobs(lengths: readonly number[], threads: readonly Played[]) {
  const done: string[] = lengths.map(() => '');
  const all = lengths.map((length, n): Job => {
    const note = (who: string) => {
      expect(done[n]).toBe('');
      done[n] = who;
    };
    return {
      length,
      here: () => note('here'),
      there: (press: RemotePress, claim: Claim) =>
        new Promise<void>((resolve) => {
          (press as unknown as { given: (() => void)[] }).given.push(() => {
            if (claim.take()) note(String(threads.findIndex((one) => one.press === press)));
            resolve();
          });
        }),
    };
  });
  return { all, done };
}

function pool(count: number) {
  const threads: Played[] = [];
  const made = new PressPool(count + 1, () => {
    const thread = played();
    threads.push(thread);
    return thread.press;
  });
  return { made, threads };
}

describe('a pool of presses', () => {
  test('of one thread does everything here, in order', async () => {
    const { made, threads } = pool(0);
    const { all, done } = jobs([10, 20, 30], threads);
    made.add(all);
    for (let n = 0; n < 5; n++) await turn();
    expect(done).toEqual(['here', 'here', 'here']);
  });

  test('starts threads for a long text, and none for a short one', () => {
    const { made, threads } = pool(3);
    made.start(100_000);
    expect(threads).toHaveLength(0);
    made.start(200_000);
    expect(threads).toHaveLength(1);
    made.start(10_000_000);
    expect(threads).toHaveLength(3);
  });

  test('takes back what a thread was given and has not begun', async () => {
    const { made, threads } = pool(1);
    const { all, done } = jobs([80_000, 80_000, 80_000, 80_000], threads);
    made.add(all);
    const busy = threads[0]!.step();
    for (let n = 0; n < 8; n++) await turn();
    await busy;
    expect(done).toEqual(['0', 'here', 'here', 'here']);
  });

  test('gives a thread something else in the place of what it takes back, before it is busy itself', async () => {
    const { made, threads } = pool(1);
    const lengths = [80_000, 80_000, 80_000, 80_000];
    const { all } = jobs(lengths, threads);
    const given = () => (threads[0]!.press as unknown as { given: unknown[] }).given;
    const whileBusy: number[] = [];
    made.add(all.map((job) => ({ ...job, here: () => whileBusy.push(given().length) })));
    expect(given()).toHaveLength(2);
    await turn();
    expect(whileBusy).toEqual([3]);
  });

  test.each([1, 2, 3])('does each job once, with %i more threads', async (count) => {
    const { made, threads } = pool(count);
    const { all, done } = jobs(
      Array.from({ length: 40 }, (_, n) => 30_000 + ((n * 7919) % 50_000)),
      threads,
    );
    made.add(all);
    for (let n = 0; done.includes('') && n < 200; n++) await threads[n % count]!.step();
    expect(done).not.toContain('');
    expect(done).toContain('here');
    for (const n of threads.keys()) expect(done).toContain(String(n));
  });

  test('begins with the jobs that were added first', async () => {
    const { made, threads } = pool(0);
    const [first, second] = [jobs([1, 1], threads), jobs([1], threads)];
    made.add(first.all);
    made.add(second.all);
    await turn();
    await turn();
    expect([first.done, second.done]).toEqual([['here', 'here'], ['']]);
    await turn();
    expect(second.done).toEqual(['here']);
  });
});
