import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';

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
  const { messages } = await EpubCheck.validate(epub);
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

/** Loads what `checkEpub` checks with: for a thread that has time before there is something to check. */
export function loadChecker(): Promise<typeof import('@likecoin/epubcheck-ts')> {
  return import('@likecoin/epubcheck-ts');
}
