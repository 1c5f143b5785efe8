import { availableParallelism } from 'node:os';
import { Claim, type Job } from './jobs.js';
import { hasThreads, RemotePress } from './remote-press.js';

/** Characters of text that a thread must have to set so that it is worth its own start: some 15,000 words. */
const TEXT_A_THREAD = 90_000;
/** More threads than this would rather take memory than save time: each has fonts and caches of its own. */
const MOST_THREADS = 3;
/**
 * Characters of text that a thread is given ahead, so that it has something to do while this one is busy with a section.
 * With twice as much it would hardly ever wait, and the build take no less time, but a twentieth more memory.
 */
const TEXT_AHEAD = 120_000;

interface Worker {
  press: RemotePress;
  /** What it was given and has not done. */
  given: Map<Job, Claim>;
}

/**
 * Threads that set sections, this one among them: the sections of all editions stand in one queue, in order, and
 * whichever thread has done with one begins the next. So all of them have something to do until the last is begun, and
 * none is far ahead of the others: a section is drawn when it is known where those before it end.
 */
export class PressPool {
  private readonly workers: Worker[] = [];
  private readonly waiting: Job[] = [];
  private working = false;

  /**
   * @param cores how many the machine has, this thread's among them
   * @param open starts a thread
   */
  constructor(
    private readonly cores = hasThreads() ? availableParallelism() : 1,
    private readonly open = () => new RemotePress(),
  ) {}

  /**
   * Starts the threads that a text is worth, so that they are ready when its sections come.
   *
   * @param length of all editions together, in characters
   */
  start(length: number): void {
    const worth = Math.floor(length / TEXT_A_THREAD) - 1;
    const count = Math.min(worth, this.cores - 1, MOST_THREADS);
    while (this.workers.length < count) this.workers.push({ press: this.open(), given: new Map() });
  }

  add(jobs: readonly Job[]): void {
    this.start(textOf(jobs));
    this.waiting.push(...jobs);
    this.feed();
    if (!this.working) void this.work();
  }

  /** Ends all threads. */
  end(): void {
    this.waiting.length = 0;
    for (const { press } of this.workers.splice(0)) press.end();
  }

  private feed(): void {
    while (this.waiting.length > 0) {
      const [worker] = this.workers
        .map((one) => ({ one, text: textOf(one.given.keys()) }))
        .filter(({ text }) => text < TEXT_AHEAD)
        .sort((a, b) => a.text - b.text);
      if (!worker) break;
      void this.give(worker.one, this.waiting.shift()!);
    }
  }

  private async give({ press, given }: Worker, job: Job): Promise<void> {
    const claim = new Claim();
    given.set(job, claim);
    await job.there(press, claim);
    given.delete(job);
    this.feed();
  }

  /** This thread's part: a job at a time, so that answers of others come in between. */
  private async work(): Promise<void> {
    this.working = true;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const job = this.takeBack() ?? this.waiting.shift();
      if (!job) break;
      // Whoever it was taken from has something to do meanwhile.
      this.feed();
      job.here();
    }
    this.working = false;
  }

  /** What others were given first and have not begun: it stands before what waits. */
  private takeBack(): Job | undefined {
    for (const { given } of this.workers)
      for (const [job, claim] of given)
        if (claim.take()) {
          given.delete(job);
          return job;
        }
    return undefined;
  }
}

function textOf(jobs: Iterable<Job>): number {
  let sum = 0;
  for (const { length } of jobs) sum += length;
  return sum;
}
