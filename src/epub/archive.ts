import { type Chapter, EPub, type Options } from 'epub-gen-memory';
import type { Insertion } from './break-places.js';

/** The files of an EPUB as far as they are the same wherever the pages of its print begin. */
export interface Draft {
  title: string;
  language: string;
  date: Date;
  stylesheet: string;
  /** The names of the content documents, the navigation document aside. */
  documents: string[];
  /** Paths are relative to the folder OEBPS. */
  resources: { path: string; bytes: Uint8Array }[];
}

/** What makes an EPUB of a draft. */
export interface Completion {
  packageDocument: string;
  navigation: string;
  ncx: string;
  /** The page breaks, by file. */
  breaks: ReadonlyMap<string, readonly Insertion[]>;
}

/** The folder of an EPUB that has its files. */
export const FOLDER = 'OEBPS/';
export const PACKAGE = `${FOLDER}content.opf`;
export const NAVIGATION = `${FOLDER}toc.xhtml`;
export const NCX = `${FOLDER}toc.ncx`;
export const MIMETYPE = 'mimetype';

/**
 * The files of an EPUB by their names, in the order in which they stand in the archive: the mimetype first, the rest
 * sorted. The content documents, and what a `Completion` brings, are blank.
 */
export async function archiveFiles(draft: Draft): Promise<Map<string, Uint8Array>> {
  const archive = new Archive(draft);
  await archive.render();
  return archive.files();
}

/**
 * epub-gen-memory keeps its job (option checks, container, what files there are); what it would change or make later, it
 * does not get. The methods that would fetch fonts, images and the cover add bytes instead, so that it opens no
 * connection. Its archive is not written by JSZip, whose compression is in JavaScript and takes five times as long as
 * zlib.
 */
class Archive extends EPub {
  constructor(private readonly draft: Draft) {
    super(
      {
        title: draft.title || '-',
        lang: draft.language,
        description: '-',
        css: draft.stylesheet,
        version: 3,
        date: draft.date.toISOString(),
        chapterXHTML: LATER,
        contentOPF: LATER,
        tocXHTML: LATER,
        tocNCX: LATER,
      } as Options,
      draft.documents.map((file): Chapter => ({ title: file, filename: file, content: '' })),
    );
  }

  protected override async downloadAllFonts(): Promise<void> {
    for (const { path, bytes } of this.draft.resources) this.zip.file(FOLDER + path, bytes);
  }

  protected override async downloadAllImages(): Promise<void> {}

  protected override async makeCover(): Promise<void> {}

  async files(): Promise<Map<string, Uint8Array>> {
    const files = Object.values(this.zip.files)
      .filter((file) => !file.dir)
      .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
    return new Map(
      await Promise.all(files.map(async (file) => [file.name, await file.async('nodebuffer')] as const)),
    );
  }
}

/** A template of epub-gen-memory that prints next to nothing; it takes an empty one for none. */
const LATER = ' ';

const FIRST_FILES = [MIMETYPE, 'META-INF/container.xml', PACKAGE, NAVIGATION];

function rank(name: string): number {
  const index = FIRST_FILES.indexOf(name);
  return index < 0 ? FIRST_FILES.length : index;
}
