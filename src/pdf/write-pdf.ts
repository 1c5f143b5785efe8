import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import { direction } from '../direction.js';
import type { Image } from '../manuscript/manuscript.js';
import type { Layout, PageFrame } from '../typeset/layout.js';
import type { Font } from '../typeset/text/font.js';
import { type Displaced, Drawer } from './draw-pages.js';
import type { DrawnBook, DrawnFont, Resources } from './drawn.js';
import { embedFont, type FontParts, makeSubset } from './embed-font.js';
import { displaced } from './glyph-codes.js';
import { imageName } from './image-placement.js';
import { embedImage } from './images.js';
import { isLanguage } from './language.js';
import { Links } from './links.js';
import { cleaned, information, type PdfMetadata, xmp } from './metadata.js';
import { writeOutline } from './outline.js';
import { pageLabels } from './page-labels.js';
import { PdfFile } from './pdf-file.js';
import { writeStructure } from './structure.js';
import { name, number, numbers, type ObjectNumber, reference, textString } from './syntax.js';
import { nameTree } from './trees.js';

export type { PdfMetadata } from './metadata.js';

/** Draws a layout and writes it: exactly what the layout holds, at its place. See `writeDrawn`. */
export async function writePdf(layout: Layout, metadata: PdfMetadata): Promise<Result<Uint8Array>> {
  const { book, resources } = drawWhole(layout);
  return writeDrawn(book, resources, metadata);
}

/** Draws a layout. */
export function drawWhole(layout: Layout): { book: DrawnBook; resources: Resources } {
  const resources = resourcesOf(layout);
  const book = drawLayout(layout);
  const codes = displacedIn(book.fonts, resources);
  return { book: codes.size > 0 ? drawLayout(layout, codes) : book, resources };
}

function drawLayout(layout: Layout, codes?: Displaced): DrawnBook {
  return { ...layout, ...new Drawer(codes).pages(layout.pages, layout.structure) };
}

/** The codes that some pairs of glyph and text cannot have, because others have them: mostly none. */
export function displacedIn(fonts: readonly DrawnFont[], resources: Resources): Displaced {
  const found = fonts.map(({ id, glyphs }) => [id, displaced(resources.font(id), glyphs)] as const);
  return new Map(found.filter(([, codes]) => codes.size > 0));
}

function resourcesOf({ pages }: Layout): Resources {
  const fonts = new Map<string, Font>();
  const images = new Map<string, Image>();
  for (const { lines, graphics } of pages) {
    for (const { fragments } of lines)
      for (const { shaped } of fragments) fonts.set(shaped.font.id, shaped.font);
    for (const graphic of graphics)
      if (graphic.kind === 'image') images.set(graphic.image.path, graphic.image);
  }
  return { font: (id) => fonts.get(id)!, image: (path) => images.get(path)! };
}

/**
 * Writes drawn pages as a tagged PDF 1.7. PDF/UA-1 and PDF/A-2a are claimed where `metadata.conformance` asks for them
 * and the file keeps them; what stands in the way is a diagnostic. The same pages and metadata give the same bytes.
 * Cost is linear in pages and elements.
 *
 * @param memo remembers subsets of fonts
 */
export async function writeDrawn(
  book: DrawnBook,
  resources: Resources,
  metadata: PdfMetadata,
  memo = FORGETFUL,
): Promise<Result<Uint8Array>> {
  const diagnostics: Diagnostic[] = [];
  try {
    return { value: await write(book, resources, metadata, diagnostics, memo), diagnostics };
  } catch (problem) {
    if (!(problem instanceof FontProblem)) throw problem;
    diagnostics.push(diagnostic('pdf-font-unusable', problem.message));
    return { value: new Uint8Array(), diagnostics };
  }
}

