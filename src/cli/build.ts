import { dirname, relative, sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { BuildOptions, BuildResult, BuiltEdition } from '../build.js';
import { unchangedBuild } from '../last-build.js';
import type { Format } from '../manuscript/manuscript.js';
import { EXIT } from './exit.js';
import { printDiagnostics, printResult } from './print.js';

export interface BuildCommandOptions {
  edition?: string[];
  format?: Format[];
  out?: string;
  strict?: boolean;
  requireRights?: boolean;
  json?: boolean;
  cache?: boolean;
  quiet?: boolean;
}

/** `florilegium build`: gives the exit status. */
export async function runBuild(project: string, options: BuildCommandOptions): Promise<number> {
  const called = buildOptions(project, options);
  // What makes editions is loaded only where there is something to make.
  const unchanged = await unchangedBuild(called);
  const result = unchanged ?? (await (await import('../build.js')).makeEditions(called));
  if (options.json) printResult(JSON.stringify(result, null, 2));
  else {
    printDiagnostics(result.diagnostics);
    if (!options.quiet)
      for (const edition of result.editions) for (const line of describe(edition)) printResult(line);
    if (!options.quiet) await printChanges(result.editions);
    if (result.status === 'done' && !options.quiet)
      process.stderr.write(
        `${unchanged ? 'Nothing has changed: done' : 'Done'} in ${seconds(performance.now())}.\n`,
      );
  }
  return statusOf(result.status);
}

/** What a call asks for. */
export function buildOptions(project: string, options: BuildCommandOptions): BuildOptions {
  return {
    project,
    ...(options.edition && { editions: options.edition }),
    ...(options.format && { formats: options.format }),
    ...(options.out !== undefined && { out: options.out }),
    ...(options.strict && { strict: true }),
    ...(options.requireRights && { requireRights: true }),
    ...(options.cache === false && { cache: false }),
  };
}

/** The exit status of a result. */
export function statusOf(status: BuildResult['status']): number {
  return status === 'done' ? EXIT.done : status === 'content' ? EXIT.content : EXIT.call;
}

/** One line for each edition that is printed otherwise than before: `reader: 3 pages changed (47–49)`. */
async function printChanges(editions: readonly BuiltEdition[]): Promise<void> {
  const changed = editions.flatMap(({ name, changes }) => (changes ? [{ name, changes }] : []));
  if (changed.length === 0) return;
  const { summarise } = await import('../changes/describe.js');
  for (const { name, changes } of changed) process.stderr.write(`${name}: ${summarise(changes)}\n`);
}

/** One line a file: `out/reader.pdf  7 readings, 214 notes, 163 pages, 1.2 MB`. */
function describe({ files, report }: BuiltEdition): string[] {
  const notes = report.readings.reduce((sum, reading) => sum + reading.notes, 0);
  const line = (path: string, facts: string[], bytes: number) =>
    `${relative('.', path) || path}  ${[...facts, size(bytes)].join(', ')}`;
  const lines = files.flatMap(({ path, format, bytes }) => {
    if (format === 'report' || format === 'reading') return [];
    if (format === 'permissions') return line(path, ['sources and permissions'], bytes);
    if (format === 'print') return line(path, ['the same pages for the printer'], bytes);
    if (format === 'imposed') return line(path, ['the same pages on sheets, without tags'], bytes);
    const facts = [`${plural(report.readings.length, 'reading')}`, plural(notes, 'note')];
    if (format === 'pdf' && report.pages !== undefined) facts.push(plural(report.pages, 'page'));
    return line(path, facts, bytes);
  });
  const separate = files.filter(({ format }) => format === 'reading');
  const bytes = separate.reduce((sum, file) => sum + file.bytes, 0);
  if (separate[0])
    lines.push(line(`${dirname(separate[0].path)}${sep}*.pdf`, [plural(separate.length, 'reading')], bytes));
  return lines;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
