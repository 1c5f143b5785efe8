import { checkEpubLinks } from './epub/check-links.js';
import { type EpubFile, openEpub } from './epub/epub-file.js';
import { javaEpubCheck } from './epub/java-epubcheck.js';
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
  const messages = (options.java ?? true) ? javaEpubCheck(bytes) : undefined;
  if (messages) {
    report.look('epubcheck');
    for (const message of messages) report.fail('epubcheck', message);
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
