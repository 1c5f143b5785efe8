import { join } from 'node:path';
import type { Book } from './apparatus/book.js';
import { missingRights } from './apparatus/missing-rights.js';
import { append } from './append.js';
import type { Memo } from './cache/memo.js';
import { type Diagnostic, hasErrors, type Result } from './diagnostics/diagnostic.js';
import type { Source } from './diagnostics/source.js';
import type { Packer } from './epub/packer.js';
import type { CoverMaking, EpubWriting } from './epub/write-epub.js';
import { hasFurtherPdfs } from './imposition/asked-for.js';
import type { FurtherPdf } from './imposition/further-pdfs.js';
import type { Edition, Format } from './manuscript/manuscript.js';
import { earlierPrint, type SeenFile, startsOf } from './output/earlier-print.js';
import { permissionsCsv } from './output/permissions-csv.js';
import type { EditionReport } from './output/report.js';
import { type EditionMatter, editionMatter, metadata, type Prepared, renderMatter } from './prepare.js';
import type { PressPool } from './print/press-pool.js';
import type { PrintedBook } from './print/print-book.js';
import type { EditionRecord } from './record/edition-record.js';
import { recordEdition } from './record/record-edition.js';
import type { RenderedBook } from './render/rendered.js';
import type { PageStart } from './render/text-place.js';
import type { Layout, Paged, PageFrame } from './typeset/layout.js';

/** What the making of editions has in common. */
export interface Making {
  templates: Map<string, Source>;
  date: Date;
  /** Formats to make of those that the editions have. Default: all. */
  formats?: Format[];
  requireRights?: boolean;
  signal?: AbortSignal;
  /** The folder of the editions: an EPUB that is made alone has the pages of the print that is there. */
  out: string;
  memo: Memo;
  presses: PressPool;
  /** Called when all sections of the edition wait for threads to set them. */
  dealt: () => void;
}

/** An edition that is made and not yet written. */
export interface MadeEdition {
  edition: Edition;
  book: Book;
  epub?: Uint8Array;
  pdf?: Uint8Array;
  /** Beside the PDF: what the edition asks for besides. */
  further?: FurtherPdf[];
  pages?: Paged<PageFrame>;
  record?: EditionRecord;
  /** Where the PDF's pages begin, to be kept. */
  starts?: { path: string; data: Uint8Array };
  /** Where there is no PDF: what was looked at of an earlier one. */
  seen?: SeenFile[];
}

/** Renders an edition and makes its formats, the EPUB beside the PDF. */
export async function makeEdition(
  read: Prepared,
  edition: Edition,
  making: Making,
): Promise<Result<MadeEdition>> {
  const { memo, signal } = making;
  const formats = edition.formats.filter((format) => making.formats?.includes(format) ?? true);
  // Its thread loads what it needs, and draws the cover, while the pages are rendered.
  const packer = formats.includes('epub') ? await startPacker() : undefined;
  try {
    const matter = editionMatter(read, edition, making.templates, memo);
    const cover = packer && (await startCover(matter.value, packer, making));
    const { value: rendered, diagnostics: said } = renderMatter(matter.value, memo);
    const diagnostics: Diagnostic[] = [...matter.diagnostics, ...said];
    // Links to a page that failed lead nowhere, which is not what is wrong.
    const pageFailed = hasErrors(diagnostics);
    const say = (found: readonly Diagnostic[]) =>
      append(diagnostics, pageFailed ? found.filter(({ code }) => code !== 'reference-unresolved') : found);
    const made: MadeEdition = { edition, book: rendered.book };
    if (making.requireRights) append(diagnostics, missingRights(rendered.book));
    // The EPUB is drafted while other threads begin with the print.
    const printing = formats.includes('pdf') ? await startPrint(rendered, making) : undefined;
    const epub = packer && cover && (await startEpub(rendered, packer, cover, making));
    signal?.throwIfAborted();
    let starts: PageStart[] | undefined;
    let printed: PrintedBook | undefined;
    if (printing) {
      const print = await printing.done;
      say(print.diagnostics);
      printed = print.value;
      made.pages = printed.book;
      made.record = recordEdition(rendered, printed.book, printed.prints, memo);
      ({ starts } = printed);
      signal?.throwIfAborted();
    } else if (epub && edition.formats.includes('pdf')) {
      ({ starts, seen: made.seen } = await earlierPrint(making.out, rendered));
    }
    // The EPUB names the pages of the print. It is packed and checked beside the writing of the PDF.
    const { packed } = (await epub?.write(starts)) ?? {};
    if (printed) {
      const pdf = await writePdf(printed, rendered, making);
      append(diagnostics, pdf.diagnostics);
      Object.assign(made, pdf.value);
      if (starts) made.starts = startsOf(making.out, rendered, starts, pdf.value.pdf);
    }
    const written = await packed;
    if (written) {
      say(written.diagnostics);
      made.epub = written.value;
    }
    return { value: made, diagnostics };
  } finally {
    packer?.end();
  }
}

