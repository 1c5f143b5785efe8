import { init } from '../init.js';
import { EXIT } from './exit.js';
import { printDiagnostics, printResult } from './print.js';

export interface InitCommandOptions {
  json?: boolean;
  quiet?: boolean;
}

/** `florilegium init`: gives the exit status. */
export async function runInit(folder: string, options: InitCommandOptions): Promise<number> {
  const result = await init(folder);
  if (options.json) printResult(JSON.stringify(result, null, 2));
  else {
    printDiagnostics(result.diagnostics);
    if (!options.quiet)
      for (const path of result.files) printResult(`${folder.replace(/[\\/]+$/, '')}/${path}`);
    if (!options.quiet && result.status === 'done')
      process.stderr.write(`Begin with annotations.yml, then: florilegium build ${quoted(folder)}\n`);
  }
  return result.status === 'done' ? EXIT.done : EXIT.call;
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\p{L}\p{M}\p{N}\w./:@~+-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
