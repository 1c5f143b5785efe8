import { availableParallelism } from 'node:os';
import { hasThreads, RemotePress } from './remote-press.js';

/** Characters of text that a thread must have to set so that it is worth its own start: some 15,000 words. */
const TEXT_A_THREAD = 90_000;
/**
 * A longer text (some 500,000 words) is set by this thread alone: each section is drawn and let go before the next, while
 * another thread, which cannot know where its first page stands, has to hold all of its own; memory counts for more there.
 */
const LONGEST_TEXT = 3_000_000;
/** More threads than this would rather take memory than save time: each has fonts and caches of its own. */
const MOST_THREADS = 3;

/** Threads that set sections, for one edition after the other. They are started when they are first wanted. */
export class PressPool {
  private readonly presses: RemotePress[] = [];

  /** @param cores how many the machine has, this thread's among them */
  constructor(private readonly cores = availableParallelism()) {}

  /** As many presses as a text of a length is worth beside this thread. @param length in characters */
  take(length: number): readonly RemotePress[] {
    if (!hasThreads() || length > LONGEST_TEXT) return [];
    const worth = Math.floor(length / TEXT_A_THREAD) - 1;
    const count = Math.max(0, Math.min(worth, this.cores - 1, MOST_THREADS));
    while (this.presses.length < count) this.presses.push(new RemotePress());
    return this.presses.slice(0, count);
  }

  /** Ends all threads. */
  end(): void {
    for (const press of this.presses) press.end();
    this.presses.length = 0;
  }
}
