import { relative } from 'node:path';
import { type ChangesOptions, changes, type EditionChanges, type Sheets } from '../changes/changes.js';
import { describeChanges } from '../changes/describe.js';
import { pageRanges } from '../changes/ranges.js';
import { statusOf } from './build.js';
import { printDiagnostics, printResult } from './print.js';

export interface ChangesCommandOptions {
  edition?: string[];
  out?: string;
  pages?: boolean;
  oneSided?: boolean;
  markPrinted?: boolean;
  since?: NonNullable<ChangesOptions['since']>;
  json?: boolean;
}

/** `florilegium changes`: gives the exit status. */
export async function runChanges(project: string, options: ChangesCommandOptions): Promise<number> {
  const { edition, json, ...rest } = options;
  const result = await changes({ project, ...(edition && { editions: edition }), ...rest });
  if (json) printResult(JSON.stringify(result, null, 2));
  else {
    printDiagnostics(result.diagnostics);
    for (const each of result.editions) for (const line of describe(each)) printResult(line);
  }
  return statusOf(result.status);
}

function describe({ name, since, changes: found, sheets, marked }: EditionChanges): string[] {
  const lines: string[] = [];
  if (!found) lines.push(`${name}: nothing to compare with yet`);
  else {
    lines.push(`${name}, since ${since === 'printed' ? 'copies were printed' : 'the build before'}:`);
    lines.push(...describeChanges(found).map((line) => `  ${line}`));
  }
  if (sheets) lines.push(...describeSheets(sheets).map((line) => `  ${line}`));
  if (marked)
    lines.push(`  remembered as printed: ${sheets ? 'the copies with these sheets' : 'the whole edition'}`);
  return lines;
}

function describeSheets({ path, leaves, steps }: Sheets): string[] {
  if (!path) return ['no sheet has to be printed again'];
  return [
    `${relative('.', path) || path}  ${leaves} sheet${leaves === 1 ? '' : 's'} to print again`,
    ...steps.map((step) => {
      const where = step.after === undefined ? 'at the beginning' : `after ${step.after}`;
      const out = step.out.length > 0 ? [`take out ${pageRanges(step.out)}`] : [];
      const put = step.in.length > 0 ? [`put in ${pageRanges(step.in)}`] : [];
      return `  ${where}: ${[...out, ...put].join(', ')}`;
    }),
  ];
}
