import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import type { Graphic, Layout, PageBox } from '../typeset/layout.js';
import type { Font } from '../typeset/text/font.js';
import { type Drawing, drawPage } from './draw-page.js';
import { Face } from './face.js';
import { embedImage, type PlacedImage } from './images.js';
import { Links } from './links.js';
import type { Marks } from './marks.js';
import { cleaned, information, type PdfMetadata, xmp } from './metadata.js';
import { writeOutline } from './outline.js';
import { pageLabels } from './page-labels.js';
import { PdfFile } from './pdf-file.js';
import { indexSlots, isLanguage, writeStructure } from './structure.js';
import { number, numbers, type ObjectNumber, reference, textString } from './syntax.js';
import { nameTree } from './trees.js';

export type { PdfMetadata } from './metadata.js';

/**
 * Writes a layout as a tagged PDF 1.7: exactly what the layout holds, at its place. PDF/UA-1 and PDF/A-2a are claimed
 * where `metadata.conformance` asks for them and the file keeps them; what stands in the way is a diagnostic.
 * The same layout and metadata give the same bytes. Cost is linear in glyphs and elements.
 */
export async function writePdf(layout: Layout, metadata: PdfMetadata): Promise<Result<Uint8Array>> {
  const diagnostics: Diagnostic[] = [];
  try {
    return { value: write(layout, metadata, diagnostics), diagnostics };
  } catch (problem) {
    if (!(problem instanceof FontProblem)) throw problem;
    diagnostics.push(diagnostic('pdf-font-unusable', problem.message));
    return { value: new Uint8Array(), diagnostics };
  }
}

