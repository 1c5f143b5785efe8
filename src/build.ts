import { join, resolve } from 'node:path';
import type { Book } from './apparatus/book.js';
import { missingRights } from './apparatus/missing-rights.js';
import { append } from './append.js';
import { FORGETFUL, Memo } from './cache/memo.js';
import type { Store } from './cache/store.js';
import type { PrintChanges } from './changes/compare-records.js';
import { type Remembered, remember } from './changes/remember.js';
import { type Diagnostic, hasErrors, type Result } from './diagnostics/diagnostic.js';
import type { PageStart } from './epub/page-breaks.js';
import type { EpubWriting } from './epub/write-epub.js';
import { hasFurtherPdfs } from './imposition/asked-for.js';
import type { FurtherPdf } from './imposition/further-pdfs.js';
import { cacheOf, keepBuild, outputFolder, unchangedBuild } from './last-build.js';
import { Inputs } from './manuscript/inputs.js';
import type { Edition, Format } from './manuscript/manuscript.js';
import { readBuiltInTemplates } from './manuscript/package-files.js';
import { SNAPSHOT } from './manuscript/snapshot.js';
import { earlierPrint, type SeenFile, startsOf } from './output/earlier-print.js';
import { furtherFiles, removeStale } from './output/further-files.js';
import { permissionsCsv } from './output/permissions-csv.js';
import { replaceFiles } from './output/replace-files.js';
import { type EditionReport, reportEdition } from './output/report.js';
import { writeSnapshot } from './output/write-snapshot.js';
import { editionDate, metadata, prepare, renderEdition, renderingProblems, unique } from './prepare.js';
import { PressPool } from './print/press-pool.js';
import type { PrintedBook } from './print/print-book.js';
import type { EditionRecord } from './record/edition-record.js';
import { recordEdition } from './record/record-edition.js';
import type { RenderedBook } from './render/rendered.js';
import type { Layout, Paged, PageFrame } from './typeset/layout.js';

export type { Diagnostic } from './diagnostics/diagnostic.js';
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

