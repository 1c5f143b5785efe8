import { FORGETFUL } from '../cache/memo.js';
import { hasErrors, type Result } from '../diagnostics/diagnostic.js';
import type { RenderedBook } from '../render/rendered.js';
import type { PageStart } from '../render/text-place.js';
import { complete, hasOwnPageList } from './complete.js';
import { type CoverMatter, coverFile, coverMatter, type MadeCover, makeCover } from './cover.js';
import { draftEpub } from './draft.js';
import type { Drawing } from './draw.js';
import type { EmbeddedFace } from './embedded-face.js';
import type { PackingOrder } from './pack.js';
import { PackedDocuments } from './packed-documents.js';
import { Packer } from './packer.js';
import { PageBreaks, trialStarts } from './page-breaks.js';
import { Soundness } from './sound.js';
import type { PackedFile } from './zip.js';

export interface EpubOptions {
  /** When the edition was made: its `dcterms:modified` and the dates in the archive. */
  date: Date;
  /** Where the pages of the print begin, in order. Without them there is no page list, and none is claimed. */
  pageStarts?: readonly PageStart[];
}

/**
 * Makes an EPUB 3.3 of a rendered book. The same book and date give the same bytes.
 *
 * The value is empty where there is an error: a template for the package, the navigation or the cover fails, or the
 * project's cover is not a picture.
 */
export async function writeEpub(rendered: RenderedBook, options: EpubOptions): Promise<Result<Uint8Array>> {
  const packer = new Packer();
  try {
    const writing = await beginEpub(rendered, options.date, packer);
    const { packed } = await writing.write(options.pageStarts);
    return await packed;
  } finally {
    packer.end();
  }
}

/** An EPUB on its way, for a caller who has something else to do beside it. */
export interface EpubWriting {
  /**
   * Says where pages begin; `packed` is a promise that the EPUB is packed and checked, in a thread of its own.
   *
   * @param pageStarts as in `EpubOptions`
   */
  write(pageStarts?: readonly PageStart[]): Promise<{ packed: Promise<Result<Uint8Array>> }>;
}

/** A cover on its way. */
export interface CoverMaking {
  coming: Promise<MadeCover>;
}

/**
 * Begins with the cover, for which nothing is needed but what is known before pages are made. It takes nearly as long to
 * draw as a short book to set, in the packer's thread, which has the drawing when this is settled.
 *
 * @param memo remembers it
 */
export async function beginCover(
  matter: CoverMatter,
  packer: Packer,
  memo = FORGETFUL,
): Promise<CoverMaking> {
  let begun!: () => void;
  const given = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const draw = (drawing: Drawing) => {
    begun();
    return packer.draw(drawing);
  };
  const coming = makeCover(matter, draw, memo);
  // Who fails before this is awaited should hear of that failure, not of a thread that ended early.
  coming.then(begun, begun);
  await given;
  return { coming };
}

/**
 * Begins with what needs no pages of the print, which is nearly all: the content documents are made; in a thread of its
 * own, the draft is checked with a trial list of pages, so that what puts pages in their places afterwards has nothing to
 * wait for.
 *
 * @param packer the caller's, who ends it
 * @param memo remembers pages, and what was found without fault
 * @param cover where it is begun
 */
export async function beginEpub(
  rendered: RenderedBook,
  date: Date,
  packer: Packer,
  memo = FORGETFUL,
  cover?: CoverMaking,
): Promise<EpubWriting> {
  const { templates } = rendered;
  const { coming } = cover ?? (await beginCover(coverMatter(rendered), packer, memo));
  const face = rendered.book.edition.embedFonts ? await loadFace(rendered) : undefined;
  const drafted = draftEpub(rendered, { cover: coverFile(rendered), face, date }, memo);
  const { draft, texts, book } = drafted.value;
  const breaksAt = (starts: readonly PageStart[]) => new PageBreaks(starts, book.documents, book.targets);
  // What is known before there are pages, and checked with a trial list, holds for any.
  const early = hasOwnPageList(rendered) ? undefined : new Soundness(book, [], memo);
  const trial = early && !early.known ? complete(book, breaksAt(trialStarts(book.documents))) : undefined;
  // Where there is nothing to check, most documents may be known as they are packed. The others can be long: they are let go.
  const late = early?.known ? texts : undefined;
  packer.begin(draft, late ? new Map() : brought(texts), trial?.completion);
  const isSeen = early?.known || trial !== undefined;
  const diagnostics = [...drafted.diagnostics, ...templates.takeDiagnostics()];
  return {
    async write(pageStarts = []) {
      const breaks = breaksAt(pageStarts);
      const completed = complete(book, breaks, memo);
      const cover = await coming;
      const said = [...cover.diagnostics, ...diagnostics, ...templates.takeDiagnostics()];
      if (!completed || hasErrors(said))
        return { packed: Promise.resolve({ value: new Uint8Array(), diagnostics: said }) };
      const { completion, isPlain } = completed;
      const soundness = early ?? new Soundness(book, breaks.list, memo);
      const isSound = early ? isSeen && isPlain : soundness.known;
      const members = new PackedDocuments(book.documents, completion, memo);
      const known = isSound ? members.known() : new Map<string, PackedFile>();
      const order: PackingOrder = {
        completion,
        cover: cover.cover,
        check: !isSound,
        ...(late && { texts: brought(late, known) }),
        ...(memo.remembers && { known }),
      };
      const packed = packer.pack(order).then((epub) => {
        if (epub.sound) soundness.keep();
        members.keep(epub.packed);
        return { value: epub.value, diagnostics: [...said, ...epub.diagnostics] };
      });
      packed.catch(() => undefined);
      return { packed };
    },
  };
}

/** The texts of documents, but for those that are known. */
function brought(
  texts: ReadonlyMap<string, () => string>,
  known: ReadonlyMap<string, unknown> = new Map(),
): Map<string, string> {
  return new Map([...texts].filter(([file]) => !known.has(file)).map(([file, text]) => [file, text()]));
}

/** What reads fonts and stylesheets is loaded where an edition asks for it. */
async function loadFace(rendered: RenderedBook): Promise<EmbeddedFace> {
  const { embeddedFace } = await import('./embedded-face.js');
  return embeddedFace(rendered);
}
