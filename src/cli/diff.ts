import { styleText } from 'node:util';
import { compareProjects } from '../compare/compare-projects.js';
import { describeDiff, type Paint, plainly } from '../compare/describe.js';
import { isSame } from '../compare/project-diff.js';
import { statusOf } from './build.js';
import { EXIT } from './exit.js';
import { printDiagnostics, printResult } from './print.js';

export interface DiffCommandOptions {
  project?: string;
  edition?: string[];
  pages?: boolean;
  json?: boolean;
  html?: string;
}

/** `florilegium diff`: gives the exit status. */
export async function runDiff(old: string, now: string, options: DiffCommandOptions): Promise<number> {
  const { status, diagnostics, diff } = await compareProjects({
    old,
    new: now,
    ...(options.project !== undefined && { project: options.project }),
    ...(options.edition && { editions: options.edition }),
    pages: options.pages ?? true,
  });
  if (diff && options.html !== undefined) {
    const { writeDiffPage } = await import('../compare/diff-page.js');
    const failure = await writeDiffPage(options.html, diff);
    if (failure) diagnostics.push(failure);
    else if (!options.json) printResult(options.html);
  }
  if (options.json) printResult(JSON.stringify({ status, diagnostics, ...diff }, null, 2));
  else {
    printDiagnostics(diagnostics);
    if (diff && options.html === undefined)
      printResult(isSame(diff) ? 'Nothing is different.' : describeDiff(diff, coloured).join('\n'));
  }
  if (diagnostics.some(({ code }) => code === 'output-not-written')) return EXIT.call;
  return status === 'missing' ? EXIT.missing : statusOf(status);
}

/** Red and green on a terminal that wants colours; marks anywhere else, so that nothing depends on colour. */
const coloured: Paint = (kind, text) => {
  if (kind === 'same') return text;
  const marked = plainly(kind, text);
  return styleText(kind === 'removed' ? 'red' : 'green', marked, { stream: process.stdout });
};
