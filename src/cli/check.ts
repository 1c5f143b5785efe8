import { check } from '../build.js';
import type { CheckerName } from '../checkers/check-editions.js';
import { statusOf } from './build.js';
import { EXIT } from './exit.js';
import { printDiagnostics, printResult } from './print.js';

export interface CheckCommandOptions {
  edition?: string[];
  epubcheck?: boolean;
  ace?: boolean;
  strict?: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** `florilegium check`: gives the exit status. */
export async function runCheck(project: string, options: CheckCommandOptions): Promise<number> {
  const { status, diagnostics } = await results(project, options);
  if (options.json) printResult(JSON.stringify({ status, diagnostics }, null, 2));
  else {
    printDiagnostics(diagnostics);
    if (!options.quiet && diagnostics.length === 0) printResult('No problems found.');
  }
  return status === 'missing' ? EXIT.missing : statusOf(status);
}

async function results(project: string, { edition, epubcheck, ace, strict }: CheckCommandOptions) {
  const options = { project, ...(edition && { editions: edition }), ...(strict && { strict }) };
  const checkers: CheckerName[] = [];
  if (epubcheck) checkers.push('epubcheck');
  if (ace) checkers.push('ace');
  if (checkers.length === 0) return check(options);
  const { checkEditions } = await import('../checkers/check-editions.js');
  return checkEditions(checkers, options);
}
