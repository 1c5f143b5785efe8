import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, type BuildResult, build } from '../build.js';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { ace } from './ace.js';
import type { Run } from './checker.js';
import { epubcheck } from './epubcheck.js';

const CHECKERS = { epubcheck, ace };

export type CheckerName = keyof typeof CHECKERS;

export interface CheckedEditions {
  /** As of a build; `missing`: a checker is not installed, and nothing was checked. */
  status: BuildResult['status'] | 'missing';
  diagnostics: Diagnostic[];
}

/**
 * Builds the editions into a temporary folder, runs checkers over their EPUBs, and says what they found. The project's
 * own folder is not touched.
 */
export async function checkEditions(
  names: readonly CheckerName[],
  options: Pick<BuildOptions, 'project' | 'editions' | 'strict'>,
): Promise<CheckedEditions> {
  const found = await Promise.all(names.map((name) => CHECKERS[name].find(options.project ?? '.')));
  const runs: Run[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const each of found) {
    if ('missing' in each) diagnostics.push(each.missing);
    else runs.push(each);
  }
  if (diagnostics.length > 0) return { status: 'missing', diagnostics };

  const folder = await mkdtemp(join(tmpdir(), 'florilegium-'));
  try {
    const built = await build({ ...options, out: join(folder, 'out') });
    if (built.status !== 'done') return built;
    const epubs = built.editions.flatMap(({ files }) => files.filter(({ format }) => format === 'epub'));
    const findings: Diagnostic[] = [];
    // One after another: each takes all the processors it can get.
    for (const { path } of epubs)
      for (const run of runs) findings.push(...(await run(path, await mkdtemp(join(folder, 'run-')))));
    const all = [...built.diagnostics, ...findings];
    if (findings.some(({ code }) => code === 'checker-failed'))
      return { status: 'configuration', diagnostics: all };
    return { status: hasErrors(all, options.strict) ? 'content' : 'done', diagnostics: all };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
