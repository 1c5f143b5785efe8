import { type Chapter, EPub, type Options } from 'epub-gen-memory';

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
 * A middle level: level 9 takes three times as long on prose, for one part in a hundred.
 */
const COMPRESSION = 6;

/** ZIP dates begin in 1980 and end in 2107. */
const FIRST_DATE = Date.UTC(1980, 0, 1);
const LAST_DATE = Date.UTC(2107, 11, 31);

/**
 * Packs an EPUB, with the same bytes for the same contents and date.
 *
 * @throws never for what the contents are: they travel past epub-gen-memory's own templates and HTML rewriting
 */
export async function packEpub(contents: Contents, date: Date): Promise<Uint8Array> {
  const packer = new Packer(contents, date);
  await packer.render();
  return packer.zipped();
}

/**
 * epub-gen-memory keeps its job (option checks, container, zip), and gets everything that it would change ready made:
 * extra options and chapter fields, which it does not know, reach its templates as variables, and the templates are
 * constants that print one of them. A text of the book is never part of a template, because `<%` in it would be run.
 * The methods that would fetch fonts, images and the cover add bytes instead, so that it opens no connection.
 */
class Packer extends EPub {
  constructor(
    private readonly contents: Contents,
    private readonly date: Date,
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

  /** The last step of `render`: the mimetype first and stored, the rest sorted, no folders, one date. */
  protected override async makeCover(): Promise<void> {
    const time = Math.min(LAST_DATE, Math.max(FIRST_DATE, this.date.getTime()));
    const { files } = this.zip;
    const sorted = Object.values(files)
      .filter((file) => !file.dir)
      .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
    for (const name of Object.keys(files)) delete files[name];
    for (const file of sorted) {
      file.date = new Date(time);
      files[file.name] = file;
    }
  }

  zipped(): Promise<Uint8Array> {
    return this.zip.generateAsync({
      type: 'uint8array',
      mimeType: 'application/epub+zip',
      compression: 'DEFLATE',
      compressionOptions: { level: COMPRESSION },
      platform: 'DOS',
    });
  }
}

const FIRST_FILES = ['mimetype', 'META-INF/container.xml', 'OEBPS/content.opf', 'OEBPS/toc.xhtml'];

function rank(name: string): number {
  const index = FIRST_FILES.indexOf(name);
  return index < 0 ? FIRST_FILES.length : index;
}
