import type { Anchored, AnchorState } from '../anchoring/anchored.js';
import type { Book, Chapter } from '../apparatus/book.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { FurtherPdf } from '../imposition/further-pdfs.js';
import { VERSION } from '../manuscript/package-files.js';
import type { Paged, PageFrame } from '../typeset/layout.js';

/** What `out/EDITION.report.json` holds. */
export interface EditionReport {
  version: string;
  edition: string;
  readings: ReadingReport[];
  words: number;
  /** The notes on this edition's readings, by state; the author's own footnotes are not counted here. */
  notes: Record<AnchorState, number>;
  glossary: { terms: number; uses: number };
  /** Of the PDF; absent where none was made. */
  pages?: number;
  /** The PDFs beside it, by their paths in the output folder. Sheets have no tags: they are for printing only. */
  furtherPdfs?: { path: string; tagged: boolean }[];
  diagnostics: Diagnostic[];
}

export interface ReadingReport {
  id: string;
  words: number;
  /** All notes set in it, the author's own among them. */
  notes: number;
  /** Page labels in the PDF. */
  firstPage?: string;
  lastPage?: string;
}

/** Counts what an edition holds. */
export function reportEdition(
  book: Book,
  anchored: Anchored,
  layout: Paged<PageFrame> | undefined,
  diagnostics: Diagnostic[],
  further: readonly FurtherPdf[] = [],
): EditionReport {
  const chapters = [...book.front, ...book.parts.flatMap((part) => part.chapters), ...book.back];
  const notes: EditionReport['notes'] = { exact: 0, normalised: 0, moved: 0, ask: 0, orphan: 0 };
  const contained = new Set(chapters.map(({ reading }) => reading.id));
  for (const { note, state } of anchored.notes) if (contained.has(note.reading)) notes[state]++;
  const uses = chapters.reduce((sum, { id }) => sum + (book.termUses.get(id) ?? 0), 0);
  return {
    version: VERSION,
    edition: book.edition.name,
    readings: chapters.map((chapter) => reportReading(chapter, layout)),
    words: chapters.reduce((sum, { words }) => sum + words, 0),
    notes,
    glossary: { terms: book.glossary.length, uses },
    ...(layout && { pages: layout.pages.length }),
    ...(further.length > 0 && {
      furtherPdfs: further.map(({ path, format }) => ({ path, tagged: format !== 'imposed' })),
    }),
    diagnostics,
  };
}

function reportReading(
  { id, reading, words, notes }: Chapter,
  layout: Paged<PageFrame> | undefined,
): ReadingReport {
  const extent = layout?.extents.get(id);
  return {
    id: reading.id,
    words,
    notes: notes.reduce((sum, group) => sum + group.notes.length, 0),
    ...(layout &&
      extent && { firstPage: layout.pages[extent.first]!.label, lastPage: layout.pages[extent.last]!.label }),
  };
}
