import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { generator } from '../test/anchoring/prose.js';

/** What came of killing builds. */
export interface Killing {
  /** Builds that were killed before they ended, and those that were faster. */
  killed: number;
  ended: number;
  /** What was wrong in out/ after a kill, or after the build that followed. */
  faults: string[];
}

/** A build may end before its moment. */
const MOST_TRIES = 3;

/**
 * Builds a project over and over, going back and forth between two states of its texts, and kills each build (SIGKILL,
 * to which no program can answer) at a random moment. After each kill every file in out/ must be one that a build of
 * one of the states wrote whole. Then the build is run to its end, with what the killed one left in its cache, and must
 * give what a clean one gives. Now and then the cache is deleted first, so that all of it is written anew.
 *
 * @param folder an empty one to work in
 * @param project its files by path
 * @param text the one that is edited
 * @param times builds that are killed
 */
export async function killBuilds(
  folder: string,
  project: Readonly<Record<string, string>>,
  text: string,
  times: number,
  seed: number,
): Promise<Killing> {
  const random = generator(seed);
  const root = join(folder, 'project');
  const states = [project[text]!, `${project[text]!.trimEnd()} One sentence more.\n`];
  const write = async (path: string, content: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  for (const [path, content] of Object.entries(project)) await write(path, content);
  const right: Map<string, string>[] = [];
  let longest = 0;
  for (const state of states) {
    await write(text, state);
    const start = performance.now();
    await build(root, { clean: true });
    longest = Math.max(longest, performance.now() - start);
    right.push(await digests(root));
  }
  const killing: Killing = { killed: 0, ended: 0, faults: [] };
  let usual = longest;
  for (let n = 1; killing.killed < times && n <= MOST_TRIES * times; n++) {
    const state = n % states.length;
    const anew = random() < 0.4;
    if (anew) await rm(join(root, 'out/.florilegium/cache'), { recursive: true, force: true });
    await write(text, states[state]!);
    // The second half of a build has the writing in it.
    const moment = random() < 0.5 ? random() : 0.5 + 0.5 * random();
    const start = performance.now();
    const wasKilled = await build(root, { killAfter: moment * (anew ? longest : usual) });
    if (!wasKilled && !anew) usual = performance.now() - start;
    killing[wasKilled ? 'killed' : 'ended']++;
    for (const [name, digest] of await digests(root))
      if (!right.some((whole) => whole.get(name) === digest))
        killing.faults.push(`${name} is no whole file after kill ${n}`);
    await build(root);
    const now = await digests(root);
    for (const name of new Set([...now.keys(), ...right[state]!.keys()]))
      if (now.get(name) !== right[state]!.get(name)) killing.faults.push(`${name} is wrong after kill ${n}`);
  }
  return killing;
}

/** Builds in a process of its own; gives whether it was killed. */
function build(
  project: string,
  { killAfter, clean = false }: { killAfter?: number; clean?: boolean } = {},
): Promise<boolean> {
  const call = [resolve('dist/cli/main.js'), 'build', project, '--quiet', ...(clean ? ['--no-cache'] : [])];
  const child = spawn(process.execPath, call, { stdio: 'ignore' });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      if (signal === null && status !== 0) fail(new Error(`The build ended with ${status}.`));
      else done(signal !== null);
    });
  });
}

/** The editions in out/ by name; what is hidden is no edition. */
async function digests(project: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of await readdir(join(project, 'out')).catch(() => []))
    if (!name.startsWith('.'))
      found.set(
        name,
        createHash('sha256')
          .update(await readFile(join(project, 'out', name)))
          .digest('hex'),
      );
  return found;
}
