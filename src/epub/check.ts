import type { EpubCheckResult } from '@likecoin/epubcheck-ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { askQuickly } from './quick-queries.js';

/** A build with one fault in every page would say the same thing hundreds of times. */
const MOST_FINDINGS = 50;

/**
 * What the port says although EPUBCheck, rightly, does not: it holds every index to EPUB Indexes, which only binds
 * publications that declare themselves indexes, and takes the landmark that leads to an index for one.
 */
const MISTAKEN = /^An "index" must contain one and only one "index-entry-list"/;

/**
 * What EPUBCheck's TypeScript port finds in an EPUB: links, manifest, navigation, stylesheets, ids. It sees about half
 * of what EPUBCheck sees in XHTML, so its silence proves nothing; what it says is a fault.
 */
export async function checkEpub(epub: Uint8Array): Promise<Diagnostic[]> {
  const { EpubCheck } = await loadChecker();
  await askQuickly();
  return findings(await EpubCheck.validate(epub));
}

/**
 * The same of the files of an EPUB, by their names, before they are packed: all is found but what is wrong with an
 * archive. The port unpacks one in JavaScript, for as long as it takes to parse what is in it.
 */
export async function checkFiles(files: ReadonlyMap<string, Uint8Array>): Promise<Diagnostic[]> {
  const { EpubCheck } = await loadChecker();
  await askQuickly();
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return findings(await EpubCheck.validateExpanded(new Map(sorted)));
}

/**
 * Loads what checks, for a thread that has time before there is something to check. Its WebAssembly is loaded with the
 * first check, since most builds after an edit have none.
 */
export function loadChecker(): Promise<typeof import('@likecoin/epubcheck-ts')> {
  return import('@likecoin/epubcheck-ts');
}

function findings({ messages }: EpubCheckResult): Diagnostic[] {
  return messages
    .filter(({ severity, message }) => severity !== 'info' && severity !== 'usage' && !MISTAKEN.test(message))
    .slice(0, MOST_FINDINGS)
    .map(({ id, message, severity, location }) =>
      diagnostic('epub-invalid', `${id}: ${message}`, {
        ...(location && { file: location.line ? `${location.path}:${location.line}` : location.path }),
        severity: severity === 'warning' ? 'warning' : 'error',
      }),
    );
}
