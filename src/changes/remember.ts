import { join } from 'node:path';
import type { Memo } from '../cache/memo.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { historyFile, historyName, readHistory } from '../output/bookkeeping.js';
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

/** @param memo notes that the file is of this program, and need not be checked when it is read */
export async function remember(
  out: string,
  edition: string,
  record: EditionRecord,
  memo: Memo,
): Promise<Remembered> {
  const { value: past, diagnostics } = await readHistory(out, edition, memo);
  const history = advance(past, record);
  const changed = past && history !== past;
  const text = serialiseHistory(history);
  memo.keep(historyName(text, memo), true);
  return {
    path: join(out, historyFile(edition)),
    data: Buffer.from(text),
    ...(changed && { changes: compareRecords(past.current, record) }),
    diagnostics,
  };
}
