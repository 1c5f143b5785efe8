import type { RemotePress } from './remote-press.js';

/** A section to be set, by whichever thread has time for it. */
export interface Job {
  /** Of its text, in characters. */
  readonly length: number;
  /** Sets it in this thread, at once. */
  here(): void;
  /** Has it set by another thread; settled when that thread is done with it, also where somebody else claimed it. */
  there(press: RemotePress, claim: Claim): Promise<void>;
}

/** A job that was given to a thread and not begun there can still be taken back: whoever claims it first does it. */
export class Claim {
  /** @param memory shared by the threads: 1 when it is claimed */
  constructor(readonly memory: Int32Array = new Int32Array(new SharedArrayBuffer(4))) {}

  /** Whether it is the caller's now. */
  take(): boolean {
    return Atomics.exchange(this.memory, 0, 1) === 0;
  }
}
