import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const MAIN = resolve('dist/cli/main.js');

export interface Ran {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Runs the command through a shell with this before it (`ulimit -f 1;`). */
  before?: string;
  /** Called when the process has started. */
  started?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs `florilegium` as a user does. */
export function florilegium(args: string[], options: RunOptions = {}): Promise<Ran> {
  const env = { ...process.env, NO_COLOR: '1', ...options.env };
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const call = [process.execPath, MAIN, ...args];
  const child = options.before
    ? spawn('sh', ['-c', `${options.before} exec ${call.map(quote).join(' ')}`], { cwd: options.cwd, env })
    : spawn(call[0]!, call.slice(1), { cwd: options.cwd, env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  options.started?.((signal) => child.kill(signal));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status, signal) => done({ status, signal, stdout, stderr }));
  });
}
