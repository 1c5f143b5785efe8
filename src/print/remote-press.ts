import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, Worker } from 'node:worker_threads';
import { PACKAGE_ROOT } from '../manuscript/package-files.js';
import type { Displaced } from '../pdf/draw-pages.js';
import type { Claim } from './jobs.js';
import type { Held, Order, PressBook, PressReport } from './press.js';
import type { DrawnSection, SectionFacts } from './section-facts.js';

const PROGRAM = join(PACKAGE_ROOT, 'dist/print/press-thread.js');

/** What a thread is asked about a book, which it knows by a number. */
export type Request = { id: number; book: number } & (
  | { kind: 'open'; about: PressBook }
  | { kind: 'hold'; section: number; held: Held }
  | { kind: 'claim'; order: Order; memory: Int32Array }
  | { kind: 'set'; order: Order }
  | { kind: 'draw'; order: Order; displaced?: Displaced | undefined }
  | { kind: 'report' }
  | { kind: 'close' }
  | { kind: 'end' }
);

/** Each kind of a union without some keys. */
type Without<K extends PropertyKey, T> = T extends unknown ? Omit<T, K> : never;

export interface Response {
  id: number;
  value: undefined | SectionFacts | DrawnSection | PressReport;
}

/** Whether there is a program for threads: there is none when florilegium runs from its sources. */
export function hasThreads(): boolean {
  return !import.meta.url.endsWith('.ts') && existsSync(PROGRAM);
}

/** A thread that sets sections. It loads its modules as soon as it is made, so make it before long work. */
export class RemotePress {
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private requests = 0;
  private books = 0;
  private failure: Error | undefined;

  /** @param thread where `serve` answers */
  constructor(private readonly thread: Worker | MessagePort = new Worker(PROGRAM)) {
    this.thread.on('message', ({ id, value }: Response) => {
      this.waiting.get(id)?.resolve(value);
      this.waiting.delete(id);
      // A thread that nothing is expected of keeps no program from ending.
      if (this.waiting.size === 0) this.thread.unref();
    });
    this.thread.on('error', (error: Error) => this.fail(error));
    this.thread.on('exit', () => this.fail(new Error('A thread that sets sections ended early.')));
    this.thread.unref();
  }

  /** Begins with the sections of another book. */
  open(about: PressBook): RemoteBook {
    const book = ++this.books;
    this.tell({ book, kind: 'open', about });
    return new RemoteBook(this, book);
  }

  /** Ends the thread: at once where something is expected of it still, else by itself, so that its code is kept. */
  end(): void {
    if (this.waiting.size === 0) {
      this.tell({ book: 0, kind: 'end' });
      return;
    }
    this.thread.removeAllListeners();
    if (this.thread instanceof Worker) void this.thread.terminate();
    else this.thread.close();
  }

  /** Asks for what is not answered. */
  tell(request: Without<'id', Request>): void {
    this.thread.postMessage({ id: ++this.requests, ...request });
  }

  ask<T>(request: Without<'id', Request>): Promise<T> {
    if (this.failure) return Promise.reject(this.failure);
    this.tell(request);
    this.thread.ref();
    return new Promise((resolve, reject) => {
      this.waiting.set(this.requests, { resolve: resolve as (value: unknown) => void, reject });
    });
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}

/** A book's press in another thread: see `Press`. */
export class RemoteBook {
  constructor(
    private readonly press: RemotePress,
    private readonly book: number,
  ) {}

  hold(section: number, held: Held): void {
    this.press.tell({ book: this.book, kind: 'hold', section, held });
  }

  /** Sets a section unless somebody else claims it before the thread does: undefined then. */
  async setIfFree(order: Order, { memory }: Claim): Promise<SectionFacts | undefined> {
    return this.press.ask({ book: this.book, kind: 'claim', order, memory });
  }

  async set(order: Order): Promise<SectionFacts> {
    return this.press.ask({ book: this.book, kind: 'set', order });
  }

  /** Draws a section, and lets go of it. */
  async draw(order: Order, displaced?: Displaced): Promise<DrawnSection> {
    return this.press.ask({ book: this.book, kind: 'draw', order, displaced });
  }

  async report(): Promise<PressReport> {
    return this.press.ask({ book: this.book, kind: 'report' });
  }

  close(): void {
    this.press.tell({ book: this.book, kind: 'close' });
  }
}
