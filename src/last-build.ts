import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { BuildOptions, BuildResult } from './build.js';
import { digest } from './cache/digest.js';
import { programDigest } from './cache/program.js';
import { Store } from './cache/store.js';
import { changedInputs } from './manuscript/changed-inputs.js';
import type { Inputs } from './manuscript/inputs.js';
import { removeLeftovers } from './output/temporary.js';

/** What is kept of a build that was done. */
interface LastBuild {
  files: Inputs['files'];
  folders: Inputs['folders'];
  /** The files that it wrote or looked at, by absolute path: the digest of their bytes, of those that were there. */
  outputs: Map<string, string | undefined>;
  result: BuildResult;
}

/** Where a build writes. */
export function outputFolder({ project = '.', out }: BuildOptions): string {
  return resolve(out ?? join(project, 'out'));
}

/** What a build may keep for the next one, in its output folder. */
export function cacheOf(options: BuildOptions): Store {
  return new Store(cacheFolder(options));
}

/** Whether an earlier build may have kept something. */
export function hasCache(options: BuildOptions): boolean {
  return options.cache !== false && existsSync(cacheFolder(options));
}

function cacheFolder(options: BuildOptions): string {
  return join(outputFolder(options), '.florilegium', 'cache');
}

/**
 * The result of the last build with these options, if the same would come of another: the program is the same, so is
 * every file and folder that was read, and what was written or looked at in the output folder is as it was. Loads nothing of what makes editions.
 */
export async function unchangedBuild(options: BuildOptions): Promise<BuildResult | undefined> {
  if (options.cache === false) return undefined;
  const cache = cacheOf(options);
  const kept = cache.get(nameOf(options));
  cache.close();
  if (!kept) return undefined;
  const { files, folders, outputs, result } = deserialize(kept) as LastBuild;
  const root = resolve(options.project ?? '.');
  if ((await changedInputs({ root, files, folders })).length > 0) return undefined;
  const same = await Promise.all(
    [...outputs].map(async ([path, name]) => {
      const bytes = await readFile(path).catch(() => undefined);
      return (bytes && digest(bytes)) === name;
    }),
  );
  if (!same.every(Boolean)) return undefined;
  await removeLeftovers(outputFolder(options), new Set([...outputs.keys()].map((path) => basename(path))));
  return result;
}

/**
 * Keeps what `unchangedBuild` looks at.
 *
 * @param outputs the files that were written, and those in the output folder that were looked at
 */
export function keepBuild(
  cache: Store,
  options: BuildOptions,
  { files, folders }: Inputs,
  outputs: readonly { path: string; data: Uint8Array | undefined }[],
  result: BuildResult,
): void {
  const digests = new Map(outputs.map(({ path, data }) => [path, data && digest(data)]));
  const kept: LastBuild = { files, folders, outputs: digests, result };
  cache.put(nameOf(options), serialize(kept));
}

/** One name for the builds that could have the same result: of one program, with the same options, in the same places. */
function nameOf(options: BuildOptions): string {
  const { project, out, cache, signal, ...rest } = options;
  const parts = [resolve(project ?? '.'), outputFolder(options), Object.entries(rest).sort()];
  return `build-${digest(programDigest(), process.env.SOURCE_DATE_EPOCH, ...parts)}`;
}
