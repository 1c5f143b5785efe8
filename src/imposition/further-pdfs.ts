import type { Book, Chapter } from '../apparatus/book.js';
import { append } from '../append.js';
import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import { excerpts } from '../pdf/excerpt.js';
import type { PdfMetadata } from '../pdf/metadata.js';
import { writePdf } from '../pdf/write-pdf.js';
import type { Layout } from '../typeset/layout.js';
import { checkBleed, checkImposition } from './check-print.js';
import { commonSize, planSheet, type SheetSettings } from './sheet.js';
import { sheetSize } from './sheet-size.js';

/** A PDF beside an edition's own. */
export interface FurtherPdf {
  /** `print`: with bleed and marks; `imposed`: on sheets; `reading`: one reading. */
  format: 'print' | 'imposed' | 'reading';
  /** Relative to the output folder: `course.booklet.pdf`, `course/chalk.pdf`. */
  path: string;
  data: Uint8Array;
}

/**
 * The PDFs that an edition asks for beside its own, which stays as it is: one for the printer, one on sheets, one for each
 * reading.
 *
 * @param pdf the edition's own
 */
export async function furtherPdfs(
  book: Book,
  layout: Layout,
  pdf: Uint8Array,
  metadata: PdfMetadata,
): Promise<Result<FurtherPdf[]>> {
  const { edition } = book;
  const diagnostics: Diagnostic[] = [];
  const value: FurtherPdf[] = [];
  const write = async (pages: Layout, about: PdfMetadata) => {
    const written = await writePdf(pages, about);
    append(diagnostics, written.diagnostics);
    return written.value;
  };

  const { cropMarks: marks, bleed, imposition } = edition;
  let pages = pdf;
  if (marks || bleed > 0) {
    append(diagnostics, checkBleed(edition, layout));
    const { printPages } = await import('./print-pages.js');
    pages = await write(printPages(layout, { bleed, marks }), metadata);
    value.push({ format: 'print', path: `${edition.name}.print.pdf`, data: pages });
  }
  // Without a font that can be embedded there is no PDF.
  if (imposition && pages.length > 0) {
    const settings: SheetSettings = {
      bleed,
      marks,
      sheet: imposition.sheet === undefined ? undefined : sheetSize(imposition.sheet),
    };
    append(diagnostics, checkImposition(edition, layout, planSheet(commonSize(layout.pages), settings)));
    const { impose } = await import('./impose.js');
    const { creep, signature } = imposition;
    const binding = layout.pages[0]?.side === 'left' ? 'right' : 'left';
    const data = await impose(
      pages,
      { ...settings, layout: imposition.layout, binding, creep, signature },
      metadata,
      layout.language,
    );
    value.push({ format: 'imposed', path: `${edition.name}.${imposition.layout}.pdf`, data });
  }
  if (edition.separate) {
    const cut = excerpts(layout);
    for (const chapter of chaptersOf(book)) {
      const excerpt = cut(chapter.id, noteIds(chapter));
      if (!excerpt) continue;
      const data = await write(excerpt, aboutReading(chapter, metadata));
      value.push({ format: 'reading', path: `${edition.name}/${chapter.reading.id}.pdf`, data });
    }
  }
  return { value, diagnostics };
}

function chaptersOf({ front, parts, back }: Book): Chapter[] {
  return [...front, ...parts.flatMap(({ chapters }) => chapters), ...back];
}

function noteIds({ notes }: Chapter): string[] {
  return notes.flatMap((series) => series.notes.map(({ id }) => id));
}

/** What is said of one reading: its own title, authors and terms; the rest is the book's. */
function aboutReading({ title, subtitle, authors, reading }: Chapter, book: PdfMetadata): PdfMetadata {
  return {
    title: subtitle ? `${title.plain}: ${subtitle.plain}` : title.plain,
    creators: authors,
    rights: reading.rights?.plain ?? book.rights,
    publisher: book.publisher,
    date: book.date,
    producer: book.producer,
    conformance: book.conformance,
  };
}
