import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Counts what this process writes: builds at once in one process write beside each other. */
let writes = 0;

/** A name beside a file under which a new one is written before it takes the old one's place. No other write has it. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${++writes}.tmp`);
}

/**
 * Removes what builds that were killed while they wrote have left; a build that is still running keeps its own.
 *
 * @param names of the files that they wrote
 */
export async function removeLeftovers(folder: string, names: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(folder)) {
    const match = /^\.(.+)\.(\d+)(?:-\d+)?\.tmp$/.exec(entry);
    if (match && names.has(match[1]!) && !isRunning(Number(match[2])))
      await rm(join(folder, entry), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
