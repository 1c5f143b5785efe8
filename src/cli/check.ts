import { check } from '../build.js';
import { statusOf } from './build.js';
import { printDiagnostics, printResult } from './print.js';

export interface CheckCommandOptions {
  edition?: string[];
  strict?: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** `florilegium check`: gives the exit status. */
export async function runCheck(project: string, options: CheckCommandOptions): Promise<number> {
  const result = await check({
    project,
    ...(options.edition && { editions: options.edition }),
    ...(options.strict && { strict: true }),
  });
  if (options.json)
    printResult(JSON.stringify({ status: result.status, diagnostics: result.diagnostics }, null, 2));
  else {
    printDiagnostics(result.diagnostics);
    if (!options.quiet && result.diagnostics.length === 0) printResult('No problems found.');
  }
  return statusOf(result);
}
