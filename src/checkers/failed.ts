import { basename } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';

/** A checker that ended without a report. The last line of what it said is mostly the reason. */
export function failed(checker: string, epub: string, said: string): Diagnostic {
  const last = said.trim().split('\n').at(-1)!.trim().slice(0, 200);
  return diagnostic('checker-failed', `${checker} gave no report${last ? `: ${last}` : '.'}`, {
    file: basename(epub),
  });
}
