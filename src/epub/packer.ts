import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PACKAGE_ROOT } from '../manuscript/package-files.js';
import type { Drawing, Drawn } from './draw.js';
import type { Packed, Packing, PackingOrder } from './pack.js';

const PROGRAM = join(PACKAGE_ROOT, 'dist/epub/pack-thread.js');

/** What the thread is told and asked for. Having packed, it ends. */
export type Job =
  | { draw: Drawing }
  | { begin: ConstructorParameters<typeof Packing> }
  | { pack: PackingOrder };

/**
 * Draws the cover of one EPUB, packs and checks it, in a thread of its own beside whatever the caller does. The thread
 * loads its modules as soon as it is made, so make it before long work. Run from sources, where there is no program for
 * a thread, it does so in the caller's.
 */
export class Packer {
  readonly #thread =
    existsSync(PROGRAM) && !import.meta.url.endsWith('.ts') ? new Worker(PROGRAM) : undefined;
  #here: Promise<Packing> | undefined;
  #packed = false;

  async draw(drawing: Drawing): Promise<Drawn> {
    if (!this.#thread) return (await import('./draw.js')).draw(drawing);
    return this.#ask(this.#thread, { draw: drawing });
  }

  /** Once, before `pack`: parameters are those of a `Packing`. */
  begin(...given: ConstructorParameters<typeof Packing>): void {
    if (this.#thread) this.#thread.postMessage({ begin: given } satisfies Job);
    else this.#here = import('./pack.js').then(({ Packing }) => new Packing(...given));
  }

  async pack(order: PackingOrder): Promise<Packed> {
    if (!this.#thread) return (await this.#here!).write(order);
    const packed = await this.#ask<Packed>(this.#thread, { pack: order });
    this.#packed = true;
    return packed;
  }

  /** Ends the thread if it has not packed; one that has ends by itself. */
  end(): void {
    if (!this.#packed) void this.#thread?.terminate();
  }

  /** One answer is awaited at a time. Rejects where the thread fails, which is a bug. */
  #ask<Answer>(thread: Worker, job: Job): Promise<Answer> {
    return new Promise((resolve, reject) => {
      thread.once('message', resolve).once('error', reject);
      thread.once('exit', () => reject(new Error('The thread that packs EPUBs ended early.')));
      thread.postMessage(job);
    });
  }
}