function write(layout: Layout, given: PdfMetadata, diagnostics: Diagnostic[]): Uint8Array {
  const metadata = cleaned(given);
  const file = new PdfFile(metadata.producer);
  const faces = new Faces(file);
  const images = new Images(file, diagnostics);
  const slots = indexSlots(layout.structure);
  const marks: Marks = { content: [], owners: [], boxes: new Map(), links: [] };
  const drawing: Drawing = {
    face: (font) => faces.get(font),
    image: (graphic) => images.get(graphic),
    typeOf: (slot) => slots.types[slot],
    linkOf: (slot) => slots.links.get(slot),
    marks,
  };

  const pageTree = file.allocate();
  const pages = layout.pages.map(() => file.allocate());
  const drawn = layout.pages.map((page, index) => {
    const { content, fonts, images } = drawPage(page, index, drawing);
    return { content: file.stream('', content), fonts, images };
  });
  const links = new Links(file, layout, marks, diagnostics);
  layout.pages.forEach((page, index) => {
    const { content, fonts, images } = drawn[index]!;
    const annotations = links.annotate(index, pages[index]!);
    file.object(
      `<</Type/Page/Parent ${reference(pageTree)}/MediaBox[0 0 ${numbers([page.width, page.height])}]${cutBoxes(page)}` +
        `/Contents ${reference(content)}/Resources<<` +
        dictionary(
          'Font',
          fonts.map((face) => [face.name, face.reference]),
        ) +
        dictionary(
          'XObject',
          images.map((image) => [image.name, reference(image.object)]),
        ) +
        `>>/StructParents ${index}/Tabs/S` +
        `${annotations.length > 0 ? `/Annots[${annotations.map(reference).join(' ')}]` : ''}>>`,
      pages[index]!,
    );
  });
  file.object(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map(reference).join(' ')}]>>`, pageTree);

  const structure = writeStructure(file, layout, marks, pages, links.annotations);
  faces.end();
  const claims = metadata.conformance.filter((standard) => {
    const reasons = [
      ...faces.obstacles(),
      ...(standard === 'a-2a' && images.cmyk ? ['an image in CMYK colours'] : []),
      ...(structure.figuresDescribed ? [] : ['an image without an alternative text']),
      ...(metadata.title ? [] : ['no title']),
      ...(isLanguage(layout.language) ? [] : [`“${layout.language}” is no language tag`]),
    ];
    if (reasons.length > 0)
      diagnostics.push(
        diagnostic('pdf-conformance', `The PDF cannot claim ${STANDARDS[standard]}: ${reasons.join('; ')}.`),
      );
    return reasons.length === 0;
  });
  const catalog = file.object(
    `<</Type/Catalog/Pages ${reference(pageTree)}` +
      (isLanguage(layout.language) ? `/Lang${textString(layout.language)}` : '') +
      `/MarkInfo<</Marked true>>/StructTreeRoot ${reference(structure.root)}` +
      `/ViewerPreferences<</DisplayDocTitle true>>/PageLabels${pageLabels(layout.pages)}` +
      outline(file, layout) +
      `/Names<</Dests ${reference(destinations(file, layout, pages))}>>` +
      `/OutputIntents[${reference(outputIntent(file))}]` +
      `/Metadata ${reference(packet(file, xmp(metadata, layout.language, claims)))}>>`,
  );
  return file.finish(catalog, file.object(information(metadata)));
}

/** What is cut out of a larger sheet, and how far colour reaches beyond the cut (ISO 32000-1, 14.11.2). */
function cutBoxes({ height, cut }: PageBox): string {
  if (!cut) return '';
  const box = (around: number) => [
    cut.x - around,
    height - cut.y - cut.height - around,
    cut.x + cut.width + around,
    height - cut.y + around,
  ];
  return `/TrimBox[${numbers(box(0))}]/BleedBox[${numbers(box(cut.bleed))}]`;
}

const STANDARDS = { 'ua-1': 'PDF/UA-1', 'a-2a': 'PDF/A-2a' };

function dictionary(key: string, entries: [string, string][]): string {
  return entries.length > 0
    ? `/${key}<<${entries.map(([name, value]) => `/${name} ${value}`).join('')}>>`
    : '';
}

function outline(file: PdfFile, layout: Layout): string {
  const object = writeOutline(file, layout);
  return object === undefined ? '' : `/Outlines ${reference(object)}/PageMode/UseOutlines`;
}

function destinations(file: PdfFile, layout: Layout, pages: ObjectNumber[]): ObjectNumber {
  const entries = [...layout.destinations].map(([id, { page, x, y }]): [string, string] => [
    id,
    `[${reference(pages[page]!)}/XYZ ${number(x)} ${number(layout.pages[page]!.height - y)} null]`,
  ]);
  return nameTree(file, entries);
}

function packet(file: PdfFile, text: string): ObjectNumber {
  // Uncompressed, so that programs that know nothing of PDF find it (ISO 19005-2, 6.6.2.1).
  return file.stream('/Type/Metadata/Subtype/XML', Buffer.from(text, 'utf8'), { filter: 'none' });
}

/** All colours are sRGB: PDF/A wants its profile in the file. */
function outputIntent(file: PdfFile): ObjectNumber {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfkit'));
  const profile = file.stream('/N 3', readFileSync(join(folder, 'data/sRGB_IEC61966_2_1.icc')));
  const label = textString('sRGB IEC61966-2.1');
  return file.object(
    `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier${label}/Info${label}/DestOutputProfile ${reference(profile)}>>`,
  );
}

class FontProblem extends Error {}

/** What fontkit cannot read, or cannot make a subset of, is a problem of the font and not a bug. */
function attempt<T>(font: Font, work: () => T): T {
  try {
    return work();
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : String(problem);
    throw new FontProblem(`The font ${font.id} cannot be embedded: ${reason}.`);
  }
}

/** The fonts of a file, each embedded once. */
class Faces {
  private readonly faces = new Map<Font, Face>();

  constructor(private readonly file: PdfFile) {}

  get(font: Font): Face {
    let face = this.faces.get(font);
    if (!face) {
      face = attempt(font, () => new Face(this.file, font));
      this.faces.set(font, face);
    }
    return face;
  }

  end(): void {
    for (const face of this.faces.values()) attempt(face.font, () => face.end());
  }

  obstacles(): string[] {
    const found: string[] = [];
    for (const face of this.faces.values()) {
      if (!face.embeddable) found.push(`the licence of the font ${face.font.id} does not allow embedding`);
      if (face.missing) found.push(`the font ${face.font.id} lacks a character of the text`);
    }
    return found;
  }
}

/** The images of a file, each embedded once, in the order of first use. */
class Images {
  private readonly images = new Map<string, PlacedImage | undefined>();
  cmyk = false;

  constructor(
    private readonly file: PdfFile,
    private readonly diagnostics: Diagnostic[],
  ) {}

  get({ image, width }: Extract<Graphic, { kind: 'image' }>): PlacedImage | undefined {
    if (this.images.has(image.path)) return this.images.get(image.path);
    let placed: PlacedImage | undefined;
    try {
      placed = embedImage(this.file, `I${this.images.size + 1}`, image, width);
      if (placed.cmyk) this.cmyk = true;
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : String(problem);
      this.diagnostics.push(
        diagnostic('pdf-image-unreadable', `The image cannot be drawn: ${reason}.`, { file: image.path }),
      );
    }
    this.images.set(image.path, placed);
    return placed;
  }
}
