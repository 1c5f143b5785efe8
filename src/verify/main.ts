import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Report } from './report.js';
import { verifyEpub } from './verify-epub.js';
import { verifyPdf } from './verify-pdf.js';
import { type ReadingCount, verifyReadWords, verifyWords } from './verify-words.js';
import { epubWords } from './words/epub-text.js';
import { type ExpectedReading, expectedReadings } from './words/expected.js';
import { pdfWords } from './words/pdf-text.js';
import { pdftotextWords } from './words/pdftotext.js';

const USAGE = `npm run verify -- EDITION… [--project DIR]

Checks editions that a build has written: out/reader (both formats), out/reader.epub, out/reader.pdf,
out/reader.print.pdf, or one reading: out/reader/ID.pdf.
The words of the readings are taken from the project: by default the folder above the edition that has an
annotations.yml, or the current folder.`;

/** Exit status: 0 all checks passed, 1 one failed, 2 the call is wrong. */
async function main(): Promise<number> {
  let options: ReturnType<typeof readArguments>;
  try {
    options = readArguments();
  } catch (problem) {
    console.error(`${(problem as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (options.values.help || options.positionals.length === 0) {
    console.log(USAGE);
    return options.values.help ? 0 : 2;
  }
  const files = options.positionals.flatMap((name) =>
    /\.(epub|pdf)$/.test(name) ? [name] : [`${name}.epub`, `${name}.pdf`].filter((path) => existsSync(path)),
  );
  const missing = options.positionals.filter((name) => !files.some((file) => file.startsWith(name)));
  missing.push(...files.filter((file) => !existsSync(file)));
  if (missing.length > 0) {
    console.error(`There is no edition ${missing.join(', ')}. Build it first.`);
    return 2;
  }
  let passed = true;
  for (const file of files)
    passed =
      (await verifyFile(
        file,
        resolve(options.values.project ?? projectAbove(file)),
        options.values.project !== undefined,
      )) && passed;
  return passed ? 0 : 1;
}

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: { project: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
}

/** The nearest folder above the edition that is a project: else, as for editions in a folder of their own, the current one. */
function projectAbove(file: string): string {
  for (let folder = resolve(file, '..'); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'annotations.yml'))) return folder;
    if (folder === dirname(folder)) return '.';
  }
}

async function verifyFile(path: string, project: string, named: boolean): Promise<boolean> {
  const started = performance.now();
  const report = new Report();
  const bytes = readFileSync(path);
  if (/\.(booklet|2-up)\.pdf$/.test(path)) {
    console.log(`${path}\n  Pages on sheets have no tags: there is nothing to check.\n`);
    return true;
  }
  const readings = await readingsIn(path, project);
  if (!readings) {
    const said = `${project} has no edition of this name, or cannot be read`;
    if (named) report.fail(path.endsWith('.pdf') ? 'words-pdf' : 'words-epub', said);
    else console.error(`The words of ${path} are not checked: ${said}.`);
  }
  const counts = path.endsWith('.pdf')
    ? verifyPdfFile(path, bytes, readings, report)
    : await verifyEpubFile(bytes, readings, report);
  print(path, report, counts, performance.now() - started);
  return report.ok;
}

/** What a file must hold: an edition's readings, in its own PDF and in the one for the printer, or one of them. */
async function readingsIn(path: string, project: string): Promise<ExpectedReading[] | undefined> {
  const name = basename(path).replace(/(\.print)?\.pdf$|\.epub$/, '');
  const all = await expectedReadings(project, name);
  if (all) return all;
  const one = await expectedReadings(project, basename(dirname(path)));
  const reading = one?.find(({ id }) => id === name);
  return reading && [reading];
}

function verifyPdfFile(
  path: string,
  bytes: Uint8Array,
  readings: ExpectedReading[] | undefined,
  report: Report,
): ReadingCount[] {
  const { document } = verifyPdf(bytes, report);
  if (!document || !readings) return [];
  const read = pdftotextWords(path);
  if (read) verifyReadWords(readings, read, report);
  else console.error('pdftotext is not installed: its reading of the text is not checked.');
  return verifyWords(readings, pdfWords(document), 'words-pdf', report);
}

async function verifyEpubFile(
  bytes: Uint8Array,
  readings: ExpectedReading[] | undefined,
  report: Report,
): Promise<ReadingCount[]> {
  const { epub } = await verifyEpub(bytes, report);
  if (!report.list().some(({ name }) => name === 'epubcheck'))
    console.error('Java or EPUBCheck is not installed: only its TypeScript port has looked at the EPUB.');
  return epub && readings ? verifyWords(readings, epubWords(epub), 'words-epub', report) : [];
}

function print(path: string, report: Report, counts: ReadingCount[], milliseconds: number): void {
  console.log(`${path}`);
  for (const { name, about, looked, failed, failures } of report.list()) {
    const count = String(looked).padStart(9);
    console.log(`  ${failed > 0 ? 'FAILED' : 'ok    '}${count}  ${name.padEnd(18)} ${about}`);
    for (const failure of failures) console.log(`                     - ${failure}`);
    if (failed > failures.length) console.log(`                     - and ${failed - failures.length} more`);
  }
  for (const { id, expected, found } of counts)
    console.log(
      `  ${found === expected ? 'ok    ' : 'FAILED'}${String(found).padStart(9)}  of ${expected} words of ${id}`,
    );
  const checks = report.list();
  const failed = report.failed.length;
  const words = counts.reduce((sum, count) => sum + count.found, 0);
  console.log(
    `  ${failed === 0 ? 'passed' : 'FAILED'}: ${checks.length - failed} of ${checks.length} checks` +
      `${counts.length > 0 ? `, ${words} words of ${counts.length} readings` : ''}, ${(milliseconds / 1000).toFixed(1)} s\n`,
  );
}

process.exitCode = await main();