/** An edition's own files, and those that it has when it asks for them: see `FurtherPdf`. */
export type FileFormat = Format | 'report' | 'permissions' | FurtherPdf['format'];

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
  const memo = options.cache === false ? FORGETFUL : new Memo(cache);
  const read = await prepare(options, inputs, memo);
  if ('status' in read) return read;
  const { manuscript, anchored, editions } = read;
  const diagnostics = [...read.diagnostics];
  const templates = await readBuiltInTemplates();
  const date = editionDate(manuscript);

  const made: {
    edition: Edition;
    book: Book;
    epub?: Uint8Array;
    pdf?: Uint8Array;
    further?: FurtherPdf[];
    pages?: Paged<PageFrame>;
    record?: EditionRecord;
    /** Beside the PDF: where its pages begin. */
    starts?: { path: string; data: Uint8Array };
    /** Where there is no PDF: what was looked at of an earlier one. */
    seen?: SeenFile[];
  }[] = [];
  const out = outputFolder(options);
  const presses = new PressPool();
  for (const edition of editions) {
    const rendered = renderEdition(read, edition, templates, memo);
    const { book } = rendered.value;
    append(diagnostics, rendered.diagnostics);
    if (options.requireRights) append(diagnostics, missingRights(book));
    const formats = edition.formats.filter((format) => options.formats?.includes(format) ?? true);
    const files: (typeof made)[number] = { edition, book };
    const epub = formats.includes('epub') ? await startEpub(rendered.value, date, memo) : undefined;
    let printed: (PrintedBook & { layout?: Layout }) | undefined;
    try {
      options.signal?.throwIfAborted();
      if (formats.includes('pdf')) {
        const printing = hasFurtherPdfs(edition)
          ? await printLayout(rendered.value)
          : await (await import('./print/print-book.js')).printBook(rendered.value, { memo, presses });
        append(diagnostics, printing.diagnostics);
        printed = printing.value;
        files.pages = printed.book;
        files.record = recordEdition(rendered.value, printed.book, printed.prints);
        options.signal?.throwIfAborted();
      }
      let starts = printed && pageStarts(printed.book);
      if (epub && !printed && edition.formats.includes('pdf'))
        ({ starts, seen: files.seen } = await earlierPrint(out, rendered.value));
      // The EPUB names the pages of the print. It is packed and checked beside the writing of the PDF.
      const { packed } = (await epub?.write(starts)) ?? {};
      if (printed) {
        const { writeDrawn } = await import('./pdf/write-pdf.js');
        const pdf = writeDrawn(printed.book, printed.resources, metadata(book, date), memo);
        append(diagnostics, pdf.diagnostics);
        files.pdf = pdf.value;
        if (starts) files.starts = startsOf(out, rendered.value, starts, pdf.value);
        files.further = [];
        if (printed.layout) {
          const { furtherPdfs } = await import('./imposition/further-pdfs.js');
          const further = await furtherPdfs(book, printed.layout, pdf.value, metadata(book, date));
          append(diagnostics, further.diagnostics);
          files.further = further.value;
        }
      }
      const written = await packed;
      if (written) {
        append(diagnostics, written.diagnostics);
        files.epub = written.value;
      }
    } catch (problem) {
      presses.end();
      throw problem;
    } finally {
      epub?.end();
    }
    made.push(files);
  }
  presses.end();
  const all = unique(diagnostics);
  if (hasErrors(all, options.strict)) return { status: 'content', diagnostics: all, editions: [] };

  options.signal?.throwIfAborted();
  const remembered = new Map<string, Remembered>();
  for (const { edition, record } of made)
    if (record) remembered.set(edition.name, await remember(out, edition.name, record));
  const listed = await Promise.all(
    made.flatMap(({ edition, further }) =>
      further ? [furtherFiles(out, edition.name, [...further, ...permissionsFile(edition)])] : [],
    ),
  );
  const built = made.map(({ edition, book, epub, pdf, further = [], pages }) => {
    const report = reportEdition(book, anchored, pages, all, further);
    const path = (ending: string) => join(out, `${edition.name}.${ending}`);
    const contents: { path: string; format: FileFormat; data: Uint8Array }[] = [];
    if (epub) contents.push({ path: path('epub'), format: 'epub', data: epub });
    if (pdf) contents.push({ path: path('pdf'), format: 'pdf', data: pdf });
    for (const file of further) contents.push({ ...file, path: join(out, file.path) });
    for (const file of permissionsFile(edition))
      contents.push({
        path: join(out, file.path),
        format: 'permissions',
        data: Buffer.from(permissionsCsv(book)),
      });
    const json = Buffer.from(`${JSON.stringify(report, null, 2)}\n`);
    contents.push({ path: path('report.json'), format: 'report', data: json });
    return { name: edition.name, report, contents };
  });
  const lists = listed.flatMap(({ record }) => record ?? []);
  const kept = [...lists, ...made.flatMap(({ starts }) => starts ?? []), ...remembered.values()];
  const written = [...built.flatMap(({ contents }) => contents), ...kept];
  const failure = await replaceFiles(out, written);
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

async function startEpub(rendered: RenderedBook, date: Date, memo: Memo): Promise<EpubWriting> {
  const { beginEpub } = await import('./epub/write-epub.js');
  return beginEpub(rendered, date, memo);
}

/** The CSV beside an edition that asks for it, by its path in the output folder. */
function permissionsFile({ name, permissions }: Edition): { path: string }[] {
  return permissions === 'full' ? [{ path: `${name}.permissions.csv` }] : [];
}

/** A book whose pages are cut and put on sheets afterwards is set in one piece, and its layout kept for that. */
async function printLayout(rendered: RenderedBook): Promise<Result<PrintedBook & { layout: Layout }>> {
  const { printWhole } = await import('./print/print-whole.js');
  return printWhole(rendered);
}

function pageStarts({ pages }: Paged<PageFrame>): PageStart[] {
  return pages.flatMap(({ label, begins }) => (begins ? [{ label, ...begins }] : []));
}
