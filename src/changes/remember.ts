import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { historyFile, readHistory } from '../output/bookkeeping.js';
import type { EditionRecord } from '../record/edition-record.js';
import { advance, serialiseHistory } from '../record/history.js';
import { compareRecords, type PrintChanges } from './compare-records.js';

/** What a build remembers of an edition: the file to write, and what changed since the build before, if anything did. */
export interface Remembered {
  path: string;
  data: Uint8Array;
  changes?: PrintChanges;
  diagnostics: Diagnostic[];
}

export async function remember(out: string, edition: string, record: EditionRecord): Promise<Remembered> {
  const { value: past, diagnostics } = await readHistory(out, edition);
  const history = advance(past, record);
  const changed = past && history !== past;
  return {
    path: join(out, historyFile(edition)),
    data: Buffer.from(serialiseHistory(history)),
    ...(changed && { changes: compareRecords(past.current, record) }),
    diagnostics,
  };
}
