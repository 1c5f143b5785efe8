import { resolve } from 'node:path';
import { FORGETFUL, Memo } from './cache/memo.js';
import type { Store } from './cache/store.js';
import type { PrintChanges } from './changes/compare-records.js';
import { type Remembered, remember } from './changes/remember.js';
import { type Diagnostic, diagnostic, hasErrors, type Result, unique } from './diagnostics/diagnostic.js';
import { cacheOf, hasCache, keepBuild, outputFolder, unchangedBuild } from './last-build.js';
import {
  editionFiles,
  type FileFormat,
  type MadeEdition,
  type Making,
  makeEdition,
  permissionsFile,
} from './make-edition.js';
import { Inputs } from './manuscript/inputs.js';
import type { Edition, Format } from './manuscript/manuscript.js';
import { readBuiltInTemplates } from './manuscript/package-files.js';
import { SNAPSHOT } from './manuscript/snapshot.js';
import { furtherFiles, removeStale } from './output/further-files.js';
import { replaceFiles } from './output/replace-files.js';
import { type EditionReport, reportEdition } from './output/report.js';
import { writeSnapshot } from './output/write-snapshot.js';
import { editionDate, type Prepared, prepare, type Refused, renderingProblems } from './prepare.js';
import { PressPool } from './print/press-pool.js';

export type { Diagnostic } from './diagnostics/diagnostic.js';
export type { FileFormat } from './make-edition.js';
export type { EditionReport } from './output/report.js';

export interface BuildOptions {
  /** The folder that holds annotations.yml. Default: the current one. */
  project?: string;
  /** Names of editions. Default: all. */
  editions?: string[];
  /** Formats to make of those that the editions have. Default: all. */
  formats?: Format[];
  /** Where the editions go. Default: `out` in the project. */
  out?: string;
  /** Warnings stop the build, too. */
  strict?: boolean;
  /** A reading without rights holder or terms stops the build. */
  requireRights?: boolean;
  /** Whether what earlier builds kept is used, and something kept for later ones. The result is the same. Default: true. */
  cache?: boolean;
  /** Ends the build between two steps; nothing is written. */
  signal?: AbortSignal;
}

export interface BuildResult {
  /** `content`: the project has errors. `configuration`: the call or the machine has. Nothing was written then. */
  status: 'done' | 'content' | 'configuration';
  diagnostics: Diagnostic[];
  editions: BuiltEdition[];
}

export interface BuiltEdition {
  name: string;
  /** Absolute paths, with sizes in bytes. */
  files: { path: string; format: FileFormat; bytes: number }[];
  report: EditionReport;
  /** What is printed otherwise than by the build before; absent where nothing is, or none was before. */
  changes?: PrintChanges;
}

/**
 * Reads a project, makes its editions and, when all of them are whole, writes them. Where nothing has changed since the
 * last build, that one's result is given, and nothing written.
 */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  return (await unchangedBuild(options)) ?? makeEditions(options);
}

/**
 * The same, without looking whether anything has changed.
 *
 * @param using who builds again and again gives a record of inputs, to be told what is read, and the cache of the build
 *   before
 */
export async function makeEditions(
  options: BuildOptions,
  using: { inputs?: Inputs; cache?: Store } = {},
): Promise<BuildResult> {
  const { inputs = new Inputs(resolve(options.project ?? '.')), cache = cacheOf(options) } = using;
  try {
    return await makeAndWrite(options, inputs, cache);
  } finally {
    await cache.settle();
  }
}

