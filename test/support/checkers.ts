import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ace } from '../../src/checkers/ace.js';
import type { Checker } from '../../src/checkers/checker.js';
import { epubcheck } from '../../src/checkers/epubcheck.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';

/** Why tests with EPUBCheck cannot run here, or undefined where they can. */
export const NO_JAVA = await reason(epubcheck);

/** Why tests with Ace cannot run here, or undefined where they can. */
export const NO_ACE = await reason(ace);

async function reason(checker: Checker): Promise<string | undefined> {
  const found = await checker.find('.');
  return 'missing' in found ? found.missing.message : undefined;
}

/** What a checker says of an EPUB, which is `a.epub` to it. */
export async function findingsOf(checker: Checker, epub: Uint8Array): Promise<Diagnostic[]> {
  const found = await checker.find('.');
  if ('missing' in found) throw new Error(found.missing.message);
  const folder = await mkdtemp(join(tmpdir(), 'florilegium-'));
  try {
    await writeFile(join(folder, 'a.epub'), epub);
    return await found(join(folder, 'a.epub'), await mkdtemp(join(folder, 'run-')));
  } finally {
    await rm(folder, { recursive: true });
  }
}
