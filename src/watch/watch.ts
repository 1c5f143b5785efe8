import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { BuildOptions, BuildResult } from '../build.js';
import { cacheOf, outputFolder } from '../last-build.js';
import { changedInputs } from '../manuscript/changed-inputs.js';
import { Inputs } from '../manuscript/inputs.js';
import { FolderWatch } from './folder-watch.js';

/** One build of a project that is watched. */
export interface Rebuild {
  /** The files that changed since the build before, relative to the project; undefined for the first. */
  changed: string[] | undefined;
  /** What came of it, or the failure of a program that should not fail. */
  result: BuildResult | Error;
  milliseconds: number;
}

/**
 * Builds a project, and again whenever something that the build read has changed. A change during a build is followed
 * by one more; what is heard of other files is followed by nothing. Goes on until `signal` ends it, whatever the project
 * is like.
 *
 * @param tell called after each build
 */
export async function watchProject(
  options: BuildOptions,
  tell: (rebuild: Rebuild) => void,
  signal?: AbortSignal,
): Promise<void> {
  const root = resolve(options.project ?? '.');
  const cache = cacheOf(options);
  let inputs: Inputs | undefined;
  let heard = true;
  let wake = () => {};
  const folder = new FolderWatch(root, outputFolder(options), () => {
    heard = true;
    wake();
  });
  signal?.addEventListener('abort', () => wake(), { once: true });
  try {
    // What is not heard because it changed before that is found by looking at the files.
    await folder.ready();
    while (!signal?.aborted) {
      if (!heard) {
        await new Promise<void>((done) => {
          wake = done;
        });
        continue;
      }
      heard = false;
      const start = performance.now();
      const changed = inputs && (await changedInputs(inputs));
      if (changed?.length === 0) continue;
      inputs = new Inputs(root);
      const result = await attempt(options, { inputs, cache });
      if (signal?.aborted) return;
      // What it has not read any more cannot be told from what it does not read.
      if (result instanceof Error) inputs = undefined;
      tell({ changed, result, milliseconds: performance.now() - start });
    }
  } finally {
    await folder.close();
  }
}

async function attempt(
  options: BuildOptions,
  using: { inputs: Inputs; cache: ReturnType<typeof cacheOf> },
): Promise<BuildResult | Error> {
  try {
    const { makeEditions } = await import('../build.js');
    return await makeEditions(options, using);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
