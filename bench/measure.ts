import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** What one run of a program took: seconds by the clock, and its peak of memory in MB where that can be had. */
export interface Measurement {
  seconds: number;
  megabytes: number | undefined;
}

/** GNU time, which knows the peak of a program's memory. Other systems' commands of that name print something else. */
const TIME = '/usr/bin/time';

/**
 * Runs a program from its start to its end.
 *
 * @throws where it fails, with what it said
 */
export async function measure(command: string, args: readonly string[]): Promise<Measurement> {
  const timed = process.platform === 'linux' && existsSync(TIME);
  const start = performance.now();
  const { status, said } = await (timed
    ? run(TIME, ['-f', 'peak %M', command, ...args])
    : run(command, args));
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${said}`);
  const peak = timed ? /^peak (\d+)$/m.exec(said)?.[1] : undefined;
  return { seconds, megabytes: peak === undefined ? undefined : Number(peak) / 1024 };
}

/** Whether a program is there. */
export async function installed(command: string): Promise<boolean> {
  return (await run(command, ['--version']).catch(() => ({ status: 1 }))).status === 0;
}

function run(
  ...[command, args]: [string, readonly string[]]
): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.on('error', reject).on('close', (status) => resolve({ status, said }));
  });
}

/** The median of each number by itself. */
export function median(runs: readonly Measurement[]): Measurement {
  const peaks = runs.flatMap(({ megabytes }) => (megabytes === undefined ? [] : [megabytes]));
  return {
    seconds: middle(runs.map(({ seconds }) => seconds)),
    megabytes: peaks.length === 0 ? undefined : middle(peaks),
  };
}

function middle(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
