import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import type { BuildResult } from '../build.js';
import { summarise } from '../changes/describe.js';
import { outputFolder } from '../last-build.js';
import { type Rebuild, watchProject } from '../watch/watch.js';
import { type BuildCommandOptions, buildOptions, runBuild } from './build.js';
import { EXIT } from './exit.js';
import { paint, printDiagnostics, printResult, summary } from './print.js';

/** `florilegium watch`: builds again and again, until it is interrupted. */
export async function runWatch(project: string, options: BuildCommandOptions): Promise<number> {
  const called = buildOptions(project, options);
  // A project may still come into its folder; without the folder there is nothing to listen to.
  const about = await stat(project).catch(() => undefined);
  if (!about?.isDirectory()) return runBuild(project, options);
  if (!options.quiet && !options.json)
    process.stderr.write(
      `Watching ${relative('.', project) || '.'}; the editions go to ${relative('.', outputFolder(called)) || '.'}. Ctrl-C ends it.\n`,
    );
  await watchProject(called, (rebuild) => {
    if (options.json) printResult(JSON.stringify(asValue(rebuild)));
    else printRebuild(rebuild, options.quiet ?? false);
  });
  return EXIT.done;
}

/** Problems in full, then a line: `corpus/flour.md: reader (2 pages changed (4–5)), handout · 0.4 s`. */
function printRebuild({ changed, result, milliseconds }: Rebuild, quiet: boolean): void {
  const cause = changed ? `${files(changed)}: ` : '';
  const time = `${(milliseconds / 1000).toFixed(1)} s`;
  if (result instanceof Error) {
    const said = result.message.replace(/\s+/g, ' ');
    process.stderr.write(`${cause}${paint('red', `the build failed (${said})`)} · ${time}\n`);
    return;
  }
  printDiagnostics(result.diagnostics);
  if (result.status !== 'done')
    process.stderr.write(
      `${cause}${paint('red', summary(result.diagnostics))}; the editions that were there stay · ${time}\n`,
    );
  else if (!quiet) printResult(`${cause}${editions(result)} · ${time}`);
}

/** Names that a line has room for. */
const FEW = 3;

function files(paths: readonly string[]): string {
  const more = paths.length - FEW;
  return more > 0 ? `${paths.slice(0, FEW).join(', ')} and ${more} more` : paths.join(', ');
}

function editions(result: BuildResult): string {
  return result.editions
    .map(({ name, changes }) => (changes ? `${name} (${summarise(changes)})` : name))
    .join(', ');
}

function asValue({ changed, result, milliseconds }: Rebuild): object {
  const outcome = result instanceof Error ? { status: 'failed', message: result.message } : result;
  return { changed: changed ?? [], milliseconds: Math.round(milliseconds), ...outcome };
}
