import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { isMainThread, threadId } from 'node:worker_threads';

/** The bundle that `scripts/compile.mjs` makes of src/, in whose name its content is hashed. */
declare const BUNDLE: string;

/** The bundle is a function: what is imported in it comes through these, and each program that it has is put into `programs`. */
type Bundle = (
  require: NodeJS.Require,
  load: (module: string) => Promise<unknown>,
  url: string,
  programs: Record<string, () => Promise<Record<string, unknown>>>,
) => Promise<void>;

/**
 * A program whose run took this many times as long as the one whose compiled code is kept has probably done what that
 * one had not (the first had nothing to build). A smaller factor would keep code again when the machine is busy.
 */
const MORE_CODE = 2;

/**
 * What V8 11, which Node 20 has, is told of optimising and of garbage. Its own choices suit programs that run for long on
 * many cores. In a build, threads that optimise and collect contend with those that set pages, and much of what is
 * optimised is hardly run again. Together these take a quarter less of the processors at 134,000 words, a little less at
 * 1.4 million. Later releases have a third compiler and count otherwise, so they are left to themselves.
 */
const FLAGS_OF_V8_11 = [
  // Bytes of bytecode that are run of a function before it is optimised, in place of 67,584. Twice as many win nothing more.
  '--interrupt-budget=160000',
  // Short functions are optimised when they have shown what they are called with, as others are, and not at once: many were
  // called with something else later, and optimised again.
  '--max-bytecode-size-for-early-opt=0',
  // Bytes of bytecode of other functions that are optimised within one, in place of 920. With 150, more is lost than won.
  '--max-inlined-bytecode-size-cumulative=300',
  // New objects are collected by the thread that made them alone.
  '--no-parallel-scavenge',
  // Room for new objects grows fourfold, in place of twofold: what a build makes at its start is kept to its end.
  '--semi-space-growth-factor=4',
  // All objects are looked through at once: marking by steps slows down whatever is written meanwhile.
  '--no-incremental-marking',
];

/**
 * Runs one of the programs in the bundle, and gives what its module exports.
 *
 * V8 compiles a function when it is first called, which is a good part of a small build's time. So a program's first run
 * keeps the code that it compiled beside the bundle, in a file for each program and Node: later runs begin with it. V8
 * itself refuses code that another version or other flags of it made. Where nothing can be written, nothing is kept.
 */
export async function start(program: string): Promise<Record<string, unknown>> {
  if (isMainThread) setFlags();
  const path = join(import.meta.dirname, BUNDLE);
  const kept = new KeptCode(`${BUNDLE}-${program.replaceAll('/', '-')}-${process.version}-${process.arch}`);
  // esbuild writes everything beyond ASCII as escapes.
  const source = readFileSync(path, 'latin1');
  const script = new Script(source, { filename: path, cachedData: kept.code });
  const accepted = kept.code !== undefined && script.cachedDataRejected === false;
  process.once('exit', (status) => {
    const took = performance.now();
    if (status === 0 && (!accepted || took > MORE_CODE * kept.took))
      kept.keep(script.createCachedData(), took);
  });
  const bundle: Bundle = script.runInThisContext();
  const programs: Parameters<Bundle>[3] = {};
  const url = import.meta.url;
  await bundle(createRequire(url), (module) => import(module), url, programs);
  return programs[program]!();
}

/** Flags of V8 are the process's: all of its threads have them. */
function setFlags(): void {
  // What ran only at the start would be forgotten, and not be kept, after a long run.
  setFlagsFromString('--no-flush-bytecode');
  if (process.versions.v8.startsWith('11.')) for (const flag of FLAGS_OF_V8_11) setFlagsFromString(flag);
}

/** Compiled code in a file: the code, and how many milliseconds the run took that compiled it. */
class KeptCode {
  readonly code: Buffer | undefined;
  readonly took: number = 0;
  readonly #path: string;

  constructor(name: string) {
    this.#path = join(import.meta.dirname, 'code', name);
    try {
      const bytes = readFileSync(this.#path);
      this.code = bytes.subarray(0, -8);
      this.took = bytes.readDoubleLE(this.code.length);
    } catch {
      // There is none yet.
    }
  }

  /** Writes it whole or not at all, since another process may read it meanwhile. */
  keep(code: Buffer, took: number): void {
    const end = Buffer.alloc(8);
    end.writeDoubleLE(took);
    const temporary = `${this.#path}-${process.pid}-${threadId}`;
    try {
      mkdirSync(join(import.meta.dirname, 'code'), { recursive: true });
      writeFileSync(temporary, Buffer.concat([code, end]));
      renameSync(temporary, this.#path);
    } catch {
      removeIfThere(temporary);
    }
  }
}

/** Removes what a full disk left half written; where nothing can be written at all, there is nothing. */
function removeIfThere(path: string): void {
  try {
    rmSync(path);
  } catch {
    // It is not there, or cannot be removed.
  }
}
