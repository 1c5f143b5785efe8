import { execFile } from 'node:child_process';

/** The largest anthologies take minutes on a slow machine; what takes longer hangs. */
const LONGEST_MS = 30 * 60_000;
/** Kept of what a program says about itself when it fails. */
const MOST_SAID = 64 * 1024 * 1024;

/** Runs a program to its end, whatever its exit status, and gives all that it said. Never throws. */
export function runProgram(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((done) => {
    execFile(
      program,
      args,
      { env: { ...process.env, ...env }, timeout: LONGEST_MS, maxBuffer: MOST_SAID, encoding: 'utf8' },
      (error, stdout, stderr) => done(`${stderr}${stdout}` || (error?.message ?? '')),
    );
  });
}
