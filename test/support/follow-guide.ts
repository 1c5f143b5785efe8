import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { florilegium } from '../build/command.js';

/**
 * Follows a guide word for word. In a block `console`, a line after `$ ` is a command, and the lines below it stand at
 * the beginnings of lines of what it prints. A block `diff FILE` is an edit; one that only adds, adds at the end.
 *
 * @returns what the last command printed
 */
export async function followGuide(guide: string): Promise<string> {
  const blocks = [...guide.matchAll(/^```(console|diff)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, kind, file, content]) => ({ kind, file, lines: content!.replace(/\n$/, '').split('\n') }),
  );
  let folder = await mkdtemp(join(tmpdir(), 'florilegium-guide-'));
  const top = folder;
  onTestFinished(() => rm(top, { recursive: true, force: true }));
  let printed: string[] = [];
  for (const { kind, file, lines } of blocks)
    if (kind === 'diff') await edit(join(folder, file!), lines);
    else
      for (const line of lines) {
        if (line.startsWith('$ cd ')) folder = resolve(folder, line.slice('$ cd '.length));
        else if (line.startsWith('$ npx florilegium ')) printed = await run(line, folder);
        else
          expect(
            printed.filter((each) => each.startsWith(line)),
            line,
          ).toHaveLength(1);
      }
  return printed.join('\n');
}

async function run(line: string, cwd: string): Promise<string[]> {
  const { status, stdout, stderr } = await florilegium(line.split(' ').slice(3), { cwd });
  expect(status, stderr).toBe(0);
  return (stdout + stderr).split('\n');
}

async function edit(path: string, lines: string[]): Promise<void> {
  const before = await readFile(path, 'utf8');
  const of = (sign: string) =>
    lines.filter((line) => ` ${sign}`.includes(line[0] ?? ' ')).map((line) => line.slice(1));
  const old = of('-').join('\n');
  if (old !== '') expect(before.split(old)).toHaveLength(2);
  const now = of('+').join('\n');
  await writeFile(path, old === '' ? `${before}\n${now}\n` : before.replace(old, () => now));
}
