import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** What `--help` prints after the words of a command. */
async function help(...words: string[]): Promise<string> {
  return (await run(process.execPath, ['dist/cli/main.js', ...words, '--help'])).stdout;
}

/** The names of long options in a text, in order and once each. */
const options = (text: string) => [...new Set(text.match(/--[a-z-]+/g))].sort();

test('the README lists every command with all of its options', async () => {
  const readme = await readFile('README.md', 'utf8');
  const listed = new Map(
    readme
      .split(/^ {4}(?=florilegium )/m)
      .slice(1)
      .map((text) => text.split(/\n\n/)[0]!)
      .filter((text) => !text.includes('florilegium check --epubcheck --ace'))
      .map((text) => [text.split(' ')[1]!, options(text)]),
  );
  const commands = [...(await help()).matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) => name!);
  expect([...listed.keys()].sort()).toEqual(commands.sort());
  for (const name of commands) {
    const offered = options((await help(name)).split('Options:')[1]!).filter((option) => option !== '--help');
    expect([name, listed.get(name)]).toEqual([name, offered]);
  }
});
