import { execFileSync } from 'node:child_process';

/** Why tests that read PDFs with poppler are skipped; undefined where it is installed. */
export const NO_PDFTOTEXT = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'pdftotext of poppler is not installed';
  }
})();

/** A reason in brackets, behind the name of a test. */
export function why(reason: string | undefined): string {
  return reason ? ` (${reason})` : '';
}
