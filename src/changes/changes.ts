import { join, resolve } from 'node:path';
import { append } from '../append.js';
import { build } from '../build.js';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { Edition } from '../manuscript/manuscript.js';
import { readBuiltInTemplates } from '../manuscript/package-files.js';
import { readManuscript } from '../manuscript/read.js';
import { paperFile, readHistory, readPaper } from '../output/bookkeeping.js';
import { removeStale } from '../output/further-files.js';
import { replaceFiles } from '../output/replace-files.js';
import { editionDate, metadata, type Prepared, prepare, renderEdition } from '../prepare.js';
import type { EditionRecord } from '../record/edition-record.js';
import { serialisePaper } from '../record/history.js';
import type { Paper } from '../record/parse-history.js';
import { hashPage } from '../record/print-hash.js';
import { recordEdition } from '../record/record-edition.js';
import { compareRecords, labelOf, type PrintChanges } from './compare-records.js';
import { exchange } from './leaves.js';
import { fitPaper } from './paper-numbering.js';
import { setSheets } from './sheets.js';

export interface ChangesOptions {
  /** The folder that holds annotations.yml. Default: the current one. */
  project?: string;
  /** Names of editions. Default: all that have a PDF. */
  editions?: string[];
  /** Where the editions are. Default: `out` in the project. */
  out?: string;
  /** Builds the editions and writes the sheets to print again. */
  pages?: boolean;
  /** The copies are printed on one side of the paper. */
  oneSided?: boolean;
  /** Remembers that copies were printed: of the whole edition or, with `pages`, of the sheets. */
  markPrinted?: boolean;
  /** What to compare with. Default: what was printed, where that is known; else the last build that was not the same. */
  since?: 'printed' | 'build';
}

export interface ChangesResult {
  status: 'done' | 'content' | 'configuration';
  diagnostics: Diagnostic[];
  editions: EditionChanges[];
}

export interface EditionChanges {
  name: string;
  /** What the last build was compared with; `nothing` where there is nothing yet. */
  since: 'printed' | 'build' | 'nothing';
  changes?: PrintChanges;
  sheets?: Sheets;
  /** Copies of this edition are now remembered as printed. */
  marked?: true;
}

/** The sheets to print again. */
export interface Sheets {
  /** The PDF; undefined where no sheet has to be printed. */
  path?: string;
  /** Leaves in it. */
  leaves: number;
  /** Step by step, the labels of the pages to take out and to put in, and of the page before them. */
  steps: { out: string[]; in: string[]; after?: string }[];
}

/** Says what changed in the print of a project's editions since an earlier build, or since copies were printed. */
export async function changes(options: ChangesOptions = {}): Promise<ChangesResult> {
  const chosen = await chooseEditions(options);
  if ('status' in chosen) return chosen;
  const { editions, root } = chosen;
  const names = editions.map(({ name }) => name);
  const out = resolve(options.out ?? join(root, 'out'));
  const diagnostics: Diagnostic[] = [];
  let prepared: Prepared | undefined;
  if (options.pages) {
    const { project, out } = options;
    const called = { ...(project !== undefined && { project }), ...(out !== undefined && { out }) };
    const built = await build({ ...called, editions: names });
    if (built.status !== 'done')
      return { status: built.status, diagnostics: built.diagnostics, editions: [] };
    const read = await prepare({ ...called, editions: names });
    if ('status' in read) return read;
    prepared = read;
  }
  const result: ChangesResult = { status: 'done', diagnostics, editions: [] };
  const files: { path: string; data: Uint8Array }[] = [];
  /** Sheets of an earlier round, where there are none to print now. */
  const stale: string[] = [];
  for (const edition of editions) {
    const { name } = edition;
    const history = await readHistory(out, name);
    const paper = await readPaper(out, name);
    append(diagnostics, [...history.diagnostics, ...paper.diagnostics]);
    const past = history.value;
    if (!past) {
      if (options.markPrinted) diagnostics.push(notBuilt(name));
      result.editions.push({ name, since: 'nothing' });
      continue;
    }
    const before: Paper | undefined =
      options.since !== 'build' && paper.value
        ? paper.value
        : past.before && { printed: past.before, built: past.before };
    const since = !before ? 'nothing' : before === paper.value ? 'printed' : 'build';
    const found: EditionChanges = { name, since };
    if (before) found.changes = compareRecords(before.built, past.current);
    let printed = past.current;
    if (prepared && before) {
      const made = await makeSheets(prepared, edition, before.printed, options.oneSided ?? false);
      append(diagnostics, made.diagnostics);
      const path = join(out, `${name}.changes.pdf`);
      if (made.pdf) files.push({ path, data: made.pdf });
      else stale.push(path);
      found.sheets = { ...(made.pdf && { path }), leaves: made.leaves, steps: made.steps };
      printed = made.now;
    }
    if (options.markPrinted) {
      const data = Buffer.from(serialisePaper({ printed, built: past.current }));
      files.push({ path: join(out, paperFile(name)), data });
      found.marked = true;
    }
    result.editions.push(found);
  }
  if (hasErrors(diagnostics)) return { status: 'configuration', diagnostics, editions: [] };
  const failure = files.length > 0 ? await replaceFiles(out, files) : undefined;
  if (failure) return { status: 'configuration', diagnostics: [...diagnostics, failure], editions: [] };
  await removeStale(out, stale);
  return result;
}

