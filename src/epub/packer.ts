import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Result } from '../diagnostics/diagnostic.js';
import { PACKAGE_ROOT } from '../manuscript/package-files.js';
import type { PackingJob } from './pack.js';

const PROGRAM = join(PACKAGE_ROOT, 'dist/epub/pack-thread.js');

/**
 * Packs and checks one EPUB in a thread of its own, beside whatever the caller does. The thread loads its modules as
 * soon as it is made, so make it before long work. Run from sources, where there is no program for a thread, it packs
 * in the caller's.
 */
export class Packer {
  readonly #thread =
    existsSync(PROGRAM) && !import.meta.url.endsWith('.ts') ? new Worker(PROGRAM) : undefined;
  #packed = false;

  /** Rejects where the thread fails, which is a bug. */
  async pack(job: PackingJob): Promise<Result<Uint8Array>> {
    const thread = this.#thread;
    if (!thread) return (await import('./pack.js')).packAndCheck(job);
    const packed = await new Promise<Result<Uint8Array>>((resolve, reject) => {
      thread.once('message', resolve).once('error', reject);
      thread.once('exit', () => reject(new Error('The thread that packs EPUBs ended early.')));
      thread.postMessage(job);
    });
    this.#packed = true;
    return packed;
  }

  /** Ends the thread if it has not packed; one that has ends by itself. */
  end(): void {
    if (!this.#packed) void this.#thread?.terminate();
  }
}
