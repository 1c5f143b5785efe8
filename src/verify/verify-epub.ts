import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { epubcheck } from '../checkers/epubcheck.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { PACKAGE_ROOT } from '../manuscript/package-files.js';
import { checkEpubLinks } from './epub/check-links.js';
import { type EpubFile, openEpub } from './epub/epub-file.js';
import { Report } from './report.js';

/**
 * Checks an EPUB: EPUBCheck's TypeScript port, EPUBCheck itself where Java is there, and what neither asks for. Returns the file
 * opened, for its text; undefined where it cannot be read.
 */
export async function verifyEpub(
  bytes: Uint8Array,
  report = new Report(),
  options: { java?: boolean } = {},
): Promise<{ report: Report; epub?: EpubFile }> {
  const { checkEpub } = await import('../epub/check.js');
  report.look('epubcheck-ts');
  for (const { message, file } of await checkEpub(bytes))
    report.fail('epubcheck-ts', file ? `${file}: ${message}` : message);
  const findings = (options.java ?? true) ? await runEpubcheck(bytes) : undefined;
  if (findings) {
    report.look('epubcheck');
    for (const { message, file } of findings)
      report.fail('epubcheck', file ? `${file}: ${message}` : message);
  }
  let epub: EpubFile;
  try {
    epub = await openEpub(bytes);
  } catch (problem) {
    report.fail('epub-links', `the EPUB cannot be read: ${(problem as Error).message.split('\n')[0]}`);
    return { report };
  }
  checkEpubLinks(epub, report);
  return { report, epub };
}

/** The errors and warnings of EPUBCheck; undefined where it, or Java, is not installed. */
async function runEpubcheck(bytes: Uint8Array): Promise<Diagnostic[] | undefined> {
  const run = await epubcheck.find(PACKAGE_ROOT);
  if ('missing' in run) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'florilegium-'));
  try {
    const book = join(folder, 'book.epub');
    await writeFile(book, bytes);
    return (await run(book, folder)).filter(({ severity }) => severity !== 'info');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