/** The editions that the call means, as far as they have pages. */
async function chooseEditions(
  options: ChangesOptions,
): Promise<{ editions: Edition[]; root: string } | ChangesResult> {
  const root = resolve(options.project ?? '.');
  const read = await readManuscript(root);
  if (!read.value) {
    const missing = read.diagnostics.some(({ code }) => code === 'project-missing');
    return { status: missing ? 'configuration' : 'content', diagnostics: read.diagnostics, editions: [] };
  }
  const all = read.value.editions;
  const known = all.map(({ name }) => name);
  const diagnostics = (options.editions ?? []).flatMap((name) => {
    const edition = all.find((each) => each.name === name);
    if (!edition)
      return [
        diagnostic('edition-unknown', `There is no edition “${name}”.`, { hint: didYouMean(name, known) }),
      ];
    if (edition.formats.includes('pdf')) return [];
    return [diagnostic('edition-without-pages', `The edition “${name}” has no PDF, and so no pages.`)];
  });
  if (diagnostics.length > 0) return { status: 'configuration', diagnostics, editions: [] };
  const editions = all.filter(
    ({ name, formats }) => formats.includes('pdf') && (options.editions?.includes(name) ?? true),
  );
  return { editions, root };
}

interface MadeSheets {
  pdf?: Uint8Array;
  leaves: number;
  steps: Sheets['steps'];
  /** The copy with these sheets in it. */
  now: EditionRecord;
  diagnostics: Diagnostic[];
}

/** Sets an edition so that it fits the copy on paper, and makes a PDF of the sheets that are not in that. */
async function makeSheets(
  prepared: Prepared,
  edition: Edition,
  paper: EditionRecord,
  oneSided: boolean,
): Promise<MadeSheets> {
  const { typeset } = await import('../typeset/typeset.js');
  const { value: rendered } = renderEdition(prepared, edition, await readBuiltInTemplates());
  const layout = (await typeset(rendered, fitPaper(paper, rendered))).value;
  const now = recordEdition(rendered, layout, layout.pages.map(hashPage));
  const steps = exchange(paper, now, oneSided);
  const labels = (pages: readonly number[]) => pages.map((page) => labelOf(now.pages[page]!));
  const made: MadeSheets = {
    leaves: steps.reduce((sum, step) => sum + step.in.length, 0),
    steps: steps.map((step) => ({ ...step, out: step.out.flat(), in: labels(step.in.flat()) })),
    now,
    diagnostics: [],
  };
  if (steps.length === 0) return made;
  const sheets = await setSheets({ rendered, layout, now, paper, steps, oneSided });
  const { writePdf } = await import('../pdf/write-pdf.js');
  const about = metadata(rendered.book, editionDate(prepared.manuscript));
  const title = `${about.title}: ${rendered.words.say('changes')}`;
  const pdf = await writePdf(sheets.value, { ...about, title });
  return { ...made, pdf: pdf.value, diagnostics: [...sheets.diagnostics, ...pdf.diagnostics] };
}

function notBuilt(name: string): Diagnostic {
  return diagnostic('edition-not-built', `The edition “${name}” has not been built yet.`, {
    hint: 'run florilegium build first, with the same --out',
  });
}
