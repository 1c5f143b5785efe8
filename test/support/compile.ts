import { execFileSync } from 'node:child_process';

/** Compiles what is out of date before the tests: some of them run the command as its users do. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/ready.mjs'], { stdio: ['ignore', 'inherit', 'inherit'] });
}