async function write(
  book: DrawnBook,
  resources: Resources,
  given: PdfMetadata,
  diagnostics: Diagnostic[],
  memo: Memo,
): Promise<Uint8Array> {
  const metadata = cleaned(given);
  const file = new PdfFile(metadata.producer);
  const pageTree = file.allocate();
  const pages = book.pages.map(() => file.allocate());
  const contents = book.pages.map(({ content, margins }) => [
    file.stream('', content, { filter: 'deflated' }),
    ...(margins === undefined ? [] : [file.stream('', margins, { filter: 'none' })]),
  ]);
  const fonts = embedFonts(file, book, resources, memo);
  const images = embedImages(file, book, resources, diagnostics);
  const links = new Links(file, book, diagnostics);
  book.pages.forEach((page, index) => {
    const annotations = links.annotate(index, pages[index]!);
    const [first, ...more] = contents[index]!.map(reference);
    file.object(
      `<</Type/Page/Parent ${reference(pageTree)}/MediaBox[0 0 ${numbers([page.width, page.height])}]${cutBoxes(page)}` +
        `/Contents${more.length > 0 ? `[${[first, ...more].join(' ')}]` : ` ${first}`}/Resources<<` +
        dictionary(
          'Font',
          page.fonts.map((id) => [name(id), fonts.objects.get(id)!]),
        ) +
        dictionary(
          'XObject',
          page.images.map((path) => [imageName(path), images.objects.get(path)!]),
        ) +
        `>>/StructParents ${index}/Tabs/S` +
        `${annotations.length > 0 ? `/Annots[${annotations.map(reference).join(' ')}]` : ''}>>`,
      pages[index]!,
    );
  });
  file.object(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map(reference).join(' ')}]>>`, pageTree);

  const structure = writeStructure(file, book, pages, links);
  const claims = metadata.conformance.filter((standard) => {
    const reasons = [
      ...fonts.obstacles,
      ...(standard === 'a-2a' && images.cmyk !== undefined ? [`${images.cmyk} has CMYK colours`] : []),
      ...(book.structure.every(({ figuresDescribed }) => figuresDescribed)
        ? []
        : ['an image without an alternative text']),
      ...(metadata.title ? [] : ['no title']),
      ...(isLanguage(book.language) ? [] : [`“${book.language}” is no language tag`]),
    ];
    if (reasons.length > 0)
      diagnostics.push(
        diagnostic('pdf-conformance', `The PDF cannot claim ${STANDARDS[standard]}: ${reasons.join('; ')}.`),
      );
    return reasons.length === 0;
  });
  const catalog = file.object(
    `<</Type/Catalog/Pages ${reference(pageTree)}` +
      (isLanguage(book.language) ? `/Lang${textString(book.language)}` : '') +
      `/MarkInfo<</Marked true>>/StructTreeRoot ${reference(structure)}` +
      `/ViewerPreferences<</DisplayDocTitle true${direction(book.language) === 'rtl' ? '/Direction/R2L' : ''}>>/PageLabels${pageLabels(book.pages)}` +
      outline(file, book) +
      `/Names<</Dests ${reference(destinations(file, book, pages))}>>` +
      `/OutputIntents[${reference(outputIntent(file))}]` +
      `/Metadata ${reference(packet(file, xmp(metadata, book.language, claims)))}>>`,
  );
  return file.finish(catalog, file.object(information(metadata)));
}

/** What is cut out of a larger sheet, and how far colour reaches beyond the cut (ISO 32000-1, 14.11.2). */
function cutBoxes({ height, cut }: PageFrame): string {
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

function dictionary(key: string, entries: [string, ObjectNumber][]): string {
  return entries.length > 0
    ? `/${key}<<${entries.map(([name, object]) => `${name} ${reference(object)}`).join('')}>>`
    : '';
}

function outline(file: PdfFile, book: DrawnBook): string {
  const object = writeOutline(file, book);
  return object === undefined ? '' : `/Outlines ${reference(object)}/PageMode/UseOutlines`;
}

function destinations(file: PdfFile, book: DrawnBook, pages: ObjectNumber[]): ObjectNumber {
  const entries = [...book.destinations].map(([id, { page, x, y }]): [string, string] => [
    id,
    `[${reference(pages[page]!)}/XYZ ${number(x)} ${number(book.pages[page]!.height - y)} null]`,
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

/** Embeds the fonts, each once. What fontkit cannot read, or cannot make a subset of, is a problem of the font and not a bug. */
function embedFonts(file: PdfFile, book: DrawnBook, resources: Resources, memo: Memo) {
  const objects = new Map<string, ObjectNumber>();
  const obstacles: string[] = [];
  for (const { id, glyphs, missing } of book.fonts) {
    try {
      const { object, embeddable } = embedFont(file, subset(file, resources.font(id), glyphs, memo));
      objects.set(id, object);
      if (!embeddable) obstacles.push(`the licence of the font ${id} does not allow embedding`);
      if (missing) obstacles.push(`the font ${id} lacks a character of the text`);
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : String(problem);
      throw new FontProblem(`The font ${id} cannot be embedded: ${reason}.`);
    }
  }
  return { objects, obstacles };
}

/** What embeds the glyphs of a font, made or remembered. */
function subset(file: PdfFile, font: Font, glyphs: DrawnFont['glyphs'], memo: Memo): FontParts {
  if (!memo.remembers) return makeSubset(file, font, glyphs);
  return memo.remember('subset', [font.id, font.bytes, glyphs], () => makeSubset(file, font, glyphs));
}

/** Embeds the images, each once. In the place of one that cannot be read stands nothing. Of those in CMYK the first is named. */
function embedImages(file: PdfFile, book: DrawnBook, resources: Resources, diagnostics: Diagnostic[]) {
  const objects = new Map<string, ObjectNumber>();
  let cmyk: string | undefined;
  for (const { path, width } of book.images) {
    try {
      const image = embedImage(file, resources.image(path), width);
      objects.set(path, image.object);
      if (image.cmyk) cmyk ??= path;
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : String(problem);
      diagnostics.push(
        diagnostic('pdf-image-unreadable', `The image cannot be drawn: ${reason}.`, { file: path }),
      );
      objects.set(path, file.stream('/Type/XObject/Subtype/Form/BBox[0 0 1 1]', ''));
    }
  }
  return { objects, cmyk };
}
