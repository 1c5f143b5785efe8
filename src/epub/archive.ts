import { type Chapter, EPub, type Options } from 'epub-gen-memory';
import { writeZip, type ZipEntry } from './zip.js';

/** The files of an EPUB, ready made. Paths are relative to its OEBPS folder. */
export interface Contents {
  title: string;
  language: string;
  stylesheet: string;
  packageDocument: string;
  navigation: string;
  ncx: string;
  documents: { file: string; title: string; xhtml: string }[];
  resources: { path: string; bytes: Uint8Array }[];
}

/**
 * Packs an EPUB, with the same bytes for the same contents and date.
 *
 * @throws never for what the contents are: they travel past epub-gen-memory's own templates and HTML rewriting
 */
export async function packEpub(contents: Contents, date: Date): Promise<Uint8Array> {
  const packer = new Packer(contents, date);
  await packer.render();
  return writeZip(await packer.entries(), date);
}

/**
 * epub-gen-memory keeps its job (option checks, container, what files there are), and gets everything that it would
 * change ready made: extra options and chapter fields, which it does not know, reach its templates as variables, and the
 * templates are constants that print one of them. A text of the book is never part of a template, because `<%` in it
 * would be run. The methods that would fetch fonts, images and the cover add bytes instead, so that it opens no connection. Its archive
 * is not written by JSZip, whose compression is in JavaScript and takes five times as long as zlib.
 */
class Packer extends EPub {
  constructor(
    private readonly contents: Contents,
    date: Date,
  ) {
    super(
      {
        title: contents.title || '-',
        lang: contents.language,
        description: '-',
        css: contents.stylesheet,
        version: 3,
        date: date.toISOString(),
        chapterXHTML: '<%- readyXhtml %>',
        contentOPF: '<%- readyPackage %>',
        tocXHTML: '<%- readyNavigation %>',
        tocNCX: '<%- readyNcx %>',
        readyPackage: contents.packageDocument,
        readyNavigation: contents.navigation,
        readyNcx: contents.ncx,
      } as Options,
      contents.documents.map(
        ({ file, title, xhtml }) =>
          ({ title: title || '-', filename: file, content: '', readyXhtml: xhtml }) as Chapter,
      ),
    );
  }

  protected override async downloadAllFonts(): Promise<void> {
    for (const { path, bytes } of this.contents.resources) this.zip.file(`OEBPS/${path}`, bytes);
  }

  protected override async downloadAllImages(): Promise<void> {}

  protected override async makeCover(): Promise<void> {}

  /** The files: the mimetype first and stored, the rest sorted, no folders. */
  entries(): Promise<ZipEntry[]> {
    const files = Object.values(this.zip.files)
      .filter((file) => !file.dir)
      .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
    return Promise.all(
      files.map(async (file) => ({
        name: file.name,
        bytes: await file.async('nodebuffer'),
        stored: file.name === 'mimetype',
      })),
    );
  }
}

const FIRST_FILES = ['mimetype', 'META-INF/container.xml', 'OEBPS/content.opf', 'OEBPS/toc.xhtml'];

function rank(name: string): number {
  const index = FIRST_FILES.indexOf(name);
  return index < 0 ? FIRST_FILES.length : index;
}