async function makeAndWrite(options: BuildOptions, inputs: Inputs, cache: Store): Promise<BuildResult> {
  const memo = options.cache === false ? FORGETFUL : new Memo(cache);
  const out = outputFolder(options);
  const presses = new PressPool();
  let read: Prepared | Refused;
  let results: Result<MadeEdition>[];
  try {
    read = await prepare(options, inputs, memo, ({ editions, length }) => {
      // The shaper is compiled by a thread of its own while texts are read; the print would wait for it.
      if (printed(editions, options) > 0) void import('harfbuzzjs');
      // After an edit there is little to set.
      if (!hasCache(options)) presses.start(length * printed(editions, options));
    });
    if ('status' in read) return read;
    const absent = absentFormat(read.editions, options);
    if (absent) return { status: 'configuration', diagnostics: [absent], editions: [] };
    const templates = await readBuiltInTemplates();
    const date = editionDate(read.manuscript);
    // What is kept of a project without errors is written while the sections of its editions are set.
    const dealt = () => cache.begin();
    results = await makeAll(read, { ...options, templates, date, out, memo, presses, dealt });
  } finally {
    presses.end();
  }
  const { anchored } = read;
  const made = results.map(({ value }) => value);
  const all = unique([...read.diagnostics, ...results.flatMap(({ diagnostics }) => diagnostics)]);
  if (hasErrors(all, options.strict)) return { status: 'content', diagnostics: all, editions: [] };

  options.signal?.throwIfAborted();
  const remembered = new Map<string, Remembered>();
  for (const { edition, record } of made)
    if (record) remembered.set(edition.name, await remember(out, edition.name, record, memo));
  const listed = await Promise.all(
    made.flatMap(({ edition, further }) =>
      further ? [furtherFiles(out, edition.name, [...further, ...permissionsFile(edition)])] : [],
    ),
  );
  const built = made.map((one) => {
    const report = reportEdition(one.book, anchored, one.pages, all, one.further);
    return { name: one.edition.name, report, contents: editionFiles(one, report, out) };
  });
  const lists = listed.flatMap(({ record }) => record ?? []);
  const kept = [...lists, ...made.flatMap(({ starts }) => starts ?? []), ...remembered.values()];
  const written = [...built.flatMap(({ contents }) => contents), ...kept];
  const failure = await replaceFiles(out, written, () => cache.giveWay());
  if (failure) return { status: 'configuration', diagnostics: [...all, failure], editions: [] };
  for (const { stale } of listed) await removeStale(out, stale);
  const snapshot = await writeSnapshot(anchored);
  // What was said of the snapshot as it was read is not said again of the new one.
  if (snapshot.value && !all.some(({ code }) => code === 'snapshot-damaged'))
    inputs.file(SNAPSHOT, { kind: 'file', bytes: snapshot.value });
  const result: BuildResult = {
    status: 'done',
    diagnostics: [...all, ...snapshot.diagnostics],
    editions: built.map(({ contents, ...edition }) => ({
      ...edition,
      files: contents.map(({ data, ...file }) => ({ ...file, bytes: data.length })),
    })),
  };
  if (options.cache !== false) {
    const seen = made.flatMap((files) => files.seen ?? []);
    keepBuild(cache, options, inputs, [...written, ...seen], result);
    await cache.flush();
  }
  return withChanges(result, remembered);
}

/** Says of a call that asks for formats which none of the editions has that nothing would come of it. */
function absentFormat(editions: readonly Edition[], { formats }: BuildOptions): Diagnostic | undefined {
  if (!formats || editions.some((edition) => edition.formats.some((format) => formats.includes(format))))
    return undefined;
  const names = editions.map(({ name, formats: own }) => `${name} (${own.join(', ')})`).join(', ');
  return diagnostic('format-absent', `Nothing is made as ${formats.join(' or ')} of ${names}.`, {
    hint: 'leave --format out, or add it to “formats” of the edition in annotations.yml',
  });
}

/** How many of some editions are printed. */
function printed(editions: readonly Edition[], { formats = ['pdf'] }: BuildOptions): number {
  return formats.includes('pdf') ? editions.filter((edition) => edition.formats.includes('pdf')).length : 0;
}

/**
 * So many editions are on their way at once: while the threads set the sections of one, the next is rendered, and the
 * one before is written. More would take memory and save no time.
 */
const AT_ONCE = 3;

/** Makes the editions, each begun when all sections of the one before wait for threads to set them. */
async function makeAll(read: Prepared, making: Making): Promise<Result<MadeEdition>[]> {
  const all: Promise<Result<MadeEdition>>[] = [];
  for (const [n, edition] of read.editions.entries()) {
    if (n >= AT_ONCE) await all[n - AT_ONCE];
    await new Promise<void>((begun, failed) => {
      const dealt = () => {
        making.dealt();
        begun();
      };
      const made = makeEdition(read, edition, { ...making, dealt });
      made.then(dealt, failed);
      all.push(made);
    });
  }
  return Promise.all(all);
}

/** With what is to be said once about what changed: no part of what is kept of a build. */
function withChanges(result: BuildResult, remembered: ReadonlyMap<string, Remembered>): BuildResult {
  return {
    ...result,
    diagnostics: [...result.diagnostics, ...[...remembered.values()].flatMap((each) => each.diagnostics)],
    editions: result.editions.map((edition) => {
      const { changes } = remembered.get(edition.name) ?? {};
      return { ...edition, ...(changes && { changes }) };
    }),
  };
}

/** Reads a project, places its notes and renders its editions' pages, and says what is wrong. Writes nothing. */
export async function check(options: Omit<BuildOptions, 'out' | 'formats'> = {}): Promise<BuildResult> {
  const read = await prepare(options);
  if ('status' in read) return read;
  const all = unique([...read.diagnostics, ...(await renderingProblems(read))]);
  return { status: hasErrors(all, options.strict) ? 'content' : 'done', diagnostics: all, editions: [] };
}
