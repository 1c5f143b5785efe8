import { createHash } from 'node:crypto';
import {
  decodePDFRawStream,
  ParseSpeeds,
  type PDFArray,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFObjectCopier,
  type PDFPage,
  PDFRawStream,
  type PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { type PdfMetadata, xmp } from '../pdf/metadata.js';
import { number, numbers } from '../pdf/syntax.js';
import { cropMarks, foldMarks, MARK_WIDTH, type MarkLine, type Rectangle } from './marks.js';
import {
  commonSize,
  cutAt,
  placePage,
  planSheet,
  type Sheet,
  type SheetSettings,
  type Size,
} from './sheet.js';
import { type Binding, booklet, twoUp } from './signatures.js';

export interface ImpositionSettings extends SheetSettings {
  layout: 'booklet' | '2-up';
  binding: Binding;
  /** Pages of a signature, a multiple of 4; undefined puts all into one. */
  signature?: number | undefined;
  /** How far a sheet pushes out the one that lies in it. Points. */
  creep: number;
}

/**
 * Places the pages of a finished PDF on sheets for printing on both sides, each front followed by its back. Pages go in
 * as they are, fonts and images once. Nothing of the tags, links and labels is left: the file claims no standard. The same
 * PDF gives the same bytes; the cost is linear in the size of the PDF.
 */
export async function impose(
  pdf: Uint8Array,
  settings: ImpositionSettings,
  metadata: PdfMetadata,
  language: string,
): Promise<Uint8Array> {
  const source = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const pages = source.getPages().map(readPage);
  const target = await PDFDocument.create({ updateMetadata: false });
  const copier = PDFObjectCopier.for(source.context, target.context);
  const forms = pages.map((page) => target.context.register(formOf(page, settings.bleed, copier, target)));

  const { layout, binding, signature, creep, marks } = settings;
  const sides =
    layout === 'booklet' ? booklet(pages.length, binding, signature) : twoUp(pages.length, binding);
  const sheet = planSheet(commonSize(pages), settings);
  for (const side of sides) {
    const shift = side.depth * creep;
    const printed = target.addPage([sheet.width, sheet.height]);
    const shown: Record<string, PDFRef> = {};
    let content = '';
    for (const half of ['left', 'right'] as const) {
      const index = side[half];
      if (index === undefined) continue;
      const { x, y, scale, clip } = placePage(sheet, half, pages[index]!, settings.bleed, shift);
      shown[`P${index + 1}`] = forms[index]!;
      content +=
        `q ${numbers([clip.x, clip.y, clip.width, clip.height])} re W n ` +
        `${precise(scale)} 0 0 ${precise(scale)} ${numbers([x, y])} cm /P${index + 1} Do Q\n`;
    }
    const cut = cutAt(sheet, shift);
    if (marks) content += drawMarks(sheet, cut, settings);
    if (marks || settings.bleed > 0) printed.setTrimBox(cut.x, cut.y, cut.width, cut.height);
    const { node } = printed;
    node.set(PDFName.of('Resources'), target.context.obj({ XObject: shown }));
    node.set(PDFName.of('Contents'), target.context.register(target.context.flateStream(content)));
  }
  describe(source, target, copier, sheet, metadata, language);
  const identifier = createHash('sha256')
    .update(pdf)
    .update(JSON.stringify(settings))
    .digest('hex')
    .slice(0, 32);
  const id = PDFHexString.of(identifier);
  target.context.trailerInfo.ID = target.context.obj([id, id]);
  return target.save({
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
}

/** A page that is to be placed: what is cut out of it, in its own coordinates. Points. */
interface SourcePage extends Size {
  x: number;
  y: number;
  page: PDFPage;
}

function readPage(page: PDFPage): SourcePage {
  return { ...page.getTrimBox(), page };
}

/**
 * A page as a form that can be drawn anywhere, its lower left corner at the origin. A page whose content is one stream,
 * which is what florilegium writes, keeps it as it is, packed.
 */
function formOf(
  { page, x, y, width, height }: SourcePage,
  bleed: number,
  copier: PDFObjectCopier,
  target: PDFDocument,
): PDFStream {
  const contents = page.node.Contents();
  const entries = {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [x - bleed, y - bleed, x + width + bleed, y + height + bleed],
    Matrix: [1, 0, 0, 1, -x, -y],
    Resources: copier.copy(page.node.Resources() ?? page.node.context.obj({})),
  };
  if (contents instanceof PDFRawStream) {
    const form = copier.copy(contents);
    for (const [key, value] of target.context.obj(entries).entries()) form.dict.set(key, value);
    return form;
  }
  return target.context.flateStream(contents ? bytesOf(contents) : '', entries);
}

function bytesOf(contents: PDFStream | PDFArray): Uint8Array {
  if (contents instanceof PDFRawStream) return decodePDFRawStream(contents).decode();
  if (contents instanceof PDFStream) return contents.getContents();
  const parts = contents.asArray().map((_, i) => Buffer.from(bytesOf(contents.lookup(i, PDFStream))));
  return Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
}

/** Corners for the cut, and dashes where a booklet is folded or what is 2-up is cut apart. */
function drawMarks({ fold, scale }: Sheet, cut: Rectangle, { bleed, layout }: ImpositionSettings): string {
  const lines = (marks: readonly MarkLine[]) =>
    marks.map(({ x1, y1, x2, y2 }) => `${numbers([x1, y1])} m ${numbers([x2, y2])} l S\n`).join('');
  const dash = layout === 'booklet' ? '[3 2] 0 d\n' : '';
  return (
    `q ${number(MARK_WIDTH)} w 0 G\n${lines(cropMarks(cut, bleed * scale))}` +
    `${dash}${lines(foldMarks(fold, cut, bleed * scale))}Q\n`
  );
}

/** What the file says about itself and to printers: nothing of the tagged PDF's claims. */
function describe(
  source: PDFDocument,
  target: PDFDocument,
  copier: PDFObjectCopier,
  sheet: Sheet,
  metadata: PdfMetadata,
  language: string,
): void {
  const { context, catalog } = target;
  const { Info } = source.context.trailerInfo;
  if (Info) context.trailerInfo.Info = copier.copy(Info);
  for (const key of ['Lang', 'OutputIntents'].map((name) => PDFName.of(name))) {
    const value = source.catalog.get(key);
    if (value) catalog.set(key, copier.copy(value));
  }
  const packet = context.stream(Buffer.from(xmp(metadata, language, []), 'utf8'), {
    Type: 'Metadata',
    Subtype: 'XML',
  });
  catalog.set(PDFName.of('Metadata'), context.register(packet));
  // Sheets are turned about the vertical axis, and printed as large as they are.
  const Duplex = sheet.width >= sheet.height ? 'DuplexFlipShortEdge' : 'DuplexFlipLongEdge';
  catalog.set(
    PDFName.of('ViewerPreferences'),
    context.obj({ DisplayDocTitle: true, Duplex, PrintScaling: 'None' }),
  );
}

/** A scale with more digits than lengths need: it is multiplied with whole pages. */
function precise(scale: number): string {
  return String(Math.round(scale * 1e6) / 1e6);
}