/** What an edition has in the output folder. */
export type FileFormat = Format | 'report' | 'permissions' | FurtherPdf['format'];

/** The files of an edition, by their place. */
export function editionFiles(
  { edition, book, epub, pdf, further = [] }: MadeEdition,
  report: EditionReport,
  out: string,
): { path: string; format: FileFormat; data: Uint8Array }[] {
  const path = (ending: string) => join(out, `${edition.name}.${ending}`);
  return [
    ...(epub ? [{ path: path('epub'), format: 'epub' as const, data: epub }] : []),
    ...(pdf ? [{ path: path('pdf'), format: 'pdf' as const, data: pdf }] : []),
    ...further.map((file) => ({ ...file, path: join(out, file.path) })),
    ...permissionsFile(edition).map((file) => ({
      path: join(out, file.path),
      format: 'permissions' as const,
      data: Buffer.from(permissionsCsv(book)),
    })),
    {
      path: path('report.json'),
      format: 'report',
      data: Buffer.from(`${JSON.stringify(report, null, 2)}\n`),
    },
  ];
}

/** The CSV beside an edition that asks for it, by its path in the output folder. */
export function permissionsFile({ name, permissions }: Edition): { path: string }[] {
  return permissions === 'full' ? [{ path: `${name}.permissions.csv` }] : [];
}

async function startPacker(): Promise<Packer> {
  const { Packer } = await import('./epub/packer.js');
  return new Packer();
}

async function startCover(
  { selection, looks }: EditionMatter,
  packer: Packer,
  { memo }: Making,
): Promise<CoverMaking> {
  const { beginCover } = await import('./epub/write-epub.js');
  const { anthology } = selection.manuscript;
  const readings = selection.sections.reduce((sum, section) => sum + section.readings.length, 0);
  return beginCover({ anthology, readings, looks }, packer, memo);
}

async function startEpub(
  rendered: RenderedBook,
  packer: Packer,
  cover: CoverMaking,
  { date, memo }: Making,
): Promise<EpubWriting> {
  const { beginEpub } = await import('./epub/write-epub.js');
  return beginEpub(rendered, date, packer, memo, cover);
}

/** A print on its way: its sections wait for whoever has time. */
async function startPrint(
  rendered: RenderedBook,
  making: Making,
): Promise<{ done: Promise<Result<PrintedBook>> }> {
  const { printBook } = await import('./print/print-book.js');
  const done = printBook(rendered, making);
  // Who fails before this is awaited should hear of that failure.
  done.catch(() => undefined);
  return { done };
}

async function writePdf(
  { book: drawn, resources }: PrintedBook,
  rendered: RenderedBook,
  { date, memo }: Making,
): Promise<Result<{ pdf: Uint8Array; further: FurtherPdf[] }>> {
  const { writeDrawn } = await import('./pdf/write-pdf.js');
  const { book } = rendered;
  const about = metadata(book, date);
  const { value: pdf, diagnostics } = await writeDrawn(drawn, resources, about, memo);
  if (!hasFurtherPdfs(book.edition)) return { value: { pdf, further: [] }, diagnostics };
  const { furtherPdfs } = await import('./imposition/further-pdfs.js');
  const further = await furtherPdfs(book, await layoutOf(rendered), pdf, about);
  return { value: { pdf, further: further.value }, diagnostics: [...diagnostics, ...further.diagnostics] };
}

/** The book set in one piece, for what is cut out of its pages. What there is to say was said when it was printed. */
async function layoutOf(rendered: RenderedBook): Promise<Layout> {
  const { typeset } = await import('./typeset/typeset.js');
  return (await typeset(rendered)).value;
}
