import type { Result } from '../diagnostics/diagnostic.js';
import { type Contents, packEpub } from './archive.js';
import { checkEpub } from './check.js';

/** What a thread is given: the files of an EPUB, and the date that they bear. */
export interface PackingJob {
  contents: Contents;
  date: Date;
  /** Whether it is known to be without fault. */
  sound?: boolean;
}

/** Packs an EPUB and checks what was packed. */
export async function packAndCheck({ contents, date, sound }: PackingJob): Promise<Result<Uint8Array>> {
  const value = await packEpub(contents, date);
  return { value, diagnostics: sound ? [] : await checkEpub(value) };
}
