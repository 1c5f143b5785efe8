import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, Worker } from 'node:worker_threads';
import { PACKAGE_ROOT } from '../manuscript/package-files.js';
import type { Displaced } from '../pdf/draw-pages.js';
import type { BoxState } from '../typeset/page/box-context.js';
import type { Place } from '../typeset/page/section.js';
import type { Order, PressJob, PressReport } from './press.js';
import type { DrawnSection, SectionFacts } from './section-facts.js';

const PROGRAM = join(PACKAGE_ROOT, 'dist/print/press-thread.js');

export type Request = { id: number } & (
  | { kind: 'job'; job: PressJob }
  | { kind: 'chain'; sections: number[]; place: Place; state: BoxState | undefined }
  | { kind: 'set'; order: Order }
  | { kind: 'draw'; order: Order; displaced?: Displaced | undefined }
  | { kind: 'report' }
  | { kind: 'end' }
);

/** Each kind of a union without a key. */
type Without<K extends PropertyKey, T> = T extends unknown ? Omit<T, K> : never;

export interface Response {
  id: number;
  value: undefined | SectionFacts | DrawnSection | PressReport | Guess;
}

/** A section as it was set on a guess of what comes before it. */
export interface Guess {
  section: number;
  place: Place;
  state: BoxState | undefined;
  facts: SectionFacts;
}

/** Whether there is a program for threads: there is none when florilegium runs from its sources. */
export function hasThreads(): boolean {
  return !import.meta.url.endsWith('.ts') && existsSync(PROGRAM);
}

/** A press in a thread of its own. The thread loads its modules as soon as it is made, so make it before long work. */
export class RemotePress {
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private readonly guesses = new Map<number, { promise: Promise<Guess>; resolve(guess: Guess): void }>();
  private requests = 0;
  private guessing = 0;
  private failure: Error | undefined;

  /** @param thread where `serve` answers */
  constructor(private readonly thread: Worker | MessagePort = new Worker(PROGRAM)) {
    this.thread.on('message', ({ id, value }: Response) => {
      const waiting = this.waiting.get(id);
      if (waiting) {
        this.waiting.delete(id);
        waiting.resolve(value);
      } else {
        this.guesses.get((value as Guess).section)!.resolve(value as Guess);
        this.guessing--;
      }
      // A thread that nothing is expected of keeps no program from ending.
      if (this.waiting.size === 0 && this.guessing === 0) this.thread.unref();
    });
    this.thread.on('error', (error: Error) => this.fail(error));
    this.thread.on('exit', () => this.fail(new Error('A thread that sets sections ended early.')));
    this.thread.unref();
  }

  /** Begins to set sections one after the other, the first of them in a place that is guessed. */
  begin(job: PressJob, sections: number[], place: Place, state: BoxState | undefined): void {
    void this.ask({ kind: 'job', job }).catch(() => {});
    this.guesses.clear();
    this.guessing = sections.length;
    for (const section of sections) {
      let resolve!: (guess: Guess) => void;
      const promise = new Promise<Guess>((done) => {
        resolve = done;
      });
      this.guesses.set(section, { promise, resolve });
    }
    this.send({ id: ++this.requests, kind: 'chain', sections, place, state });
  }

  /** What came of a section on the first guess. */
  async guess(section: number): Promise<Guess> {
    return this.unlessFailed(this.guesses.get(section)!.promise);
  }

  async set(order: Order): Promise<SectionFacts> {
    return this.ask({ kind: 'set', order });
  }

  async draw(order: Order, displaced?: Displaced): Promise<DrawnSection> {
    return this.ask({ kind: 'draw', order, displaced });
  }

  async report(): Promise<PressReport> {
    return this.ask({ kind: 'report' });
  }

  /** Ends the thread: at once where something is expected of it still, else by itself, so that its code is kept. */
  end(): void {
    const idle = this.waiting.size === 0 && this.guessing === 0;
    if (idle) {
      this.send({ id: ++this.requests, kind: 'end' });
      return;
    }
    this.thread.removeAllListeners();
    if (this.thread instanceof Worker) void this.thread.terminate();
    else this.thread.close();
  }

  private ask<T>(request: Without<'id', Request>): Promise<T> {
    const id = ++this.requests;
    const answer = new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });
    if (this.failure) this.fail(this.failure);
    else this.send({ id, ...request } as Request);
    return answer;
  }

  private send(request: Request): void {
    this.thread.ref();
    this.thread.postMessage(request);
  }

  private failed: ((error: Error) => void)[] = [];

  private unlessFailed<T>(promise: Promise<T>): Promise<T> {
    if (this.failure) return Promise.reject(this.failure);
    return Promise.race([promise, new Promise<T>((_, reject) => this.failed.push(reject))]);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
    for (const reject of this.failed) reject(this.failure);
    this.failed = [];
  }
}
