import { join } from 'node:path';
import type { Anchored } from '../anchoring/anchored.js';
import { diagnostic, type Result } from '../diagnostics/diagnostic.js';
import { formatSnapshot, SNAPSHOT } from '../manuscript/snapshot.js';
import { reasonOf } from './reasons.js';
import { replaceFile } from './replace-file.js';

/**
 * Writes down where the notes stand, if that is not what the project's snapshot says already. It is no edition: where
 * it cannot be written (a project that may only be read), a warning is given back, and no more is lost than that.
 *
 * @returns the file's new content, where it has one
 */
export async function writeSnapshot({
  manuscript,
  snapshot,
}: Anchored): Promise<Result<Uint8Array | undefined>> {
  const before = manuscript.snapshot;
  const asItWas = { value: undefined, diagnostics: [] };
  if (before?.keep || (snapshot.length === 0 && !before?.source)) return asItWas;
  const text = formatSnapshot(snapshot);
  if (before?.source?.text.replaceAll('\r\n', '\n') === text) return asItWas;
  const bytes = Buffer.from(text);
  try {
    await replaceFile(join(manuscript.root, SNAPSHOT), bytes);
    return { value: bytes, diagnostics: [] };
  } catch (error) {
    const said = diagnostic('snapshot-not-written', `${SNAPSHOT} could not be written: ${reasonOf(error)}`, {
      file: SNAPSHOT,
      hint: 'without it, notes with little context may be lost when their texts are edited',
    });
    return { value: undefined, diagnostics: [said] };
  }
}
